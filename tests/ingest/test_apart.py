"""Files that take too long, too much memory, or their process with them cost themselves alone."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import InputError, UsageError
from dateline.ingest import apart
from dateline.ingest.apart import Item, taken
from dateline.ingest.stream import reports_of
from dateline.ingest.tree import expanded
from dateline.record import Report


def take(name: str) -> Iterator[Item]:
    """One report, then what the name says."""
    yield Report.of(f"Shells fell on {name}.", title=name)
    if name == "hangs":
        time.sleep(1000)
    if name == "dies":
        os._exit(9)
    if name == "grows":
        yield Report.of("x" * (2 << 30))
    yield Report.of(f"Nobody was hurt in {name}.", title=name)


def told(items: Iterator[Item]) -> list[str]:
    return [str(i) if isinstance(i, InputError) else str(i.title) for i in items]


def test_the_rest_of_a_file_that_hangs_or_dies_is_left_out() -> None:
    assert told(taken(["first", "hangs", "dies", "last"], take, 0.3, None)) == [
        "first", "first",
        "hangs", "hangs: took longer than 0.3 s to take apart; the rest of it is left out",
        "dies", "dies: the process that took it apart ended (status 9): out of memory, or a defect; "
                "the rest of it is left out",
        "last", "last",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="nothing else bounds a process")
def test_a_file_that_takes_too_much_memory(capfd: pytest.CaptureFixture[str]) -> None:
    found = told(taken(["grows", "last"], take, None, 1000))
    assert found[0] == "grows"
    assert found[1] == "grows: needs more than 1,000 MB of memory to be taken apart; the rest of it is left out"
    assert found[2:] == ["last", "last"]
    assert not capfd.readouterr().err


def test_a_caller_who_takes_his_time_is_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    items = taken(["first", "last"], take, 0.5, None)
    found = []
    for item in items:
        time.sleep(0.7)
        found.append(item)
    assert len(found) == 4
    assert all(isinstance(i, Report) for i in found)
    monkeypatch.setattr(apart, "START", 0.01)
    assert told(taken(["first"], take, 0.01, None)) == ["first: took longer than 0.01 s to take apart; left out"]


def test_folders_and_formats_are_looked_at_before(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text("Two died.", encoding="utf-8")
    assert list(expanded([str(tmp_path), "-", str(tmp_path / "a")])) == [
        str(tmp_path / "b.txt"), "-", str(tmp_path / "a"),
    ]  # fmt: skip
    (only,) = reports_of(str(tmp_path / "b.txt"), None, {}, "2031-05-04")
    assert isinstance(only, Report)
    assert only.published == "2031-05-04"
    with pytest.raises(UsageError):
        next(reports_of("b.txt", "nothing", {}, None))
