"""Marks on reports: sensitive, since somebody could come to harm by what stands in them; and indexes of the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, Integer, Table, Text, delete, insert, select

from dateline.store import audit
from dateline.store.clock import now
from dateline.store.tables import METADATA, REPORTS

if TYPE_CHECKING:
    from dateline.store.base import Record

SENSITIVE = Table(
    "sensitive",
    METADATA,
    Column("report", Integer, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text),
)
_STEPS = (
    "CREATE TABLE sensitive (report INTEGER PRIMARY KEY, who TEXT NOT NULL, at TEXT NOT NULL, why TEXT)",
    "CREATE INDEX audit_by_target ON audit (target)",
    "CREATE INDEX audit_by_person ON audit (who)",
    "CREATE INDEX judgements_by_person ON judgements (who)",
    "CREATE INDEX judgements_by_undone ON judgements (undoes)",
)


def marks(db: Connection) -> None:
    """Migration: the marks."""
    for statement in _STEPS:
        db.exec_driver_sql(statement)


def mark_sensitive(record: Record, report: str, sensitive: bool, *, who: str, why: str | None = None) -> None:
    """Mark a report as sensitive, or take the mark back; with its audit entry, in one transaction.

    What is exported of it is coarsened: see `dateline.export.coarse`.

    Raises:
        UsageError: there is no such report, or more than one starts so.
    """
    ident = record.report(report).report.id
    with record._writing() as db:
        number = db.execute(select(REPORTS.c.n).where(REPORTS.c.id == ident)).scalar_one()
        there = db.execute(select(SENSITIVE.c.report).where(SENSITIVE.c.report == number)).first() is not None
        if there == sensitive:
            return
        db.execute(delete(SENSITIVE).where(SENSITIVE.c.report == number))
        if sensitive:
            db.execute(insert(SENSITIVE), {"report": number, "who": who, "at": now(), "why": why})
        details = {"field": "sensitive", "before": there, "after": sensitive, "comment": why}
        audit.write(db, who, [("mark", ident, details)])


def sensitive_of(record: Record, reports: Iterable[str] | None = None) -> frozenset[str]:
    """Ids of the reports that are marked as sensitive; of these, or of all."""
    query = select(REPORTS.c.id).join(SENSITIVE, SENSITIVE.c.report == REPORTS.c.n)
    if reports is not None:
        query = query.where(REPORTS.c.id.in_(list(reports)))
    with record._reading() as db:
        return frozenset(db.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Mark:
    """Who marked a report as sensitive, when (UTC), and why."""

    who: str
    at: str
    why: str | None


def mark_of(record: Record, report: str) -> Mark | None:
    """The mark on a report, by its whole id; `None`: it has none."""
    query = select(SENSITIVE).join(REPORTS, SENSITIVE.c.report == REPORTS.c.n).where(REPORTS.c.id == report)
    with record._reading() as db:
        row = db.execute(query).one_or_none()
    return Mark(row.who, row.at, row.why) if row else None
