"""Work on many items, spread over processes."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

_AHEAD = 2  # items a process that are under way or wait


class Spread:
    """A function over items, in this process or in others; results in order, a few items ahead.

    Args:
        pool: the other processes.
        workers: how many they are.
    """

    def __init__(self, pool: ProcessPoolExecutor | None, workers: int) -> None:
        self._pool, self._ahead = pool, _AHEAD * workers

    def over[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What the function makes of each item."""
        if self._pool is None:
            yield from (_uncollected(work, item) for item in items)
            return
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self._pool.submit(_uncollected, work, item))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _uncollected[T, R](work: Callable[[T], R], item: T) -> R:
    """What the function makes of an item; Python looks for cycles after it, not among the item's thousands of claims
    again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        return work(item)
    finally:
        if was:
            gc.enable()
