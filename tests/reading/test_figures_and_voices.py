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
