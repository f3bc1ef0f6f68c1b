"""Claims a page at a time, who says them, and who is in them: grouped in the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, TextClause, and_, case, false, func, or_, select, text

from dateline.knowledge.gazetteer.fold import fold
from dateline.store import judging
from dateline.store.base import Record
from dateline.store.queries import (
    ClaimFilter,
    ClaimRow,
    claim_row,
    page_of,
    values_asked,
    with_prefix,
)
from dateline.store.queued import QUEUED
from dateline.store.rows import CLAIM_KINDS
from dateline.store.tables import CLAIMS, REPORTS
from dateline.store.view_indexes import ACTORS, EVENTS, SAID, TOTALS

_C = CLAIMS.c


@dataclass(frozen=True, slots=True)
class Chain:
    """Who says so, nearest speaker first, then who carried it; none is the reports' own voice.

    Attributes:
        names: as they are shown.
        kind: of the nearest speaker.
        events, figures, reports: how many claims stand on that word, in how many reports.
    """

    names: tuple[str, ...]
    kind: str | None
    events: int
    figures: int
    reports: int


@dataclass(frozen=True, slots=True)
class Person:
    """An actor as reports name it, and in how many reports, as kind and country."""

    name: str
    kind: str | None
    country: str | None
    reports: int


def claims_page(record: Record, wanted: ClaimFilter, offset: int, limit: int) -> tuple[list[ClaimRow], int]:
    """One page of claims, latest first and those without a day last, and how many there are in all.

    Raises:
        UsageError: the filter names a kind or harm that there is not.
    """
    # Events and figures are most claims: asked of the narrow rows of the queue, without people's own.
    few = wanted.type is not None or wanted.status is not None or wanted.kind in ("agreement", "term")
    table = CLAIMS if few else QUEUED
    c = table.c
    # Joined to nothing, as the queue's index by claim knows the kind too, and would be gone through for each row;
    # after what lets less through.
    kind = c.kind if few else c.kind.concat("")
    where: list[ColumnElement[bool] | TextClause] = [*values_asked(replace(wanted, report=None), table)]
    where.append(kind == wanted.kind if wanted.kind else kind.in_(CLAIM_KINDS))
    if table is QUEUED:
        where.append(QUEUED.c.value.is_(None))
    elif wanted.type == "period":
        where.append(text(TOTALS))
    if wanted.report:
        where.append(c.report.in_(select(REPORTS.c.n).where(with_prefix(wanted.report))))
    latest = func.coalesce(c.date_start, c.date_end, "").desc()
    keys = select(c.report, c.kind, c.id).select_from(table).where(*where)
    with record.asking() as db:
        page, total = page_of(db, keys, (latest, c.report, c.seq), offset, limit)
        found = [tuple(r)[:3] for r in page]
        keyed = or_(
            false(), *(and_(_C.report == r, _C.kind == k, _C.id == i) for r, k, i in found)
        )  # each by the index
        head = (REPORTS.c.id.label("report_id"), REPORTS.c.title, REPORTS.c.publisher, REPORTS.c.published)
        whole = select(CLAIMS, *head).join(REPORTS, REPORTS.c.n == _C.report).where(keyed)
        by_key = {(r.report, r.kind, r.id): r for r in db.execute(whole)}
        rows = [by_key[k] for k in found]
        decided = judging.standing_of(db, [f"{row.report_id}#{row.id}" for row in rows])
        return [claim_row(row, decided) for row in rows], total


def reports_with(record: Record, wanted: ClaimFilter, limit: int) -> list[str]:
    """Ids of the reports that have claims that a filter lets through, earliest claim first, at most `limit`."""
    # Grouped before reports are looked up: few are left then. Events are most claims, and asked of their narrow rows.
    event = wanted.kind == "event"
    c = QUEUED.c if event else _C
    mine = text(EVENTS) if event else c.kind.in_((wanted.kind,) if wanted.kind else CLAIM_KINDS)
    asked = values_asked(replace(wanted, report=None), c.report.table)
    number = (c.report + 0).label("number")  # nothing added: grouped as they are found, not read in order of report
    told = select(number, func.min(c.date_start).label("first")).where(mine, *asked).group_by(number).subquery()
    query = select(REPORTS.c.id).join(told, told.c.number == REPORTS.c.n)
    if wanted.report:
        query = query.where(with_prefix(wanted.report))
    with record.asking() as db:
        return list(db.execute(query.order_by(told.c.first, REPORTS.c.id).limit(limit)).scalars())


def chains(record: Record, wanted: ClaimFilter) -> list[Chain]:
    """Every chain that events and figures of any kind stand on, those with most claims first."""
    figures = func.sum(case((_C.kind == "casualty", 1), else_=0))
    columns = (_C.source_names, _C.source_kind, func.count(), figures, func.count(_C.report.distinct()))
    query = select(*columns).where(text(SAID), *values_asked(replace(wanted, harm=None), CLAIMS))
    if wanted.harm:  # joined to nothing, so that the index in the order of the chains is read, not that of harms
        query = query.where(_C.harm.concat("") == wanted.harm)
    if wanted.report:
        query = query.join(REPORTS, REPORTS.c.n == _C.report)
    with record.asking() as db:
        rows = db.execute(query.group_by(_C.source_names, _C.source_kind)).all()
    found = [
        Chain(tuple(names.split("\n")) if names else (), kind, int(n) - int(f), int(f), int(reports))
        for names, kind, n, f, reports in rows
    ]
    return sorted(found, key=lambda c: (-c.events - c.figures, c.names))


def people(record: Record, names: list[str]) -> dict[str, Person]:
    """What reports say that these actors are: of several kinds, the one that most reports give."""
    wanted = {f"|{fold(n)}|": n for n in names}
    query = select(_C.actors, _C.type, _C.country, func.count()).where(text(ACTORS), _C.actors.in_(list(wanted)))
    found: dict[str, list[Any]] = defaultdict(list)
    with record.asking() as db:
        for folded, kind, country, n in db.execute(query.group_by(_C.actors, _C.type, _C.country)):
            found[wanted[folded]].append((int(n), kind, country))
    best = {name: max(rows, key=lambda r: (r[0], r[1] or "", r[2] or "")) for name, rows in found.items()}
    return {n: Person(n, b[1], b[2], sum(r[0] for r in found[n])) for n, b in best.items()}
