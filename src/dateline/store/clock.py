"""The time of a change, and who makes it. Order never depends on either: rows are numbered."""

from __future__ import annotations

import datetime
import getpass


def now() -> str:
    """The time in UTC, ISO 8601 to the millisecond: `2031-03-14T09:26:53.589Z`."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def user() -> str:
    """The name that the system knows the user by, or `unknown`."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
