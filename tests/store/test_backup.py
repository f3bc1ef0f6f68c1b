"""Backup while in use, restore on either database, and verify, which finds every change of the past."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dateline.errors import InputError, RecordError
from dateline.store import Record
from dateline.store.backup import LEFT_OUT, backup, restore
from dateline.store.incident_tables import DERIVED as OF_INCIDENTS
from dateline.store.rebuilt import DERIVED
from dateline.store.tables import METADATA
from dateline.store.verify import Fault, Tally, log_head, verify

from .readings import sample

Change = Callable[[Record, str], None]


@pytest.fixture
def full(record: Record) -> Record:
    """A record with reports, judgements, one of them undone, and incidents."""
    run = record.start_run("test/1")
    record.add_many([sample(n, dead=n + 3, published=f"2031-05-0{n}", publisher="Lake Agency") for n in (1, 2, 3)], run)
    record.finish_run(run, added=3, updated=0, unchanged=0, failed=0)
    claim = next(record.claims())
    record.judge(claim.ref, "accept", comment="seen the source, 三 ˈx")
    record.undo(record.judge(claim.ref, "reject", who="second").n)
    record.refresh_incidents()
    return record


def state(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that a backup holds."""
    with record._reading() as db:
        kept = (t for t in METADATA.sorted_tables if t.name not in LEFT_OUT)
        return {t.name: [tuple(r) for r in db.execute(t.select().order_by(*t.primary_key.columns))] for t in kept}


def faults(record: Record, head: str | None = None) -> list[Fault]:
    return list(verify(record, head=head))


def test_a_restored_record_is_the_same_on_the_same_and_on_the_other_database(
    full: Record, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "copy.gz"
    copied = backup(full, file)
    assert copied.reports == 3
    before, incidents = state(full), full.incident_page(None, "ibc")
    targets = [f"sqlite:///{tmp_path / 'again.db'}"]
    if "sqlite" in full.name or full.name.endswith(".db"):
        targets.append(request.getfixturevalue("fresh_postgres"))
    for url in targets:
        assert restore(file, url) == copied
        with Record.open(url) as again:
            assert state(again) == before
            assert again.incident_page(None, "ibc") == incidents
            assert list(again.readings()) == list(full.readings())
            assert faults(again) == []
            again.add(sample(4))  # and it goes on
            assert faults(again) == []


def test_a_backup_is_of_one_moment_while_others_write(full: Record, tmp_path: Path) -> None:
    stop = threading.Event()

    def writing() -> None:
        n = 10
        while not stop.is_set():
            full.add(sample(n))
            n += 1

    writer = threading.Thread(target=writing)
    writer.start()
    try:
        for n in range(5):
            backup(full, tmp_path / f"{n}.gz")
            restore(tmp_path / f"{n}.gz", f"sqlite:///{tmp_path / f'{n}.db'}")
    finally:
        stop.set()
        writer.join()
    for n in range(5):
        with Record.open(f"sqlite:///{tmp_path / f'{n}.db'}") as again:
            assert faults(again) == []


def test_a_record_is_never_written_over(full: Record, url: str, tmp_path: Path) -> None:
    backup(full, tmp_path / "copy.gz")
    with pytest.raises(RecordError, match="holds a record already"):
        restore(tmp_path / "copy.gz", url)
    assert full.count() == 3


def lines(file: Path) -> list[str]:
    return gzip.decompress(file.read_bytes()).decode().splitlines(keepends=True)


def damaged(file: Path, change: Callable[[list[str]], list[str]]) -> None:
    file.write_bytes(gzip.compress("".join(change(lines(file))).encode()))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda ls: ls[:-1], "cut off"),
        (lambda ls: ls[: len(ls) // 2], "cut off"),
        (lambda ls: [*ls[:-3], *ls[-2:]], "not as it was written"),
        (lambda ls: [*(line.replace("shelled", "spared") for line in ls[:-1]), ls[-1]], "not as it was written"),
        (lambda ls: ['{"schema":"other"}\n', *ls[1:]], "no backup"),
        (lambda ls: ["not json\n"], "no backup"),
        (lambda ls: [], "no backup"),
        (lambda ls: [ls[0], '["sessions","x"]\n', *ls[1:]], "does not name"),
    ],
)
def test_a_backup_that_was_damaged_makes_no_record(
    change: Callable[[list[str]], list[str]], says: str, tmp_path: Path
) -> None:
    file, target = tmp_path / "copy.gz", tmp_path / "again.db"
    with Record.open(f"sqlite:///{tmp_path / 'one.db'}") as record:
        record.add_many([sample(n, published="2031-05-01") for n in range(3)])
        backup(record, file)
    damaged(file, change)
    with pytest.raises(InputError, match=says):
        restore(file, f"sqlite:///{target}")
    assert not target.exists()


def test_bytes_cut_off_or_no_gzip_are_clear_errors(full: Record, tmp_path: Path) -> None:
    file = tmp_path / "copy.gz"
    backup(full, file)
    whole = file.read_bytes()
    for part in (whole[: len(whole) // 2], b"", b"plain"):
        file.write_bytes(part)
        with pytest.raises(InputError):
            restore(file, f"sqlite:///{tmp_path / 'again.db'}")
    with pytest.raises(InputError, match="cannot be read"):
        restore(tmp_path / "nothing.gz", f"sqlite:///{tmp_path / 'again.db'}")
    assert not (tmp_path / "again.db").exists()


def test_a_backup_of_a_newer_dateline_is_refused(full: Record, tmp_path: Path) -> None:
    file = tmp_path / "copy.gz"
    backup(full, file)
    damaged(file, lambda ls: [json.dumps(json.loads(ls[0]) | {"record": 9999}) + "\n", *ls[1:]])
    with pytest.raises(RecordError, match="newer dateline"):
        restore(file, f"sqlite:///{tmp_path / 'again.db'}")


def test_a_folder_that_is_not_there_is_a_clear_error_and_leaves_nothing(full: Record, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        backup(full, tmp_path / "nowhere" / "copy.gz")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_the_backup_before_as_it_was(full: Record, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gz"
    backup(full, copy)
    before = copy.read_bytes()
    full.judge(next(full.claims()).ref, "accept")
    (tmp_path / "copy.gz.part").symlink_to("/dev/full")
    with pytest.raises(InputError, match=r"cannot be written \(No space left on device\)"):
        backup(full, copy)
    assert copy.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []
    backup(full, copy)
    assert copy.read_bytes() != before


def test_secrets_and_sessions_stay_behind(full: Record, tmp_path: Path) -> None:
    with full._writing() as db:
        db.execute(text("INSERT INTO secrets (name, value) VALUES ('key', 'hush-hush')"))
    backup(full, tmp_path / "copy.gz")
    assert "hush-hush" not in "".join(lines(tmp_path / "copy.gz"))


def test_a_whole_record_has_no_fault_and_says_what_was_looked_at(full: Record) -> None:
    seen = Tally()
    assert list(verify(full, tally=seen)) == []
    assert (seen.reports, seen.judgements) == (3, 3)
    assert seen.spans > 50
    assert seen.head == log_head(full)
    assert seen.policies == ["acled", "airwars", "ibc", "ucdp"]


def unlocked(record: Record, *statements: str) -> None:
    """Change what the database itself refuses to change, as one who owns it can."""
    with record._writing() as db:
        if db.dialect.name == "sqlite":
            for table in ("audit", "judgements"):
                for change in ("update", "delete"):
                    db.execute(text(f"DROP TRIGGER {table}_no_{change}"))
        else:
            for table in ("audit", "judgements"):
                db.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            db.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE audit SET who = 'nobody' WHERE n = 2", "audit entry 2", "not as it was written"),
        ("DELETE FROM audit WHERE n = 1", "audit entry 1", "missing"),
        ("UPDATE judgements SET comment = 'other' WHERE n = 1", "judgement 1", "not what the audit log says"),
        ("UPDATE judgements SET action = 'reject' WHERE n = 1", "judgement 1", "not what the audit log says"),
        ("UPDATE judgements SET who = 'other' WHERE n = 2", "judgement 2", "not what the audit log says"),
        ("DELETE FROM judgements WHERE n = 3", "judgement 3", "is gone"),
        ("UPDATE judgements SET undoes = 1 WHERE n = 1", "judgement 1", "not what the audit log says"),
        ("UPDATE reports SET text = replace(text, '4 May', '5 May') WHERE n = 1", "b2:", "not the one that was read"),
        (
            "UPDATE claims SET value = replace(value, 'Kafa Front', 'Kafa Folk') WHERE id = 'a1'",
            "b2:",
            "does not stand there",
        ),
        ("UPDATE claims SET value = replace(value, '\"p1\"', '\"p9\"') WHERE kind = 'event'", "#e1", "names p9"),
        ("UPDATE incidents SET certainty = 'conditional'", "i:", "incidents: certainty is not what"),
        (
            "UPDATE incident_counts SET killed_best = killed_best + 1 WHERE policy LIKE 'ibc%'",
            "i:",
            "incident_counts: killed_best is not what",
        ),
        ("DELETE FROM incidents", "i:", "is made anew and not kept"),
    ],
)
def test_any_edit_of_the_past_is_found(statement: str, where: str, what: str, full: Record) -> None:
    unlocked(full, statement)
    found = faults(full)
    assert any(where in f.where and what in f.what for f in found), found


# By table: an edit of one row, what it is about, and what is said of it.
EDITS = {
    "claims": ("UPDATE claims SET place = 'elsewhere'", "#a1", "place"),
    "incidents": ("UPDATE incidents SET words = 'other'", "i:", "words"),
    "incident_counts": (
        "UPDATE incident_counts SET wounded_low = 1 WHERE policy LIKE 'ucdp%'",
        " by ucdp/1",
        "wounded_low",
    ),
    "incident_asked": ("UPDATE incident_asked SET harms = 'other'", " by acled/1", "harms"),
    "incident_voices": ("UPDATE incident_voices SET high = high + 1", "i:", "high"),
    "incident_members": ("UPDATE incident_members SET incident = 'i:0'", "#", "incident"),
    "incident_accounts": ("UPDATE incident_accounts SET last_day = 1", "b2:", "last_day"),
    "incident_keys": ("UPDATE incident_keys SET key = 1", "b2:", "key"),
    "incident_links": ("DELETE FROM incident_links", "b2:", ""),
    "queued": ("UPDATE queued SET killed_most = 1", "#c1", "killed_most"),
    "search_docs": ("UPDATE search_docs SET body = 'other'", "b2:", "body"),
    "standing": ("UPDATE standing SET who = 'other'", "#", "who"),
}


def one_row(statement: str) -> str:
    """The statement for one row of its table."""
    found = re.match(r"(?:UPDATE|DELETE FROM) (\w+)(?: SET .*?)?(?: WHERE (.*))?$", statement)
    assert found
    table, condition = found.groups()
    keys = [c.name for c in METADATA.tables[table].primary_key.columns]
    some = f"SELECT {', '.join(keys)} FROM {table}{f' WHERE {condition}' if condition else ''}"
    first = f"{some} ORDER BY {', '.join(keys)} LIMIT 1" if table != "queued" else f"{some} WHERE id = 'c1' LIMIT 1"
    return f"{statement.partition(' WHERE ')[0]} WHERE ({', '.join(keys)}) IN ({first})"


def test_an_edit_of_one_row_of_each_derived_table_is_found_and_named(full: Record) -> None:
    assert set(EDITS) == {d.name for d in DERIVED} >= {t.name for t in OF_INCIDENTS} - {"incident_state"}
    full.add_many([sample(n, dead=9) for n in (4, 5)])  # two accounts of one deed: a link
    full.refresh_incidents()
    assert faults(full) == []
    unlocked(full, *(one_row(statement) for statement, _, _ in EDITS.values()))
    found = faults(full)
    for table, (_, about, column) in EDITS.items():
        said = f"{table}: {column} is not what claims and judgements make" if column else f"{table}: is made anew and"
        mine = [f for f in found if f.what.startswith(f"{table}: ")]
        assert len(mine) == 1, (table, mine)
        assert about in mine[0].where
        assert mine[0].what.startswith(said)
    assert len(found) == len(EDITS)


def test_a_report_that_was_slipped_in_is_found(full: Record) -> None:
    unlocked(full, "UPDATE audit SET target = 'b2:other' WHERE n = 1")
    assert any("audit log does not know" in f.what for f in faults(full))


def test_entries_cut_off_at_the_end_are_found_by_the_head_that_was_noted(full: Record) -> None:
    head = log_head(full)
    assert faults(full, head) == []
    unlocked(full, "DELETE FROM audit WHERE n = (SELECT max(n) FROM audit)", "DELETE FROM judgements WHERE n = 3")
    assert list(verify(full, derived=False)) == []  # the log alone cannot tell
    assert [f.where for f in verify(full, derived=False, head=head)] == ["audit log"]
    assert {f.what.partition(":")[0] for f in faults(full)} == {"standing"}  # who forgets what was made of it is found
