"""What a time was counted from: the day, month or year, and what that is in the report."""

from __future__ import annotations

from dateline.reading.times.expressions import (
    Beside,
    DayOfMonth,
    Expr,
    Feast,
    Fixed,
    Length,
    Nth,
    Numeric,
    Offset,
    Part,
    Partial,
    Range,
    Season,
    Timed,
    Weekday,
    Window,
    Within,
)
from dateline.reading.times.resolve import Setting
from dateline.reading.times.timeline import Timeline

LAST = "the last date told"
YEAR = "the year last told"
Origin = tuple[str | None, str | None]
ALONE: Origin = (None, None)


def counted_from(expr: Expr, at: Setting) -> Origin:
    """The ISO day or year that a resolved expression was counted from, and why; nothing where it stands on its own."""
    line = at.timeline
    match expr:
        case Fixed():
            return ALONE
        case Part() | Timed() | Nth() | Season() | Feast() if expr.of is not None:
            return counted_from(expr.of, at)
        case Within():
            return counted_from(expr.frame, at)
        case Range():
            first, last = counted_from(expr.first, at), counted_from(expr.last, at)
            return first if last != ALONE or not isinstance(expr.first, Partial | DayOfMonth) else ALONE
        case Beside():
            return _named(expr, at)
        case Timed():
            return _spoken(line) if expr.overnight else _told(line)
        case Offset():
            return _told(line) if expr.base == "story" and line.story else _spoken(line)
        case Window():
            return _told(line) if expr.base == "story" or line.chronicle else _spoken(line)
        case Partial() | Weekday():
            return _told(line) if expr.which in ("following", "previous", "same") else _year_or_speech(expr, line)
        case DayOfMonth():
            return _told(line) if line.story else _spoken(line)
        case Numeric() if max(expr.first, expr.second) > 12:
            return ALONE
        case Season() | Feast() | Nth() | Numeric() | Length():
            return _year_or_speech(expr, line)
    return ALONE


def _named(expr: Beside, at: Setting) -> Origin:
    if at.event:
        return at.event.isoformat(), "the event or date named beside it"
    return counted_from(expr.of, at) if expr.of else ALONE


def _told(line: Timeline) -> Origin:
    day = line.day or (line.story.start if line.story else None)
    return (day.isoformat(), LAST) if day else ALONE


def _spoken(line: Timeline) -> Origin:
    return (line.speech.isoformat(), line.spoken) if line.speech else _told(line)


def _year_or_speech(expr: Expr, line: Timeline) -> Origin:
    if line.speech:
        return _spoken(line)
    if isinstance(expr, Weekday):
        return _told(line)
    return (str(line.year), YEAR) if line.year else ALONE
