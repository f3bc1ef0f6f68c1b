"""From a URL to an engine that behaves the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from dateline.errors import SetupError, UsageError

_POOL = {"pool_size": 20, "max_overflow": 40}  # connections: some for each thread of a server
_MAPPED = 1 << 31  # bytes of a file read in place: SQLite forgets the pages it keeps at each commit of another's
_PAUSE = 0.01  # seconds
_LOCK = 7_253_116_424  # an arbitrary number: PostgreSQL's advisory lock of whoever writes to the record


def url_of(text: str) -> URL:
    """The address of a record: `sqlite:///FILE`, a bare file name, or `postgresql://…` (`postgres://…` too).

    Raises:
        UsageError: another kind of address.
        SetupError: PostgreSQL is asked for and its driver is not installed.
    """
    try:
        url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{text!r} is no record; write sqlite:///FILE or postgresql://USER@HOST/NAME") from error
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.host:
        raise UsageError(f"{text!r} names no file; write sqlite:/// with three strokes, then the file")
    if kind == "sqlite":
        return url.set(drivername="sqlite")
    if kind not in ("postgresql", "postgres"):
        raise UsageError(f"no record in {kind!r}; write sqlite:///FILE or postgresql://USER@HOST/NAME")
    if find_spec("psycopg") is None:
        raise SetupError("PostgreSQL needs its driver: pip install 'dateline[postgres]'")
    return url.set(drivername="postgresql+psycopg")


def name_of(url: URL) -> str:
    """What messages call the record: the file, or the address without its password."""
    return (url.database or ":memory:") if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


def missing(url: URL) -> bool:
    """Whether the address is a file that does not exist."""
    file = url.database if url.drivername == "sqlite" else None
    return bool(file) and file != ":memory:" and not Path(str(file)).exists()


def engine_of(url: URL, timeout: float) -> Engine:
    """An engine whose transactions wait at most `timeout` seconds for another writer."""
    if url.drivername != "sqlite":
        # No page is worth compiling a query for, or taking the cores from the pages of others; what a large record's
        # page sorts or marks fits into 16 MB.
        wait = f"-c lock_timeout={int(timeout * 1000)} -c default_transaction_isolation=repeatable\\ read"
        options = f"{wait} -c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=16MB"
        return create_engine(url, connect_args={"options": options}, pool_pre_ping=True, **_POOL)
    extra: dict[str, Any] = {"poolclass": StaticPool} if url.database in (None, "", ":memory:") else _POOL
    arguments = {"timeout": timeout, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, **extra)
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, timeout))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, timeout: float) -> None:
    """WAL so that readers and one writer work side by side; full sync, since a commit is acknowledged to people."""
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute("PRAGMA foreign_keys = ON")
    _keep_log(connection, time.monotonic() + timeout)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")


def _keep_log(connection: sqlite3.Connection, until: float) -> None:
    """Turn WAL on where it is off. SQLite waits for no lock here: where two turn it on at once, one is refused."""
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _begin(db: Connection) -> None:
    writing = db.get_execution_options().get("writing")
    db.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the record's one write lock from its start; committed at the end."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(writing=True) as db, db.begin():
            yield db
        return
    # Read committed: what is read after the lock was had must be what the last writer left.
    with engine.connect().execution_options(isolation_level="READ COMMITTED") as db, db.begin():
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield db
