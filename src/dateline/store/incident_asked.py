"""What lists, maps and series ask of incidents, as one narrow row for each policy: no join, nothing wide is read.

The rows are copies of the incidents, their counts and their claims' sources, made in the transaction that makes those.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched

from sqlalchemy import Connection, bindparam, text

from dateline.reconcile.incident import COUNTED
from dateline.store.incident_tables import ASKED_TEXTS

UNDATED, UNPLACED = "9999", "~"  # after every day and place
_AT_ONCE = 400  # incidents in one statement
_OF_COUNTS = ("killed_low", "killed_best", "killed_high", "violence")
_OF_INCIDENT = ("lat", "lon", "where_prec", "reports", *ASKED_TEXTS)
_TABLE = """CREATE TABLE incident_asked (policy TEXT NOT NULL, day TEXT NOT NULL, spot TEXT NOT NULL, id TEXT NOT NULL,
    killed_low BIGINT, killed_best BIGINT, killed_high BIGINT, violence TEXT, harms TEXT, lat DOUBLE PRECISION,
    lon DOUBLE PRECISION, where_prec INTEGER, reports INTEGER, {texts}, sources TEXT,
    PRIMARY KEY (policy, day, spot, id))"""
_HARMS = " || ".join(f"CASE WHEN c.{harm}_low IS NULL THEN '' ELSE '{harm}|' END" for harm in COUNTED)
_SOURCES = """(SELECT {joined}(said.sources, '') FROM (SELECT DISTINCT q.sources COLLATE {bytes} AS sources
    FROM incident_members m JOIN queued q ON q.report = m.report AND q.id = m.claim
    WHERE m.incident = i.id AND q.value IS NULL AND q.sources IS NOT NULL
    AND q.kind IN ('event', 'casualty') ORDER BY 1) AS said)"""
_COLUMNS = ", ".join(("policy", "day", "spot", "id", *_OF_COUNTS, "harms", *_OF_INCIDENT, "sources"))
_VALUES = ", ".join(
    (
        "c.policy", f"coalesce(i.date_start, '{UNDATED}')", f"coalesce(i.place, '{UNPLACED}')", "i.id",
        *(f"c.{name}" for name in _OF_COUNTS), f"'|' || {_HARMS}", *(f"i.{name}" for name in _OF_INCIDENT), _SOURCES,
    )
)  # fmt: skip
_FILL = f"""INSERT INTO incident_asked ({_COLUMNS}) SELECT {_VALUES}
    FROM incidents i JOIN incident_counts c ON c.incident = i.id{{some}} ORDER BY 1, 2, 3, 4"""
_BEFORE = ("incident_counts_killed", "incidents_narrow", "incidents_placed")  # indexes that it makes idle


def asked(db: Connection) -> None:
    """Migration: the table, made from the incidents that there are."""
    lean = " WITHOUT ROWID" if db.dialect.name == "sqlite" else ""
    db.exec_driver_sql("DROP TABLE IF EXISTS incident_asked")
    db.exec_driver_sql(_TABLE.format(texts=", ".join(f"{name} TEXT" for name in ASKED_TEXTS)) + lean)
    db.execute(text(_filling(db, "")))
    db.exec_driver_sql("CREATE INDEX incident_asked_by_id ON incident_asked (id, policy)")
    for index in _BEFORE:
        db.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")


def put(db: Connection, incidents: Iterable[str]) -> None:
    """Make the rows of incidents that have none; they and their counts and claims are there."""
    fill = text(_filling(db, " WHERE i.id IN :some")).bindparams(bindparam("some", expanding=True))
    for some in batched(incidents, _AT_ONCE):
        db.execute(fill, {"some": list(some)})


def _filling(db: Connection, some: str) -> str:
    own = ("group_concat", "BINARY") if db.dialect.name == "sqlite" else ("string_agg", '"C"')
    return _FILL.format(joined=own[0], bytes=own[1], some=some)
