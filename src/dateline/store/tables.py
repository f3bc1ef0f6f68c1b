"""The record's tables, as queries see them. What makes and changes them in a database is `migrations`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table, Text

METADATA = MetaData()

RUNS = Table(
    "runs",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("finished", Text),  # null: under way, or killed
    Column("who", Text, nullable=False),
    Column("versions", Text, nullable=False),  # model and stage versions
    Column("added", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("judged", Integer),  # the last judgement when it ended, or began; null: of an older dateline
)
REPORTS = Table(
    "reports",
    METADATA,
    Column("n", Integer, primary_key=True),  # order of arrival
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("authors", Text, nullable=False),  # JSON array
    Column("published", Text),
    Column("dateline", Text),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("updated", Text),
    Column("fingerprint", Text),  # of the reading that its claims come from
    Column("run", Integer, ForeignKey("runs.n")),
    Column("events", Integer, nullable=False),
    Column("casualties", Integer, nullable=False),
    Column("agreements", Integer, nullable=False),
)
READINGS = Table(  # what is done: a fingerprint that stands here need not be read again
    "readings",
    METADATA,
    Column("report", Integer, ForeignKey("reports.n"), primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("run", Integer, ForeignKey("runs.n")),
)
CLAIMS = Table(
    "claims",
    METADATA,
    Column("report", Integer, ForeignKey("reports.n"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),  # the local id: "e1"
    Column("seq", Integer, nullable=False),  # order within its kind
    Column("parent", Text),  # a term's agreement
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("stage", Text),  # "events/1"
    Column("fingerprint", Text),
    Column("value", Text, nullable=False),  # JSON of the record format
    # What is filtered on. Names are folded and stand between bars, "|najaf|iraq|"; as they are shown, a line each.
    Column("type", Text),
    Column("place", Text),
    Column("places", Text),
    Column("country", Text),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("harm", Text),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("source_kind", Text),
    Column("sources", Text),
    Column("source_names", Text),
    Column("certainty", Text),
    Column("status", Text),
    Column("actors", Text),
    Column("actor_names", Text),
)
JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("kind", Text),  # kind and span of the claim when it was judged: a later reading may number anew
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("before", Text),
    Column("after", Text),
    Column("comment", Text),
    Column("undoes", Integer, ForeignKey("judgements.n")),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
MIGRATIONS = Table(
    "migrations",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)
