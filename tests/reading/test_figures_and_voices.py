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
        "Loyal forces lost 15 men in one day, according to an adviser, Pavlo Hnatyuk; the separatists claimed 230 dead.",
        [("killed", 15, 15, "Pavlo Hnatyuk"), ("killed", 230, 230, "separatists")],
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
    (
        "The army put the dead at 19 and said it had shot seven of the raiders.",
        [("killed", 19, 19, "army"), ("wounded", 7, 7, "army")],
    ),
    (
        "A shell killed four in Rubaya, a police officer said; clinic staff gave the toll as seven dead, 12 wounded.",
        [("killed", 4, 4, "police officer"), ("killed", 7, 7, "clinic staff"), ("wounded", 12, 12, "clinic staff")],
    ),
    (  # a sentence that opens with more people of a running total has the voice of that total
        "The ministry of health said the toll since March had risen to 5,210. A further 9,400 people have been wounded.",
        [("killed", 5210, 5210, "ministry of health"), ("wounded", 9400, 9400, "ministry of health")],
    ),
]

DENIED: list[tuple[str, list[tuple[int, str, str | None]]]] = [  # low, certainty, who says so first
    (
        "Two peacekeepers were killed, a spokesman said. He denied insurgent claims that 13 soldiers had died.",
        [(2, "stated", "spokesman"), (13, "disputed", "insurgent")],
    ),
    ("The army denied a rebel claim that it had killed nine herders.", [(9, "disputed", "rebel")]),
    ("Four guards were shot. The army denied it.", [(4, "disputed", None)]),
    ("The commissioner debunked reports that 70 travellers were missing.", [(70, "disputed", None)]),
    ("A spokesman said reports of 75 dead could not be confirmed.", [(75, "hedged", "spokesman")]),
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
    (  # nor is an accident, beside what an enemy did
        "Two marines died in a road accident and one was killed by rifle fire, the fleet said.",
        [("killed", 1, 1, "incident")],
    ),
    ("Fighters shot or hacked to death men and women, a survivor said.", []),
    (
        "DELTA NEWS: Not fewer than 37 persons were feared dead on Sunday when gunmen invaded Kwata, the chairman said.",
        [("killed", 37, None, "incident")],
    ),
    ("The patrol sank two boats, killing at least 20 Sea Wolves.", [("killed", 20, None, "incident")]),
    (
        "A marine has died of wounds, bringing to 94 the number of men killed since 2011. Three other marines were hurt.",
        [("killed", 1, 1, "incident"), ("killed", 94, 94, "period"), ("wounded", 3, 3, "incident")],
    ),
    (  # what follows a state is another harm: no sum
        "The brigades lost 86 dead and more than 200 wounded in the mountains.",
        [("killed", 86, 86, "incident"), ("wounded", 201, None, "incident")],
    ),
    (
        "Villagers say 27 people drowned or were shot as they fled from the troops.",
        [("casualties", 27, 27, "incident")],
    ),
    ("Officials put the number of Serbs driven from their homes at 3,600.", [("displaced", 3600, 3600, "incident")]),
    ("An officer was dragged off by the car and shot at the suspects.", []),
    (
        "Allied deaths for the month stood at 101, the command said; 74 were killed by roadside bombs.",
        [("killed", 101, 101, "period"), ("killed", 74, 74, "period")],
    ),
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
    ("Tens, perhaps hundreds, of villagers were killed.", [("killed", 20, 999, "incident")]),
    ("The toll of the raid on Kutum has gone up to 14.", [("killed", 14, 14, "incident")]),
    ("The army said ten soldiers and not 30 had been killed.", [("killed", 10, 10, "incident")]),
    ("One of them was evacuated to the field hospital after the raid.", []),
    (
        "In the raid 97 men were killed and 11 were listed as missing.",
        [("killed", 97, 97, "incident"), ("missing", 11, 11, "incident")],
    ),
    ("The group killed four of six aid workers it had been holding since July.", [("killed", 4, 4, "incident")]),
    ("Soldiers shot dead her father and two uncles.", [("killed", 3, 3, "incident")]),
    (
        "Since May our forces have killed 462 raiders. We have lost 31 fighters.",
        [("killed", 462, 462, "period"), ("killed", 31, 31, "period")],
    ),
    (
        "The mission put deaths at 12 and injuries at 30.",
        [("killed", 12, 12, "incident"), ("wounded", 30, 30, "incident")],
    ),
    ("The flow of dead rose from dozens to hundreds.", []),
    ("Four relief workers are still being held by the militia.", [("captured", 4, 4, "incident")]),
    ("Two rallies are being held; nine men are being held responsible.", []),
    ("The wounded lay at 12 clinics.", []),
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
        "The Zambian and Malian troops lost 86 dead and more than 200 wounded in five weeks.",
    ],
)
def test_who_tells_of_his_own_losses_did_not_do_it(read: Read, text: str) -> None:
    assert [c.perpetrators for c in read(text).casualties if c.perpetrators] == []


@pytest.mark.parametrize(("text", "figures"), DENIED, ids=[t[:40] for t, _ in DENIED])
def test_what_is_denied_is_disputed_and_keeps_its_voice(
    read: Read, text: str, figures: list[tuple[int, str, str | None]]
) -> None:
    reading = read(text)
    found = zip(reading.casualties, _figures(reading), strict=True)
    assert [(c.low, c.certainty, figure[3]) for c, figure in found] == figures


@pytest.mark.parametrize(
    "text",
    [
        "Two Nepali peacekeepers were killed and a third was hurt when their lorry struck an improvised explosive device.",
        "An army patrol hit a landmine near Tarin, killing three soldiers.",
        "A police convoy ran over a roadside bomb, wounding two officers and a passer-by.",
        "Marines battling the bandits lost four men on Thursday while 11 others were hurt, the command said.",
    ],
)
def test_who_runs_into_what_was_laid_for_him_or_loses_his_own_did_not_do_it(read: Read, text: str) -> None:
    found = read(text).casualties
    assert found
    assert [c.perpetrators for c in found if c.perpetrators] == []


def test_a_mine_leaves_the_doers_of_other_deeds(read: Read) -> None:
    found = read("A lorry hit a mine near Tarin. Rebels shot dead two soldiers who came to help.").casualties
    assert [(c.low, len(c.perpetrators)) for c in found] == [(2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "On 23 August a twin bombing in the port of Adra claimed the lives of 15 people and injured 75.",
        "Shelling hit the Barwa market in southern Kutum on 31 May 2023, killing at least 18 people and injuring 106.",
    ],
)
def test_two_verbs_of_one_doer_share_day_and_place(read: Read, text: str) -> None:
    one, two = read(text, published="2023-09-01").casualties
    assert (one.time, one.place) == (two.time, two.place)
    assert one.time is not None
