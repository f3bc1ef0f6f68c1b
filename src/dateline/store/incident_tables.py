"""Tables that are derived from claims and judgements, and can be made anew from them at any time to the same bytes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Float, Integer, Table, Text

from dateline.reconcile.incident import COUNTED
from dateline.store.tables import METADATA

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("acled", Text),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("date_prec", Integer),
    Column("place", Text),
    Column("geonames", Integer),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", Text),
    Column("admin1", Text),
    Column("where_prec", Integer),
    Column("actors", Text),  # as they are shown, a line each
    Column("recipients", Text),
    Column("certainty", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    # What is filtered on: folded names between bars, kinds of sources, and the words of its claims.
    Column("who", Text),
    Column("places", Text),
    Column("source_kinds", Text),
    Column("words", Text),
)
COUNTS = Table(
    "incident_counts",
    METADATA,
    Column("policy", Text, primary_key=True),
    Column("incident", Text, primary_key=True),
    Column("violence", Text),
    *(Column(f"{harm}_{bound}", Integer) for harm in COUNTED for bound in ("low", "best", "high")),
)
MEMBERS = Table(  # which incident a claim is in
    "incident_members",
    METADATA,
    Column("report", Integer, primary_key=True),
    Column("claim", Text, primary_key=True),  # the local id: "c1"
    Column("incident", Text, nullable=False),
)
STALE = Table(  # reports whose claims have changed since incidents were made
    "incident_stale",
    METADATA,
    Column("report", Integer, primary_key=True),
)
STATE = Table(  # what the derived tables were made from: code, policies, the last judgement
    "incident_state",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
ACCOUNTS = Table(  # what a report says of one incident, as matching sees it
    "incident_accounts",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("report", Integer, nullable=False),
    Column("first_day", Integer),  # ordinals; null: undated
    Column("last_day", Integer),
    Column("profile", Text, nullable=False),
)
KEYS = Table(  # the blocks that an account stands in
    "incident_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True),
    Column("account", Integer, primary_key=True),
)
LINKS = Table(  # pairs of accounts that matching took for one incident; low < high
    "incident_links",
    METADATA,
    Column("low", Integer, primary_key=True),
    Column("high", Integer, primary_key=True),
)
DERIVED = (INCIDENTS, COUNTS, MEMBERS, ACCOUNTS, KEYS, LINKS, STATE)
_STATEMENTS = (
    """CREATE TABLE incident_accounts (n INTEGER PRIMARY KEY, report INTEGER NOT NULL, first_day INTEGER,
    last_day INTEGER, profile TEXT NOT NULL)""",
    "CREATE INDEX incident_accounts_by_report ON incident_accounts (report)",
    "CREATE TABLE incident_keys (key BIGINT NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (key, account)){}",
    "CREATE TABLE incident_links (low INTEGER NOT NULL, high INTEGER NOT NULL, PRIMARY KEY (low, high)){}",
    "CREATE INDEX incident_links_by_high ON incident_links (high)",
    "DELETE FROM incident_state",
)


def matching(db: Connection) -> None:
    """Accounts, their keys and links: what a new report is matched with."""
    lean = " WITHOUT ROWID" if db.dialect.name == "sqlite" else ""  # the primary key is all there is
    for statement in _STATEMENTS:
        db.exec_driver_sql(statement.format(lean))
