"""What a database says went wrong, as one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dateline.errors import RecordError

_SQLITE = (
    ("SQLITE_BUSY", "is locked by another process; wait until that is done, then run it again"),
    ("SQLITE_LOCKED", "is locked by another process; wait until that is done, then run it again"),
    ("SQLITE_FULL", "cannot grow: the disk is full; make room, then run it again"),
    ("SQLITE_READONLY", "is read-only; check the rights of the file and its folder"),
    ("SQLITE_CANTOPEN", "cannot be opened; check that its folder exists and may be written to"),
    ("SQLITE_NOTADB", "is not a dateline record (no SQLite database); name another file"),
    ("SQLITE_CORRUPT", "is damaged; restore a copy"),
    ("SQLITE_IOERR", "cannot be read or written (disk error, or no room); check the disk"),
    ("SQLITE_PERM", "may not be opened; check the rights of the file and its folder"),
)
_POSTGRES = (
    ("55P03", "is locked by another process; wait until that is done, then run it again"),
    ("53100", "cannot grow: the disk is full; make room, then run it again"),
    ("25006", "is read-only; connect to the primary server, as a user who may write"),
    ("42501", "may not be written by this user; grant the rights"),
    ("3D000", "does not exist; create the database"),
    ("28", "refuses the user or password"),
    ("08", "has been lost; see that the server runs, then run it again"),
    ("57P", "has been lost: the server ended the connection; run it again"),
)


@contextmanager
def clear_errors(name: str) -> Iterator[None]:
    """Turn database errors into a `RecordError` of one line that names the record and says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"{name} {_reason(error)}") from error
    except SQLAlchemyError as error:
        raise RecordError(f"{name}: {_line(error)}") from error


def _reason(error: DBAPIError) -> str:
    origin = error.orig
    code = getattr(origin, "sqlite_errorname", None)
    for start, reason in _SQLITE:
        if code and code.startswith(start):
            return reason
    state = getattr(origin, "sqlstate", None)
    for start, reason in _POSTGRES:
        if state and state.startswith(start):
            return reason
    if error.connection_invalidated or (state is None and code is None):
        return f"cannot be reached, or the connection was lost ({_line(origin)})"
    return f"refuses the change ({_line(origin)})"


def _line(error: object) -> str:
    return " ".join(str(error).split())[:300]
