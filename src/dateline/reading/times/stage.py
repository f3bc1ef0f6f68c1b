"""Time expressions and the days they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateline.reading.layers import Layers, Zone, token_at
from dateline.reading.times.calendar import Interval, precision
from dateline.reading.times.doubts import holds
from dateline.reading.times.expressions import (
    Beside,
    Expr,
    Feast,
    Fixed,
    Found,
    Length,
    Nth,
    Offset,
    Part,
    Partial,
    Range,
    Season,
    Timed,
    Vague,
    Weekday,
    Window,
    Within,
)
from dateline.reading.times.grammar import find
from dateline.reading.times.lexer import Words, lex
from dateline.reading.times.resolve import Setting, resolve
from dateline.reading.times.tense import Tense, tense_of
from dateline.reading.times.timeline import Timeline
from dateline.record import Time, TimeType
from dateline.text import Span, span_of


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words, the time expressions among them, and whether each stands in quotation marks."""

    zone: Zone
    words: Words
    found: tuple[Found, ...]
    quoted: tuple[bool, ...]
    spoken: date | None  # the day of the dateline that opens it


class TimeStage:
    """Finds time expressions in title and body and resolves them to closed intervals of days.

    The anchor is the day of publication in a report's own voice; a chronicle (many printed years, hardly a deictic
    word) is resolved from date to date as it tells them. What the text does not fix stays `None`.
    """

    name, version = "times", "1"
    requires = frozenset({"sentences"})
    assigns = frozenset({"times"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `times`, in text order."""
        content = [p for p in _paragraphs(layers) if p.found or p.spoken]
        if not content:
            return replace(layers, times=())
        published = date.fromisoformat(layers.report.published) if layers.report.published else None
        printed = [i.interval.end.year for p in content for f in p.found if isinstance(i := _core(f.expr), Fixed)]
        chronicle = is_chronicle([f.expr for p in content for f in p.found], published)
        line = Timeline(published, None if chronicle else published, chronicle, latest=max(printed, default=None))
        times = [t for p in content for t in _times(layers, p, line)]
        return replace(layers, times=tuple(replace(t, id=f"t{n}") for n, t in enumerate(times, 1)))


def _paragraphs(layers: Layers) -> Iterator[Paragraph]:
    shadow = layers.doc.text
    year = int(layers.report.published[:4]) if layers.report.published else None
    for zone in layers.zones:
        if zone.kind not in ("title", "body"):
            continue
        start, day = _after_dateline(layers, zone, year)
        words = lex(shadow, start, zone.end)
        sure = [
            f
            for f in find(words)
            if not f.doubt or holds(f, words, layers.doc[token_at(layers.doc, words.start[f.start])])
        ]
        yield Paragraph(zone, words, tuple(sure), tuple(_quoted(words, sure)), day)


def _after_dateline(layers: Layers, zone: Zone, year: int | None) -> tuple[int, date | None]:
    """Where a paragraph's text begins, and the day of its dateline: that is a day of speech, not of the story.

    A digest prints several: each holds for what follows it.
    """
    from dateline.reading.head.dateline import LONGEST_READ, dateline_of  # the head reads its dates with our grammar

    text = layers.text[zone.start : min(zone.end, zone.start + LONGEST_READ)]
    place = layers.report.dateline
    if zone.kind != "body" or not (text[:3].isupper() or (place and text.startswith(place))):
        return zone.start, None
    read = dateline_of(text, year)
    return (zone.start + (read.end or len(text)), read.day) if read else (zone.start, None)


def _quoted(w: Words, found: list[Found]) -> Iterator[bool]:
    inside, at = False, 0
    for f in found:
        for k in range(at, f.start):
            if w.low[k] == '"':
                inside = not inside
        at = f.start
        yield inside


def is_chronicle(exprs: list[Expr], published: date | None) -> bool:
    """Whether a text is history told from date to date: five or more printed years of before the year of publication,
    and few words that only a day of speech gives a meaning."""
    printed = deictic = 0
    for expr in exprs:
        inner = _core(expr)
        if isinstance(inner, Fixed):
            year = inner.interval.start.year
            printed += published is None or year < published.year - 1
            deictic += published is not None and year >= published.year
        elif isinstance(inner, Weekday) or (isinstance(inner, Offset) and inner.base == "speech"):
            deictic += 1
    return (printed >= 8 and printed > 4 * deictic) or (printed >= 20 and printed > 2 * deictic)


def _core(expr: Expr) -> Expr:
    while True:
        if isinstance(expr, Part | Within | Nth | Timed | Beside) and expr.of is not None:
            expr = expr.of
        elif isinstance(expr, Range):
            expr = expr.first
        else:
            return expr


def _times(layers: Layers, paragraph: Paragraph, line: Timeline) -> Iterator[Time]:
    w = paragraph.words
    if paragraph.spoken and not line.chronicle:
        line.speech = paragraph.spoken
    for f, quoted in zip(paragraph.found, paragraph.quoted, strict=True):
        before = w.low[f.start - 1] if f.start else ""
        at = Setting(line, _tense(layers, w, f), None, before == "in")
        interval = resolve(f.expr, at)
        if interval is None and f.doubt in ("clock", "the"):
            continue
        aside = isinstance(f.expr, Offset) and f.expr.keep
        if interval and not aside and (line.chronicle or not (quoted or before == "since")):
            line.tell(interval)
        span = span_of(layers.text, w.start[f.start], w.end[f.end - 1])
        yield _time(span_kind(f.expr, interval), span, interval)


def _tense(layers: Layers, w: Words, f: Found) -> Tense:
    core = _core(f.expr)
    needs = isinstance(core, Partial | Weekday | Season | Feast | Length | Window | Nth) or (
        isinstance(core, Offset) and core.unit == "weekend"
    )
    return tense_of(layers.doc[token_at(layers.doc, w.start[f.start])]) if needs else ""


def span_kind(expr: Expr, interval: Interval | None) -> TimeType:
    """The record's type of an expression."""
    if isinstance(expr, Timed):
        return "time"
    if isinstance(expr, Length):
        return "duration" if interval is None else "date"
    if isinstance(expr, Range | Window | Vague | Season):
        return "interval"
    if isinstance(expr, Feast) and interval and interval.grain != "day":
        return "interval"
    return "date"


def _time(kind: TimeType, span: Span, interval: Interval | None) -> Time:
    if interval is None:
        return Time("", span, None, None, None, kind)
    prec = precision(interval.start, interval.end)
    return Time("", span, interval.start.isoformat(), interval.end.isoformat(), prec, kind)


__all__ = ["TimeStage", "is_chronicle"]
