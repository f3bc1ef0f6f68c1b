"""Looking through a record for anything that is not as it should be: texts, spans, ids, what is derived, the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, text

from dateline.reconcile.policies import policies
from dateline.store.base import Record
from dateline.store.expunge_tables import REDACTED
from dateline.store.incident_tables import INCIDENTS
from dateline.store.rebuilt import differences
from dateline.store.references import dangling
from dateline.store.tables import AUDIT, JUDGEMENTS, REPORTS
from dateline.text import canonical, text_id


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: where, and what is wrong."""

    where: str
    what: str


@dataclass(slots=True)
class Tally:
    """What was looked at."""

    reports: int = 0
    spans: int = 0
    judgements: int = 0
    incidents: int = 0
    entries: int = 0
    head: str = ""
    policies: list[str] = field(default_factory=list)


def verify(
    record: Record, *, derived: bool = True, head: str | None = None, tally: Tally | None = None
) -> Iterator[Fault]:
    """Everything that is wrong with a record, as it is found.

    Args:
        record: an open record.
        derived: also make every derived table (incidents, queue, index …) anew and compare; takes as much room on the
            disk as the record.
        head: a hash of the audit log that was noted before: the entry must still be there.
        tally: counts what was looked at.

    Raises:
        RecordError: the record cannot be read.
    """
    done = tally if tally is not None else Tally()
    yield from _database(record)
    yield from _readings(record, done)
    yield from _log(record, done, head)
    yield from _judgements(record, done)
    if derived:
        yield from _derived(record, done)


def _database(record: Record) -> Iterator[Fault]:
    """What SQLite itself finds; PostgreSQL checks its pages as it reads them."""
    with record._reading() as db:
        if db.dialect.name != "sqlite":
            return
        for row in db.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield Fault(record.name, f"the database is damaged: {row[0]}")
        for row in db.execute(text("PRAGMA foreign_key_check")):
            yield Fault(record.name, f"a row of {row[0]} points at one of {row[2]} that is not there")


def _readings(record: Record, done: Tally) -> Iterator[Fault]:
    """Every report's id is that of its text, or was before a name was blotted out; every span says what stands at its
    offsets; every id resolves."""
    with record._reading() as db:
        redacted = {r.report: r.text for r in db.execute(select(REDACTED))}
    for reading in record.readings():
        done.reports += 1
        report = reading.report
        if report.text != canonical(report.text) or redacted.get(report.id, report.id) != text_id(report.text):
            yield Fault(report.id, "its text is not the one that was read")
        for span in reading.spans():
            done.spans += 1
            if span.start < 0 or report.text[span.start : span.end] != span.text:
                yield Fault(report.id, f"{span.start}–{span.end} says {span.text[:60]!r}, which does not stand there")
        yield from (
            Fault(f"{report.id}#{claim}", f"names {ident}, which is not there") for claim, ident in dangling(reading)
        )


def _log(record: Record, done: Tally, head: str | None) -> Iterator[Fault]:
    """The chain of hashes is whole, goes on from where it was last noted, and knows every report."""
    broken = record.audit_break()
    if broken is not None:
        yield Fault(f"audit entry {broken}", "is not as it was written, or is missing")
    known, found = set(), head is None
    for entry in record.audit():
        done.entries, done.head = done.entries + 1, entry.hash
        found = found or entry.hash == head
        if entry.action == "add":
            known.add(entry.target)
    if not found:
        yield Fault("audit log", f"does not hold the entry {head} that was noted: entries were cut off or rewritten")
    with record._reading() as db:
        for (ident,) in db.execute(select(REPORTS.c.id).order_by(REPORTS.c.n)):
            if ident not in known:
                yield Fault(ident, "is a report that the audit log does not know")


def _judgements(record: Record, done: Tally) -> Iterator[Fault]:
    """Every judgement says what the audit log says it said, and none is missing."""
    with record._reading() as db:
        rows = {r.n: dict(r._mapping) for r in db.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.n))}
        logged: dict[int, tuple[str, str, Any]] = {}
        for entry in record.audit():
            if entry.action == "judge":
                logged[entry.details["n"]] = (entry.who, entry.target, entry.details)
    done.judgements = len(rows)
    for n in sorted(rows.keys() | logged.keys()):
        row, said = rows.get(n), logged.get(n)
        if row is None or said is None:
            yield Fault(f"judgement {n}", "is gone" if row is None else "is not in the audit log")
        elif (row["who"], row["target"], _details(row, said[2])) != said:
            yield Fault(f"judgement {n}", "is not what the audit log says was decided")


def _details(row: Mapping[str, Any], logged: Mapping[str, Any]) -> dict[str, Any]:
    """A judgement as its audit entry has it, or has it left after it was expunged."""
    if logged.get("expunged") and not any(row[name] for name in ("before", "after", "comment")):
        return {"expunged": True, "n": row["n"]}
    said = {k: v for k, v in row.items() if k not in ("at", "who", "action", "target") and v is not None}
    return {**said, "action": row["action"]}


def _derived(record: Record, done: Tally) -> Iterator[Fault]:
    """The derived tables are those that reports, claims and judgements make."""
    for where, what in differences(record):
        yield Fault(where, what)
    with record.asking() as db:
        done.incidents = db.execute(select(func.count()).select_from(INCIDENTS)).scalar_one()
    done.policies = sorted(policies())


def log_head(record: Record) -> str | None:
    """The hash of the audit log's last entry, `None` where it is empty: whoever notes it can tell later that nothing
    before it was changed or cut off."""
    with record._reading() as db:
        return db.execute(select(AUDIT.c.hash).order_by(AUDIT.c.n.desc()).limit(1)).scalar_one_or_none()
