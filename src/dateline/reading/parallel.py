"""The same reading in several processes: each loads the model once, order is kept, memory stays bounded."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import batched
from typing import TYPE_CHECKING

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
