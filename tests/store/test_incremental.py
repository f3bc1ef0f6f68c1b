"""Reports that come one by one, in any order and any batches, make the same incidents as all at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dateline.reconcile import reconcile
from dateline.record import Reading
from dateline.store import Record
from dateline.store.incident_tables import ASKED, COUNTS, INCIDENTS, MEMBERS
from dateline.store.tables import REPORTS
from reconcile.build import Maker

TOWNS = {"Goma": (-1.67, 29.22), "Beni": (0.49, 29.47), "Sake": (-1.57, 29.05)}
DAYS = ("2031-05-05", "2031-05-06", "2031-06-19")


def report(n: int, town: str, day: str | None, dead: int, joint: bool = False) -> Reading:
    maker = Maker(
        f"{dead} people died in shelling of {town} market near the Kasika mill, dispatch {n} said. Guards of the mill "
        f"fled to the lake. A raid followed in Sake. Thirty died in both.",
        "2031-06-20",
        f"Paper {n % 4}",
    )
    where = maker.place(town, *TOWNS[town], country="COD")
    when = maker.time("dispatch", day) if day else None
    event = maker.event("shelling", mode="heavy-weapons", time=when, place=where)
    maker.figure(str(dead), dead, events=(event,), time=when, place=where)
    if joint:
        sake, later = maker.place("Sake", *TOWNS["Sake"], country="COD"), maker.time("followed", "2031-06-02")
        raid = maker.event("raid", mode="firearms", time=later, place=sake)
        maker.figure("Thirty", 30, scope="joint", events=(event, raid))
    return maker.reading


REPORTS_OF = st.tuples(
    st.integers(0, 40),
    st.sampled_from(sorted(TOWNS)),
    st.sampled_from([*DAYS, None]),
    st.integers(1, 12),
    st.booleans(),
)


def rows(record: Record) -> list[Any]:
    """Everything that is derived and shown, reports by id."""
    record.refresh_incidents()
    with record._reading() as db:
        ids = {r.n: r.id for r in db.execute(select(REPORTS.c.n, REPORTS.c.id))}
        members = sorted((ids[r.report], r.claim, r.incident) for r in db.execute(select(MEMBERS)))
        derived = [sorted(map(tuple, db.execute(select(table)))) for table in (INCIDENTS, COUNTS, ASKED)]
        return [*derived, members]


def at_once(readings: Sequence[Reading]) -> list[Any]:
    with Record.open("sqlite:///:memory:", who="tester") as record:
        record.add_many(readings)
        return rows(record)


def agrees(record: Record, readings: Sequence[Reading]) -> None:
    """The record says what `reconcile` does over the same readings and decisions."""
    found = list(reconcile(readings, "ibc", record.decisions()))
    assert [record.incident(i.id, "ibc") for i in found] == found
    listed, total = record.incident_page(None, "ibc", limit=1000)
    assert (total, [r.id for r in listed]) == (len(found), [i.id for i in found])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(REPORTS_OF, min_size=1, max_size=9), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_batches_give_the_same_incidents(told: list[Any], chance: Any, size: int) -> None:
    readings = list({r.report.id: r for r in (report(*t) for t in told)}.values())
    expected = at_once(readings)
    arrival = list(readings)
    chance.shuffle(arrival)
    with Record.open("sqlite:///:memory:", who="tester") as record:
        for some in batched(arrival, size):
            record.add_many(some)
            if chance.random() < 0.7:
                record.refresh_incidents()
        assert rows(record) == expected
        agrees(record, readings)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(REPORTS_OF, min_size=4, max_size=10), st.randoms(use_true_random=False))
def test_a_key_that_becomes_a_crowd_changes_nothing_of_that(told: list[Any], chance: Any) -> None:
    readings = list({r.report.id: r for r in (report(*t) for t in told)}.values())
    with pytest.MonkeyPatch.context() as patch:
        for name in ("blocking.CROWD", "blocking.THIN_CROWD", "pairs.CROWD", "pairs.THIN_CROWD"):
            patch.setattr(f"dateline.reconcile.{name}", 3)
        expected = at_once(readings)
        chance.shuffle(readings)
        with Record.open("sqlite:///:memory:", who="tester") as record:
            for reading in readings:
                record.add(reading)
                record.refresh_incidents()
            assert rows(record) == expected
            agrees(record, readings)


def test_one_report_at_a_time_on_both_databases(record: Record) -> None:
    told = [(n, town, day, 3 + n % 3, n % 5 == 0) for n, (town, day) in enumerate((t, d) for t in TOWNS for d in DAYS)]
    readings = [report(*t) for t in told]
    for reading in readings:
        record.add(reading)
        record.refresh_incidents()
    assert rows(record) == at_once(readings)
    agrees(record, readings)


def test_a_report_that_is_read_anew_leaves_its_incident(record: Record) -> None:
    here, there = report(1, "Goma", DAYS[0], 5), report(2, "Goma", DAYS[0], 5)
    record.add_many([here, there])
    assert record.incident_page(None, "ibc")[1] == 1
    moved = report(2, "Goma", DAYS[2], 5)
    moved = Reading(
        **{f: getattr(moved, f) for f in moved.__slots__} | {"report": there.report, "fingerprint": "other"}
    )
    run = record.start_run("other code")
    record.add(moved, run)
    assert record.incident_page(None, "ibc")[1] == 2
    agrees(record, [here, moved])


def test_what_people_decide_and_take_back(record: Record) -> None:
    readings = [report(1, "Goma", DAYS[0], 5), report(2, "Goma", DAYS[0], 5), report(3, "Beni", DAYS[2], 2)]
    record.add_many(readings)
    before = rows(record)
    first, last = (r.id for r in record.incident_page(None, "ibc")[0])
    merged = record.judge(first, "merge", after=last)
    assert record.incident_page(None, "ibc")[1] == 1
    agrees(record, readings)
    record.add(report(4, "Beni", DAYS[2], 2))
    agrees(record, [*readings, report(4, "Beni", DAYS[2], 2)])
    record.undo(merged.n)
    record.judge(f"{readings[2].report.id}#c1", "reject")
    agrees(record, [*readings, report(4, "Beni", DAYS[2], 2)])
    assert rows(record) != before
