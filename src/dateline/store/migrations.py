"""Ordered changes to the record's tables. A migration that was released is never edited: a new one follows it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, inspect, select

from dateline.errors import RecordError
from dateline.store import (
    at_risk,
    bench_tables,
    expunge_tables,
    incident_asked,
    incident_tables,
    indexing,
    marks,
    past,
    queued,
    standing,
    view_indexes,
)
from dateline.store.clock import now
from dateline.store.tables import METADATA, MIGRATIONS

# The types are those that SQLite and PostgreSQL share, so that one text makes both.
_FIRST = (
    "CREATE TABLE IF NOT EXISTS migrations (n INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)",
    """CREATE TABLE runs (n INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, who TEXT NOT NULL,
    versions TEXT NOT NULL, added INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL,
    failed INTEGER NOT NULL)""",
    """CREATE TABLE reports (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, publisher TEXT,
    authors TEXT NOT NULL, published TEXT, dateline TEXT, url TEXT, language TEXT NOT NULL, text TEXT NOT NULL,
    added TEXT NOT NULL, updated TEXT, fingerprint TEXT, run INTEGER REFERENCES runs (n), events INTEGER NOT NULL,
    casualties INTEGER NOT NULL, agreements INTEGER NOT NULL)""",
    """CREATE TABLE readings (report INTEGER NOT NULL REFERENCES reports (n), fingerprint TEXT NOT NULL,
    run INTEGER REFERENCES runs (n), PRIMARY KEY (report, fingerprint))""",
    """CREATE TABLE claims (report INTEGER NOT NULL REFERENCES reports (n), kind TEXT NOT NULL, id TEXT NOT NULL,
    seq INTEGER NOT NULL, parent TEXT, span_start INTEGER, span_end INTEGER, stage TEXT, fingerprint TEXT,
    value TEXT NOT NULL, type TEXT, place TEXT, places TEXT, country TEXT, date_start TEXT, date_end TEXT, harm TEXT,
    low INTEGER, high INTEGER, source_kind TEXT, sources TEXT, source_names TEXT, certainty TEXT, status TEXT,
    actors TEXT, actor_names TEXT, PRIMARY KEY (report, kind, id))""",
    "CREATE INDEX claims_by_date ON claims (kind, date_start)",
    "CREATE INDEX claims_by_country ON claims (country, kind) WHERE country IS NOT NULL",
    "CREATE INDEX claims_by_harm ON claims (harm, low) WHERE harm IS NOT NULL",
    "CREATE INDEX reports_by_day ON reports (published)",
    """CREATE TABLE judgements (n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
    target TEXT NOT NULL, kind TEXT, span_start INTEGER, span_end INTEGER, before TEXT, after TEXT, comment TEXT,
    undoes INTEGER REFERENCES judgements (n))""",
    "CREATE INDEX judgements_by_target ON judgements (target)",
    """CREATE TABLE audit (n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
    target TEXT NOT NULL, details TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL)""",
)
_KEPT = ("judgements", "audit")  # the database itself refuses to change what was written there


def _first(db: Connection) -> None:
    for statement in _FIRST:
        db.exec_driver_sql(statement)
    if db.dialect.name == "sqlite":
        for table in _KEPT:
            for change in ("UPDATE", "DELETE"):
                db.exec_driver_sql(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'dateline: {table} is only added to'); END"
                )
        return
    db.exec_driver_sql(
        "CREATE FUNCTION dateline_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'dateline: %% is only added to', TG_TABLE_NAME; END $$"
    )
    for table in _KEPT:
        db.exec_driver_sql(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION dateline_only_added_to()"
        )


_INCIDENTS = (
    """CREATE TABLE incidents (id TEXT PRIMARY KEY, type TEXT NOT NULL, mode TEXT, acled TEXT, date_start TEXT,
    date_end TEXT, date_prec INTEGER, place TEXT, geonames INTEGER, lat DOUBLE PRECISION, lon DOUBLE PRECISION,
    country TEXT, admin1 TEXT, where_prec INTEGER, actors TEXT, recipients TEXT, certainty TEXT NOT NULL,
    status TEXT NOT NULL, origins INTEGER NOT NULL, reports INTEGER NOT NULL, claims INTEGER NOT NULL, who TEXT,
    places TEXT, source_kinds TEXT, words TEXT)""",
    "CREATE INDEX incidents_by_date ON incidents (date_start, place, id)",
    "CREATE INDEX incidents_by_country ON incidents (country, date_start)",
    """CREATE TABLE incident_counts (policy TEXT NOT NULL, incident TEXT NOT NULL, violence TEXT, killed_low INTEGER,
    killed_best INTEGER, killed_high INTEGER, wounded_low INTEGER, wounded_best INTEGER, wounded_high INTEGER,
    captured_low INTEGER, captured_best INTEGER, captured_high INTEGER, missing_low INTEGER, missing_best INTEGER,
    missing_high INTEGER, displaced_low INTEGER, displaced_best INTEGER, displaced_high INTEGER,
    PRIMARY KEY (policy, incident))""",
    "CREATE INDEX incident_counts_by_incident ON incident_counts (incident)",
    """CREATE TABLE incident_members (report INTEGER NOT NULL, claim TEXT NOT NULL, incident TEXT NOT NULL,
    PRIMARY KEY (report, claim))""",
    "CREATE INDEX incident_members_by_incident ON incident_members (incident)",
    "CREATE TABLE incident_stale (report INTEGER PRIMARY KEY)",
    "CREATE TABLE incident_state (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "INSERT INTO incident_stale (report) SELECT n FROM reports",
)


def _incidents(db: Connection) -> None:
    for statement in _INCIDENTS:
        db.exec_driver_sql(statement)


STEPS: tuple[Callable[[Connection], None], ...] = (
    _first,
    _incidents,
    bench_tables.people,
    standing.standing,
    indexing.search,
    marks.marks,
    incident_tables.matching,
    past.past,
    view_indexes.indexes,
    expunge_tables.expunging,
    at_risk.at_risk,
    queued.queued,
    incident_tables.voices,
    past.order,
    view_indexes.said,
    incident_tables.wide,
    incident_asked.asked,
    view_indexes.events,
    view_indexes.by_country,
)


def version(db: Connection) -> int:
    """How many migrations the database has had; 0 is a fresh one."""
    return int(db.execute(select(func.coalesce(func.max(MIGRATIONS.c.n), 0))).scalar_one()) if _has(db) else 0


def _has(db: Connection) -> bool:
    return bool(inspect(db).has_table("migrations"))


def check(db: Connection, name: str) -> int:
    """The database's version.

    Raises:
        RecordError: it belongs to something else, or was written by a newer dateline.
    """
    there = set(inspect(db).get_table_names())
    if "migrations" not in there and (there & set(METADATA.tables) or (there and db.dialect.name == "sqlite")):
        raise RecordError(f"{name} holds tables of something else ({', '.join(sorted(there)[:3])}); name another")
    if "migrations" in there and {c["name"] for c in inspect(db).get_columns("migrations")} != {"n", "name", "at"}:
        raise RecordError(f"{name} holds a table `migrations` of something else; name another")
    found = version(db)
    if found > len(STEPS):
        raise RecordError(
            f"{name} was written by a newer dateline (record version {found}, this one knows {len(STEPS)}); "
            "upgrade dateline"
        )
    return found


def apply(db: Connection, name: str, upto: int | None = None, on_step: Callable[[str], None] | None = None) -> None:
    """Bring the database to the version of this code, or an earlier one. The caller holds the write lock and commits.

    `on_step` is told the name of each step before it.

    Raises:
        RecordError: as for `check`.
    """
    for number in range(check(db, name) + 1, (len(STEPS) if upto is None else upto) + 1):
        step = STEPS[number - 1]
        called = step.__name__.strip("_")
        if on_step is not None:
            on_step(called)
        step(db)
        db.execute(MIGRATIONS.insert(), {"n": number, "name": called, "at": now()})
