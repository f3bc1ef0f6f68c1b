"""How long an agreement holds: its last day, where reports or its own text say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateline.knowledge import read_toml
from dateline.reading.agreements.lexicon import FILE, lexicon
from dateline.reading.numbers import quantities_of
from dateline.reconcile.agreements.same import Naming
from dateline.reconcile.words import tokens
from dateline.record import Time
from dateline.text import Span

_BEFORE = 40  # characters before a time in which the words stand that tie it to the agreement
_SENTENCE = re.compile(r"[^.\n]+")
_STANDS = ("signed", "declared", "in_force")


@dataclass(frozen=True)
class _Words:
    until: tuple[tuple[str, ...], ...]
    lasts: tuple[tuple[str, ...], ...]
    holds: frozenset[str]
    units: dict[str, float]


@cache
def _words() -> _Words:
    """The words of `[window]` in `agreements.toml`."""
    block = read_toml(FILE)["window"]
    phrases = [tuple(tuple(p.split()) for p in block[k]) for k in ("until", "lasts")]
    units = {k: float(v) for k, v in block.items() if isinstance(v, int | float)}
    return _Words(phrases[0], phrases[1], frozenset(block["holds"]), units)


def last_day(group: Sequence[Naming]) -> str | None:
    """The last day of an agreement, ISO 8601, or `None`: none is told, or it was later said to hold on.

    Args:
        group: its namings.
    """
    days = [d for n in group for d in _ends(n)]
    if not days:
        return None
    last = max(days)
    published = (n.book.reading.report.published for n in group if n.agreement.status in _STANDS)
    return None if any(p and p > last for p in published) else last


def says_until(text: str, time: Time) -> bool:
    """Whether a time is told as the last day of something ("until 31 January")."""
    return _follows(text, time.span, _words().until)


def _ends(naming: Naming) -> Iterator[str]:
    report = naming.book.reading.report
    own = naming.book.times.get(naming.agreement.time or "")
    if own is not None and own.type == "interval" and own.end and own.start != own.end:
        yield own.end
    stretches = list(_on_duration(report.text)) if naming.own_text else [naming.agreement.evidence]
    for time in naming.book.reading.times:
        if not any(s.covers(time.span) for s in stretches):
            continue
        if time.type != "duration" and time.end and says_until(report.text, time):
            yield time.end
        elif time.type == "duration" and naming.day and _is_length(report.text, time.span, naming.own_text):
            length = _days(time.span.text)
            if length:
                yield (date.fromisoformat(naming.day) + timedelta(days=length)).isoformat()


def _on_duration(text: str) -> Iterator[Span]:
    """Sentences of an agreement's own text that say how long it holds."""
    for found in _SENTENCE.finditer(text):
        if not _words().holds.isdisjoint(tokens(found.group())):
            yield Span(found.start(), found.end(), found.group())


def _follows(text: str, span: Span, phrases: Sequence[tuple[str, ...]]) -> bool:
    before = tokens(text[max(0, span.start - _BEFORE) : span.start])
    return any(tuple(before[-len(p) :]) == p for p in phrases)


def _is_length(text: str, span: Span, own_text: bool) -> bool:
    """ "a seven-day ceasefire", "a truce for ten days"; not "within ten days", "after ten days of fighting"."""
    heads = lexicon().heads
    if any(w in heads for w in tokens(text[span.end : span.end + _BEFORE // 2])[:2]):
        return True
    named = own_text or not heads.isdisjoint(tokens(text[max(0, span.start - _BEFORE) : span.start]))
    return named and _follows(text, span, _words().lasts)


def _days(words: str) -> int:
    """A length of time in whole days, at least one; 0 where it is not understood."""
    said = tokens(words.replace("-", " "))
    number = next((q.low for q in quantities_of(said)), 1)
    unit = next((_words().units[u] for w in said if (u := w.removesuffix("s")) in _words().units), 0.0)
    return max(1, round(number * unit)) if unit else 0
