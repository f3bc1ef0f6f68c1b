"""The audit log as it is looked through: filtered, latest first, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, or_, select

from dateline.store.audit import AuditEntry
from dateline.store.tables import AUDIT

if TYPE_CHECKING:
    from dateline.store.base import Record

_A = AUDIT.c


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries. Every field that is given must hold.

    Attributes:
        who: the person, whole name.
        action: `judge`, `add`, `update`, `copy`, `person`, `mark`.
        target: a claim, incident or person; of a report also all that is about its claims.
        since: first day (UTC), ISO 8601.
        until: last day.
    """

    who: str | None = None
    action: str | None = None
    target: str | None = None
    since: str | None = None
    until: str | None = None


def log_page(record: Record, wanted: LogFilter, *, offset: int = 0, limit: int = 50) -> tuple[list[AuditEntry], int]:
    """Entries, latest first, and how many there are in all."""
    conditions = list(_conditions(wanted))
    with record._reading() as db:
        total = int(db.execute(select(func.count()).select_from(AUDIT).where(*conditions)).scalar_one())
        query = select(AUDIT).where(*conditions).order_by(_A.n.desc()).offset(offset).limit(limit)
        found = [
            AuditEntry(r.n, r.at, r.who, r.action, r.target, json.loads(r.details), r.prev_hash, r.hash)
            for r in db.execute(query)
        ]
    return found, total


def people_in_log(record: Record) -> list[str]:
    """Everybody who changed anything, by name."""
    with record._reading() as db:
        return list(db.execute(select(_A.who).distinct().order_by(_A.who)).scalars())


def _conditions(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.who:
        yield _A.who == wanted.who
    if wanted.action:
        yield _A.action == wanted.action
    if wanted.target:
        # "b2:…#" to "b2:…$": all that begins so, found by the index on either database
        yield or_(_A.target == wanted.target, _A.target.between(f"{wanted.target}#", f"{wanted.target}$"))
    if wanted.since:
        yield _A.at >= wanted.since
    if wanted.until:
        yield _A.at < f"{wanted.until}~"
