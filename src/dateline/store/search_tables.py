"""The table that is searched. The database itself keeps its index in step: by triggers (SQLite), by a generated
column (PostgreSQL)."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, Table, Text

from dateline.store.tables import METADATA

DOCS = Table(
    "search_docs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report", Integer, nullable=False),
    Column("claim", Text),  # the local id of the claim whose words these are; null: the report's text
    Column("judgement", Integer),  # the judgement whose words these are
    Column("start", Integer, nullable=False),  # where in the report's text they start, of text
    Column("body", Text, nullable=False),  # flat
)
_TABLE = (
    """CREATE TABLE search_docs (id INTEGER PRIMARY KEY, report INTEGER NOT NULL, claim TEXT, judgement INTEGER,
    start INTEGER NOT NULL, body TEXT NOT NULL)""",
    "CREATE INDEX search_docs_by_report ON search_docs (report, claim)",
)
_ENTRY = "(search_index, rowid, body) VALUES ('delete', old.id, old.body)"
_SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5 "
    "(body, content='search_docs', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_docs_added AFTER INSERT ON search_docs "
    "BEGIN INSERT INTO search_index (rowid, body) VALUES (new.id, new.body); END",
    f"CREATE TRIGGER search_docs_gone AFTER DELETE ON search_docs BEGIN INSERT INTO search_index {_ENTRY}; END",
)
_POSTGRES = (
    "ALTER TABLE search_docs ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED",
    "CREATE INDEX search_docs_by_words ON search_docs USING gin (words)",
)


def make(db: Connection) -> None:
    """Migration: the table and its index."""
    for statement in (*_TABLE, *(_SQLITE if db.dialect.name == "sqlite" else _POSTGRES)):
        db.exec_driver_sql(statement)
