"""Values of head matter as files write them: days, names, short strings."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from typing import Any

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_WORDS = re.compile(r"[^\W\d]{3}")


def day_of(value: Any) -> str | None:
    """The calendar day, ISO 8601, as its writer's clock showed it; `None` if it cannot be told for certain.

    Reads ISO 8601 days and times, RFC 2822 dates, and dates with the month in words. `7/8/2014` is not read: it is
    July or August.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    found = _ISO.match(value)
    try:
        if found:
            return datetime.date(*map(int, found.groups())).isoformat()
        return _worded(value) if _WORDS.search(value) else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _worded(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError):
        from dateutil import parser

        early, late = (datetime.datetime(year, day, day) for year, day in ((1, 1), (2, 2)))
        days = [parser.parse(value, default=default, ignoretz=True).date().isoformat() for default in (early, late)]
        return days[0] if days[0] == days[1] else None  # a part that is not written would differ


def short(value: Any) -> str | None:
    """A cell as a string without the white space around it, or `None` where there is nothing."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    text = " ".join(str(value).replace("\x00", " ").split()).encode("utf-8", "replace").decode("utf-8")
    return text or None
