"""From expression to days: what each kind of expression means at a point of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.reading.times import calendar
from dateline.reading.times.calendar import Interval, day, shift, shift_day, unit_of
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
from dateline.reading.times.partial import day_of_month, feast, numeric, partial, season, weekday
from dateline.reading.times.tense import Tense
from dateline.reading.times.timeline import Timeline
from dateline.reading.times.vocabulary import vocabulary

HOURS = {"hour": 24, "minute": 1440, "second": 86400}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is resolved against: the timeline, the tense of its clause, and, for "a week after the
    raid", the day of what it is told from, if the text dates it."""

    timeline: Timeline
    tense: Tense = ""
    event: date | None = None
    after_in: bool = False


def resolve(expr: Expr, at: Setting) -> Interval | None:
    """The days of an expression, or `None` where the text does not fix them."""
    try:
        return _resolve(expr, at)
    except (ValueError, OverflowError):  # beyond the calendar's years
        return None


def _resolve(expr: Expr, at: Setting) -> Interval | None:
    match expr:
        case Fixed():
            return expr.interval
        case Partial():
            return partial(expr, at.timeline, at.tense)
        case Weekday():
            return weekday(expr, at.timeline, at.tense)
        case DayOfMonth():
            return day_of_month(expr.day, at.timeline, at.tense)
        case Numeric():
            return numeric(expr, at.timeline)
        case Offset():
            return _offset(expr, at)
        case Beside():
            return _beside(expr, at)
        case Window():
            return _window(expr, at)
        case Part():
            return _part(expr, at)
        case Nth():
            return _nth(expr, at)
        case Season():
            return season(expr, _resolve(expr.of, at) if expr.of else None, at.timeline, at.tense)
        case Feast():
            return feast(expr, _resolve(expr.of, at) if expr.of else None, at.timeline, at.tense)
        case Within():
            return _within(expr, at)
        case Range():
            return _range(expr, at)
        case Timed():
            return _timed(expr, at)
        case Length():
            return _length(expr, at)
    return None


def _offset(expr: Offset, at: Setting) -> Interval | None:
    line = at.timeline
    if expr.keep and line.quarter:
        return shift(line.quarter, expr.n, expr.unit)
    if expr.base == "story" and line.story:
        return _from_story(expr, line.story, line)
    anchor = line.anchor if line.chronicle and expr.unit not in ("day", "night", *HOURS) else line.speech
    if anchor is None and expr.base == "story":
        anchor = line.anchor
    if anchor is None or (expr.base == "story" and not line.story and (expr.n or expr.unit in ("day", "week"))):
        return None  # "that day" where no day was told
    if expr.unit in HOURS:
        return day(anchor + timedelta(days=round(expr.n / HOURS[expr.unit])))
    if expr.unit == "weekend" and expr.n == 0:
        return _weekend(anchor, at.tense)
    if expr.unit == "quarter" and expr.n == 0 and expr.base == "story":
        return line.quarter or unit_of(shift_day(anchor, -1, "quarter"), "quarter")
    if expr.unit == "fortnight":
        return unit_of(shift_day(anchor, expr.n, "fortnight"), "week")
    return unit_of(shift_day(anchor, expr.n, expr.unit), expr.unit)


def _weekend(anchor: date, tense: Tense) -> Interval:
    here = unit_of(anchor, "weekend")
    return shift(here, -1, "week") if tense != "future" and anchor < here.start else here


def _from_story(expr: Offset, story: Interval, line: Timeline) -> Interval | None:
    """ "the next day", "three weeks later", "the same year": from the last time told."""
    start = line.day if line.day and expr.unit in ("day", "week", "fortnight", "weekend", *HOURS) else story.start
    if expr.unit == "quarter":
        told = line.quarter or story
        return shift(unit_of(told.start, "quarter"), expr.n, "quarter")
    if expr.unit in HOURS:
        return day(start + timedelta(days=int(expr.n / HOURS[expr.unit]))) if story.grain == "day" or line.day else None
    if expr.unit == "day":
        if story.grain != "day" and not line.day:
            return story if expr.n == 0 else None
        return day(start + timedelta(days=expr.n))
    if expr.unit in ("week", "fortnight") and expr.n and story.grain == "day":
        return day(shift_day(start, expr.n, expr.unit))
    return unit_of(shift_day(start, expr.n, expr.unit), "week" if expr.unit == "fortnight" else expr.unit)


def _beside(expr: Beside, at: Setting) -> Interval | None:
    start = at.event
    if expr.of:
        named = _resolve(expr.of, at)
        start = named.start if named else None
    if start is None:
        return None
    unit = "week" if expr.unit == "fortnight" else expr.unit
    if unit in HOURS:
        return day(start + timedelta(days=int(expr.n / HOURS[unit])))
    return unit_of(shift_day(start, expr.n, expr.unit), unit)


def _window(expr: Window, at: Setting) -> Interval | None:
    line = at.timeline
    told = line.day or (line.story.start if line.story and line.story.grain == "day" else None)
    anchor = told if expr.base == "story" or line.chronicle else line.speech
    if anchor is None or (expr.ahead and at.tense == "past" and expr.base == "speech" and not told):
        return None
    if expr.ahead and at.tense == "past" and told:
        anchor = told
    n = expr.n if expr.ahead else -expr.n
    if expr.unit in HOURS:
        other = anchor + timedelta(days=round(n / HOURS[expr.unit]))
    else:
        other = shift_day(anchor, n, expr.unit)
    start, end = min(anchor, other), max(anchor, other)
    return Interval(start, end, "day" if start == end else "span")


def _part(expr: Part, at: Setting) -> Interval | None:
    whole = _resolve(expr.of, at)
    if whole is None:
        return None
    if expr.part in ("earlier", "later"):
        now = at.timeline.speech
        if now is None or not whole.start < now < whole.end:
            return whole
        return Interval(whole.start, now, "span") if expr.part == "earlier" else Interval(now, whole.end, "span")
    return part_of(whole, expr.part)


def part_of(whole: Interval, part: str) -> Interval:
    """Early, mid or late in a unit, by the published bounds; thirds where no bounds are published."""
    bounds = vocabulary().part_bounds
    if whole.grain == "month":
        low, high = bounds["month"][part]
        last = whole.end.day
        return Interval(whole.start.replace(day=low), whole.start.replace(day=min(high or last, last)), "span")
    if whole.grain == "year":
        low, high = bounds["year"][part]
        return Interval(*_ends(calendar.months_from(whole.start.year, low, high - low + 1, "span")), "span")
    if whole.grain == "decade":
        low, high = bounds["decade"][part]
        return Interval(*_ends(calendar.years(whole.start.year + low, high - low + 1, "span")), "span")
    third = timedelta(days=((whole.end - whole.start).days + 1) // 3)
    if part == "early":
        return Interval(whole.start, max(whole.start, whole.start + third - timedelta(days=1)), "span")
    if part == "late":
        return Interval(min(whole.end, whole.end - third + timedelta(days=1)), whole.end, "span")
    return Interval(whole.start + third, whole.end - third, "span")


def _ends(whole: Interval) -> tuple[date, date]:
    return whole.start, whole.end


def _nth(expr: Nth, at: Setting) -> Interval | None:
    if expr.of is None:
        return _bare_quarter(expr.n, at)
    whole = _resolve(expr.of, at)
    if whole is None:
        return None
    if expr.unit == "half":
        return _half(whole, 2 if expr.n in (-1, 2) else 1)
    first = unit_of(whole.start, expr.unit)
    if expr.unit in ("week", "weekend") and first.start < whole.start - timedelta(days=3 if expr.unit == "week" else 0):
        first = shift(first, 1, "week")
    if expr.n < 0:
        last = unit_of(whole.end, expr.unit)
        if last.start > whole.end:
            last = shift(last, -1, "week")
        return Interval(shift(last, 1 - expr.count, expr.unit).start, min(last.end, whole.end), last.grain)
    begin = shift(first, expr.n - 1, expr.unit)
    if expr.count == 1:
        return begin
    stop = shift(first, expr.count - 1, expr.unit)
    grain: calendar.Grain = "half" if expr.unit == "quarter" and expr.count == 2 else "span"
    return Interval(begin.start, stop.end, grain)


def _half(whole: Interval, which: int) -> Interval:
    if whole.grain in ("year", "decade", "century", "quarter"):
        months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
        half = months // 2
        grain: calendar.Grain = "half" if months == 12 else "span"
        return calendar.months_from(whole.start.year, whole.start.month + (which - 1) * half, half, grain)
    middle = whole.start + (whole.end - whole.start) // 2
    if which == 1:
        return Interval(whole.start, middle, "span")
    return Interval(middle + timedelta(days=1), whole.end, "span")


def _bare_quarter(n: int, at: Setting) -> Interval | None:
    line = at.timeline
    if line.chronicle or not line.speech:
        return calendar.months_from(line.year, n * 3 - 2, 3, "quarter") if line.year else None
    here = calendar.months_from(line.speech.year, n * 3 - 2, 3, "quarter")
    if at.tense == "past" and here.start > line.speech:
        return shift(here, -1, "year")
    if at.tense == "future" and (line.speech - here.end).days > 150:
        return shift(here, 1, "year")
    return here


def _within(expr: Within, at: Setting) -> Interval | None:
    frame = _resolve(expr.frame, at)
    if frame is None:
        return None
    if isinstance(expr.of, Partial):
        made = calendar.months_from(frame.start.year, expr.of.month, 1, "month")
        return day(made.start.replace(day=expr.of.day)) if expr.of.day else made
    if isinstance(expr.of, Weekday):
        monday = unit_of(frame.start, "week").start
        found = monday + timedelta(days=expr.of.number)
        return day(found) if frame.start <= found <= frame.end else None
    line = at.timeline
    inside = Timeline(line.published, frame.start, True, frame, frame.start, frame.start.year)
    return _resolve(expr.of, Setting(inside, at.tense))


def _range(expr: Range, at: Setting) -> Interval | None:
    first, last = _resolve(expr.first, at), _resolve(expr.last, at)
    if isinstance(expr.first, DayOfMonth) and last and last.grain == "day":
        first = day(last.start.replace(day=expr.first.day))
    if isinstance(expr.last, DayOfMonth) and first:
        last = day(first.start.replace(day=expr.last.day))
    if isinstance(expr.last, Weekday) and first and first.grain == "day":
        last = day(first.start + timedelta(days=(expr.last.number - first.start.weekday()) % 7))
    if isinstance(expr.first, Partial) and last and not expr.first.which:
        year = last.start.year - ((expr.first.month, expr.first.day or 1) > (last.start.month, last.end.day))
        first = _resolve(Within(expr.first, Fixed(calendar.year(year))), at)
    if first is None or last is None or first.start > last.end:
        return None
    return Interval(first.start, last.end, "span")


def _timed(expr: Timed, at: Setting) -> Interval | None:
    if expr.of is not None:
        found = _resolve(expr.of, at)
        return found if found and (found.grain == "day" or not expr.overnight) else None
    line = at.timeline
    if expr.overnight:
        anchor = line.speech
        return Interval(anchor - timedelta(days=1), anchor, "span") if anchor else None
    return day(line.day) if line.day else None


def _length(expr: Length, at: Setting) -> Interval | None:
    if not at.after_in or at.tense != "future" or not expr.n or not at.timeline.speech or expr.unit in HOURS:
        return None
    return unit_of(shift_day(at.timeline.speech, expr.n, expr.unit), expr.unit)
