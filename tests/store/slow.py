"""A reader without a parser, some of whose reports block or end their process."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator

from dateline.reading.pipeline import Reader
from dateline.record import Reading, Report


class SlowReader(Reader):
    """HANGS blocks the process, DIES ends it."""

    def __init__(self) -> None:
        super().__init__("slow", stages=[])

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:
        for report in reports:
            if report.text.startswith("HANGS"):
                time.sleep(1000)
            if report.text.startswith("DIES"):
                os._exit(9)
            yield Reading(report, fingerprint=self.fingerprint(report))
