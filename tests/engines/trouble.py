"""A reader without a parser for the tests of engines: quick, and some of its reports kill or block their process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator

from dateline.engines import archive
from dateline.reading.pipeline import Reader
from dateline.record import Event, Reading, Report, Source
from dateline.text import Span


class QuickReader(Reader):
    """The first word is an event and a source. DIES ends the process, HANGS blocks it, BREAKS raises."""

    def __init__(self, model: str = "quick", pause: float = 0.0) -> None:
        super().__init__(model, stages=[])
        self.pause = pause

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:
        for report in reports:
            word = report.text.split()[0]
            if word == "DIES":
                os._exit(9)
            if word == "HANGS":
                time.sleep(1000)
            if word == "BREAKS":
                raise RuntimeError("a stage broke")
            time.sleep(self.pause)
            span = Span(0, len(word), word)
            event = Event(
                "e1", "ASSAULT", None, None, span, span, (), (), None, None, (), None, "happened", "stated", None, 0.5
            )
            source = Source("s1", word, None, "unknown", True, (span,))
            yield Reading(report, events=(event,), sources=(source,), fingerprint=self.fingerprint(report))


def main() -> None:
    """Archive a file, slowly enough to be killed."""
    source, out, engine = sys.argv[1:4]
    archive([source], out, engine=engine, reader=QuickReader(pause=0.004), shard=20)


if __name__ == "__main__":
    main()
