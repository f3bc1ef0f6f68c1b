"""What goes wrong outside: locks, full disks, rights, other people's files, lost connections. Nothing is damaged."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text

from dateline.errors import RecordError, SetupError, UsageError
from dateline.store import Record
from dateline.store.connect import url_of, writing
from dateline.store.migrations import STEPS
from dateline.store.tables import METADATA

from .readings import sample


def told(error: pytest.ExceptionInfo[RecordError], words: str) -> None:
    """The message is one line that holds the words."""
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_locked(record: Record, url: str) -> None:
    record.add(sample(1))
    with Record.open(url, timeout=0.2) as other, writing(record._engine), pytest.raises(RecordError) as error:
        other.add(sample(2))
    told(error, "is locked by another process")
    assert record.add(sample(2)) == "added"


def test_readers_go_on_while_one_writes(record: Record, url: str) -> None:
    record.add(sample(1))
    with Record.open(url, timeout=0.2) as other, writing(record._engine):
        assert other.count() == 1


def test_forty_threads_of_a_server_each_have_a_connection(record: Record) -> None:
    together = threading.Barrier(40)

    def ask() -> int:
        with record._reading() as db:
            together.wait(20)  # all of them are connected now
            return int(db.execute(text("SELECT 1")).scalar_one())

    with ThreadPoolExecutor(40) as threads:
        assert [f.result() for f in [threads.submit(ask) for _ in range(40)]] == [1] * 40


def test_full_disk(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "r.db")) as record:
        record.add(sample(1))
    with Record.open(str(tmp_path / "r.db")) as record:
        # A page limit stands in for the disk: SQLite answers SQLITE_FULL alike.
        event.listen(record._engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 40"))
        record._engine.dispose()
        with pytest.raises(RecordError) as error:
            record.add_many([sample(n) for n in range(2, 100)])
        told(error, "the disk is full")
        assert record.count() == 1
    with Record.open(str(tmp_path / "r.db")) as record:
        assert record.add_many([sample(n) for n in range(2, 100)]).count("added") == 98
        assert record.audit_break() is None


@contextmanager
def _nobody(*paths: Path) -> Iterator[None]:
    """Drop root's rights, for which no file is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_read_only() -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        file = Path(name) / "r.db"
        with Record.open(str(file)) as record:
            record.add(sample(1))
        file.chmod(0o444)
        Path(name).chmod(0o555)
        try:
            with _nobody(), pytest.raises(RecordError) as error, Record.open(str(file)) as record:
                record.add(sample(2))
            assert "\n" not in str(error.value)
            with _nobody(), pytest.raises(RecordError) as error:
                Record.open(str(Path(name) / "new.db"))
            told(error, "cannot be opened")
        finally:
            Path(name).chmod(0o755)
        with Record.open(str(file)) as record:
            assert record.count() == 1


def test_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "r.db").write_text("Two soldiers died near the bridge. " * 100, encoding="utf-8")
    with pytest.raises(RecordError) as error:
        Record.open(str(tmp_path / "r.db"))
    told(error, "is not a dateline record")
    assert (tmp_path / "r.db").read_text(encoding="utf-8").startswith("Two soldiers")


def test_damaged(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    with Record.open(str(file)) as record:
        record.add_many([sample(n) for n in range(50)])
    data = bytearray(file.read_bytes())
    data[8192:-4096] = b"\x55" * (len(data) - 12288)
    file.write_bytes(data)
    with pytest.raises(RecordError) as error, Record.open(str(file)) as record:
        list(record.readings())
    told(error, str(file))


def test_someone_elses_database(url: str, tmp_path: Path) -> None:
    if url.startswith("sqlite"):
        with sqlite3.connect(tmp_path / "record.db") as db:
            db.execute("CREATE TABLE claims (x INTEGER)")
    else:
        with psycopg.connect(url) as pg:
            pg.execute("CREATE TABLE claims (x INTEGER)")
    with pytest.raises(RecordError) as error:
        Record.open(url)
    told(error, "holds tables of something else (claims)")


def test_a_record_of_a_newer_version(record: Record, url: str) -> None:
    with writing(record._engine) as db:
        db.exec_driver_sql("INSERT INTO migrations VALUES (99, 'later', 'x')")
    with pytest.raises(RecordError) as error:
        Record.open(url)
    told(error, f"newer dateline (record version 99, this one knows {len(STEPS)})")


def test_migrations_make_the_tables_that_queries_expect(record: Record) -> None:
    from sqlalchemy import inspect

    found = inspect(record._engine)
    ours = {n for n in found.get_table_names() if not n.startswith("search_index")}  # the database's own, of its index
    assert ours == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        columns = {c["name"]: c["nullable"] for c in found.get_columns(name)}
        assert set(columns) - {"words"} == {c.name for c in table.columns} - {
            "words"
        }  # `words` PostgreSQL makes itself
        assert set(found.get_pk_constraint(name)["constrained_columns"]) == {c.name for c in table.primary_key}
        for column in table.columns:
            if not column.primary_key:
                assert columns[column.name] == column.nullable, (name, column.name)


def test_two_open_a_fresh_record_at_once(url: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        records = list(pool.map(lambda _: Record.open(url), range(4)))
    for n, record in enumerate(records):
        record.add(sample(n))
    assert [r.count() for r in records] == [4] * 4
    for record in records:
        record.close()


def test_a_fresh_file_that_another_writes_to_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "r.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # as another that makes the same record: SQLite itself would not wait for it
    release = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    release.start()
    with Record.open(str(tmp_path / "r.db")) as record:
        assert record.add(sample(1)) == "added"
    release.join()
    other.close()


def test_no_record_there(tmp_path: Path, fresh_postgres: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'none.db'}", fresh_postgres):
        with pytest.raises(RecordError) as error:
            Record.open(url, create=False)
        told(error, "no record there; `dateline add` makes one")
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(RecordError) as error:
        Record.open(str(tmp_path / "no" / "folder" / "r.db"))
    told(error, "cannot be opened")


def test_a_lost_connection_is_told_and_had_again(fresh_postgres: str) -> None:
    with Record.open(fresh_postgres, timeout=1) as record:
        record.add(sample(1))
        with psycopg.connect(fresh_postgres, autocommit=True) as admin:

            def cut(*_: object) -> None:
                admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

            event.listen(record._engine, "before_cursor_execute", cut, once=True)
            with pytest.raises(RecordError, match="lost"):
                record.add(sample(2))
        assert record.add(sample(2)) == "added"
        assert record.count() == 2


def test_a_connection_lost_between_deciding_and_its_commit(fresh_postgres: str) -> None:
    with Record.open(fresh_postgres, timeout=1) as record, psycopg.connect(fresh_postgres, autocommit=True) as admin:
        record.add(sample(1))
        claim = next(record.claims()).ref

        def cut(*_: object) -> None:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

        event.listen(record._engine, "commit", cut, once=True)
        with pytest.raises(RecordError, match="lost"):
            record.judge(claim, "accept", seen=0)
        assert list(record.judgements()) == []
        assert record.judge(claim, "accept", seen=0).n == 1
        assert [e.details["n"] for e in record.audit() if e.action == "judge"] == [1]
        assert record.audit_break() is None


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(RecordError) as error:
        Record.open("postgresql://nobody:secret@127.0.0.1:9/none")
    told(error, "cannot be reached")
    assert "secret" not in str(error.value)


def test_an_error_in_a_batch_stores_nothing_of_it(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.add(sample(1))

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("dateline.store.adds.audit.write", fail)
        with pytest.raises(KeyboardInterrupt):
            record.add_many([sample(2), sample(3)])
    assert record.count() == 1
    assert record.add_many([sample(2), sample(3)]) == ["added", "added"]


@pytest.mark.parametrize(
    ("text", "drivername"),
    [
        ("dateline.db", "sqlite"),
        ("sqlite:///dateline.db", "sqlite"),
        ("postgres://h/n", "postgresql+psycopg"),
        ("postgresql://h/n", "postgresql+psycopg"),
        ("postgresql+psycopg://h/n", "postgresql+psycopg"),
    ],
)
def test_addresses(text: str, drivername: str) -> None:
    assert url_of(text).drivername == drivername


@pytest.mark.parametrize("text", ["mysql://h/n", "http://x/", "sqlite://dateline.db"])
def test_addresses_of_something_else(text: str) -> None:
    with pytest.raises(UsageError):
        url_of(text)


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.connect.find_spec", lambda name: None)
    with pytest.raises(SetupError, match=r"dateline\[postgres\]"):
        url_of("postgresql://h/n")
