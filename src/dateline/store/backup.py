"""A copy of the whole record in one file, made while it is in use, and a record made from it again, on either database.

The file is gzip of JSON Lines: a head that names the tables and their columns, a line a row, and a last line with the
counts and a hash of every line before it. What can be made anew (incidents) and what is of the moment (sessions, who is
looking at what, the server's own secret) is left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched, groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, insert, select, table, text

from dateline.errors import InputError, RecordError
from dateline.store import migrations
from dateline.store.base import Record
from dateline.store.clock import now
from dateline.store.connect import engine_of, missing, name_of, url_of, writing
from dateline.store.faults import clear_errors
from dateline.store.incident_tables import DERIVED, STALE
from dateline.store.tables import METADATA, MIGRATIONS

SCHEMA = "dateline.backup/1"
LEFT_OUT = frozenset(
    {t.name for t in (*DERIVED, STALE, MIGRATIONS)} | {"sessions", "login_attempts", "presence", "secrets"}
)
_ROWS = 500  # in memory at once


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds: rows by table, and the hash of its lines (BLAKE2b-128)."""

    rows: dict[str, int]
    hash: str

    @property
    def reports(self) -> int:
        """How many reports."""
        return self.rows.get("reports", 0)


def backup(record: Record, file: Path) -> Copied:
    """Copy the record to a file, which appears whole or not at all. Others may read and write meanwhile.

    Raises:
        InputError: the file cannot be written.
        RecordError: the record cannot be read.
    """
    part = file.with_name(file.name + ".part")
    try:
        with part.open("wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed, record._reading() as db:
                copied = _copy(db, packed)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
    except OSError as error:
        raise InputError(str(file), f"cannot be written ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)
    return copied


def _copy(db: Connection, sink: gzip.GzipFile) -> Copied:
    digest = hashlib.blake2b(digest_size=16)

    def put(value: Any) -> None:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        sink.write(line)

    kept = [t for t in METADATA.sorted_tables if t.name not in LEFT_OUT]
    columns = {t.name: [c.name for c in t.columns] for t in kept}
    put({"schema": SCHEMA, "record": migrations.version(db), "made": now(), "tables": columns})
    rows = dict.fromkeys(columns, 0)
    for t in kept:
        query = select(*t.columns).order_by(*t.primary_key.columns)
        for row in db.execute(query.execution_options(yield_per=_ROWS)):
            put([t.name, *row])
            rows[t.name] += 1
    copied = Copied(rows, digest.hexdigest())
    put({"rows": rows, "hash": copied.hash})
    return copied


def restore(file: Path, url: str, timeout: float = 10.0) -> Copied:
    """Make a record from a backup, in one transaction: whole or not at all.

    Args:
        file: what `backup` wrote.
        url: where the record is to be: a file that is not there yet, or an empty database.
        timeout: seconds to wait for another writer.

    Raises:
        InputError: the file cannot be read, is no backup, or is not as it was written.
        RecordError: there is a record already, or the backup is of a newer dateline.
    """
    address = url_of(url)
    name, fresh = name_of(address), missing(address)
    engine = engine_of(address, timeout)
    done = False
    try:
        with clear_errors(name), writing(engine) as db:
            if migrations.check(db, name):
                raise RecordError(f"{name} holds a record already; name a new file or an empty database")
            copied = _fill(db, file, name)
        done = True
    finally:
        engine.dispose()
        if fresh and not done and address.database:
            for leftover in ("", "-wal", "-shm"):
                Path(address.database + leftover).unlink(missing_ok=True)
    return copied


def _fill(db: Connection, file: Path, name: str) -> Copied:
    try:
        with gzip.open(file, "rb") as packed:
            return _load(db, _lines(packed, file), file, name)
    except OSError as error:
        raise InputError(str(file), f"cannot be read ({error.strerror or error})") from error
    except EOFError as error:
        raise InputError(str(file), "is cut off; take another copy") from error


def _lines(packed: gzip.GzipFile, file: Path) -> Iterator[tuple[Any, str]]:
    """Each line's value, with the hash of the lines before it."""
    digest = hashlib.blake2b(digest_size=16)
    for line in packed:
        try:
            yield json.loads(line), digest.hexdigest()
        except ValueError as error:
            raise InputError(str(file), "is no backup of dateline, or is damaged; take another copy") from error
        digest.update(line)


def _load(db: Connection, lines: Iterator[tuple[Any, str]], file: Path, name: str) -> Copied:
    head, _ = next(lines, (None, ""))
    if not isinstance(head, dict) or head.get("schema") != SCHEMA:
        raise InputError(str(file), "is no backup of dateline")
    if head["record"] > len(migrations.STEPS):
        raise RecordError(f"{file} was made by a newer dateline; upgrade dateline, then restore it")
    migrations.apply(db, name, upto=head["record"])  # the tables as they were when it was made
    db.execute(text("DELETE FROM incident_stale"))
    rows = dict.fromkeys(head["tables"], 0)
    last: dict[str, Any] | None = None
    for at, some in groupby(_until_end(lines), key=lambda line: line[0][0] if isinstance(line[0], list) else ""):
        if not at:
            last = _ended(some, file)
            break
        if at not in rows:
            raise InputError(str(file), f"holds rows of a table {at!r} that its head does not name")
        rows[at] += _insert(db, at, head["tables"][at], (line for line, _ in some))
    if last is None or last.get("rows") != rows:
        raise InputError(str(file), "is cut off; take another copy")
    migrations.apply(db, name)
    db.execute(text("INSERT INTO incident_stale (report) SELECT n FROM reports"))
    return Copied(rows, last["hash"])


def _until_end(lines: Iterator[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
    for line in lines:
        yield line
        if isinstance(line[0], dict):
            return


def _ended(some: Iterator[tuple[Any, str]], file: Path) -> dict[str, Any]:
    """The last line, whose hash must be that of all before it."""
    end, digest = next(some)
    if not isinstance(end, dict) or end.get("hash") != digest:
        raise InputError(str(file), "is not as it was written (its hash differs); take another copy")
    return end


def _insert(db: Connection, name: str, columns: list[str], rows: Iterator[list[Any]]) -> int:
    into = table(name, *map(column, columns))
    count = 0
    for some in batched(rows, _ROWS):
        db.execute(insert(into), [dict(zip(columns, row[1:], strict=True)) for row in some])
        count += len(some)
    return count
