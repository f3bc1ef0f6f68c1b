"""Readings that a later one took the place of, kept as they were: the record as it stood after an earlier run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text, func, insert, select

from dateline.record import Reading
from dateline.store.rows import reading_from, report_from
from dateline.store.tables import CLAIMS, METADATA, REPORTS, RUNS

PAST = Table(
    "past_readings",
    METADATA,
    Column("report", Integer, ForeignKey("reports.n"), primary_key=True),
    Column("until", Integer, primary_key=True),  # the run that took its place
    Column("run", Integer),  # the run that it came from; null: none
    Column("reading", Text, nullable=False),  # JSON of the record format
)


def past(db: Connection) -> None:
    """Migration: the table of readings that were replaced."""
    db.exec_driver_sql(
        "CREATE TABLE past_readings (report INTEGER NOT NULL REFERENCES reports (n), until INTEGER NOT NULL, "
        "run INTEGER, reading TEXT NOT NULL, PRIMARY KEY (report, until))"
    )


def order(db: Connection) -> None:
    """Migration: where each run stands among the judgements, which no clock tells."""
    db.exec_driver_sql("ALTER TABLE runs ADD COLUMN judged INTEGER")


def keep(db: Connection, reports: Iterable[int], run: int | None) -> None:
    """Keep the claims of reports before they are replaced.

    Args:
        db: a connection whose owner holds the write lock.
        reports: numbers of the reports.
        run: the run whose readings take their place; the last one where it has none.
    """
    wanted = list(reports)
    if not wanted:
        return
    until = run or int(db.execute(select(func.coalesce(func.max(RUNS.c.n), 0))).scalar_one())
    kept = select(PAST.c.report).where(PAST.c.report.in_(wanted), PAST.c.until == until)
    there = set(db.execute(kept).scalars())  # one run may replace a report twice: what stood before the run is kept
    heads = db.execute(select(REPORTS).where(REPORTS.c.n.in_([n for n in wanted if n not in there]))).all()
    rows = []
    for head, reading in readings_of(db, heads):
        text = json.dumps(reading.to_json(), ensure_ascii=False)
        rows.append({"report": head.n, "until": until, "run": head.run, "reading": text})
    if rows:
        db.execute(insert(PAST), rows)


def readings_of(db: Connection, heads: Iterable[Any]) -> Iterator[tuple[Any, Reading]]:
    """Reports (rows) with the readings that they have now."""
    found = list(heads)
    c = CLAIMS.c
    query = select(c.report, c.kind, c.id, c.parent, c.value).where(c.report.in_([h.n for h in found]))
    rows = groupby(db.execute(query.order_by(c.report, c.seq)), key=lambda r: r.report)
    claims: Mapping[int, list[Any]] = {n: list(group) for n, group in rows}
    for head in found:
        yield head, reading_from(report_from(head), head.fingerprint, claims.get(head.n, ()))
