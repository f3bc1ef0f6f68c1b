"""Looking back: the record as it stood after a run, what changed since, how one incident's figures grew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.errors import UsageError
from dateline.reconcile import reconcile
from dateline.reconcile.decisions import Decisions
from dateline.reconcile.difference import Change, difference
from dateline.reconcile.history import Standing, history
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from dateline.store import judging
from dateline.store.decisions import decisions_of
from dateline.store.judging import Judgement
from dateline.store.past import PAST, readings_of
from dateline.store.tables import REPORTS, RUNS


class Changes:
    """The part of the record that looks back."""

    _reading: Callable[[], AbstractContextManager[Connection]]
    readings: Callable[[], Iterable[Reading]]
    reading: Callable[[str], Reading]
    decisions: Callable[[], Decisions]
    incident: Callable[[str, str], Incident]

    def as_of(self, run: int) -> tuple[list[Reading], Decisions]:
        """The readings, and what people had decided, when a run ended.

        Args:
            run: its number; 0 is what was there before the first.

        Raises:
            UsageError: there is no such run.
        """
        with self._reading() as db:
            ended = db.execute(
                select(RUNS.c.finished, RUNS.c.started, RUNS.c.judged).where(RUNS.c.n == run)
            ).one_or_none()
            if ended is None and run != 0:
                raise UsageError(f"no run {run}; the last is {db.execute(select(func.max(RUNS.c.n))).scalar_one()}")
            standing = db.execute(select(REPORTS).where(func.coalesce(REPORTS.c.run, 0) <= run).order_by(REPORTS.c.n))
            found = {head.n: reading for head, reading in readings_of(db, standing)}
            old = select(PAST).where(func.coalesce(PAST.c.run, 0) <= run, PAST.c.until > run)
            found |= {row.report: Reading.from_json(json.loads(row.reading)) for row in db.execute(old)}
            said = [j for j in judging.read(db) if ended is not None and _before(j, ended)]
        return [found[n] for n in sorted(found)], decisions_of(list(judging.taken_back(said)))

    def diff(self, run: int, other: int | None, policy: str) -> list[Change]:
        """What became of incidents between the ends of two runs.

        Args:
            run: the number of the earlier run; 0 is what was there before the first.
            other: of the later one; `None` is the record as it stands.
            policy: by which both are counted.

        Raises:
            UsageError: no such run or policy.
        """
        before = reconcile(*_policed(self.as_of(run), policy))
        now = (list(self.readings()), self.decisions()) if other is None else self.as_of(other)
        return difference(before, reconcile(*_policed(now, policy)))

    def incident_history(self, ident: str, policy: str) -> list[Standing]:
        """How an incident's figures stood on each day, and by which reports.

        Raises:
            UsageError: no such incident or policy.
        """
        found = self.incident(ident, policy)
        readings = [self.reading(r) for r in found.reports]
        return history(readings, found.claims, policy, self.decisions())


def _before(judgement: Judgement, run: Any) -> bool:
    """Whether it was made when a run ended: by its number, as clocks jump; runs of an older dateline have the time."""
    if run.judged is not None:
        return judgement.n <= int(run.judged)
    return judgement.at <= str(run.finished or run.started)


def _policed(state: tuple[list[Reading], Decisions], policy: str) -> tuple[list[Reading], str, Decisions]:
    return state[0], policy, state[1]
