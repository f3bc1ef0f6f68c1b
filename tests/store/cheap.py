"""A reader without a parser: fast enough to store thousands of reports in a test, and to be killed on the way."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from dateline.ingest import ingest
from dateline.reading.pipeline import Reader
from dateline.record import Event, Reading, Report
from dateline.store import Record, add_all
from dateline.text import Span


class CheapReader(Reader):
    """Every word of capitals alone is an event; a report that says BOOM makes it fail."""

    def __init__(self, model: str = "cheap") -> None:
        super().__init__(model, stages=[])
        self.read_count = 0

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:
        for report in reports:
            if "BOOM" in report.text:
                raise RuntimeError("a stage broke")
            self.read_count += 1
            yield Reading(report, events=tuple(_events(report.text)), fingerprint=self.fingerprint(report))


def _events(text: str) -> Iterator[Event]:
    for number, word in enumerate(dict.fromkeys(w for w in text.split() if w.isupper()), 1):
        at = text.index(word)
        span = Span(at, at + len(word), word)
        yield Event(
            f"e{number}",
            "ASSAULT",
            None,
            None,
            span,
            span,
            (),
            (),
            None,
            None,
            (),
            None,
            "happened",
            "stated",
            None,
            0.5,
        )


def main() -> None:
    """Add a file to a record, slowly enough to be killed; each commit is acknowledged on standard output."""
    file, url = sys.argv[1:3]

    def acknowledge(summary: object) -> None:
        print(getattr(summary, "added", 0), flush=True)
        time.sleep(0.01)

    with Record.open(url) as record:
        add_all(record, ingest([file]), CheapReader(), on_progress=acknowledge, batch=8)


if __name__ == "__main__":
    main()
