"""Time expressions and the days they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dateline.reading.layers import Layers
from dateline.reading.times import calendar
from dateline.reading.times.anchors import event_day, is_deictic, said_beside, speech_day
from dateline.reading.times.calendar import Interval, precision
from dateline.reading.times.expressions import (
    Beside,
    DayOfMonth,
    Expr,
    Feast,
    Fixed,
    Found,
    Length,
    Nth,
    Offset,
    Partial,
    Range,
    Season,
    Timed,
    Vague,
    Weekday,
    Window,
)
from dateline.reading.times.grammar import is_day
from dateline.reading.times.passages import Passage, core, is_chronicle, passages
from dateline.reading.times.provenance import ALONE, Origin, counted_from
from dateline.reading.times.resolve import Setting, resolve
from dateline.reading.times.tense import Tense, is_deadline, tense_of
from dateline.reading.times.timeline import Timeline
from dateline.record import Time, TimeType
from dateline.text import Span, span_of

SOON = 2  # years that a story may move on in mid-sentence
_EDGES = frozenset({"since", "until", "till"})  # what goes on past them is not told of
_NEARLY = frozenset({"just", "only", "barely", "exactly", "about", "nearly", "almost", "some", "more", "than"})
_LISTED = frozenset({",", ":", "-", "(", "and", "on", "again", "then", "first", "or", "both"})
OPENING = 12  # characters into a sentence where a year still opens it ("By late 1915,")


class TimeStage:
    """Finds time expressions in title and body and resolves them to closed intervals of days.

    The anchor is the day of publication in a report's own voice, the day of speech in a quotation that is dated, the
    last date told in a chronicle (many printed years, hardly a deictic word). What the text does not fix stays `None`.
    """

    name, version = "times", "1"
    requires = frozenset({"sentences"})
    assigns = frozenset({"times"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `times`, in text order."""
        content = [p for p in passages(layers) if p.found or p.spoken]
        if not content:
            return replace(layers, times=())
        published = date.fromisoformat(layers.report.published) if layers.report.published else None
        exprs = [f.expr for p in content for f in p.found]
        printed = [i.interval for e in exprs if isinstance(i := core(e), Fixed)]
        years = {i.end.year for i in printed}
        day = next((i.start for i in printed if i.grain == "day"), None) if len(years) == 1 else None
        chronicle = is_chronicle(exprs, published)
        speech = None if chronicle else published
        line = Timeline(published, speech, chronicle, latest=max(years, default=None), printed=day)
        told: list[tuple[int, Interval]] = []
        times = [t for p in content for t in _times(layers, p, line, told)]
        return replace(layers, times=tuple(replace(t, id=f"t{n}") for n, t in enumerate(times, 1)))


def _times(layers: Layers, passage: Passage, line: Timeline, told: list[tuple[int, Interval]]) -> Iterator[Time]:
    w, line.thread, last = passage.words, None, None
    week: Interval | None = None
    if passage.spoken and not line.chronicle:
        line.speech, line.spoken = passage.spoken, "the day of the dateline"
    for n, (f, quoted) in enumerate(zip(passage.found, passage.quoted, strict=True)):
        before = w.low[f.start - 1] if f.start else ""
        here = _in_quotation(layers, passage, n, line) if quoted else line
        at = Setting(here, _tense(layers, passage, f), event_day(layers, passage, n, told, line), before == "in")
        beside = _apposed(passage, n, last) or _in_week(passage, n, week)
        interval = beside or resolve(f.expr, at)
        if interval and before == "since" and isinstance(f.expr, Weekday) and interval.start == line.speech:
            interval = calendar.shift(interval, -1, "week")  # today is too young
        origin = counted_from(f.expr, at) if interval else ALONE
        if interval is None and f.doubt in ("clock", "the"):
            continue
        last = interval
        week = interval if interval and interval.grain == "week" else week if beside else None
        aside = beside is not None or (isinstance(f.expr, Offset) and f.expr.keep)
        if line.chronicle and interval:
            aside = aside or _far(layers, passage, f, interval, line)
        elif interval and interval.grain == "day":
            aside = aside or said_beside(passage.token(layers, f.start))
        if interval and not aside and (line.chronicle or not (quoted or before in _EDGES)):
            line.tell(interval)
            if interval.grain == "day":
                told.append((w.start[f.start], interval))
            _spin(line, f, interval)
        span = span_of(layers.text, w.start[f.start], w.end[f.end - 1])
        yield _time(_kind(f.expr, interval), span, interval, origin)


def _apposed(passage: Passage, n: int, last: Interval | None) -> Interval | None:
    """ "On Sunday, two days after the raid" is Sunday: what stands beside a time says it again from elsewhere."""
    f, w = passage.found[n], passage.words
    named = (isinstance(f.expr, Beside) and f.expr.event > 0) or f.doubt == "the"  # "in 1994, the year the war ended"
    if not n or not named or last is None:
        return None
    gap = w.low[passage.found[n - 1].end : f.start]
    return last if gap[:1] == [","] and all(g in _NEARLY for g in gap[1:]) else None


def _in_week(passage: Passage, n: int, week: Interval | None) -> Interval | None:
    """ "Last week, on Monday and again on Thursday": the weekdays of the week that has just been told."""
    f = passage.found[n]
    day = f.expr.of if isinstance(f.expr, Timed) else f.expr
    gap = passage.words.low[passage.found[n - 1].end : f.start] if n else []
    opens = n > 0 and not is_day(passage.found[n - 1].expr)
    if week is None or not isinstance(day, Weekday) or day.which or not gap or not _LISTED.issuperset(gap):
        return None
    if opens and gap[0] not in (",", ":", "-", "("):
        return None  # "last week and on Monday" are two times
    return calendar.day(week.start + timedelta(days=day.number))


def _spin(line: Timeline, f: Found, told: Interval) -> None:
    """Keep the thread of a paragraph that tells of the past: it starts with a printed date and ends with today's."""
    inner = core(f.expr)
    if isinstance(inner, Fixed) and told.grain in ("day", "month"):
        line.thread = told.start
    elif line.thread and not (_goes_on(inner) and told.start.year == line.thread.year):
        line.thread = None


def _goes_on(inner: Expr) -> bool:
    """Whether a time is told from the thread: a date without its year, "the 9th", "two days later"."""
    return isinstance(inner, Partial | DayOfMonth | Beside) or (isinstance(inner, Offset) and inner.base == "story")


def _far(layers: Layers, passage: Passage, f: Found, told: Interval, line: Timeline) -> bool:
    """Whether a chronicle names a year in passing: a bare one in mid-sentence, not the story's or one soon after."""
    if told.grain != "year" or line.year is None or 0 <= told.start.year - line.year <= SOON:
        return False
    sentence = layers.sentence_at(passage.words.start[f.start])
    return sentence is not None and passage.words.start[f.start] - sentence.start > OPENING


def _in_quotation(layers: Layers, passage: Passage, n: int, line: Timeline) -> Timeline:
    """The timeline inside a quotation: its day of speech where the paragraph tells it."""
    spoken = speech_day(layers, passage, n, line) if is_deictic(passage.found[n].expr) else None
    return replace(line, speech=spoken, spoken="the day of the statement quoted") if spoken else line


def _tense(layers: Layers, passage: Passage, f: Found) -> Tense:
    inner = core(f.expr)
    needs = isinstance(inner, Partial | Weekday | Season | Feast | Length | Window | Nth) or (
        isinstance(inner, Offset) and inner.unit == "weekend"
    )
    if needs and f.start and passage.words.low[f.start - 1] in _EDGES and is_deadline(passage.token(layers, f.start)):
        return "future"
    at = f.end - 1 if isinstance(inner, Length) else f.start
    return tense_of(passage.token(layers, at)) if needs else ""


def _kind(expr: Expr, interval: Interval | None) -> TimeType:
    if isinstance(expr, Timed):
        return "time"
    if isinstance(expr, Length):
        return "duration" if interval is None else "date"
    if isinstance(expr, Range | Window | Vague | Season):
        return "interval"
    return "interval" if isinstance(expr, Feast) and interval and interval.grain != "day" else "date"


def _time(kind: TimeType, span: Span, interval: Interval | None, origin: Origin) -> Time:
    if interval is None:
        return Time("", span, None, None, None, kind)
    days = precision(interval.start, interval.end)
    return Time("", span, interval.start.isoformat(), interval.end.isoformat(), days, kind, *origin)
