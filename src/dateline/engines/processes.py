"""Reading in several processes of this machine. A report that kills or blocks its process costs that report alone."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.engines.engine import Outcome, Skip, Work
from dateline.engines.inputs import todo
from dateline.reading.parallel import MEMORY, read_each_parallel


class Processes:
    """A pool of processes, each with the model; a few batches a worker are in memory."""

    name = "processes"

    def read(self, work: Work, skip: Skip) -> Iterator[Outcome]:
        """See `Engine.read`."""
        yield from read_each_parallel(todo(work, skip), work.reader, work.workers, work.batch, work.time_limit,
                                      work.memory or MEMORY)  # fmt: skip


ENGINE = Processes()
