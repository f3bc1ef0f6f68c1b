"""The claims of an incident as people left them, each with what the reader had where a person set another value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from dateline.reconcile.anchors import Claim
from dateline.record import Reading
from dateline.store import judging
from dateline.store.facets import Facets
from dateline.store.incident_tables import MEMBERS
from dateline.store.queries import ClaimFilter, ClaimRow
from dateline.store.queued import QUEUED
from dateline.store.rows import claim_from
from dateline.store.tables import REPORTS

if TYPE_CHECKING:
    from dateline.store.base import Record


@dataclass(frozen=True, slots=True)
class Left:
    """A claim side by side with others.

    Attributes:
        row: the claim as people left it.
        was: as the reader gave it, where a person changed it; `None` otherwise, and for a person's own claim.
        by: who changed or added it.
    """

    row: ClaimRow
    was: Claim | None = None
    by: str | None = None


def claims_left(record: Record, incident: str) -> list[Left]:
    """The claims of an incident, as incidents were last made, in order of arrival; people's own last."""
    rows = list(record.claims(ClaimFilter(incident=incident)))
    added = _added(record, incident)
    with record._reading() as db:
        said = judging.read_of(db, [r.ref for r in (*rows, *added)])
    by = {
        target: next((j.who for j in reversed(history) if j.action in ("change", "add") and judging.stands(j)), None)
        for target, history in said.items()
    }
    readings = {r: record.effective(r) for r in {row.report for row in (*rows, *added) if by.get(row.ref)}}
    return [_left(row, readings.get(row.report), by.get(row.ref), own=row in added) for row in (*rows, *added)]


def _left(row: ClaimRow, reading: Reading | None, by: str | None, *, own: bool) -> Left:
    claim = _find(reading, row.id) if reading is not None and by else None
    if reading is None or claim is None:
        return Left(row)
    facets = Facets(reading).of(claim)
    names = {"actors": facets["actor_names"], "sources": facets["source_names"]}
    told: dict[str, Any] = {k: facets[k] for k in ("place", "country", "date_start", "date_end", "source_kind")}
    told |= {k: tuple(v.split("\n")) if v else () for k, v in names.items()}
    return Left(replace(row, claim=claim, **told), None if own else row.claim, by)


def _find(reading: Reading, local: str) -> Claim | None:
    lists = (reading.events, reading.casualties, reading.agreements)
    return next((c for each in lists for c in each if c.id == local), None)


def _added(record: Record, incident: str) -> list[ClaimRow]:
    q, r = QUEUED.c, REPORTS.c
    home = MEMBERS.join(QUEUED, and_(q.report == MEMBERS.c.report, q.id == MEMBERS.c.claim))
    query = select(QUEUED, r.id.label("report_id"), r.title, r.publisher, r.published)
    query = query.select_from(home.join(REPORTS, r.n == q.report)).order_by(q.report, q.id)
    query = query.where(MEMBERS.c.incident == incident, q.value.is_not(None))
    with record._reading() as db:
        found = db.execute(query).all()
    standing = record.standing([f"{row.report_id}#{row.id}" for row in found])
    return [
        ClaimRow(
            x.report_id, x.kind, x.id, None, claim_from(x.kind, x.value), x.span_start, None, None, None, x.place,
            x.country, x.date_start, x.date_end, (), x.source_kind, (), x.title, x.publisher, x.published,
            standing[f"{x.report_id}#{x.id}"].action if f"{x.report_id}#{x.id}" in standing else "machine",
        )
        for x in found
    ]  # fmt: skip
