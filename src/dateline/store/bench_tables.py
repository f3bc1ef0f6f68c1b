"""Tables of the workbench: people and their sessions, who is looking at what, and the index that is searched."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Table, Text

from dateline.store.tables import METADATA

PEOPLE = Table(
    "people",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),  # argon2id
    Column("added", Text, nullable=False),
)
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token", Text, primary_key=True),  # SHA-256 of the cookie
    Column("who", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("seen", Text, nullable=False),
)
ATTEMPTS = Table(  # logins that failed, or are being tried
    "login_attempts",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("at", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
)
PRESENCE = Table(
    "presence",
    METADATA,
    Column("who", Text, primary_key=True),
    Column("report", Text, primary_key=True),
    Column("at", Text, nullable=False),
)
SECRETS = Table(
    "secrets",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

_PEOPLE = (
    "CREATE TABLE people (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, added TEXT NOT NULL)",
    "CREATE TABLE sessions (token TEXT PRIMARY KEY, who TEXT NOT NULL, started TEXT NOT NULL, seen TEXT NOT NULL)",
    "CREATE INDEX sessions_by_person ON sessions (who)",
    "CREATE TABLE login_attempts (key TEXT NOT NULL, at TEXT NOT NULL, nonce TEXT NOT NULL, "
    "PRIMARY KEY (key, at, nonce))",
    "CREATE TABLE presence (who TEXT NOT NULL, report TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (who, report))",
    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)


def people(db: Connection) -> None:
    """Migration: accounts, sessions, presence."""
    for statement in _PEOPLE:
        db.exec_driver_sql(statement)
