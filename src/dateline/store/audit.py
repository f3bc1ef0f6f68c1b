"""The audit log: who changed what, when, each entry chained to the one before it by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from dateline.store.clock import now
from dateline.store.tables import AUDIT

START = "0" * 32


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. `hash` covers every other field, `prev_hash` among them (BLAKE2b-128).

    Where details were expunged (`{"expunged": true}`), `hash` is that of the whole entry, and the `expunge` entry that
    took them out holds the hash of what is left.
    """

    n: int
    at: str
    who: str
    action: str
    target: str
    details: Mapping[str, Any]
    prev_hash: str
    hash: str


def write(db: Connection, who: str, entries: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
    """Add `(action, target, details)` entries. The caller holds the write lock, in the change's own transaction."""
    last = db.execute(select(AUDIT.c.n, AUDIT.c.hash).order_by(AUDIT.c.n.desc()).limit(1)).one_or_none()
    n, previous = (last.n, last.hash) if last else (0, START)
    at, rows = now(), []
    for action, target, details in entries:
        n += 1
        row = {"n": n, "at": at, "who": who, "action": action, "target": target, "prev_hash": previous}
        row["details"] = json.dumps(details, ensure_ascii=False, sort_keys=True)
        previous = row["hash"] = digest(row)
        rows.append(row)
    if rows:
        db.execute(insert(AUDIT), rows)


def entries(db: Connection, after: int = 0) -> Iterator[AuditEntry]:
    """Entries with a number over `after`, in order."""
    found = select(AUDIT).where(AUDIT.c.n > after).order_by(AUDIT.c.n)
    for r in db.execute(found.execution_options(yield_per=500)):
        yield AuditEntry(r.n, r.at, r.who, r.action, r.target, json.loads(r.details), r.prev_hash, r.hash)


def first_break(db: Connection) -> int | None:
    """The number of the first entry that is not as it was written, or `None`: the chain is whole.

    Entries cut off at the end cannot be told from the log alone: note the last hash elsewhere.
    """
    expunged = _expunged(db)
    expected, previous = 1, START
    for r in db.execute(select(AUDIT).order_by(AUDIT.c.n).execution_options(yield_per=500)):
        row = dict(r._mapping)
        noted = expunged.get(row["n"], row["hash"])  # of what is left of it, if its details were expunged
        if row["n"] != expected or row["prev_hash"] != previous or noted != digest(row):
            return expected
        expected, previous = expected + 1, row["hash"]
    return None


def _expunged(db: Connection) -> dict[int, str]:
    """Entries whose details were taken out, by number, and the hash of what is left of each."""
    found = db.execute(select(AUDIT.c.n, AUDIT.c.details).where(AUDIT.c.action == "expunge")).all()
    return {n: left for row in found for n, left in json.loads(row.details).get("entries", ()) if n < row.n}


def digest(row: Mapping[str, Any]) -> str:
    """The hash of an entry's fields, all but `hash` itself."""
    fields = [row[k] for k in ("n", "at", "who", "action", "target", "details", "prev_hash")]
    return hashlib.blake2b(json.dumps(fields, ensure_ascii=False).encode("utf-8"), digest_size=16).hexdigest()
