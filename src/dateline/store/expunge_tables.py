"""Tombstones of what was expunged: that it was there, who removed it and why, and nothing of what it said."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Integer, Table, Text, select

from dateline.store.tables import METADATA

EXPUNGED = Table(
    "expunged",
    METADATA,
    Column("report", Text, primary_key=True),  # its id: a hash of the text
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
EMPTIED = Table(  # judgements whose values were removed: they decide nothing any more
    "expunged_judgements",
    METADATA,
    Column("n", Integer, primary_key=True),
)


def expunging(db: Connection) -> None:
    """Migration: the tombstones."""
    db.exec_driver_sql(
        "CREATE TABLE expunged (report TEXT PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, reason TEXT NOT NULL)"
    )
    db.exec_driver_sql("CREATE TABLE expunged_judgements (n INTEGER PRIMARY KEY)")


def expunged_in(db: Connection, reports: Iterable[str]) -> frozenset[str]:
    """Which of these reports (ids) were expunged."""
    return frozenset(db.execute(select(EXPUNGED.c.report).where(EXPUNGED.c.report.in_(list(reports)))).scalars())
