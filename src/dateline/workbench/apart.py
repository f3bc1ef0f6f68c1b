"""A reader that reads in a process of its own, so that a long parse never holds up a page."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from dateline.errors import DatelineError
from dateline.reading.pipeline import Reader
from dateline.record import Reading, Report

_READER: list[Reader] = []  # the one of this process, set when it starts


def _start(reader: Reader) -> None:
    _READER[:] = [reader]


def _read(batch: list[Report]) -> list[Reading]:
    return list(_READER[0].read_all(batch, len(batch)))


def _warm() -> None:
    _ = _READER[0].nlp


class Apart(Reader):
    """Reads as another reader does, elsewhere. The process starts with the first report and stays.

    Args:
        reader: what reads there.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.model, reader.stages)
        self._reader = reader
        self._pool: ProcessPoolExecutor | None = None

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:  # noqa: ARG002
        """Read reports, as one batch whatever `batch_size` says.

        Raises:
            DatelineError: the process ended, for want of memory as a rule.
        """
        try:
            yield from self._process().submit(_read, list(reports)).result()
        except BrokenProcessPool as error:
            self._pool = None
            raise DatelineError("the process that reads has ended; is there enough memory?") from error

    def warm(self) -> None:
        """Start the process and let it load the model, so that the first report need not wait for that."""
        self._process().submit(_warm)

    def _process(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, _start, (self._reader,))
        return self._pool

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._pool is not None:
            processes = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            self._pool = None
