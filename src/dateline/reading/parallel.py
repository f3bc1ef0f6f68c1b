"""The same reading in several processes: each loads the model once, order is kept, memory stays bounded."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from dateline.errors import DatelineError, InputError
from dateline.limits import TOO_LARGE, bounded

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader
    from dateline.record import Reading, Report

AHEAD = 3  # batches a worker that are under way or wait, so that none is idle
START = 60.0  # seconds beside the reports' own: a fresh process loads the model first
MEMORY = 4000  # MB of one process: the model takes some 400, a report of 250 kB as much again
_READER: list[Reader] = []  # one per worker process, set by its initializer


def _start(model: str | None) -> None:
    from dateline.reading.pipeline import Reader

    _READER[:] = [Reader(model)]


def _read(batch: tuple[Report, ...]) -> list[Reading]:
    return list(_READER[0].read_all(batch, len(batch)))


def read_parallel(reports: Iterable[Report], workers: int, model: str | None, batch_size: int) -> Iterator[Reading]:
    """Read `reports` with `workers` processes; at most two batches a worker are under way at once."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start, (model,)) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        for batch in batched(reports, batch_size):
            waiting.append(pool.submit(_read, batch))
            if len(waiting) >= 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def read_each(
    reader: Reader, batch: Sequence[Report], through: tuple[type[Exception], ...] = (DatelineError,)
) -> list[Reading | InputError]:
    """Read a batch; a report on which the reader fails is an `InputError` in its place, and the others are read.

    Raises:
        DatelineError: or another of `through`, as it came.
    """
    try:
        return list(reader.read_all(batch, len(batch)))
    except through:
        raise
    except Exception as error:  # noqa: BLE001 (a defect of a stage must not lose the other reports)
        if len(batch) > 1:
            return [found for report in batch for found in read_each(reader, [report], through)]
        name = batch[0].url or batch[0].title or batch[0].id
        return [InputError(name, f"reading failed ({type(error).__name__}: {error}); please report this")]


def _start_with(reader: Reader, memory: int) -> None:
    bounded(memory)
    _READER[:] = [reader]


def _read_each(batch: Sequence[Report]) -> list[Reading | InputError]:
    try:
        return read_each(_READER[0], batch, (DatelineError, MemoryError))
    except MemoryError:
        os._exit(TOO_LARGE)  # what is left of its memory is in pieces: another process goes on


def read_each_parallel(
    items: Iterable[Report | InputError],
    reader: Reader,
    workers: int,
    batch_size: int,
    time_limit: float | None = None,
    memory: int = MEMORY,
) -> Iterator[Reading | InputError]:
    """`read_each` in `workers` processes, each with a copy of `reader` (stages and all), in order.

    A report that ends its process, takes longer than `time_limit` seconds or, on Linux, makes its process take more
    than `memory` MB costs that report alone: it is an `InputError`, and so are those that come in `items`. At most
    `AHEAD` batches a worker are in memory.
    """
    pool = _Pool(reader, workers, time_limit, memory)
    try:
        waiting: deque[_Sent] = deque()
        for batch in batched(items, batch_size):
            yield from (i for i in batch if isinstance(i, InputError))
            reports = [i for i in batch if not isinstance(i, InputError)]
            if reports:
                waiting.append(pool.send(reports))
            if len(waiting) >= AHEAD * workers:
                yield from pool.result(waiting.popleft())
        while waiting:
            yield from pool.result(waiting.popleft())
    finally:
        pool.stop()


@dataclass(frozen=True, slots=True)
class _Sent:
    """Reports that are being read."""

    reports: list[Report]
    future: ProcessFuture[list[Reading | InputError]]


class _Pool:
    """Processes that are ended, and begun again, where a batch takes too long."""

    def __init__(self, reader: Reader, workers: int, time_limit: float | None, memory: int) -> None:
        # A fork would copy the caller's threads in an unknown state.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(workers, initializer=_start_with, initargs=(reader, memory), context=context)
        self._limit, self._memory = time_limit, memory

    def send(self, reports: list[Report]) -> _Sent:
        limit = None if self._limit is None else START + self._limit * len(reports)
        return _Sent(reports, self._pool.schedule(_read_each, args=(reports,), timeout=limit))

    def result(self, sent: _Sent) -> Iterator[Reading | InputError]:
        """What came of a batch; where its process ended or took too long, each report is tried alone."""
        try:
            yield from sent.future.result()
        except (ProcessExpired, TooLong) as error:
            if len(sent.reports) > 1:
                for report in sent.reports:
                    yield from self.result(self.send([report]))
            else:
                only = sent.reports[0]
                yield InputError(only.url or only.title or only.id, self._why(error))

    def _why(self, error: ProcessExpired | TooLong) -> str:
        if isinstance(error, ProcessExpired) and error.exitcode == TOO_LARGE:
            return f"needs more than {self._memory:,} MB of memory to be read; left out"
        if isinstance(error, ProcessExpired):
            return f"the process that read it ended (status {error.exitcode}): out of memory, or a defect; left out"
        return f"took longer than {self._limit:g} s to read; left out"

    def stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
