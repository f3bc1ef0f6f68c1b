"""Reading in several processes of this machine. A report that kills or blocks its process costs that report alone."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TooLong
from itertools import batched
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from dateline.engines.engine import Outcome, Skip, Work
from dateline.engines.inputs import todo
from dateline.errors import InputError
from dateline.reading.parallel import read_each
from dateline.record import Report

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader

AHEAD = 3  # batches a worker that are under way or wait, so that none is idle
START = 60.0  # seconds beside the reports' own: a fresh process loads the model first
_READER: list[Reader] = []  # of this worker process, set when it starts


def _start(reader: Reader) -> None:
    _READER[:] = [reader]


def _read(batch: Sequence[Report]) -> list[Outcome]:
    return list(read_each(_READER[0], batch))


class Processes:
    """A pool of processes, each with the model; at most `AHEAD` batches a worker are in memory."""

    name = "processes"

    def read(self, work: Work, skip: Skip) -> Iterator[Outcome]:
        """See `Engine.read`."""
        pool = ProcessPool(work.workers, initializer=_start, initargs=(work.reader,), context=_spawn())
        try:
            waiting: deque[tuple[list[Report], ProcessFuture[list[Outcome]]]] = deque()
            for some in batched(todo(work, skip), work.batch):
                yield from (i for i in some if isinstance(i, InputError))
                reports = [i for i in some if isinstance(i, Report)]
                if reports:
                    waiting.append((reports, _sent(pool, reports, work)))
                if len(waiting) >= AHEAD * work.workers:
                    yield from _result(pool, *waiting.popleft(), work)
            while waiting:
                yield from _result(pool, *waiting.popleft(), work)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _spawn() -> multiprocessing.context.SpawnContext:
    return multiprocessing.get_context("spawn")  # a fork would copy the caller's threads in an unknown state


def _sent(pool: ProcessPool, reports: list[Report], work: Work) -> ProcessFuture[list[Outcome]]:
    limit = None if work.time_limit is None else START + work.time_limit * len(reports)
    return pool.schedule(_read, args=(reports,), timeout=limit)


def _result(
    pool: ProcessPool, reports: list[Report], future: ProcessFuture[list[Outcome]], work: Work
) -> Iterator[Outcome]:
    """What came of a batch; where its process ended or took too long, each report is tried alone."""
    try:
        yield from future.result()
    except (ProcessExpired, TooLong) as error:
        if len(reports) > 1:
            for report in reports:
                yield from _result(pool, [report], _sent(pool, [report], work), work)
        else:
            yield InputError(reports[0].url or reports[0].title or reports[0].id, _why(error, work))


def _why(error: ProcessExpired | TooLong, work: Work) -> str:
    if isinstance(error, ProcessExpired):
        return f"the process that read it ended (status {error.exitcode}): out of memory, or a defect; left out"
    return f"took longer than {work.time_limit:g} s to read; left out"


ENGINE = Processes()
