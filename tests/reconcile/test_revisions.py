"""Corrections, tolls that rise, conditional and joint figures, denials, and two deeds of one day."""

from __future__ import annotations

import pytest

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from reconcile.build import Maker

LIRA = (2.25, 32.9)


def first(publisher: str = "Lakeside Daily", text: str = "Shells killed 31 people in Lira on Monday.") -> Reading:
    return _told(text, publisher, "2031-05-06", 31)


def _told(text: str, publisher: str, published: str, low: int, quote: str | None = None) -> Reading:
    maker = Maker(text, published, publisher)
    where = maker.place("Lira", *LIRA, country="UGA")
    when = maker.time("Monday", "2031-05-05")
    event = maker.event("killed" if "killed" in text else "shelling", mode="heavy-weapons", time=when, place=where)
    maker.figure(quote or str(low), low, events=(event,), time=when, place=where)
    return maker.reading


def only(*readings: Reading, policy: str = "ibc") -> Incident:
    (incident,) = reconcile(readings, policy)
    return incident


def test_a_correction_is_the_best_and_the_range_keeps_what_others_said() -> None:
    maker = Maker(
        "Correction: Lira shelling\nA report published on Tuesday said 31 people were killed. "
        "Records show that 34 people were killed in Lira on Monday.", "2031-05-09", "Hill Review",
    )  # fmt: skip
    where, when = maker.place("Lira", *LIRA, country="UGA"), maker.time("Monday", "2031-05-05")
    event = maker.event("were killed in", mode="heavy-weapons", time=when, place=where)
    maker.figure("31 people", 31, events=(event,), place=where)
    maker.figure("34 people", 34, events=(event,), time=when, place=where)
    incident = only(first(), maker.reading)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == (31, 34, 34)
    assert any("corrects" in s for s in incident.explanation)


def test_what_a_report_repeats_to_correct_is_not_its_own_figure() -> None:
    maker = Maker("An earlier version wrongly said 31 people were killed. In fact 34 people were killed.")
    event = maker.event("were killed.")
    maker.figure("31 people", 31, events=(event,))
    maker.figure("34 people", 34, events=(event,))
    incident = only(maker.reading)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (34, 34)


@pytest.mark.parametrize("verb", ["rose to", "has climbed to", "rises to"])
def test_a_toll_that_rises_replaces_the_earlier_and_says_so(verb: str) -> None:
    later = _told(f"The toll of Monday's shelling in Lira {verb} 40.", "Hill Review", "2031-05-07", 40)
    incident = only(first(), later)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == (40, 40, 40)
    assert any("31, replaced: the toll rose to 40" in s for s in incident.explanation)


def test_a_toll_that_is_only_higher_widens_the_range() -> None:
    later = _told("Forty people were killed in shelling of Lira on Monday.", "Hill Review", "2031-05-07", 40, "Forty")
    incident = only(first(), later)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (31, 40)


@pytest.mark.parametrize("policy", ["ibc", "ucdp", "airwars", "acled"])
def test_a_conditional_figure_never_enters_low_or_best(policy: str) -> None:
    maker = Maker("Shells killed 12 people. If the lists are right, another six people died later.")
    event = maker.event("killed")
    maker.figure("12 people", 12, events=(event,))
    maker.figure("another six people", 6, events=(event,), certainty="conditional")
    incident = only(maker.reading, policy=policy)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best) == (12, 12)
    assert incident.killed.high == (12 if policy == "acled" else 18)


def test_a_conditional_figure_alone_gives_nobody_for_sure() -> None:
    maker = Maker("If the lists are right, six people were killed.")
    maker.figure("six people", 6, events=(maker.event("killed"),), certainty="conditional")
    incident = only(maker.reading)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == (0, 0, 6)


def test_a_number_of_the_dead_is_part_of_them() -> None:
    maker = Maker("Gunmen killed 19 people. Seven of the dead were farmers.")
    event = maker.event("killed")
    maker.figure("19 people", 19, events=(event,), attribution=maker.said("a mayor", "Gunmen"))
    maker.figure("Seven", 7, events=(event,))
    incident = only(maker.reading)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (19, 19)


def test_hours_later_police_shoot_and_that_is_another_incident_of_the_same_day() -> None:
    maker = Maker("Mortars killed 20 people in Lira on Monday. Hours later, police shot dead two mourners in Lira.")
    where, when = maker.place("Lira", *LIRA, country="UGA"), maker.time("Monday", "2031-05-05")
    police, dead = maker.actor("police", "force"), maker.actor("people", "population")
    mourners = maker.actor("mourners", "population")
    shells = maker.event("killed", mode="heavy-weapons", time=when, place=where, recipients=(dead,))
    shots = maker.event("shot", mode="firearms", place=where, actors=(police,), recipients=(mourners,))
    maker.figure("20 people", 20, events=(shells,))
    maker.figure("two mourners", 2, events=(shots,), actor=mourners)
    found = list(reconcile([maker.reading], "ibc"))
    assert sorted((i.start, i.killed.best) for i in found if i.killed) == [("2031-05-05", 2), ("2031-05-05", 20)]


def test_a_raid_on_the_ground_and_shells_of_others_are_two_incidents() -> None:
    maker = Maker("Shells killed 15 people in Lira on Monday. The clinic closed after armed men raided it.")
    where, when = maker.place("Lira", *LIRA, country="UGA"), maker.time("Monday", "2031-05-05")
    army, men = maker.actor("Shells", "force"), maker.actor("armed men", "armed_group")
    shells = maker.event("killed", mode="heavy-weapons", time=when, place=where, actors=(army,))
    maker.event("raided", actors=(men,))
    maker.figure("15 people", 15, events=(shells,))
    assert len(list(reconcile([maker.reading], "ibc"))) == 2


def test_a_joint_figure_keeps_its_events_apart_and_tells_of_their_sum() -> None:
    maker = Maker("On Monday a mortar attack and a shooting in Lira killed 50. The mortar attack killed 30.")
    where, when = maker.place("Lira", *LIRA, country="UGA"), maker.time("Monday", "2031-05-05")
    one = maker.event("mortar attack", mode="heavy-weapons", time=when, place=where)
    two = maker.event("shooting", mode="firearms", time=when, place=where)
    maker.figure("50", 50, scope="joint", events=(one, two))
    maker.figure("30", 30, events=(one,))
    found = list(reconcile([maker.reading], "ibc"))
    assert [i.killed and i.killed.best for i in found].count(30) == 1
    assert len(found) == 2
    assert all(any("joint figure" in s and "comes to 30" in s for s in i.explanation) for i in found)


def test_who_denies_a_deed_is_not_listed_as_having_done_it() -> None:
    maker = Maker("Shells killed 15 people in Lira. The army denied firing on the town.")
    army = maker.actor("The army", "force", "MIL")
    event = maker.event("killed")
    said = maker.said("the army", "denied")
    maker.event("firing", status="denied", actors=(army,), attribution=said)
    maker.figure("15 people", 15, events=(event,))
    incident = only(maker.reading)
    assert incident.actors == ()
    assert incident.certainty == "disputed"
