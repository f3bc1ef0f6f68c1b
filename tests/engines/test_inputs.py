"""How many reports an archive's inputs hold, told before they are read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.cli.archive import pace
from dateline.engines import ArchiveSummary
from dateline.engines.inputs import expected


def test_rows_and_files_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n', encoding="utf-8")
    (tmp_path / "b.txt").write_text("three\n", encoding="utf-8")
    pq.write_table(pa.table({"text": ["four", "five", "six"]}), tmp_path / "c.parquet")
    assert expected([str(tmp_path)]) == 6


@pytest.mark.parametrize("name", ["a.csv", "a.warc.gz", "a.xml", "a.jsonl.gz"])
def test_where_only_reading_tells_nothing_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert expected([str(tmp_path / name)]) is None
    assert expected(["-"]) is None


def test_what_is_damaged_or_missing_counts_as_one(tmp_path: Path) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"no table")
    assert expected([str(tmp_path / "bad.parquet"), str(tmp_path / "gone.jsonl")]) == 2


def test_the_time_left_goes_by_what_this_run_did() -> None:
    assert pace(ArchiveSummary(read=100, known=400, left_out=100), 1000, 100.0) == "2.0 reports/s, 0:03:20 left"
    assert pace(ArchiveSummary(read=100), None, 50.0) == "2.0 reports/s"
    assert pace(ArchiveSummary(known=9), 10, 1.0) == "0.0 reports/s"
    assert pace(ArchiveSummary(read=12), 10, 1.0).endswith("0:00:00 left")
