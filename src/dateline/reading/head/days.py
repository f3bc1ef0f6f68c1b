"""The printed date of a report: in a date line, a dateline, a release number."""

from __future__ import annotations

import re
from datetime import date

from dateline.reading.head.vocabulary import head_words
from dateline.reading.times.clock import clock_at
from dateline.reading.times.dates import date_at
from dateline.reading.times.expressions import Fixed, Numeric, Partial
from dateline.reading.times.lexer import lex

_DIGIT = re.compile(r"\d")
SERIAL = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-[A-Z]{1,3}[-–]\d{1,4}\b")
_STAMP = re.compile(r"\d{1,2}:\d\d\s?(?:AM|PM|am|pm)\s?[·•|-]\s?([A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})")


def day_in(text: str, year: int | None = None) -> tuple[date, bool] | None:
    """The one full date printed in a short text, and whether nothing else of weight stands beside it.

    Args:
        text: a line, or what stands in brackets.
        year: the year of a date that prints none.
    """
    if not _DIGIT.search(text):
        return None
    flat = text.replace("،", ",").replace("\n", " ")
    w = lex(flat, 0, len(flat))
    found: date | None = None
    rest, i = 0, 0
    while i < len(w):
        clock = clock_at(w, i)
        if clock:
            i = clock
            continue
        here = date_at(w, i)
        expr = here[0].expr if here else None
        day = _day(expr, year)
        if day and found is None:
            found, i = day, here[0].end
            continue
        rest += w.low[i].isalnum() and w.low[i] not in head_words().dates and not w.low[i].isdecimal()
        i += 1
    return (found, rest == 0) if found else None


def _day(expr: object, year: int | None) -> date | None:
    if isinstance(expr, Fixed) and expr.interval.grain == "day":
        return expr.interval.start
    try:
        if isinstance(expr, Partial) and expr.day and year:
            return date(year, expr.month, expr.day)
        if isinstance(expr, Numeric) and expr.year and (max(expr.first, expr.second) > 12 or expr.first == expr.second):
            month, number = sorted((expr.first, expr.second))
            return date(expr.year, month, number)
    except ValueError:
        return None
    return None


def serial_year(text: str) -> int | None:
    """The year that a release number begins with ("2010-12-S-127")."""
    found = SERIAL.search(text)
    return int(found.group(1)) if found else None


def stamp_in(text: str) -> date | None:
    """The day of a post's time stamp ("4:58 PM · Jun 17, 2025")."""
    found = _STAMP.search(text)
    read = day_in(found.group(1)) if found else None
    return read[0] if read else None
