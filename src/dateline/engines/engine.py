"""What an engine is: one map over reports. Everything else (skipping, shards, resuming) is the archive's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from dateline.errors import InputError
from dateline.record import Reading, Report

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader

Outcome = Reading | InputError


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be read, and how.

    Attributes:
        files: paths of single inputs (no folders), in order; `-` is standard input.
        reader: reads the reports; it is copied to every worker.
        format: ingest format of every input, or `None` to tell by name and content.
        columns: for tables, the column of a field.
        published: day for reports that give none.
        workers: how many read at once.
        batch: reports parsed together.
        time_limit: seconds to take one report apart, and as many to read it, after which it is given up; `None` waits
            for ever.
        memory: MB that one process may take; `None` is the engine's own measure.
        address: of a cluster, where the engine has one.
    """

    files: tuple[str, ...]
    reader: Reader
    format: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None
    workers: int = 1
    batch: int = 32
    time_limit: float | None = None
    memory: int | None = None
    address: str | None = None


class Skip(Protocol):
    """Which reports need not be read."""

    def __call__(self, report: Report) -> bool:
        """Whether the report is done, or on its way since it was asked for once before."""
        ...

    def known(self) -> Iterable[str]:
        """Ids of the reports that were done when the run began, for engines that ask elsewhere than in this process."""
        ...


@runtime_checkable
class Engine(Protocol):
    """Reads the reports of some work; order does not matter, and neither does reading one twice."""

    name: str

    def read(self, work: Work, skip: Skip) -> Iterator[Outcome]:
        """Readings, and an `InputError` for each input or report that cannot be read.

        Args:
            work: what to read.
            skip: tells what is done already.

        Raises:
            SetupError: a part that the engine needs is not installed, or the cluster does not answer.
            UsageError: the engine cannot do what the work asks (a time limit, an address).
        """
        ...
