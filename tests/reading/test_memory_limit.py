"""A report that needs too much memory is left out, named, and the process goes on with the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pytest

from dateline.errors import InputError
from dateline.reading.parallel import read_each_parallel
from dateline.reading.pipeline import Reader
from dateline.record import Reading, Report


class GreedyReader(Reader):
    """Reads GROWS with two gigabytes."""

    def __init__(self) -> None:
        super().__init__("greedy", stages=[])

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:
        for report in reports:
            if report.text.startswith("GROWS"):
                bytearray(2 << 30)
            yield Reading(report, fingerprint=self.fingerprint(report))


@pytest.mark.skipif(sys.platform != "linux", reason="nothing else bounds a process")
def test_a_report_that_needs_too_much_memory_is_left_out() -> None:
    reports = [Report.of(t, title=t) for t in ("One fell", "GROWS here", "Two fell")]
    found = list(read_each_parallel(reports, GreedyReader(), 1, 3, memory=1000))
    assert [f.report.title for f in found if isinstance(f, Reading)] == ["One fell", "Two fell"]
    assert [str(f) for f in found if isinstance(f, InputError)] == [
        "GROWS here: needs more than 1,000 MB of memory to be read; left out"
    ]
