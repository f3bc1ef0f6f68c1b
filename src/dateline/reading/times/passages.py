"""The paragraphs of a report as the resolver reads them: words, time expressions, quotation marks, datelines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateline.reading.layers import Layers, Zone, token_at
from dateline.reading.syntax import syntax_of
from dateline.reading.times.doubts import holds
from dateline.reading.times.expressions import (
    Beside,
    Expr,
    Fixed,
    Found,
    Nth,
    Offset,
    Part,
    Range,
    Timed,
    Weekday,
    Within,
)
from dateline.reading.times.grammar import find
from dateline.reading.times.lexer import Words, lex

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's words, the time expressions among them, and whether each stands in quotation marks."""

    zone: Zone
    words: Words
    found: tuple[Found, ...]
    quoted: tuple[bool, ...]
    spoken: date | None  # the day of the dateline that opens it

    def token(self, layers: Layers, word: int) -> Token:
        """The parsed token that word `word` begins in."""
        return layers.doc[token_at(layers.doc, self.words.start[word])]


def passages(layers: Layers) -> Iterator[Passage]:
    """Title and body paragraphs, in order."""
    shadow, doc = syntax_of(layers.doc).shadow, layers.doc
    year = int(layers.report.published[:4]) if layers.report.published else None
    for zone in layers.zones:
        if zone.kind not in ("title", "body"):
            continue
        start, day = after_dateline(layers, zone, year)
        shouts = layers.text[start : min(start + 200, zone.end)].isupper()
        words = lex(shadow, start, zone.end, shouts)
        sure = [f for f in find(words) if not f.doubt or holds(f, words, doc[token_at(doc, words.start[f.start])])]
        yield Passage(zone, words, tuple(sure), tuple(_quoted(words, sure)), day)


def after_dateline(layers: Layers, zone: Zone, year: int | None) -> tuple[int, date | None]:
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


def core(expr: Expr) -> Expr:
    """What an expression is built on: the month of "early May", the first end of a range."""
    while True:
        if isinstance(expr, Part | Within | Nth | Timed | Beside) and expr.of is not None:
            expr = expr.of
        elif isinstance(expr, Range):
            expr = expr.first
        else:
            return expr


def is_chronicle(exprs: list[Expr], published: date | None) -> bool:
    """Whether a text is history told from date to date: many printed years of well before the year of publication,
    and few words that only a day of speech gives a meaning."""
    printed = deictic = 0
    for expr in exprs:
        inner = core(expr)
        if isinstance(inner, Fixed):
            year = inner.interval.start.year
            printed += published is None or year < published.year - 1
            deictic += published is not None and year >= published.year
        elif isinstance(inner, Weekday) or (isinstance(inner, Offset) and inner.base == "speech"):
            deictic += 1
    return (printed >= 8 and printed > 4 * deictic) or (printed >= 20 and printed > 2 * deictic)
