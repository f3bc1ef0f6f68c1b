"""Reading into the record: what is done is skipped, what fails is counted, and a kill loses and doubles nothing."""

from __future__ import annotations

import importlib.util
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from sqlalchemy import text

from dateline.errors import InputError
from dateline.reading.pipeline import Reader
from dateline.record import Report
from dateline.store import Record, Summary, add_all
from dateline.store.adding import provenance

from .cheap import CheapReader

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    """`scripts/generate_reports.py` as a module."""
    spec = importlib.util.spec_from_file_location("generate_reports", ROOT / "scripts" / "generate_reports.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def reports(*texts: str) -> list[Report | InputError]:
    return [Report.of(t) for t in texts]


def test_a_second_run_reads_nothing(record: Record) -> None:
    reader = CheapReader()
    todo = reports(*(f"KABOUL {n}" for n in range(100)))
    assert add_all(record, todo, reader) == Summary(added=100)
    assert add_all(record, [*todo, Report.of("NEW")], reader) == Summary(added=1, unchanged=100)
    assert reader.read_count == 101
    assert record.count() == 101


def test_other_code_reads_again(record: Record) -> None:
    todo = reports("ONE", "TWO")
    add_all(record, todo, CheapReader("old"))
    assert add_all(record, todo, CheapReader("new")) == Summary(updated=2)
    assert add_all(record, todo, CheapReader("new")) == Summary(unchanged=2)
    assert len(list(record.claims())) == 2


def test_copies_with_other_heads_are_settled_once(record: Record) -> None:
    reader = CheapReader()
    todo = [Report.of("ONE", publisher=p) for p in (None, "Hill Radio", "The Post")]
    assert add_all(record, todo, reader) == Summary(added=1, updated=1, unchanged=1)
    assert add_all(record, todo, reader) == Summary(unchanged=3)
    assert reader.read_count == 3
    assert record.report(todo[0].id).report.publisher == "Hill Radio"


def test_failures_are_told_and_the_rest_goes_on(record: Record) -> None:
    told: list[str] = []
    todo = [Report.of("ONE"), InputError("b.pdf", "damaged"), Report.of("BOOM", title="Broken"), Report.of("TWO")]
    summary = add_all(record, todo, CheapReader(), on_failure=lambda e: told.append(str(e)))
    assert summary == Summary(added=2, failed=2)
    assert summary.seen == 4
    assert told == ["b.pdf: damaged", "Broken: reading failed (RuntimeError: a stage broke); please report this"]


def test_progress_is_told_after_the_commit(record: Record) -> None:
    told: list[tuple[int, int]] = []
    add_all(
        record,
        reports(*(str(n) for n in range(25))),
        CheapReader(),
        on_progress=lambda s: told.append((s.added, record.count())),
        batch=10,
    )
    assert list(dict.fromkeys(told)) == [(10, 10), (20, 20), (25, 25)]


def test_the_run_is_noted(record: Record) -> None:
    reader = CheapReader()
    add_all(record, reports("ONE", "TWO"), reader)
    with record._reading() as db:
        run = db.execute(text("SELECT * FROM runs")).one()
    assert (run.n, run.versions, run.who, run.added, run.failed) == (1, reader.versions, "tester", 2, 0)
    assert run.finished >= run.started


def test_the_stage_of_each_claim_is_known() -> None:
    def stage(name: str, *assigns: str) -> SimpleNamespace:
        return SimpleNamespace(name=name, version="2", requires=frozenset(), assigns=frozenset(assigns))

    stages = [
        stage("attributions", "sources", "attributions"),
        stage("events", "events"),
        stage("agreements", "events"),
    ]
    assert provenance(Reader(stages=stages)) == {
        "sources": "attributions/2",
        "attributions": "attributions/2",
        "events": "events/2+agreements/2",
    }


def test_reports_stream_through(record: Record) -> None:
    """No more than two batches are taken from the input ahead of what is stored."""
    taken = 0
    ahead = []

    def source() -> object:
        nonlocal taken
        for n in range(200):
            taken += 1
            yield Report.of(f"N{n}")

    add_all(record, source(), CheapReader(), on_progress=lambda s: ahead.append(taken - s.added), batch=10)  # type: ignore[arg-type]
    assert max(ahead) <= 20


def test_generated_reports_differ_and_repeat(generator: ModuleType) -> None:
    rows = list(generator.generate(500, 7))
    assert len({r["text"] for r in rows}) == 500
    assert rows == list(generator.generate(500, 7))
    assert rows != list(generator.generate(500, 8))
    assert all("{" not in r["text"] and 300 < len(r["text"]) < 5000 for r in rows)


def start(file: Path, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "store.cheap", str(file), url]
    return subprocess.Popen(command, cwd=ROOT / "tests", stdout=subprocess.PIPE, text=True)


def test_killed_twice_nothing_is_lost_and_nothing_twice(tmp_path: Path, url: str, generator: ModuleType) -> None:
    seed = time.time_ns()  # another moment every time; the seed is in the message of a failure
    chance = random.Random(seed)
    count = 300
    file = tmp_path / "reports.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in generator.generate(count, 1)), encoding="utf-8")
    stored = 0
    for _ in range(2):
        process = start(file, url)
        assert process.stdout
        acknowledged = int(process.stdout.readline())  # what is there already counts as unchanged, not as added
        wanted = chance.randrange(20, 100)
        while acknowledged < wanted:
            acknowledged = int(process.stdout.readline())
        time.sleep(chance.random() / 50)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        with Record.open(url) as record:
            assert record.count() >= stored + acknowledged, seed
            stored = record.count()
            assert stored < count
    finished = start(file, url)
    finished.communicate(timeout=60)
    assert finished.returncode == 0
    with Record.open(url) as record:
        texts = [r.report.text for r in record.readings()]
        assert len(texts) == len(set(texts)) == count
        assert [e.action for e in record.audit()].count("add") == count
        assert record.audit_break() is None
        with record._reading() as db:
            if db.dialect.name == "sqlite":
                assert db.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
                assert not db.execute(text("PRAGMA foreign_key_check")).all()
            assert db.execute(text("SELECT count(*) FROM runs WHERE finished IS NULL")).scalar_one() == 2
            loose = "SELECT count(*) FROM reports WHERE n NOT IN (SELECT report FROM readings)"
            assert db.execute(text(loose)).scalar_one() == 0
        assert add_all(record, reports(*texts[:3]), CheapReader()).seen == 3


def test_workers_give_the_same_record(tmp_path: Path) -> None:
    todo = reports(*(f"Report {n} from OUAGA and {n} GAO" for n in range(60)))
    with Record.open(str(tmp_path / "one.db")) as one, Record.open(str(tmp_path / "two.db")) as two:
        assert add_all(one, todo, CheapReader(), workers=1) == add_all(two, todo, CheapReader(), workers=2)
        assert list(one.readings()) == list(two.readings())
