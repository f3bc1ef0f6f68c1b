"""A joint figure that names another report's incident is noted on it, whether all are counted or one is asked for."""

from __future__ import annotations

import pytest

from dateline.reconcile import reconcile
from dateline.record import Reading
from dateline.store import Record
from dateline.store.incidents import IncidentFilter
from reconcile.build import Maker

GOMA, SAKE = ("Goma", -1.67, 29.22), ("Sake", -1.57, 29.05)


def told(place: tuple[str, float, float], word: str, dead: int, publisher: str) -> Reading:
    """A report of one attack on demonstrators."""
    maker = Maker(f"{dead} demonstrators died in the {word} in {place[0]} on Monday.", "2031-05-06", publisher)
    where, when = maker.place(*place, country="COD"), maker.time("Monday", "2031-05-05")
    people = maker.actor("demonstrators")
    event = maker.event(word, time=when, place=where, recipients=(people,))
    maker.figure(str(dead), dead, events=(event,), time=when, place=where, actor=people)
    return maker.reading


def both() -> Reading:
    """A report that counts the two together, and tells of one of them only as an event."""
    maker = Maker(
        "30 people died in the shelling in Goma and the shooting of demonstrators in Sake on Monday.", "2031-05-06", "C"
    )
    goma, _ = maker.place(*GOMA, country="COD"), maker.place(*SAKE, country="COD")
    when = maker.time("Monday", "2031-05-05")
    event = maker.event("shelling", time=when, place=goma)
    maker.figure("30", 30, scope="joint", events=(event,), time=when, place=goma)
    return maker.reading


@pytest.mark.parametrize("policy", ["ibc", "acled"])
def test_one_incident_asked_for_is_as_among_all(record: Record, policy: str) -> None:
    readings = [told(GOMA, "shelling", 12, "A"), told(SAKE, "shooting", 5, "B"), both()]
    record.add_many(readings)
    record.refresh_incidents()
    rows, total = record.incident_page(IncidentFilter(), policy)
    whole = {i.id: i for i in reconcile(readings, policy)}
    assert total == len(whole)
    assert {r.id: record.incident(r.id, policy) for r in rows} == whole
    assert sum(bool(i.shared) for i in whole.values()) == 2, "the joint figure stands on both"
