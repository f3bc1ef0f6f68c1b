"""Counts by policies of a user's own, beside those of ours: kept for whoever asks by them, made anew where incidents
are.

They are found by what the policy says, not by its name and version alone: an edited file never shows the counts of the
one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from dateline.reconcile.policies import OWN_KEY, Policy
from dateline.record import Reading
from dateline.store import incident_asked
from dateline.store.incident_refresh import several
from dateline.store.incident_rows import count_row
from dateline.store.incident_tables import ASKED, COUNTS, INCIDENTS

_AT_ONCE = 50  # incidents in one transaction
Load = Callable[[Connection, Select[tuple[object, ...]]], Iterable[Reading]]


def missing(db: Connection, policies: Iterable[Policy]) -> int:
    """How many counts by these policies are yet to be made."""
    return sum(
        int(db.execute(select(func.count()).select_from(INCIDENTS)).scalar_one())
        - int(db.execute(select(func.count()).select_from(COUNTS).where(COUNTS.c.policy == p.key)).scalar_one())
        for p in policies
    )


def count(db: Connection, policies: Sequence[Policy], load: Load) -> int | None:
    """Count some incidents by these policies, in the transaction of `db`, which holds the write lock.

    Returns:
        how many, `None` where nothing was left to do.
    """
    i = INCIDENTS.c
    for policy in policies:
        there = and_(COUNTS.c.incident == i.id, COUNTS.c.policy == policy.key)
        lacking = select(i.id).outerjoin(COUNTS, there).where(COUNTS.c.incident.is_(None))
        ids = list(db.execute(lacking.order_by(i.date_start, i.place, i.id).limit(_AT_ONCE)).scalars())
        if ids:
            db.execute(insert(COUNTS), [count_row(m) | {"policy": policy.key} for m in several(db, ids, policy, load)])
            db.execute(delete(ASKED).where(ASKED.c.id.in_(ids)))
            incident_asked.put(db, ids)
            return len(ids)
    return None


def forget(db: Connection, policies: Iterable[Policy]) -> None:
    """Drop the counts that other policies of these names gave: the file has been edited since."""
    for policy in policies:
        begins = f"{OWN_KEY}{policy.name}/"
        for column in (COUNTS.c.policy, ASKED.c.policy):
            named = func.substr(column, 1, len(begins)) == begins
            db.execute(delete(column.table).where(named, column != policy.key))
