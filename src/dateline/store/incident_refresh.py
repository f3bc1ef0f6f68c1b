"""Bringing the derived tables up to date with reports and judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from dateline.reconcile.policies import policies
from dateline.record import Casualty, Event, Reading
from dateline.store import judging
from dateline.store.decided import decisions_of
from dateline.store.incident_rows import count_row, incident_row, member_rows
from dateline.store.incident_tables import COUNTS, INCIDENTS, MEMBERS, STALE, STATE
from dateline.store.tables import JUDGEMENTS, REPORTS


def is_fresh(db: Connection) -> bool:
    """Whether the derived tables say what the reports and judgements do."""
    if db.execute(select(STALE.c.report).limit(1)).first() is not None:
        return False
    return _made_from(db) == _state(db)


def refresh(db: Connection, readings: Iterable[Reading]) -> int:
    """Make all incidents anew, in the transaction of `db`; returns how many there are."""
    kept = list(readings)
    numbers = {r.id: r.n for r in db.execute(select(REPORTS.c.id, REPORTS.c.n))}
    for table in (INCIDENTS, COUNTS, MEMBERS, STALE, STATE):
        db.execute(delete(table))
    found: list[Incident] = []
    decisions = decisions_of(judging.read(db))
    for label in _labels():
        found = list(reconcile(kept, label, decisions))
        _insert(db, COUNTS, [count_row(i) for i in found])
    texts = {r.report.id: r for r in kept}
    _insert(db, INCIDENTS, [incident_row(i, _evidence(i, texts)) for i in found])
    _insert(db, MEMBERS, [row for i in found for row in member_rows(i, numbers)])
    _insert(db, STATE, [{"name": k, "value": v} for k, v in _state(db).items()])
    return len(found)


def _labels() -> list[str]:
    return sorted(p.label for p in policies().values())


def _state(db: Connection) -> dict[str, str]:
    judged = db.execute(select(func.coalesce(func.max(JUDGEMENTS.c.n), 0))).scalar_one()
    return {"policies": " ".join(_labels()), "judged": str(judged)}


def _made_from(db: Connection) -> dict[str, str]:
    return {r.name: r.value for r in db.execute(select(STATE.c.name, STATE.c.value))}


def _evidence(incident: Incident, readings: dict[str, Reading]) -> Iterable[str]:
    for report in incident.reports:
        reading = readings[report]
        yield reading.report.title or ""
        claims: list[Event | Casualty] = [*reading.events, *reading.casualties]
        yield from (c.evidence.text for c in claims if f"{report}#{c.id}" in incident.claims)


def _insert(db: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(table), rows)


def whole(
    db: Connection, ident: str, policy: str, readings: Callable[[Connection, Select[Any]], Iterable[Reading]]
) -> Incident | None:
    """An incident with its explanation, made again from the reports that tell of it; `None` if there is none."""
    told = select(REPORTS).order_by(REPORTS.c.n)
    decisions = decisions_of(judging.read(db))
    return next((i for i in reconcile(readings(db, told), policy, decisions) if i.id == ident), None)
