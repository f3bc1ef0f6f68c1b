"""Indexes that let the workbench's views ask a large record in a moment: narrow copies of the columns they group by.

The conditions are written out, not bound: SQLite takes a partial index only where the query says the same words.
"""

from __future__ import annotations

from sqlalchemy import Connection

# Joined to nothing, so that SQLite does not take an index that begins with the kind and then fetch the wide rows.
SAID = "claims.kind || '' IN ('event', 'casualty')"
KILLED = "claims.kind = 'casualty' AND claims.harm = 'killed'"
ACTORS = "claims.kind = 'actor'"
EVENTS = "queued.kind = 'event' AND queued.value IS NULL"
TOTALS = "claims.kind = 'casualty' AND claims.type = 'period'"
_STATEMENTS = (
    """CREATE INDEX incident_counts_killed ON incident_counts
    (policy, incident, killed_low, killed_best, killed_high)""",
    "CREATE INDEX incidents_narrow ON incidents (id, date_start, place, lat, lon, where_prec, actors, recipients)",
    "CREATE INDEX incidents_placed ON incidents (id, lat, lon, where_prec, place)",
    """CREATE INDEX claims_said ON claims (kind, sources, source_names, source_kind, report, id)
    WHERE kind IN ('event', 'casualty')""",
    "CREATE INDEX claims_killed ON claims (harm, kind, report, id, source_kind, low, high) WHERE {KILLED}",
    "CREATE INDEX claims_actors ON claims (kind, actors, type, country) WHERE {ACTORS}",
    "CREATE INDEX claims_totals ON claims (kind, type, date_start, date_end, report, seq, id) WHERE {TOTALS}",
)
_SAID = ("source_names", "source_kind", "report", "kind", "sources")
_ASKED = ("places", "country", "actors", "harm", "certainty", "date_start", "date_end")


def indexes(db: Connection) -> None:
    """Migration: the indexes."""
    named = {"KILLED": KILLED, "ACTORS": ACTORS, "TOTALS": TOTALS}
    for statement in _STATEMENTS:
        db.exec_driver_sql(statement.format(**{k: v.replace("claims.", "") for k, v in named.items()}))


def said(db: Connection) -> None:
    """Migration: chains of sources in the order that they are grouped in, with all that they are asked by.

    PostgreSQL, where a row of an index has some 2,700 bytes at most, reads what they are asked by from the table.
    """
    columns = _SAID + (_ASKED if db.dialect.name == "sqlite" else ())
    db.exec_driver_sql("DROP INDEX claims_said")
    db.exec_driver_sql(f"CREATE INDEX claims_said ON claims ({', '.join(columns)}) WHERE {SAID.replace('claims.', '')}")


def events(db: Connection) -> None:
    """Migration: events in order of day with where they were, which an agreement's page looks through.

    PostgreSQL reads the names of places from the table, as for `said`.
    """
    columns = "date_start, date_end, country, report, value" + (", places" if db.dialect.name == "sqlite" else "")
    db.exec_driver_sql("DROP INDEX IF EXISTS queued_events")
    db.exec_driver_sql(f"CREATE INDEX queued_events ON queued ({columns}) WHERE {EVENTS.replace('queued.', '')}")


_QUEUE = "report, span_start, kind, seq, id"  # its order
_BY_COUNTRY = (
    f"CREATE INDEX IF NOT EXISTS queued_by_country ON queued (country, {_QUEUE})",
    f"CREATE INDEX IF NOT EXISTS queued_by_country_and_harm ON queued (country, harm, {_QUEUE})",
    """CREATE INDEX IF NOT EXISTS incident_asked_by_country ON incident_asked
    (policy, country, day, spot, id, date_start, date_end)""",
)
# What SQLite reads in full for a view over everything, in a table's own pages, that hold texts and names, many times as
# much. PostgreSQL bounds the row of an index, sorts less, and keeps what it reads.
_LEAN = (
    """CREATE INDEX IF NOT EXISTS incident_asked_pairs ON incident_asked
    (policy, actors, recipients, killed_low, killed_best, killed_high)""",
    """CREATE INDEX IF NOT EXISTS incident_asked_placed ON incident_asked
    (policy, lat, lon, where_prec, killed_low, killed_best, killed_high, place, id)""",
    """CREATE INDEX IF NOT EXISTS claims_chains ON claims (source_names, source_kind, report, kind)
    WHERE {SAID}""",
    "CREATE INDEX IF NOT EXISTS search_docs_lean ON search_docs (id, report, claim)",
)


def by_country(db: Connection) -> None:
    """Migration: what a person who works on one country asks most, in the order of the queue and of days; and on
    SQLite the little that views over everything read."""
    for statement in (*_BY_COUNTRY, *(_LEAN if db.dialect.name == "sqlite" else ())):
        db.exec_driver_sql(statement.format(SAID=SAID.replace("claims.", "")))
