"""Dates with a piece missing: which year, which week, which month is meant."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.reading.times import calendar
from dateline.reading.times.calendar import Interval, day, unit_of
from dateline.reading.times.expressions import Feast, Numeric, Partial, Season, Weekday
from dateline.reading.times.feasts import feasts_in
from dateline.reading.times.tense import Tense
from dateline.reading.times.timeline import Timeline

AHEAD = 120  # days: how far ahead a date may lie that no verb puts in the future ("the November elections")
BESIDE = 31  # days between a date without its year and the only one printed, for both to be of one story
ROLL_OVER = 240  # days: a month so long before the last one told is the next year's


def partial(expr: Partial, line: Timeline, tense: Tense) -> Interval | None:
    """A month or day without a year: the story's year in a chronicle, else by tense from the day of speech."""
    if expr.which in ("following", "previous", "same"):
        return _beside_story(expr, line)
    if line.chronicle:
        return _of_story(expr, line)
    if line.speech is None:
        if line.thread and tense != "future" and (told := _of_year(expr, line.thread.year)) and told.end >= line.thread:
            return told
        if line.year and line.year == line.latest:
            return _of_year(expr, line.year)
        return _beside_printed(expr, line.printed) if line.printed and expr.day else None
    if line.thread and tense == "past" and not expr.which:
        told = _of_year(expr, line.thread.year)
        if told and line.thread <= told.start and told.end < line.speech:
            return told
    years = [_of_year(expr, line.speech.year + k) for k in (-1, 0, 1)]
    options = [y for y in years if y is not None]
    if expr.weekday is not None:
        fitting = [o for o in options if o.start.weekday() == expr.weekday]
        options = fitting or options
    if expr.which:
        return _which(options, expr.which, line.speech)
    return choose(options, line.speech, tense, 45 if expr.day is None else 120)


def _beside_printed(expr: Partial, printed: date) -> Interval | None:
    """A day without its year in a text that prints one year alone: the one of that very month or so."""
    years = [_of_year(expr, printed.year + k) for k in (-1, 0, 1)]
    near = [o for o in years if o is not None and abs((o.start - printed).days) <= BESIDE]
    return near[0] if near else None


def choose(options: list[Interval], speech: date, tense: Tense, near: int = 0) -> Interval | None:
    """The latest begun for the past, the next not over for the future, else the nearest.

    `near`: a date at most so many days ahead and far nearer than the last one is meant even beside a past verb
    ("was put off to 9 November"): a writer adds the year to a date nearly a year gone.
    """
    begun = [o for o in options if o.start <= speech]
    coming = [o for o in options if o.end >= speech]
    if tense == "past" and begun:
        soon = (
            near > 45 and coming and 0 < (coming[0].start - speech).days <= near and (speech - begun[-1].end).days > 240
        )
        return coming[0] if soon else begun[-1]
    if tense == "future" and coming:
        return coming[0]
    close = [o for o in options if (o.start - speech).days <= AHEAD]
    return min(close or options, key=lambda o: (abs((o.start - speech).days), o.start), default=None)


def _of_story(expr: Partial, line: Timeline) -> Interval | None:
    """In the story's year; past its turn ("December 1941 … In January") in the next."""
    if line.year is None:
        return None
    here = _of_year(expr, line.year)
    if here is None or line.story is None or line.story.grain == "year":
        return here
    gone = (line.story.start - here.start).days
    return _of_year(expr, line.year + 1) if gone > ROLL_OVER else here


def _which(options: list[Interval], which: str, speech: date) -> Interval | None:
    if which == "last":
        return next((o for o in reversed(options) if o.end < speech), None)
    if which == "next":
        return next((o for o in options if o.start > speech), None)
    return next((o for o in options if o.start.year == speech.year), None)


def _beside_story(expr: Partial, line: Timeline) -> Interval | None:
    if line.story is None:
        return None
    start = line.story.start
    options = [o for k in (-1, 0, 1) if (o := _of_year(expr, start.year + k))]
    if expr.which == "following":
        return next((o for o in options if o.start > start), None)
    if expr.which == "previous":
        return next((o for o in reversed(options) if o.end < start), None)
    return next((o for o in options if o.start.year == start.year), None)


def _of_year(expr: Partial, year: int) -> Interval | None:
    if expr.day is None:
        return calendar.months_from(year, expr.month, 1, "month")
    try:
        return day(date(year, expr.month, expr.day))
    except ValueError:
        return None


def weekday(expr: Weekday, line: Timeline, tense: Tense) -> Interval | None:
    """A weekday: by tense from the day of speech, or from the story ("the following Friday")."""
    if expr.which in ("following", "previous", "same"):
        start = line.day or (line.story.start if line.story else line.speech)
        if start is None:
            return None
        ahead = (expr.number - start.weekday()) % 7
        step = {"following": ahead or 7, "same": ahead, "previous": (ahead or 7) - 7}[expr.which]
        return day(start + timedelta(days=step))
    if line.speech is None:
        return _chronicle_weekday(expr.number, line) if line.chronicle else None
    back = (line.speech.weekday() - expr.number) % 7
    if expr.which == "last":
        return day(line.speech - timedelta(days=back or 7))
    if expr.which == "next" or (expr.which == "this" and tense != "past") or (not expr.which and tense == "future"):
        ahead = (expr.number - line.speech.weekday()) % 7
        return day(line.speech + timedelta(days=(ahead or 7) if expr.which == "next" else ahead))
    return day(line.speech - timedelta(days=back))


def _chronicle_weekday(number: int, line: Timeline) -> Interval | None:
    if line.day is None:
        return None
    return day(line.day + timedelta(days=(number - line.day.weekday()) % 7))


def day_of_month(number: int, line: Timeline, tense: Tense) -> Interval | None:
    """ "the 7th": of the story's month, else of the month of speech."""
    story = line.story
    start = story.start if story and story.grain in ("day", "month") else None
    start = start or line.speech
    if start is None:
        return None
    options = []
    for k in (-1, 0, 1):
        month = unit_of(calendar.shift_day(start.replace(day=1), k, "month"), "month").start
        try:
            options.append(day(month.replace(day=number)))
        except ValueError:
            continue
    if line.speech and start == line.speech:
        return choose(options, line.speech, tense or "past")
    return next((o for o in options if (o.start.year, o.start.month) == (start.year, start.month)), None)


def numeric(expr: Numeric, line: Timeline) -> Interval | None:
    """Day and month in marks: the only reading that is a date, else the one on or nearest before publication."""
    year = expr.year
    if year is None:
        return None
    options = []
    for month, number in ((expr.first, expr.second), (expr.second, expr.first)):
        try:
            options.append(date(year, month, number))
        except ValueError:
            continue
    if not options:
        return None
    if len(set(options)) == 1:
        return day(options[0])
    if line.published is None:
        return None
    near = [o for o in options if 0 <= (line.published - o).days <= 14]
    return day(near[0]) if len(near) == 1 else None


def season(expr: Season, frame: Interval | None, line: Timeline, tense: Tense) -> Interval | None:
    """A season of a year, or the one meant from the day of speech or the story's year."""
    if frame:
        return calendar.months_from(frame.start.year, expr.month, 3, "season")
    anchor = line.speech or (date(line.year, 6, 30) if line.year else None)
    if anchor is None:
        return None
    if line.speech is None:
        return calendar.months_from(anchor.year, expr.month, 3, "season")
    options = [calendar.months_from(anchor.year + k, expr.month, 3, "season") for k in (-2, -1, 0, 1)]
    return _which_of(options, expr.which, anchor, tense)


def feast(expr: Feast, frame: Interval | None, line: Timeline, tense: Tense) -> Interval | None:
    """A feast of a year, or the one meant from the day of speech or the story's year."""
    if frame or line.speech is None:
        year = frame.start.year if frame else line.year
        options = feasts_in(expr.name, year) if year else []
        return options[0] if options else None
    options = [o for k in (-2, -1, 0, 1) for o in feasts_in(expr.name, line.speech.year + k)]
    return _which_of(options, expr.which, line.speech, tense)


def _which_of(options: list[Interval], which: str, anchor: date, tense: Tense) -> Interval | None:
    if which == "last":
        return next((o for o in reversed(options) if o.end < anchor), None)
    if which == "next":
        return next((o for o in options if o.start > anchor), None)
    if which == "this":
        holding = [o for o in options if o.start <= anchor <= o.end]
        return holding[0] if holding else next((o for o in options if o.start.year == anchor.year), None)
    return choose(options, anchor, tense)
