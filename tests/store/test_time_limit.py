"""A report that takes too long is stopped, named and counted; the others are stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.reading import parallel
from dateline.record import Report
from dateline.store import Record, add_all

from .slow import SlowReader


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stuck_report_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setattr(parallel, "START", 4.0)
    texts = ["One fell", "HANGS here", "Two fell", "DIES here", "Three fell"]
    failures: list[InputError] = []
    reports = [InputError("bad.pdf", "damaged"), *(Report.of(t, title=t) for t in texts)]
    with Record.open(str(tmp_path / "r.db")) as record:
        done = add_all(record, reports, SlowReader(), workers, on_failure=failures.append, time_limit=0.1)
        assert (done.added, done.failed) == (3, 3)
        assert [str(f) for f in failures[:2]] == [
            "bad.pdf: damaged",
            "HANGS here: took longer than 0.1 s to read; left out",
        ]
        assert str(failures[2]).startswith("DIES here: the process that read it ended")
        assert [r.report.title for r in record.reports()] == ["One fell", "Two fell", "Three fell"]
