"""What an event is to a duty: it begins, fulfils, breaches or contradicts it. Also asked across reports."""

from __future__ import annotations

import re

from dateline.reading.agreements.lexicon import DutyRule
from dateline.reading.numbers import quantities_of
from dateline.record import Bearing, Event, Term

KEPT_ARMS = "kept-arms"
HINDERED = "hindered"
_WORD = re.compile(r"(?:(?<![,.])[,.]++)?\w++(?:[,.]++\w++)*+|[^\w\s]")
_WHOLE = re.compile(r"\b(?:all|every|its|their|the)\b", re.IGNORECASE)
_PARTICLES = frozenset({"in", "over", "up", "down", "out", "back"})
_REACH = 8  # words after a verb in which its object stands


def act_of(rule: DutyRule, event: Event) -> Bearing | None:
    """The bearing of an event of the obligor's on a duty by its type and mode alone.

    It is `fulfils` where it is what the duty asks for, however much of it was done.
    """
    if event.mode == KEPT_ARMS:
        return "contradicts" if rule.name == "disarm" else None
    if event.mode == HINDERED:
        return "breaches" if rule.name in ("grant_access", "withdraw") else None
    if matches(event, rule.acts):
        return "fulfils"
    return "breaches" if matches(event, rule.breach) else None


def matches(event: Event, patterns: tuple[str, ...]) -> bool:
    """Whether an event is of one of the patterns `TYPE`, `TYPE:mode`, `TYPE:*`."""
    named = f"{event.type}:{event.mode}" if event.mode else event.type
    return named in patterns or f"{event.type}:*" in patterns


def wholly(term: Term, event: Event) -> bool:
    """Whether a deed did all that the term asks for, as far as numbers tell ("must release 50", "released 13")."""
    if event.status == "begun":
        return False
    at = event.trigger.end - event.evidence.start
    done = number_in(event.evidence.text[at : at + 80])
    if done is None:
        return True
    owed = term.object.text if term.object else ""
    asked = number_in(owed)
    if asked is not None:
        return done >= asked
    return _WHOLE.match(owed) is None


def number_in(words: str) -> int | None:
    """The first number in the words that follow a verb; a date or a share of the clause is none."""
    found = _WORD.findall(words)[:_REACH]
    clause: list[str] = []
    for place, word in enumerate(found):
        if place == 0 and word in _PARTICLES:
            continue
        if word in (";", "on", "in", "by", "at", "from", "to", "and") or word == ".":
            break
        clause.append(word.lower())
    given = [q for q in quantities_of(clause) if q.kind in ("number", "order")]
    return given[0].low if given else None
