"""Readings of reports, made again from their rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, select

from dateline.record import Reading
from dateline.store.rows import reading_from, report_from
from dateline.store.tables import CLAIMS


def readings_in(db: Connection, query: Select[Any]) -> Iterator[Reading]:
    """The readings of the reports that a query of the reports table gives, in its order, all in memory at once."""
    reports = db.execute(query).all()
    c = CLAIMS.c
    claims = (
        select(c.report, c.kind, c.id, c.parent, c.value)
        .where(c.report.in_([r.n for r in reports]))
        .order_by(c.report, c.seq)
    )
    by_report = {n: list(rows) for n, rows in groupby(db.execute(claims), key=lambda r: r.report)}
    for row in reports:
        yield reading_from(report_from(row), row.fingerprint, by_report.get(row.n, ()))
