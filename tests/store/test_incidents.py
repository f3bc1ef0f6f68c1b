"""Incidents of the record: rows by filters, pages, points, series; the same on both databases."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.reconcile import reconcile
from dateline.record import Reading
from dateline.store import IncidentFilter, Record
from reconcile.build import Maker
from store.readings import sample

TOWNS = {"Goma": (-1.67, 29.22, "COD"), "Taiz": (13.58, 44.02, "YEM"), "Kherson": (46.64, 32.62, "UKR")}


def shelling(town: str, day: str, dead: int, publisher: str = "One") -> Reading:
    maker = Maker(f"{dead} people died in shelling of {town} by rebels.", day, publisher)
    lat, lon, country = TOWNS[town]
    place, time = maker.place(town, lat, lon, country=country), maker.time(town, day)
    rebels = maker.actor("rebels", "armed_group")
    said = maker.said("a doctor", "shelling", "medical")
    event = maker.event("shelling", mode="heavy-weapons", actors=(rebels,), place=place, time=time, attribution=said)
    maker.figure(str(dead), dead, events=(event,), place=place, time=time)
    return maker.reading


READINGS = [
    shelling("Goma", "2031-05-05", 9),
    shelling("Taiz", "2031-05-07", 2),
    shelling("Kherson", "2031-06-01", 4),
]


@pytest.fixture
def filled(record: Record) -> Record:
    record.add_many(READINGS)
    return record


def places(record: Record, wanted: IncidentFilter | None = None, **more: object) -> list[str]:
    rows, total = record.incident_page(wanted, "ibc", **more)  # type: ignore[arg-type]
    assert total >= len(rows)
    return [r.place.name for r in rows if r.place]


def test_a_page_of_incidents_in_each_order(filled: Record) -> None:
    assert places(filled) == ["Goma", "Taiz", "Kherson"]
    assert places(filled, order="-date") == ["Kherson", "Taiz", "Goma"]
    assert places(filled, order="killed") == ["Goma", "Kherson", "Taiz"]
    assert places(filled, offset=1, limit=1) == ["Taiz"]
    with pytest.raises(UsageError, match="no order"):
        filled.incident_page(None, "ibc", order="size")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no policy"):
        filled.incident_page(None, "none")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (IncidentFilter(text="Shelling góma"), ["Goma"]),
        (IncidentFilter(text="nothing"), []),
        (IncidentFilter(place="taiz"), ["Taiz"]),
        (IncidentFilter(place=("Taiz", "Ukraine")), ["Taiz", "Kherson"]),
        (IncidentFilter(country=("YEM", "COD")), ["Goma", "Taiz"]),
        (IncidentFilter(since="2031-05-06", until="2031-05-31"), ["Taiz"]),
        (IncidentFilter(mode="heavy-weapons", min_killed=4), ["Goma", "Kherson"]),
        (IncidentFilter(mode=()), []),
        (IncidentFilter(actor="rebel"), ["Goma", "Taiz", "Kherson"]),
        (IncidentFilter(actor=("nobody", "army")), []),
        (IncidentFilter(source_kind="medical"), ["Goma", "Taiz", "Kherson"]),
        (IncidentFilter(certainty="hedged"), []),
        (IncidentFilter(status="machine", report=READINGS[1].report.id), ["Taiz"]),
        (IncidentFilter(bbox=(40.0, 10.0, 50.0, 20.0)), ["Taiz"]),
        (IncidentFilter(bbox=(40.0, -10.0, 30.0, 20.0)), ["Goma", "Taiz"]),
    ],
)
def test_filters(filled: Record, wanted: IncidentFilter, expected: list[str]) -> None:
    assert places(filled, wanted) == expected


def test_rows_points_and_series_agree_with_the_incidents_themselves(filled: Record) -> None:
    whole = list(reconcile(READINGS, "ucdp"))
    rows, total = filled.incident_page(None, "ucdp")
    assert total == 3
    assert [r.id for r in rows] == [i.id for i in whole]
    assert [r.counts["killed"] for r in rows] == [
        (i.killed.low, i.killed.best, i.killed.high) for i in whole if i.killed
    ]
    assert [filled.incident(r.id, "ucdp") for r in rows] == whole
    points = filled.incident_points(None, "ucdp")
    assert {p.id: (p.lat, p.lon, p.best) for p in points} == {
        i.id: (i.place.lat, i.place.lon, i.killed.best) for i in whole if i.place and i.killed
    }
    assert [(s.start, s.incidents, s.best) for s in filled.incident_series(None, "ucdp", by="month")] == [
        ("2031-05-01", 2, 11),
        ("2031-06-01", 1, 4),
    ]
    assert [s.start for s in filled.incident_series(None, "ucdp", by="week")] == ["2031-05-05", "2031-05-26"]
    with pytest.raises(UsageError, match="no series"):
        filled.incident_series(None, "ucdp", by="hour")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no incident"):
        filled.incident("i:none", "ucdp")


def test_a_claim_knows_its_incident(filled: Record) -> None:
    (row,), _ = filled.incident_page(IncidentFilter(place="Taiz"), "ibc")
    report = READINGS[1].report.id
    assert filled.incident_of(f"{report}#c1") == row.id
    assert filled.incident_of(f"{report}#c9") is None
    assert filled.incident_of("b2:none#c1") is None


def test_refreshing_is_done_once(filled: Record) -> None:
    assert filled.refresh_incidents() == 3
    assert filled.refresh_incidents() == 0
    filled.add(sample())
    assert filled.refresh_incidents() > 0


def test_open_bounds_stay_open(record: Record) -> None:
    record.add(sample(dead=12))
    (row,), _ = record.incident_page(IncidentFilter(min_killed=1), "ucdp")
    low, best, high = row.counts["killed"]
    (point,) = record.incident_points(IncidentFilter(ids=(row.id,)), "ucdp")
    (month,) = record.incident_series(IncidentFilter(ids=(row.id,)), "ucdp", by="month")
    assert (point.low, point.best, point.high) == (month.low, month.best, month.high) == (low, best, high)
