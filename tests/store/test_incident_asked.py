"""What lists, maps and series ask of incidents: pages in every order, names of sources, writes of others, the migration."""

from __future__ import annotations

from itertools import chain
from typing import Any, get_args

import pytest
from sqlalchemy import select, text

from dateline.record import Reading
from dateline.store import IncidentFilter, Record
from dateline.store.incident_query import stepped
from dateline.store.incident_tables import ASKED
from dateline.store.incidents import Order
from dateline.store.overview import Overview
from reconcile.build import Maker

TOWNS = {"Beni": 0.49, "Goma": -1.67, "Uvira": -3.4, "Sake": -9.6, "Butembo": 7.1}  # latitudes
TOLD = (
    ("Beni", "2031-05-05", 9, "a nurse"), ("Goma", "2031-05-05", 2, "the mayor"), ("Goma", "2031-06-19", 4, "a nurse"),
    ("Uvira", None, 7, "the mayor"), ("Sake", None, 3, "a priest"), ("Beni", "2033-01-02", 1, "a priest"),
)  # fmt: skip


def raid(town: str, day: str | None, dead: int, source: str) -> Reading:
    maker = Maker(f"{dead} people died in a raid on {town}, {source} said.", None, f"Paper of {town} {dead}")
    place, time = maker.place(town, TOWNS[town], 29.0, country="COD"), maker.time(town, day) if day else None
    said = maker.said(source, "raid", "medical" if "nurse" in source else "official")
    event = maker.event("raid", mode="firearms", place=place, time=time, attribution=said)
    maker.figure(str(dead), dead, events=(event,), place=place, time=time, attribution=said)
    return maker.reading


@pytest.fixture
def filled(record: Record) -> Record:
    record.add_many([raid(*told) for told in TOLD])
    return record


def towns(record: Record, **asked: Any) -> list[str]:
    return [r.place.name for r in record.incident_page(IncidentFilter(**asked), "ibc")[0] if r.place]


@pytest.mark.parametrize("order", get_args(Order))
def test_small_pages_are_the_large_one_in_parts(filled: Record, order: Order) -> None:
    whole, total = filled.incident_page(None, "ibc", order=order)
    pages = [filled.incident_page(None, "ibc", order=order, offset=n, limit=4) for n in (0, 4, 8)]
    assert list(chain.from_iterable(rows for rows, _ in pages)) == whole
    assert [t for _, t in pages] == [total] * 3 == [6] * 3


def test_what_has_no_day_comes_last_whether_the_first_or_the_latest_is_asked_for(filled: Record) -> None:
    for order, days in (("date", [5, 5, 19, 2]), ("-date", [2, 19, 5, 5])):
        rows, _ = filled.incident_page(None, "ibc", order=order)  # type: ignore[arg-type]
        assert [int(r.start[-2:]) if r.start else None for r in rows] == [*days, None, None]
        assert [r.place.name for r in rows if r.place and not r.start] == ["Sake", "Uvira"]


def test_the_name_of_a_source_finds_the_incidents_that_it_tells_of(filled: Record) -> None:
    assert towns(filled, source="Nurse") == ["Beni", "Goma"]
    assert towns(filled, source="mayor", until="2031-05-30") == ["Goma"]
    assert towns(filled, source="nobody") == towns(filled, source="nurse|the mayor") == []


def test_a_harm_is_asked_by_its_whole_name(filled: Record) -> None:
    assert len(towns(filled, harm="killed")) == 6
    assert towns(filled, harm="kill") == towns(filled, harm="wounded") == towns(filled, harm="casualties") == []


def test_days_are_put_together_as_the_database_would(filled: Record) -> None:
    days = filled.incident_series(None, "ibc")
    assert [(d.start, d.incidents, d.best) for d in days] == [
        ("2031-05-05", 2, 11), ("2031-06-19", 1, 4), ("2033-01-02", 1, 1)
    ]  # fmt: skip
    assert [(y.start, y.best) for y in stepped(days, "year")] == [("2031-01-01", 15), ("2033-01-01", 1)]
    assert stepped([], "week") == []


def test_what_another_process_writes_is_seen_at_once(filled: Record, url: str) -> None:
    assert towns(filled, source="judge") == []
    with Record.open(url, who="another") as other:
        other.add(raid("Butembo", "2031-05-07", 5, "a judge"))
        assert towns(filled, source="judge") == ["Butembo"]
        (row,), _ = other.incident_page(IncidentFilter(source="judge"), "ibc")
        other.judge(row.id, "reject")
        assert towns(filled, source="judge", status="rejected") == ["Butembo"]
        other.undo_last("another")
        assert towns(filled, source="judge", status="rejected") == []


def test_an_older_record_is_given_the_table(filled: Record, url: str) -> None:
    filled.refresh_incidents()
    with filled._writing() as db:
        before = sorted(map(tuple, db.execute(select(ASKED))))
        db.execute(text("DROP TABLE incident_asked"))
        db.execute(text("DELETE FROM migrations WHERE n >= (SELECT n FROM migrations WHERE name = 'asked')"))
    with Record.open(url) as later, later._reading() as db:
        assert sorted(map(tuple, db.execute(select(ASKED)))) == before
        assert len(before) == 4 * len(TOLD)


@pytest.mark.parametrize("few", [1, 400])
def test_words_find_the_same_whether_they_stand_in_few_incidents_or_many(
    filled: Record, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("dateline.store.incident_query._FEW", few)
    assert towns(filled, text="raid goma") == ["Goma", "Goma"]
    assert towns(filled, text="raid", source="priest") == ["Beni", "Sake"]
    assert towns(filled, text="flood") == []
    ids = tuple(r.id for r in filled.incident_page(None, "ibc")[0][:3])
    assert len(towns(filled, text="raid", ids=ids)) == 3
    assert [c.incidents for c in Overview(filled, "ibc").cells(IncidentFilter(text="raid on beni"), 1.0)] == [2]
