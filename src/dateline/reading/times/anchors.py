"""Anchors other than the day of publication: the day of what is said in quotation marks, the day of a named event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.reading.clauses import told_of
from dateline.reading.layers import Layers, token_at
from dateline.reading.times.calendar import Interval
from dateline.reading.times.expressions import Beside, Feast, Offset, Weekday
from dateline.reading.times.grammar import is_day
from dateline.reading.times.passages import Passage, core
from dateline.reading.times.resolve import Setting, resolve
from dateline.reading.times.timeline import Timeline
from dateline.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 40  # words round a date in which its event is named
LOOK_ROUND = 9  # time expressions round a quotation among which the day of its statement stands
LOOK_BACK = 12  # days told before, among which an event is looked for
NEAR = 7  # words from "after" to a date that belongs to the event's name
SAME_STEM = 5


def speech_day(layers: Layers, passage: Passage, n: int, line: Timeline) -> date | None:
    """The day on which the quotation around expression `n` was spoken, where the paragraph says it.

    "They came yesterday," he said on Friday: the day before Friday. Only a day beside a verb of saying, outside the
    quotation or before it inside ("we were told on Monday that it would be tomorrow"), in the fortnight before the day
    of the report counts.
    """
    if line.speech is None:
        return None
    order = [*range(n + 1, min(n + LOOK_ROUND, len(passage.found))), *range(n - 1, max(n - LOOK_ROUND, -1), -1)]
    for k in order:
        f = passage.found[k]
        inside = passage.quoted[k] and (k > n or '"' in passage.words.low[f.end : passage.found[n].start])
        if inside or not is_day(f.expr) or not said_beside(passage.token(layers, f.start)):
            continue
        day = resolve(f.expr, Setting(line, "past"))
        if day and timedelta(0) <= line.speech - day.start <= timedelta(days=14):
            return day.start
        return None
    return None


def is_deictic(expr: object) -> bool:
    """Whether only the day of speech gives an expression its meaning."""
    inner = core(expr)  # type: ignore[arg-type]
    return isinstance(inner, Weekday) or (isinstance(inner, Offset) and inner.base == "speech")


def said_beside(token: Token) -> bool:
    """Whether a time stands beside a verb of saying: the day of a statement, not of what it tells."""
    for _ in range(6):
        met = token.dep_ in ("acl", "relcl") and token.lemma_.lower() in vocabulary().reached
        if token.pos_ in ("VERB", "AUX") and not met:
            return token.lemma_.lower() in vocabulary().saying and told_of(token) is None
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def event_day(
    layers: Layers, passage: Passage, n: int, told: list[tuple[int, Interval]], line: Timeline
) -> date | None:
    """The day of what "two days after …" is told from: a date in its name, or an event that the text has dated.

    Args:
        layers: the layers.
        passage: the paragraph.
        n: index of the expression in it.
        told: days told before, with their offsets, oldest first.
        line: where the reader stands.
    """
    f = passage.found[n]
    if not isinstance(f.expr, Beside) or f.expr.event < 0:
        return None
    after = passage.found[n + 1] if n + 1 < len(passage.found) else None
    if after and after.start - f.expr.event <= NEAR and (is_day(after.expr) or isinstance(after.expr, Feast)):
        day = resolve(after.expr, Setting(line, "past"))
        if day and day.grain == "day":
            return day.start
    token = passage.token(layers, f.expr.event)
    stems = _stems(token)
    for offset, day in reversed(told[-LOOK_BACK:]):
        sentence = layers.sentence_at(offset)
        at = token_at(layers.doc, offset)
        first, last = (max(sentence.first, at - REACH), min(sentence.last, at + REACH)) if sentence else (0, 0)
        if any(t.lemma_.lower()[:SAME_STEM] in stems for t in layers.doc[first:last]):
            return day.start
    definite = token.lower_ in ("the", "this", "that", "these", "those")
    return line.day if line.chronicle and definite else None


def _stems(token: Token) -> frozenset[str]:
    """The stems of the noun, or of the verb, that names the event."""
    head = token
    for _ in range(4):
        if head.pos_ in ("NOUN", "VERB") or head.head.i == head.i:
            break
        head = head.head
    words = [head, head.head] if head.dep_ in ("nsubj", "nsubjpass") else [head]
    return frozenset(w.lemma_.lower()[:SAME_STEM] for w in words if w.pos_ in ("NOUN", "VERB") and len(w) > 3)
