"""Reading in this process."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from dateline.engines.engine import Outcome, Skip, Work
from dateline.engines.inputs import todo
from dateline.errors import InputError, UsageError
from dateline.reading.parallel import read_each
from dateline.record import Report


class Local:
    """One report after the other, here: nothing to set up, and what others are compared with."""

    name = "local"

    def read(self, work: Work, skip: Skip) -> Iterator[Outcome]:
        """See `Engine.read`."""
        if work.time_limit is not None or work.memory is not None:
            raise UsageError("a report cannot be stopped in this process: limits need --engine processes")
        for some in batched(todo(work, skip), work.batch):
            yield from (i for i in some if isinstance(i, InputError))
            yield from read_each(work.reader, [i for i in some if isinstance(i, Report)])


ENGINE = Local()
