"""Removing a report, or every report that names a person, for good: the text and all that was made of it.

What stays is a tombstone (the report's id, which is a hash of its text), that the report was added and judged, by whom
and when, and who expunged it and why. The audit log is a chain of hashes, so an entry whose details must go keeps its
hash, and the entry that expunges it notes the hash of what is left of it: the chain can still be followed, and any
other change is still found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, or_, select, text, update

from dateline.errors import UsageError
from dateline.store import at_risk, audit, blotting, queued
from dateline.store.bench_tables import PRESENCE
from dateline.store.clock import now
from dateline.store.expunge_tables import EMPTIED, EXPUNGED, REDACTED
from dateline.store.faults import clear_errors
from dateline.store.incident_tables import DERIVED, STALE
from dateline.store.marks import SENSITIVE
from dateline.store.past import PAST
from dateline.store.queued import QUEUED
from dateline.store.search_tables import DOCS
from dateline.store.standing import STANDING
from dateline.store.tables import AUDIT, CLAIMS, JUDGEMENTS, READINGS, REPORTS
from dateline.store.veil import Veil

if TYPE_CHECKING:
    from dateline.store.base import Record

# Tables with a column `report`, its number
_OF_NUMBER = (CLAIMS, QUEUED, READINGS, PAST, DOCS, STANDING, STALE, SENSITIVE)
_WORDLESS = ("add", "expunge")  # audit entries whose details hold no words of a report
_GUARDS = {
    "sqlite": [f"{table}_no_{change}" for table in ("judgements", "audit") for change in ("update", "delete")],
    "postgresql": [f"{table}_kept" for table in ("judgements", "audit")],
}
Holds = Callable[[str], bool]


def _always(_: str) -> bool:
    return True


def naming(record: Record, person: str) -> list[str]:
    """Ids of the reports in whose text or head matter a person's name stands, as it is written, in any case.

    Raises:
        UsageError: the name is empty.
    """
    holds = _holds(person)
    return [
        r.report.id
        for r in record.reports()
        if any(holds(part) for part in (r.report.text, r.report.title, r.report.publisher, r.report.url,
                                        *r.report.authors) if part)
    ]  # fmt: skip


def blot(record: Record, person: str, *, reason: str, who: str) -> tuple[list[str], int]:
    """Take a person's name out of the record and keep the reports, in one transaction.

    In each report that holds the whole name, every word of it is blotted out of text, head matter and all that was
    read, also of earlier readings; judgements and audit entries that tell it lose their values.

    Args:
        record: an open record.
        person: the name.
        reason: why; it is kept.
        who: the name that the audit log carries.

    Returns:
        ids of the reports, and how many judgements lost their values.

    Raises:
        UsageError: no name, no reason, or one that tells the name.
    """
    holds, veil = _holds(person), Veil([person])
    _told(reason, veil.hides)
    ids = naming(record, person)
    with record._writing() as db, _unguarded(db):
        _overwrite(db)
        emptied = _empty_judgements(db, ids, holds, veil.hides)
        left = _empty_entries(db, ids, holds, veil.hides)
        for ident in ids:
            blotting.blot(db, ident, veil)
        _finish(db, who, reason, ids, left, holds, {"blotted": True})
    record.refresh_incidents()
    _forget(record)
    return ids, emptied


def expunge(record: Record, reports: Iterable[str], *, reason: str, who: str, person: str | None = None) -> int:
    """Remove reports and all that was made of them, in one transaction, and let the database forget the bytes.

    Args:
        record: an open record.
        reports: their ids.
        reason: why; it is kept.
        who: the name that the audit log carries.
        person: a name that is also taken out of judgements and of the audit log wherever it stands there.

    Returns:
        how many judgements lost their values.

    Raises:
        UsageError: no reason, or one that tells the name; or no such report.
    """
    holds: Holds = _holds(person) if person is not None else lambda _: False
    _told(reason, holds)
    ids = list(dict.fromkeys(record.report(i).report.id for i in reports))
    with record._writing() as db, _unguarded(db):
        _overwrite(db)
        emptied = _empty_judgements(db, ids, holds)
        left = _empty_entries(db, ids, holds)
        for ident in ids:
            _remove(db, ident)
            db.execute(insert(EXPUNGED), {"report": ident, "at": now(), "who": who, "reason": reason})
        _finish(db, who, reason, ids, left, holds, {})
    record.refresh_incidents()
    _forget(record)
    return emptied


def _holds(person: str) -> Holds:
    """Whether a text holds the whole name, in any case, with or without accents."""
    veil = Veil(others=[person])
    if not veil:
        raise UsageError("name the person")
    return veil.hides


def _told(reason: str, holds: Holds) -> None:
    if not reason.strip() or holds(reason):
        raise UsageError("say why, without the name: the reason is kept")


def _overwrite(db: Connection) -> None:
    """Bytes of what is removed are overwritten, not only forgotten."""
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("PRAGMA secure_delete = ON")


def _finish(
    db: Connection, who: str, reason: str, ids: list[str], left: list[list[Any]], holds: Holds, how: dict[str, Any]
) -> None:
    """Forget marks that tell the name and what was made of the reports, and write down what was done."""
    at_risk.forget(db, holds)
    for table in DERIVED:  # what incidents say is made anew of what is left
        db.execute(delete(table))
    notes: list[tuple[str, str, dict[str, Any]]] = [("expunge", i, {"reason": reason, **how}) for i in ids]
    if left or not ids:
        notes.append(("expunge", "audit", {"reason": reason, "entries": left}))
    audit.write(db, who, notes)


def _remove(db: Connection, ident: str) -> None:
    number = db.execute(select(REPORTS.c.n).where(REPORTS.c.id == ident)).scalar_one()
    for table in _OF_NUMBER:
        db.execute(delete(table).where(table.c.report == number))
    db.execute(delete(PRESENCE).where(PRESENCE.c.report == ident))
    db.execute(delete(REDACTED).where(REDACTED.c.report == ident))
    db.execute(delete(REPORTS).where(REPORTS.c.n == number))


def _about(target: Any, ids: list[str]) -> Any:
    return or_(target.in_(ids), *(target.like(f"{ident}#%") for ident in ids))


def _empty_judgements(db: Connection, ids: list[str], holds: Holds, near: Holds = _always) -> int:
    """Take the values and comments out of judgements that tell the name, and of these reports where `near` does."""
    there = set(db.execute(select(EMPTIED.c.n)).scalars())
    about = set(db.execute(select(JUDGEMENTS.c.n).where(_about(JUDGEMENTS.c.target, ids))).scalars())
    gone = set()
    for row in db.execute(select(JUDGEMENTS.c.n, JUDGEMENTS.c.before, JUDGEMENTS.c.after, JUDGEMENTS.c.comment)):
        test = near if row.n in about else holds
        if (near is _always and row.n in about) or any(test(_plain(part)) for part in row[1:] if part):
            gone.add(row.n)
    for n in sorted(gone - there):
        db.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.n == n).values(before=None, after=None, comment=None))
        db.execute(insert(EMPTIED), {"n": n})
        db.execute(delete(DOCS).where(DOCS.c.judgement == n))
        db.execute(delete(STANDING).where(STANDING.c.n == n))
    about_what = select(JUDGEMENTS.c.target).where(JUDGEMENTS.c.n.in_(about | gone))
    queued.note(db, db.execute(about_what).scalars().all())
    return len(gone - there)


def _empty_entries(db: Connection, ids: list[str], holds: Holds, near: Holds = _always) -> list[list[Any]]:
    """Take the details out of audit entries; gives the number of each, and the hash of what is left of it."""
    left = []
    about = set(db.execute(select(AUDIT.c.n).where(_about(AUDIT.c.target, ids))).scalars())
    for row in db.execute(select(AUDIT).order_by(AUDIT.c.n)).all():
        if row.action in _WORDLESS or not (near if row.n in about else holds)(_plain(row.details)):
            continue
        details = json.loads(row.details)
        if details.get("expunged"):
            continue
        kept = {"expunged": True, **({"n": details["n"]} if row.action == "judge" else {})}
        said = {**row._mapping, "details": json.dumps(kept, sort_keys=True)}
        db.execute(update(AUDIT).where(AUDIT.c.n == row.n).values(details=said["details"]))
        left.append([row.n, audit.digest(said)])
    return left


def _plain(value: str) -> str:
    """JSON without the escapes that could hide a name."""
    return json.dumps(json.loads(value), ensure_ascii=False) if value[:1] in '{["' and _is_json(value) else value


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


@contextmanager
def _unguarded(db: Connection) -> Iterator[None]:
    """Lift the triggers that keep judgements and the audit log from being changed, in this transaction alone."""
    names = _GUARDS[db.dialect.name]
    if db.dialect.name == "sqlite":
        found = select(text("sql")).select_from(text("sqlite_master")).where(text("type = 'trigger' AND name = :name"))
        made = [db.execute(found, {"name": name}).scalar_one() for name in names]
        for name in names:
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        yield
        for statement in made:
            db.exec_driver_sql(statement)
        return
    for name in names:
        db.exec_driver_sql(f"ALTER TABLE {name.removesuffix('_kept')} DISABLE TRIGGER {name}")
    yield
    for name in names:
        db.exec_driver_sql(f"ALTER TABLE {name.removesuffix('_kept')} ENABLE TRIGGER {name}")


def _forget(record: Record) -> None:
    """Let the database give up the bytes of rows that are gone: free pages, its index, its journal."""
    with clear_errors(record.name), record._engine.connect() as plain:
        db = plain.execution_options(isolation_level="AUTOCOMMIT")
        if db.dialect.name == "sqlite":
            raw: Any = db.connection.driver_connection
            raw.commit()
            for statement in ("INSERT INTO search_index (search_index) VALUES ('rebuild')", "VACUUM",
                              "PRAGMA wal_checkpoint(TRUNCATE)"):  # fmt: skip
                raw.execute(statement)
        else:
            tables = (REPORTS, JUDGEMENTS, AUDIT, *_OF_NUMBER, *DERIVED)
            db.exec_driver_sql(f"VACUUM (FULL) {', '.join(t.name for t in tables)}")
