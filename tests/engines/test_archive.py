"""An archive holds each text once, whatever engine reads it and however often it is stopped."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.engines import ArchiveSummary, archive, read_archive
from dateline.engines.manifest import Manifest
from dateline.engines.rayed import shares
from dateline.engines.shards import TABLES
from dateline.errors import InputError, RecordError, UsageError

from .trouble import QuickReader

HERE = Path(__file__).parent


def written(folder: Path, *texts: str, name: str = "in.jsonl") -> str:
    path = folder / name
    path.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts), encoding="utf-8")
    return str(path)


def rows(out: Path) -> dict[str, list[str]]:
    """Every row of every table, sorted: what two archives are compared by."""
    return {t: sorted(repr(r) for r in pq.read_table(out / t).to_pylist()) for t in TABLES}


@pytest.mark.parametrize("engine", ["local", "processes"])
def test_each_text_is_there_once(tmp_path: Path, engine: str) -> None:
    texts = [f"Word{n} fell" for n in range(70)]
    source = written(tmp_path, *texts, *texts[:10])
    done = archive([source], tmp_path / "out", engine=engine, reader=QuickReader(), shard=30)
    assert done == ArchiveSummary(read=70, known=10)
    again = archive([source, written(tmp_path, "Late one", name="b.jsonl")], tmp_path / "out", engine=engine,
                    reader=QuickReader(), shard=30)  # fmt: skip
    assert again == ArchiveSummary(read=1, known=80)
    assert sorted(r.report.text for r in read_archive(tmp_path / "out")) == sorted([*texts, "Late one"])


def test_engines_give_the_same_rows(tmp_path: Path) -> None:
    source = written(tmp_path, *(f"Word{n} fell" for n in range(50)))
    for engine in ("local", "processes"):
        archive([source], tmp_path / engine, engine=engine, reader=QuickReader(), shard=15)
    assert rows(tmp_path / "local") == rows(tmp_path / "processes")


def test_readings_come_back_as_they_were(tmp_path: Path, read: object) -> None:
    import dateline
    from dateline.reading.pipeline import Reader

    text = "KABUL (AP), March 3, 2031 - A bomb killed 12 people in Kabul on Sunday, police said."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    archive([str(tmp_path / "a.txt")], tmp_path / "out", engine="local", reader=Reader())
    (found,) = read_archive(tmp_path / "out")
    assert found.to_json() | {"report": None} == dateline.read(text).to_json() | {"report": None}
    claims = pq.read_table(tmp_path / "out" / "claims").to_pylist()
    (killed,) = [c for c in claims if c["kind"] == "casualty"]
    assert (killed["harm"], killed["low"], killed["high"], killed["source_kind"]) == ("killed", 12, 12, "police")


def test_what_triage_leaves_out_is_counted_named_and_not_read_again(tmp_path: Path) -> None:
    from dateline.reading.pipeline import Reader
    from dateline.reading.triage import Triage

    reader = Reader(triage=Triage(-1.0, 0.0, {"killed": 2.0}))
    source = written(tmp_path, "A bomb killed 12 people in Kabul.", "The bread was good. " * 40, "They liked it. " * 50)
    assert archive([source], tmp_path / "out", engine="local", reader=reader) == ArchiveSummary(read=1, left_out=2)
    with Manifest.open(tmp_path / "out") as manifest:
        assert len(manifest.left_out()) == 2
    assert archive([source], tmp_path / "out", engine="local", reader=reader) == ArchiveSummary(known=3)


def test_a_report_that_kills_or_blocks_its_process_costs_itself_alone(tmp_path: Path, monkeypatch: object) -> None:
    from dateline.reading import parallel

    monkeypatch.setattr(parallel, "START", 3.0)
    texts = [f"Word{n} fell" for n in range(40)]
    texts[7], texts[21], texts[33] = "DIES here", "HANGS here", "BREAKS here"
    failures: list[InputError] = []
    done = archive([written(tmp_path, *texts)], tmp_path / "out", engine="processes", reader=QuickReader(),
                   time_limit=0.05, on_failure=failures.append)  # fmt: skip
    assert (done.read, done.failed) == (37, 3)
    said = " ".join(f.reason for f in failures)
    assert "the process that read it ended" in said
    assert "took longer than 0.05 s" in said
    assert "a stage broke" in said
    with Manifest.open(tmp_path / "out") as manifest:
        assert len(manifest.quarantined()) == 3


def test_bad_input_is_named_and_kept_apart(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "Good one"}\n{"text": \n', encoding="utf-8")
    failures: list[InputError] = []
    for _ in range(2):  # met again, it stands in the quarantine once
        archive([str(bad)], tmp_path / "out", engine="local", reader=QuickReader(), on_failure=failures.append)
    assert all("bad.jsonl: row 2" in str(f) for f in failures)
    with Manifest.open(tmp_path / "out") as manifest:
        assert len(manifest.quarantined()) == 1


@pytest.mark.parametrize("engine", ["local", "processes"])
def test_killed_at_any_point_it_goes_on_where_it_was(tmp_path: Path, engine: str) -> None:
    texts = [f"Word{n} fell" for n in range(400)]
    source, out = written(tmp_path, *texts), tmp_path / "out"
    seed = random.Random(engine)
    for _ in range(4):
        child = subprocess.Popen([sys.executable, "-m", "engines.trouble", source, str(out), engine], cwd=HERE.parent)
        time.sleep(0.8 + seed.random() * 1.2)
        child.send_signal(signal.SIGKILL)
        child.wait()
        held = [r.report.text for r in read_archive(out)] if (out / "manifest.db").exists() else []
        assert len(held) == len(set(held))
    done = archive([source], out, engine=engine, reader=QuickReader(), shard=20)
    assert done.read + done.known == 400
    assert sorted(r.report.text for r in read_archive(out)) == sorted(texts)


def test_files_of_an_unfinished_shard_are_swept(tmp_path: Path) -> None:
    source = written(tmp_path, "One fell")
    archive([source], tmp_path / "out", engine="local", reader=QuickReader())
    orphan = tmp_path / "out" / "claims" / "part-000002.parquet"
    orphan.write_bytes(b"half")
    archive([source], tmp_path / "out", engine="local", reader=QuickReader())
    assert not orphan.exists()


def test_other_code_does_not_mix_in(tmp_path: Path) -> None:
    source = written(tmp_path, "One fell")
    archive([source], tmp_path / "out", engine="local", reader=QuickReader())
    with pytest.raises(UsageError, match="read by other code"):
        archive([source], tmp_path / "out", engine="local", reader=QuickReader("newer"))


def test_two_runs_do_not_write_one_archive(tmp_path: Path) -> None:
    source = written(tmp_path, "One fell")
    archive([source], tmp_path / "out", engine="local", reader=QuickReader())
    with (
        Manifest.open(tmp_path / "out", versions=QuickReader().versions),
        pytest.raises(RecordError, match="another `dateline archive`"),
    ):
        archive([source], tmp_path / "out", engine="local", reader=QuickReader())


def test_a_folder_that_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no archive there"):
        list(read_archive(tmp_path))
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match="cannot be made"):
        archive([], tmp_path / "file", engine="local", reader=QuickReader())


@pytest.mark.parametrize("cpus", [1, 2, 3, 8, 256])
@pytest.mark.parametrize("workers", [1, 2, 7, 64])
def test_a_cluster_always_has_room_for_a_task_that_feeds_the_actors(cpus: int, workers: int) -> None:
    actor, task = shares(cpus, workers)
    assert actor * workers + task <= cpus + 1e-9
    assert 0 < actor <= 1
    assert 0 < task <= 1
