"""Which figure has which voice: tolls side by side, rival counts, tolls given after what they count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Reading

Read = Callable[..., Reading]
Figure = tuple[str, int, int | None, str | None]  # harm, low, high, who says so first

VOICES: list[tuple[str, list[Figure]]] = [
    (  # the saying is joined to the first clause by the parser, and still says both
        "Eleven villagers lost their lives and 17 others suffered burns as heavy guns pounded the Sidra quarter, "
        "a spokesman for the health ministry said on Monday.",
        [
            ("killed", 11, 11, "spokesman for the health ministry"),
            ("wounded", 17, 17, "spokesman for the health ministry"),
        ],
    ),
    (
        "Church leaders said between 30 and 35 people were hanged in the town of Ruvu.",
        [("killed", 30, 35, "Church leaders")],
    ),
    (
        "The border command claimed that more than 400 of the invaders had been killed; Delhi acknowledged nine deaths.",
        [("killed", 401, None, "border command"), ("killed", 9, 9, "India")],
    ),
    ("Tass, quoting an officer, reported 14 rebel dead.", [("killed", 14, 14, "officer")]),
    (
        "The district head, Sani Bello, confirmed the raid but gave a death toll of 23.",
        [("killed", 23, 23, "Sani Bello")],
    ),
    (
        "The rebel communique No. 16 said that its fighters had killed 30 soldiers.",
        [("killed", 30, 30, "rebel communique")],
    ),
    (
        "The mission said the shelling killed six, while the ministry put the toll at eleven.",
        [("killed", 6, 6, "mission"), ("killed", 11, 11, "ministry")],
    ),
    (  # no verb of its own, or a part: the voice of the figure before it
        "The militia put its losses at six dead and about 20 wounded and said up to 40 guerrillas had died.",
        [("killed", 6, 6, "militia"), ("wounded", 20, 20, "militia"), ("killed", 0, 40, "militia")],
    ),
    (
        "The observatory put the death toll at 61, among them 14 women and three infants.",
        [("killed", 61, 61, "observatory"), ("killed", 14, 14, "observatory"), ("killed", 3, 3, "observatory")],
    ),
    (
        "The clinic said its surgeons treated 35 people with shrapnel wounds, including six boys.",
        [("wounded", 35, 35, "clinic"), ("wounded", 6, 6, "clinic")],
    ),
    (
        "Tbilisi reported 48 of its soldiers killed and about 90 injured.",
        [("killed", 48, 48, "Tbilisi"), ("wounded", 90, 90, "Tbilisi")],
    ),
]

ALONE: list[tuple[str, list[tuple[str, int, int | None, str]]]] = [
    ("Not one of the gunners was hurt in the raid.", [("wounded", 0, 0, "incident")]),
    ("Not a single nurse was killed when the rocket struck.", [("killed", 0, 0, "incident")]),
    (
        "The column was routed, suffering 31 casualties, including eight dead.",
        [("casualties", 31, 31, "incident"), ("killed", 8, 8, "incident")],
    ),
    ("Shelling killed 26 displaced people in a school.", [("killed", 26, 26, "incident")]),
    ("A sniper shot dead a teacher in the eastern suburbs on Monday.", [("killed", 1, 1, "incident")]),
    ("UPDATE 4-Nine killed in Bamako attack", [("killed", 9, 9, "incident")]),
    ("UPDATE 2 - Death toll in Bamako blast rises to 44", [("killed", 44, 44, "incident")]),
    (  # what nature does is no casualty of the war beside it
        "A quake hit the disputed valley, killing 900 people and leaving 30,000 homeless. Rebels shot two soldiers there.",
        [("wounded", 2, 2, "incident")],
    ),
    (
        "Floods have displaced 12,000 people in the delta, where gunmen killed two policemen on Monday.",
        [("killed", 2, 2, "incident")],
    ),
    ("A storm of mortar fire killed six people in the souk.", [("killed", 6, 6, "incident")]),
    ("During May the front caused 212 casualties to the army.", [("casualties", 212, 212, "period")]),
    ("Gang violence in the port left more than 700 people dead in 2023.", [("killed", 701, None, "period")]),
    ("A bomb in 2014 killed 30 people at the gate.", [("killed", 30, 30, "incident")]),
    (
        "Casualties from 3 June to 9 July stood at 612: 212 killed and 400 injured.",
        [("casualties", 612, 612, "period"), ("killed", 212, 212, "period"), ("wounded", 400, 400, "period")],
    ),
    ("Attacks on the Sidra and Kosha camps left 18 people dead.", [("killed", 18, 18, "joint")]),
    ("Attacks on the villages of Tama and Kero killed 14 people.", [("killed", 14, 14, "joint")]),
    ("Attacks on Tama left 18 people dead.", [("killed", 18, 18, "incident")]),
]


def _figures(reading: Reading) -> list[Figure]:
    said = {a.id: a for a in reading.attributions}
    names = {s.id: s.name for s in reading.sources}
    out: list[Figure] = []
    for c in reading.casualties:
        chain = said[c.attribution].chain if c.attribution else ()
        out.append((c.harm, c.low, c.high, names[chain[0]] if chain else None))
    return out


@pytest.mark.parametrize(("text", "figures"), VOICES, ids=[t[:40] for t, _ in VOICES])
def test_every_figure_has_its_own_voice(read: Read, text: str, figures: list[Figure]) -> None:
    assert _figures(read(text)) == figures


@pytest.mark.parametrize(("text", "figures"), ALONE, ids=[t[:40] for t, _ in ALONE])
def test_what_a_figure_counts(read: Read, text: str, figures: list[tuple[str, int, int | None, str]]) -> None:
    assert [(c.harm, c.low, c.high, c.scope) for c in read(text).casualties] == figures


def test_a_part_with_its_own_word_of_harm_is_inside_the_figure_of_that_harm(read: Read) -> None:
    found = read("The raids killed 320 people and wounded 1,300, including 63 medics killed on duty.").casualties
    assert [(c.harm, c.low, c.part_of) for c in found] == [
        ("killed", 320, None),
        ("wounded", 1300, None),
        ("killed", 63, "c1"),
    ]


def test_parts_of_a_running_total_are_told_over_its_dead(read: Read) -> None:
    text = (
        "Casualties from 3 June to 9 July stood at 612: 212 killed and 400 hurt. The dead included 97 men and 64 women."
    )
    assert [(c.low, c.part_of) for c in read(text).casualties] == [
        (612, None),
        (212, None),
        (400, None),
        (97, "c2"),
        (64, "c2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The border command in Kutum acknowledged 26 dead and 30 wounded, a spokesman said.",
        "The army said it had struck more than 60 positions and that one soldier had been lightly injured.",
    ],
)
def test_who_tells_of_his_own_losses_did_not_do_it(read: Read, text: str) -> None:
    assert [c.perpetrators for c in read(text).casualties if c.perpetrators] == []
