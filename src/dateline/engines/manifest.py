"""What an archive holds: its shards, which reports are done, and what could not be read. A small SQLite file.

A shard exists when its row does: the row, the digests of its reports and the files' renaming come in that order's
reverse, so that a stop at any point leaves files without a row (swept at the next start), never a row without files.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.errors import InputError, RecordError, UsageError

FILE = "manifest.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shards (n INTEGER PRIMARY KEY, readings INTEGER NOT NULL, claims INTEGER NOT NULL,
    sources INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS done (report TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quarantine (input TEXT NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (input, problem))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS left_out (report TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
"""
SAMPLE = 1000  # reports that triage left out and that are kept by name, to be checked


class Manifest:
    """The manifest of one archive, open. Every change is on the disk when its method returns."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    @classmethod
    def open(cls, out: Path, *, versions: str | None = None) -> Self:
        """Open the manifest of the archive in `out`; with `versions`, make it where there is none.

        Raises:
            UsageError: there is no archive, or it was read by other code than `versions`.
            RecordError: another process writes it, or it is damaged.
        """
        path = out / FILE
        if versions is None and not path.exists():
            raise UsageError(f"{out}: no archive there; `dateline archive … --out {out}` makes one")
        db: sqlite3.Connection | None = None
        try:
            db = sqlite3.connect(path, timeout=2, isolation_level=None)
            if versions is None:
                return cls(db, path)
            db.execute("PRAGMA locking_mode = EXCLUSIVE")  # one writer for the whole run
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.executescript(_TABLES)
            db.execute("INSERT OR IGNORE INTO settings VALUES ('versions', ?)", (versions,))
            (known,) = db.execute("SELECT value FROM settings WHERE name = 'versions'").fetchone()
        except sqlite3.Error as error:
            if db is not None:
                db.close()  # what it holds would stand in the next one's way
            raise RecordError(f"{path}: {error}; is another `dateline archive` writing there?") from error
        if known != versions:
            db.close()
            raise UsageError(f"{out} was read by other code ({known}); give another --out")
        return cls(db, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._db
        except sqlite3.Error as error:
            raise RecordError(f"{self._path}: {error}") from error

    def has(self, report: str) -> bool:
        """Whether a report is in a finished shard."""
        with self._told() as db:
            return db.execute("SELECT 1 FROM done WHERE report = ?", (report,)).fetchone() is not None

    def reports(self) -> Iterator[str]:
        """Ids of the reports in finished shards."""
        with self._told() as db:
            yield from (r for (r,) in db.execute("SELECT report FROM done"))

    def commit(
        self, shard: int, counts: Sequence[int], reports: Sequence[str], left_out: Sequence[tuple[str, str | None]] = ()
    ) -> None:
        """Note that a shard's files are whole: from here on its reports are done, and so are those left out.

        Args:
            shard: its number.
            counts: rows of its tables; of no readings at all where every report was left out.
            reports: ids of its readings.
            left_out: id and title of reports that triage left out.
        """
        with self._told() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                if reports:
                    db.execute("INSERT INTO shards VALUES (?, ?, ?, ?)", (shard, *counts))
                db.executemany("INSERT INTO done VALUES (?)", ((r,) for r in (*reports, *(i for i, _ in left_out))))
                self._sample(db, left_out)
                db.execute("COMMIT")
            except BaseException:
                db.execute("ROLLBACK")
                raise

    @staticmethod
    def _sample(db: sqlite3.Connection, left_out: Sequence[tuple[str, str | None]]) -> None:
        """Keep those with the smallest ids: ids are hashes, so that is a random sample, the same for the same texts."""
        db.executemany("INSERT OR IGNORE INTO left_out VALUES (?, ?)", left_out)
        query = "DELETE FROM left_out WHERE report NOT IN (SELECT report FROM left_out ORDER BY report LIMIT ?)"
        db.execute(query, (SAMPLE,))

    def left_out(self) -> list[tuple[str, str | None]]:
        """Id and title of a sample of the reports that triage left out."""
        with self._told() as db:
            return db.execute("SELECT report, title FROM left_out ORDER BY report").fetchall()

    def quarantine(self, errors: Sequence[InputError]) -> None:
        """Keep inputs that could not be read, with the reason; the same one twice is one."""
        with self._told() as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT OR IGNORE INTO quarantine VALUES (?, ?)", ((e.name, e.reason) for e in errors))
            db.execute("COMMIT")

    def quarantined(self) -> list[tuple[str, str]]:
        """Input and problem of everything that could not be read, by name."""
        with self._told() as db:
            return db.execute("SELECT input, problem FROM quarantine ORDER BY input, problem").fetchall()

    def shards(self) -> list[int]:
        """Numbers of the finished shards."""
        with self._told() as db:
            return [n for (n,) in db.execute("SELECT n FROM shards ORDER BY n")]

    def totals(self) -> tuple[int, int, int, int]:
        """Shards, readings, claims and sources in all."""
        with self._told() as db:
            query = "SELECT count(*), coalesce(sum(readings), 0), coalesce(sum(claims), 0), coalesce(sum(sources), 0)"
            found: tuple[int, int, int, int] = db.execute(f"{query} FROM shards").fetchone()
            return found
