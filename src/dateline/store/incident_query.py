"""Asking the derived tables for incidents: rows, points, series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import batched
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, literal, or_, select

from dateline.errors import UsageError
from dateline.knowledge.gazetteer.fold import fold
from dateline.reconcile.incident import COUNTED, Location
from dateline.store.incident_tables import COUNTS, INCIDENTS, MEMBERS
from dateline.store.incidents import (
    ORDERS,
    STEPS,
    Any_of,
    IncidentFilter,
    IncidentPoint,
    IncidentRow,
    SeriesPoint,
)
from dateline.store.queries import WholeName, country_code, holds, name_key, with_prefix
from dateline.store.queued import QUEUED
from dateline.store.tables import REPORTS

_I, _C = INCIDENTS.c, COUNTS.c
_UNDATED, _UNPLACED = "9999", "~"
_DATE = (func.coalesce(_I.date_start, _UNDATED), func.coalesce(_I.place, _UNPLACED), _I.id)
_ORDER: dict[str, tuple[Any, ...]] = {
    "date": _DATE,
    "-date": (func.coalesce(_I.date_start, "").desc(), func.coalesce(_I.place, _UNPLACED), _I.id),
    "killed": (func.coalesce(_C.killed_best, -1).desc(), *_DATE),
    "reports": (_I.reports.desc(), *_DATE),
    "place": (func.coalesce(_I.place, _UNPLACED), *_DATE),
}


def rows(
    db: Connection, wanted: IncidentFilter, policy: str, offset: int, limit: int, order: str
) -> tuple[list[IncidentRow], int]:
    """One page of rows in a stated order, and how many there are in all.

    Raises:
        UsageError: no such order.
    """
    if order not in _ORDER:
        raise UsageError(f"no order {order!r}; there are {', '.join(ORDERS)}")
    query = select_incidents(wanted, policy, [_I.id], counted=order == "killed").order_by(*_ORDER[order])
    if wanted.source:  # looks through claims: once
        every = list(db.execute(query).scalars())
        total, ids = len(every), every[offset : offset + limit]
    else:
        total = int(db.execute(select_incidents(wanted, policy, [func.count()], counted=False)).scalar_one())
        ids = list(db.execute(query.offset(offset).limit(limit)).scalars())  # what is sorted is narrow: ids, not rows
    shown = select(INCIDENTS, COUNTS).join(COUNTS, and_(_C.incident == _I.id, _C.policy == policy))
    by_id = {r.id: _row(r) for some in batched(ids, 400) for r in db.execute(shown.where(_I.id.in_(some)))}
    return [by_id[i] for i in ids], total


def points(db: Connection, wanted: IncidentFilter, policy: str) -> list[IncidentPoint]:
    """Every incident that is on the map, in order of id."""
    high = case((_C.killed_low.is_(None), 0), else_=_C.killed_high)
    killed = [func.coalesce(_C.killed_low, 0), func.coalesce(_C.killed_best, 0), high]
    query = select_incidents(wanted, policy, [_I.id, _I.lat, _I.lon, *killed, _I.date_start])
    found = db.execute(query.where(_I.lat.is_not(None), _I.lon.is_not(None)))
    return sorted(map(IncidentPoint._make, found), key=itemgetter(0))


def series(db: Connection, wanted: IncidentFilter, policy: str, by: str) -> list[SeriesPoint]:
    """Sums of the killed by day, week, month or year, in order; incidents without a day are in none.

    Raises:
        UsageError: no such step.
    """
    if by not in STEPS:
        raise UsageError(f"no series by {by!r}; there are {', '.join(STEPS)}")
    sums = [func.count(), func.sum(func.coalesce(_C.killed_low, 0)), func.sum(func.coalesce(_C.killed_best, 0))]
    high = _high(_C.killed_low, _C.killed_high)
    sums += [func.sum(high), func.min(high)]
    query = (
        select_incidents(wanted, policy, [_I.date_start, *sums])
        .where(_I.date_start.is_not(None))
        .group_by(_I.date_start)
    )
    found: dict[str, tuple[int, int, int, int | None]] = {}
    for day, count, low, best, top, least in db.execute(query):
        start = _bucket(day, by)
        before = found.get(start, (0, 0, 0, 0))
        closed = None if before[3] is None or least < 0 else before[3] + int(top)
        found[start] = (before[0] + int(count), before[1] + int(low), before[2] + int(best), closed)
    return [SeriesPoint(start, *found[start]) for start in sorted(found)]


def home_of(db: Connection, report: str, claim: str) -> str | None:
    """The incident that a claim is in, or `None`."""
    query = select(MEMBERS.c.incident).join(REPORTS, REPORTS.c.n == MEMBERS.c.report)
    return db.execute(query.where(REPORTS.c.id == report, MEMBERS.c.claim == claim)).scalar_one_or_none()


def _high(low: Any, high: Any) -> Any:
    """An upper bound as a number: 0 where nothing is said, -1 where it is open."""
    return func.coalesce(high, func.coalesce(-1 - 0 * low, 0))


def _bucket(day: str, by: str) -> str:
    if by == "day":
        return day
    if by == "week":
        found = date.fromisoformat(day)
        return (found - timedelta(days=found.weekday())).isoformat()
    return f"{day[:7]}-01" if by == "month" else f"{day[:4]}-01-01"


def select_incidents(wanted: IncidentFilter, policy: str, columns: list[Any], *, counted: bool = True) -> Select[Any]:
    """A query for columns of the incidents and counts tables, under a policy's label (`ibc/1`).

    Args:
        wanted: the filter.
        policy: the label.
        columns: what to select.
        counted: join the counts table; where neither columns nor order need it, only a filter that does brings it in.
    """
    query = select(*columns).select_from(INCIDENTS)
    if counted or any(f is not None for f in (wanted.violence, wanted.harm, wanted.min_killed)):
        # Joined to nothing, so that SQLite looks up the counts of the incidents found, not the incident of each count.
        few = wanted.actor is not None or wanted.country is not None or bool(wanted.source)
        found = _I.id.concat("") if few else _I.id
        query = query.join(COUNTS, and_(_C.incident == found, _C.policy == policy))
    return query.where(*_conditions(wanted))


def _conditions(wanted: IncidentFilter) -> Iterator[ColumnElement[bool]]:
    equal = (
        (_I.country, wanted.country), (_I.type, wanted.type), (_I.mode, wanted.mode), (_I.acled, wanted.acled),
        (_I.certainty, wanted.certainty), (_I.status, wanted.status), (_C.violence, wanted.violence),
        (_I.id, wanted.ids),
    )  # fmt: skip
    yield from (column.in_(list(_each(value))) for column, value in equal if value is not None)
    if wanted.text:
        edge = " " if isinstance(wanted.text, WholeName) else ""
        words = literal(edge).concat(_I.words).concat(edge) if edge else _I.words
        yield from (holds(words, f"{edge}{fold(word)}{edge}") for word in wanted.text.split())
    if wanted.place is not None:
        yield or_(*(or_(holds(_I.places, f"|{fold(p)}|"), _I.country == country_code(p)) for p in _each(wanted.place)))
    if wanted.actor is not None:
        yield or_(*(holds(_I.who, name_key(a)) for a in _each(wanted.actor)))
    if wanted.source_kind is not None:
        yield or_(*(holds(_I.source_kinds, f"|{k}|") for k in _each(wanted.source_kind)))
    if wanted.source:
        q = QUEUED.c
        said = select(q.incident).where(holds(q.sources, name_key(wanted.source)))  # first, as it lets least through
        said = said.where(q.kind.concat("").in_(("event", "casualty")))  # joined to nothing: read in order, by no index
        yield _I.id.in_(said.where(q.value.is_(None), q.incident.is_not(None)))
    if wanted.harm is not None:
        yield getattr(_C, f"{wanted.harm}_low").is_not(None) if wanted.harm in COUNTED else false()
    if wanted.min_killed is not None:
        yield _C.killed_best >= wanted.min_killed
    if wanted.report:
        told = select(MEMBERS.c.incident).join(REPORTS, REPORTS.c.n == MEMBERS.c.report)
        yield _I.id.in_(told.where(with_prefix(wanted.report)))
    yield from _when_and_where(wanted)


def _when_and_where(wanted: IncidentFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since:
        yield func.coalesce(_I.date_end, _I.date_start) >= wanted.since
    if wanted.until:
        yield _I.date_start <= wanted.until
    if wanted.bbox is not None:
        west, south, east, north = wanted.bbox
        yield _I.lat.between(south, north)
        inside = (_I.lon >= west, _I.lon <= east)
        yield and_(*inside) if west <= east else or_(*inside)


def _each(value: Any_of) -> Iterable[str]:
    return (value,) if isinstance(value, str) else value or ()


def _row(r: Any) -> IncidentRow:
    place = None
    if r.place is not None:
        place = Location(r.place, r.geonames, r.lat, r.lon, r.country, r.admin1, r.where_prec)
    counts: dict[str, tuple[int, int, int | None]] = {
        h: (low, getattr(r, f"{h}_best"), getattr(r, f"{h}_high"))
        for h in COUNTED
        if (low := getattr(r, f"{h}_low")) is not None
    }
    return IncidentRow(
        r.id, r.type, r.mode, r.acled, r.violence, r.date_start, r.date_end, r.date_prec, place, _names(r.actors),
        _names(r.recipients), r.certainty, r.status, r.origins, r.reports, r.claims, counts,
    )  # fmt: skip


def _names(shown: str | None) -> tuple[str, ...]:
    return tuple(shown.split("\n")) if shown else ()
