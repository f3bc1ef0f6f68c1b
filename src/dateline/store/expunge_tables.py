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
REDACTED = Table(  # reports in which an expunged person's name was blotted out
    "redacted",
    METADATA,
    Column("report", Text, primary_key=True),  # its id: a hash of the text as it was
    Column("text", Text, nullable=False),  # the same hash of the text as it is now
    Column("at", Text, nullable=False),
)


def expunging(db: Connection) -> None:
    """Migration: the tombstones."""
    db.exec_driver_sql(
        "CREATE TABLE expunged (report TEXT PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, reason TEXT NOT NULL)"
    )
    db.exec_driver_sql("CREATE TABLE expunged_judgements (n INTEGER PRIMARY KEY)")


def expunged_in(db: Connection, reports: Iterable[str]) -> frozenset[str]:
    """Which of these reports (ids) were expunged, or had a name blotted out: as they were, they do not come back."""
    ids = list(reports)
    gone = (select(t.c.report).where(t.c.report.in_(ids)) for t in (EXPUNGED, REDACTED))
    return frozenset(r for query in gone for r in db.execute(query).scalars())


def redacting(db: Connection) -> None:
    """Part of a migration: reports in which a name was blotted out."""
    db.exec_driver_sql("CREATE TABLE redacted (report TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL)")
