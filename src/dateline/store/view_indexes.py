"""Indexes that let the workbench's views ask a large record in a moment: narrow copies of the columns they group by.

The conditions are written out, not bound: SQLite takes a partial index only where the query says the same words.
"""

from __future__ import annotations

from sqlalchemy import Connection

SAID = "claims.kind IN ('event', 'casualty')"
KILLED = "claims.kind = 'casualty' AND claims.harm = 'killed'"
ACTORS = "claims.kind = 'actor'"
TOTALS = "claims.kind = 'casualty' AND claims.type = 'period'"
_STATEMENTS = (
    """CREATE INDEX incident_counts_killed ON incident_counts
    (policy, incident, killed_low, killed_best, killed_high)""",
    "CREATE INDEX incidents_narrow ON incidents (id, date_start, place, lat, lon, where_prec, actors, recipients)",
    "CREATE INDEX incidents_placed ON incidents (id, lat, lon, where_prec, place)",
    "CREATE INDEX claims_said ON claims (kind, sources, source_names, source_kind, report, id) WHERE {SAID}",
    "CREATE INDEX claims_killed ON claims (harm, kind, report, id, source_kind, low, high) WHERE {KILLED}",
    "CREATE INDEX claims_actors ON claims (kind, actors, type, country) WHERE {ACTORS}",
    "CREATE INDEX claims_totals ON claims (kind, type, date_start, date_end, report, seq, id) WHERE {TOTALS}",
)


def indexes(db: Connection) -> None:
    """Migration: the indexes."""
    named = {"SAID": SAID, "KILLED": KILLED, "ACTORS": ACTORS, "TOTALS": TOTALS}
    for statement in _STATEMENTS:
        db.exec_driver_sql(statement.format(**{k: v.replace("claims.", "") for k, v in named.items()}))
