"""Asking the derived tables for incidents: rows, points, series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import batched
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, literal, or_, select

from dateline.errors import UsageError
from dateline.knowledge.gazetteer.fold import fold
from dateline.reconcile.incident import COUNTED, Location
from dateline.store.incident_tables import ASKED, COUNTS, INCIDENTS, MEMBERS
from dateline.store.incidents import (
    ORDERS,
    STEPS,
    Any_of,
    Bounds,
    IncidentFilter,
    IncidentPoint,
    IncidentRow,
    SeriesPoint,
)
from dateline.store.queries import WholeName, country_code, holds, name_key, page_of, with_prefix
from dateline.store.tables import REPORTS

_A, _I, _C = ASKED.c, INCIDENTS.c, COUNTS.c
_FEW = 400  # ids in one statement
_DATE = (_A.day, _A.spot, _A.id)
_LATEST = (_A.date_start.is_(None), _A.day.desc(), _A.spot, _A.id)
_ORDER: dict[str, tuple[Any, ...]] = {
    "date": _DATE,
    "killed": (func.coalesce(_A.killed_best, -1).desc(), *_DATE),
    "reports": (_A.reports.desc(), *_DATE),
    "place": (_A.spot, *_DATE),
}


def rows(
    db: Connection, wanted: IncidentFilter, policy: str, offset: int, limit: int, order: str
) -> tuple[list[IncidentRow], int]:
    """One page of rows in a stated order, and how many there are in all.

    Raises:
        UsageError: no such order.
    """
    if order not in ORDERS:
        raise UsageError(f"no order {order!r}; there are {', '.join(ORDERS)}")
    wanted = narrowed(db, wanted)
    query = select_incidents(wanted, policy, [_A.id])
    if wanted.text:
        page, total = page_of(db, query, _LATEST if order == "-date" else _ORDER[order], offset, limit)
        ids = [r.id for r in page]
    else:
        total = int(db.execute(query.with_only_columns(func.count())).scalar_one())
        limit = min(limit, max(0, total - offset))
        if order == "-date":
            ids = _latest(db, query, offset, limit)
        else:
            ids = _page(db, query.order_by(*_ORDER[order]), offset, limit)
    shown = select(INCIDENTS, COUNTS).join(COUNTS, and_(_C.incident == _I.id, _C.policy == policy))
    by_id = {r.id: _row(r) for some in batched(ids, 400) for r in db.execute(shown.where(_I.id.in_(some)))}
    return [by_id[i] for i in ids], total


def counts_of(db: Connection, ident: str, policies: Iterable[str]) -> dict[str, dict[str, Bounds]]:
    """An incident's bounds of each harm of which something is said, under each of these policies (keys)."""
    query = select(COUNTS).where(_C.incident == ident, _C.policy.in_(list(policies)))
    return {r.policy: _counts(r) for r in db.execute(query)}


def _latest(db: Connection, query: Select[Any], offset: int, limit: int) -> list[str]:
    """A page of ids, latest first: the table is read from its end. Those without a day come after."""
    dated = query.where(_A.date_start.is_not(None))
    ids = _page(db, dated.order_by(_A.day.desc(), _A.spot, _A.id), offset, limit)
    if len(ids) < limit:
        before = int(db.execute(dated.with_only_columns(func.count())).scalar_one())
        undated = query.where(_A.date_start.is_(None)).order_by(*_DATE)
        ids += _page(db, undated, max(0, offset - before), limit - len(ids))
    return ids


def _page(db: Connection, query: Select[Any], offset: int, limit: int) -> list[str]:
    return list(db.execute(query.offset(offset).limit(limit)).scalars()) if limit else []


def points(db: Connection, wanted: IncidentFilter, policy: str) -> list[IncidentPoint]:
    """Every incident that is on the map, in order of id."""
    high = case((_A.killed_low.is_(None), 0), else_=_A.killed_high)
    killed = [func.coalesce(_A.killed_low, 0), func.coalesce(_A.killed_best, 0), high]
    query = select_incidents(narrowed(db, wanted), policy, [_A.id, _A.lat, _A.lon, *killed, _A.date_start])
    found = db.execute(query.where(_A.lat.is_not(None), _A.lon.is_not(None)))
    return sorted(map(IncidentPoint._make, found), key=itemgetter(0))


def series(db: Connection, wanted: IncidentFilter, policy: str, by: str) -> list[SeriesPoint]:
    """Sums of the killed by day, week, month or year, in order; incidents without a day are in none.

    Raises:
        UsageError: no such step.
    """
    sums = [func.count(), func.sum(func.coalesce(_A.killed_low, 0)), func.sum(func.coalesce(_A.killed_best, 0))]
    high = _high(_A.killed_low, _A.killed_high)
    sums += [func.sum(high), func.min(high)]
    query = (
        select_incidents(narrowed(db, wanted), policy, [_A.day, *sums])
        .where(_A.date_start.is_not(None))
        .group_by(_A.day)
    )
    days = [
        SeriesPoint(day, int(count), int(low), int(best), None if least < 0 else int(top))
        for day, count, low, best, top, least in db.execute(query)
    ]
    return stepped(sorted(days), by)


def stepped(days: Iterable[SeriesPoint], by: str) -> list[SeriesPoint]:
    """A series by day, in order, as one by day, week, month or year.

    Raises:
        UsageError: no such step.
    """
    if by not in STEPS:
        raise UsageError(f"no series by {by!r}; there are {', '.join(STEPS)}")
    if by == "day":
        return list(days)
    found: dict[str, tuple[int, int, int, int | None]] = {}
    for day, count, low, best, high in days:
        start = _bucket(day, by)
        before = found.get(start, (0, 0, 0, 0))
        closed = None if before[3] is None or high is None else before[3] + high
        found[start] = (before[0] + count, before[1] + low, before[2] + best, closed)
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


def select_incidents(wanted: IncidentFilter, policy: str, columns: list[Any]) -> Select[Any]:
    """A query for columns of the table of what is asked of incidents, under a policy's label (`ibc/1`)."""
    return select(*columns).select_from(ASKED).where(_A.policy == policy, *_conditions(wanted))


def narrowed(db: Connection, wanted: IncidentFilter) -> IncidentFilter:
    """The same filter, with the incidents themselves in place of words that stand in few: these are looked for once."""
    if not wanted.text:
        return wanted
    found = set(db.execute(_worded(wanted.text).limit(_FEW + 1)).scalars())
    if len(found) > _FEW:
        return wanted
    return replace(wanted, text=None, ids=tuple(sorted(found if wanted.ids is None else found & {*wanted.ids})))


def _conditions(wanted: IncidentFilter) -> Iterator[ColumnElement[bool]]:
    equal = (
        (_A.country, wanted.country), (_A.type, wanted.type), (_A.mode, wanted.mode), (_A.acled, wanted.acled),
        (_A.certainty, wanted.certainty), (_A.status, wanted.status), (_A.violence, wanted.violence),
        (_A.id, wanted.ids),
    )  # fmt: skip
    yield from (column.in_(list(_each(value))) for column, value in equal if value is not None)
    if wanted.text:
        yield _A.id.concat("").in_(_worded(wanted.text))  # joined to nothing: one list to look in, no look-up for each
    if wanted.place is not None:
        yield or_(*(or_(holds(_A.places, f"|{fold(p)}|"), _A.country == country_code(p)) for p in _each(wanted.place)))
    if wanted.actor is not None:
        yield or_(*(holds(_A.who, name_key(a)) for a in _each(wanted.actor)))
    if wanted.source_kind is not None:
        yield or_(*(holds(_A.source_kinds, f"|{k}|") for k in _each(wanted.source_kind)))
    if wanted.source:
        yield holds(_A.sources, name_key(wanted.source))
    if wanted.harm is not None:
        yield _A.harms.contains(f"|{wanted.harm}|") if wanted.harm in COUNTED else false()
    if wanted.min_killed is not None:
        yield _A.killed_best >= wanted.min_killed
    if wanted.report:
        told = select(MEMBERS.c.incident).join(REPORTS, REPORTS.c.n == MEMBERS.c.report)
        yield _A.id.in_(told.where(with_prefix(wanted.report)))
    yield from _when_and_where(wanted)


def _worded(said: str) -> Select[Any]:
    """Incidents in whose words all of these stand."""
    edge = " " if isinstance(said, WholeName) else ""
    words = literal(edge).concat(_I.words).concat(edge) if edge else _I.words
    return select(_I.id).where(*(holds(words, f"{edge}{fold(word)}{edge}") for word in said.split()))


def _when_and_where(wanted: IncidentFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since:
        yield func.coalesce(_A.date_end, _A.date_start) >= wanted.since
    if wanted.until:
        yield and_(_A.date_start <= wanted.until, _A.day <= wanted.until)  # the second ends the reading early
    if wanted.bbox is not None:
        west, south, east, north = wanted.bbox
        yield _A.lat.between(south, north)
        inside = (_A.lon >= west, _A.lon <= east)
        yield and_(*inside) if west <= east else or_(*inside)


def _each(value: Any_of) -> Iterable[str]:
    return (value,) if isinstance(value, str) else value or ()


def _row(r: Any) -> IncidentRow:
    place = None
    if r.place is not None:
        place = Location(r.place, r.geonames, r.lat, r.lon, r.country, r.admin1, r.where_prec)
    return IncidentRow(
        r.id, r.type, r.mode, r.acled, r.violence, r.date_start, r.date_end, r.date_prec, place, _names(r.actors),
        _names(r.recipients), r.certainty, r.status, r.origins, r.reports, r.claims, _counts(r),
    )  # fmt: skip


def _counts(r: Any) -> dict[str, Bounds]:
    return {
        h: (low, getattr(r, f"{h}_best"), getattr(r, f"{h}_high"))
        for h in COUNTED
        if (low := getattr(r, f"{h}_low")) is not None
    }


def _names(shown: str | None) -> tuple[str, ...]:
    return tuple(shown.split("\n")) if shown else ()
