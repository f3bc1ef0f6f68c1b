"""The same reading in several processes: each loads the model once, order is kept, memory stays bounded."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import batched
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, InputError

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader
    from dateline.record import Reading, Report

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


def read_each(reader: Reader, batch: Sequence[Report]) -> list[Reading | InputError]:
    """Read a batch; a report on which the reader fails is an `InputError` in its place, and the others are read."""
    try:
        return list(reader.read_all(batch, len(batch)))
    except DatelineError:
        raise
    except Exception as error:  # noqa: BLE001 (a defect of a stage must not lose the other reports)
        if len(batch) > 1:
            return [found for report in batch for found in read_each(reader, [report])]
        name = batch[0].url or batch[0].title or batch[0].id
        return [InputError(name, f"reading failed ({type(error).__name__}: {error}); please report this")]


def _start_with(reader: Reader) -> None:
    _READER[:] = [reader]


def _read_each(batch: tuple[Report, ...]) -> list[Reading | InputError]:
    return read_each(_READER[0], batch)


def read_each_parallel(
    reports: Iterable[Report], reader: Reader, workers: int, batch_size: int
) -> Iterator[Reading | InputError]:
    """`read_each` in `workers` processes, each with a copy of `reader` (stages and all), in order.

    Raises:
        DatelineError: a worker process ended (for want of memory, as a rule).
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start_with, (reader,)) as pool:
        waiting: deque[Future[list[Reading | InputError]]] = deque()
        try:
            for batch in batched(reports, batch_size):
                waiting.append(pool.submit(_read_each, batch))
                if len(waiting) >= 2 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise DatelineError(
                "a worker process ended before its time; give fewer --workers or more memory"
            ) from error
