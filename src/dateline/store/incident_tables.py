"""Tables that are derived from claims and judgements, and can be made anew from them at any time to the same bytes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Float, Integer, Table, Text

from dateline.reconcile.incident import COUNTED
from dateline.store.tables import METADATA

ASKED_TEXTS = ("date_start", "date_end", "type", "mode", "acled", "country", "certainty", "status", "place",
               "source_kinds", "who", "places", "actors", "recipients")  # fmt: skip
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
    *(Column(f"{harm}_{bound}", BigInteger) for harm in COUNTED for bound in ("low", "best", "high")),
)
ASKED = Table(  # what lists, maps and series ask of incidents: a narrow row for each policy, in order of day and place
    "incident_asked",
    METADATA,
    Column("policy", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # the first day, and the place; what has none comes last
    Column("spot", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    *(Column(f"killed_{bound}", BigInteger) for bound in ("low", "best", "high")),
    Column("violence", Text),
    Column("harms", Text),  # harms of which something is said, between bars
    Column("lat", Float),
    Column("lon", Float),
    Column("where_prec", Integer),
    Column("reports", Integer),
    *(Column(name, Text) for name in ASKED_TEXTS),
    Column("sources", Text),  # folded names of all who say so, between bars: as the claims have them, each once
)
MEMBERS = Table(  # which incident a claim is in
    "incident_members",
    METADATA,
    Column("report", Integer, primary_key=True),
    Column("claim", Text, primary_key=True),  # the local id: "c1"
    Column("incident", Text, nullable=False),
)
VOICES = Table(  # each kind of source's own bounds of an incident's dead; nobody's word is the report's own voice
    "incident_voices",
    METADATA,
    Column("incident", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("low", BigInteger, nullable=False),
    Column("best", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    Column("unbounded", Integer, nullable=False),  # figures without an upper bound
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
OWN_VOICE = "own voice"
DERIVED = (INCIDENTS, COUNTS, ASKED, MEMBERS, VOICES, ACCOUNTS, KEYS, LINKS, STATE)
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


def voices(db: Connection) -> None:
    """Who says how many, filled from the claims; what people changed is taken in when incidents are next asked for."""
    lean = " WITHOUT ROWID" if db.dialect.name == "sqlite" else ""
    db.exec_driver_sql(
        "CREATE TABLE incident_voices (incident TEXT NOT NULL, kind TEXT NOT NULL, low INTEGER NOT NULL, "
        "best INTEGER NOT NULL, high INTEGER NOT NULL, unbounded INTEGER NOT NULL, PRIMARY KEY (incident, kind))" + lean
    )
    db.exec_driver_sql(
        f"INSERT INTO incident_voices SELECT m.incident, coalesce(c.source_kind, '{OWN_VOICE}'), min(c.low), "
        "max(c.low), max(coalesce(c.high, c.low)), sum(CASE WHEN c.high IS NULL THEN 1 ELSE 0 END) "
        "FROM incident_members m JOIN claims c ON c.report = m.report AND c.id = m.claim "
        "WHERE c.kind = 'casualty' AND c.harm = 'killed' GROUP BY 1, 2"
    )
    db.exec_driver_sql("DROP INDEX IF EXISTS claims_killed")
    db.exec_driver_sql(
        "INSERT INTO incident_stale SELECT DISTINCT report FROM standing "
        "WHERE report IS NOT NULL AND report NOT IN (SELECT report FROM incident_stale)"
    )


def wide(db: Connection) -> None:
    """Figures beyond 2,147,483,647, which a report may give however wrong it is; SQLite keeps them as it is."""
    if db.dialect.name == "sqlite":
        return
    counts = [f"{harm}_{bound}" for harm in COUNTED for bound in ("low", "best", "high")]
    for table, columns in (
        ("claims", ["low", "high"]),
        ("incident_counts", counts),
        ("incident_voices", ["low", "best", "high"]),
        ("queued", ["killed_least", "killed_most"]),
    ):
        db.exec_driver_sql(f"ALTER TABLE {table} " + ", ".join(f"ALTER {c} TYPE BIGINT" for c in columns))
