"""Figures in awkward wording: bounds cut off by the parser, places in a list, the dead included, deaths told later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Reading

Read = Callable[..., Reading]
Figure = tuple[str, int, int | None]

FIGURES: list[tuple[str, list[Figure]]] = [
    # bounds and vague words
    (
        "Blast reported near a school in Baqubah. 20+ killed, 45+ injured - ministry.",
        [("killed", 20, None), ("wounded", 45, None)],
    ),
    ("Between 60 and 80 villagers may have died in raids on Kandak.", [("killed", 60, 80)]),
    ("Six martyrs ascended and tens were wounded by the barrel bombs.", [("killed", 6, 6), ("wounded", 20, 99)]),
    ("UPDATE: Toll now 64, mayor says; 112 wounded.", [("killed", 64, 64), ("wounded", 112, 112)]),
    # who is two, and who follows
    ("A mine killed a farming couple and their 4-year-old daughter.", [("killed", 3, 3)]),
    ("The army said 12 to 15 herders had been killed as well as 40 rebels.", [("killed", 12, 15), ("killed", 40, 40)]),
    # a place for each
    ("Rebels killed three soldiers in Herat and five in Kunduz.", [("killed", 3, 3), ("killed", 5, 5)]),
    (
        "Two people were killed in Kherson, one in Nikopol and three guards in Kharkiv.",
        [("killed", 2, 2), ("killed", 1, 1), ("killed", 3, 3)],
    ),
    ("Bombs killed four people in Basra and nine traders in Amara.", [("killed", 4, 4), ("killed", 9, 9)]),
    # the wounded who die, after others who died
    (
        "Five people were killed at a mill. A 20-year-old man was shot in the neck in Tripoli. He died in hospital.",
        [("killed", 5, 5), ("killed", 1, 1)],
    ),
    ("The clerk was approached by two men and was shot in the arm.", [("wounded", 1, 1)]),
]

PARTS: list[tuple[str, list[Figure]]] = [
    (
        "A truck bomb killed 80 people. The dead included two nurses, a reporter and 11 pupils.",
        [("killed", 2, 2), ("killed", 1, 1), ("killed", 11, 11)],
    ),
    ("In Jebel, 19 people, four of them civilians, were killed by shelling.", [("killed", 4, 4)]),
    ("The raid wounded 30 people. Six of the badly wounded were children.", [("wounded", 6, 6)]),
]

JOINT = [
    "Four dead, 19 wounded in weekend shootings across Tampico",
    "At least 30 people were killed in a wave of bombings in Mosul.",
    "Seven people were killed in attacks across the province.",
]


@pytest.mark.parametrize(("text", "want"), FIGURES, ids=[t[:40] for t, _ in FIGURES])
def test_figures(read: Read, text: str, want: list[Figure]) -> None:
    assert [(c.harm, c.low, c.high) for c in read(text).casualties if c.part_of is None] == want


@pytest.mark.parametrize(("text", "want"), PARTS, ids=[t[:40] for t, _ in PARTS])
def test_parts(read: Read, text: str, want: list[Figure]) -> None:
    assert [(c.harm, c.low, c.high) for c in read(text).casualties if c.part_of is not None] == want


@pytest.mark.parametrize("text", JOINT)
def test_several_incidents_are_counted_together(read: Read, text: str) -> None:
    assert {c.scope for c in read(text).casualties} == {"joint"}


def test_each_number_of_a_list_has_its_own_place(read: Read) -> None:
    reading = read("Rebels killed three soldiers in Herat and five in Kunduz on Friday.", published="2024-05-13")
    names = {p.id: p.name for p in reading.places}
    assert [names[c.place] for c in reading.casualties if c.place] == ["Herat", "Kunduz"]
    assert {c.victims.status for c in reading.casualties} == {"security"}


def test_them_are_those_counted_before_not_their_killers(read: Read) -> None:
    whole, part = read("Raiders massacred 76 officers, 70 of them recruits, near Bastar.").casualties
    assert part.part_of == whole.id
    assert part.victims.actor != whole.perpetrators[0]


def test_those_who_are_listed_among_the_dead_did_not_do_it(read: Read) -> None:
    reading = read("A couple and their young son lost their lives when they stepped on a mine near Kilis.")
    assert reading.casualties[0].perpetrators == ()
