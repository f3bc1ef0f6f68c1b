"""Readings of a record found again by report, a few in memory, and the run that made them last."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched

from sqlalchemy import select

from dateline.reconcile.effective import effective
from dateline.record import Reading
from dateline.store.base import Record
from dateline.store.readings import readings_in
from dateline.store.tables import REPORTS, RUNS

_AT_ONCE = 500  # SQLite's bound on values in one statement is 32 766; this keeps memory small


@dataclass(frozen=True, slots=True)
class LastRun:
    """A run that added readings: its number, when it ended (`None`: it did not) and the code that read."""

    n: int
    finished: str | None
    versions: str


class Library:
    """The readings of an open record.

    Args:
        record: the record.
        decided: readings as people left them: what they rejected is gone, what they changed or added is there.
    """

    def __init__(self, record: Record, *, decided: bool = False) -> None:
        self._record = record
        self._decisions = record.decisions() if decided else None

    def __iter__(self) -> Iterator[Reading]:
        """Every reading, in order of arrival, as a stream."""
        return map(self._left, self._record.readings())

    def having(self, ids: Collection[str]) -> Mapping[str, Reading]:
        """The readings of these reports, by report id; one that is not there is left out.

        Raises:
            RecordError: the record cannot be read.
        """
        found: dict[str, Reading] = {}
        for some in batched(sorted(ids), _AT_ONCE):
            with self._record._reading() as db:
                query = select(REPORTS).where(REPORTS.c.id.in_(some)).order_by(REPORTS.c.n)
                found |= {r.report.id: self._left(r) for r in readings_in(db, query)}
        return found

    def _left(self, reading: Reading) -> Reading:
        return reading if self._decisions is None else effective(reading, self._decisions)

    def last_run(self) -> LastRun | None:
        """The last run, or `None`: nothing was added by a run.

        Raises:
            RecordError: the record cannot be read.
        """
        with self._record._reading() as db:
            row = db.execute(select(RUNS).order_by(RUNS.c.n.desc()).limit(1)).one_or_none()
        return LastRun(row.n, row.finished, row.versions) if row else None
