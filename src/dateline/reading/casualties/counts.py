"""Nouns that count the harmed themselves: "12 deaths", "no reports of casualties", "civilian casualties number 200"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.casualties.phrases import (
    Found,
    clause_of,
    kid,
)
from dateline.reading.numbers import measures, quantities

if TYPE_CHECKING:
    from spacy.tokens import Token


def counted_noun(t: Token, entry: Entry) -> Found | None:
    if entry.frame != "count":
        return None
    doc = t.doc
    left = max(t.left_edge.i, t.i - 12)
    found = [q for q in quantities(doc, left, t.i + 1) if not measures(doc, q)]
    numbers = [q for q in found if q.kind in ("number", "order", "none")]
    if t.lower_ in ("fatality", "casualty") and not numbers:
        numbers = found
    if not numbers:
        return _none_of(t, entry) if t.lower_ in ("casualties", "deaths", "fatalities") and none_reported(t) else None
    q = numbers[0]
    if q.high == 0:
        q = replace(q, qualifier="none", kind="none")
    group = Group(q.low, q.high, q.qualifier, q.first, max(q.last, t.i + 1), t.i, status_of(t, lexicon()), q.rest)
    return Found(entry.harm, t.i, clause_of(t), (group,), "none" if q.kind == "none" else "count", None)


NOT_YET = frozenset({"immediate", "early", "initial", "official", "confirmed", "independent", "further", "other"})


def none_reported(t: Token) -> bool:
    """ "There were no reports of casualties"; "no immediate word of casualties" tells that nothing is known yet."""
    of = t.head
    if t.dep_ != "pobj" or of.lower_ not in ("of", "about") or of.head.lower_ not in ("reports", "report"):
        return False
    before = {c.lower_ for c in of.head.lefts}
    return "no" in before and before.isdisjoint(NOT_YET)


def _none_of(t: Token, entry: Entry) -> Found:
    group = Group(0, 0, "none", t.head.head.left_edge.i, t.i + 1, t.i, status_of(t, lexicon()))
    return Found(entry.harm, t.i, clause_of(t), (group,), "none", None)


def numbered_later(t: Token, entry: Entry) -> Found | None:
    """ "civilian casualties number 200", "casualties are high, but they are in the hundreds"."""
    if (
        entry.frame != "count"
        or t.tag_ != "NNS"
        or t.lower_ in ("bodies", "lives", "hostages", "captives", "detainees")
    ):
        return None
    doc = t.doc
    for q in quantities(doc, t.i + 1, min(t.sent.end, t.i + 20)):
        if q.kind not in ("order", "number") or measures(doc, q):
            continue
        vague = q.kind == "order" and doc[q.first - 1].lower_ == "the" and doc[q.first - 2].lower_ in ("in", "into")
        verb = doc[clause_of(doc[q.start])]
        subject = kid(verb, "nsubj") or kid(verb, "nsubjpass")
        if subject is None or not (vague or verb.lemma_ in ("number", "total", "reach", "exceed", "stand", "top")):
            continue
        if subject.i == t.i or (vague and subject.lower_ in ("they", "these", "it") and subject.i > t.i):
            group = Group(q.low, q.high, q.qualifier, q.first, q.last, t.i, status_of(t, lexicon()))
            return Found(entry.harm, t.i, verb.i, (group,), "toll", None)
    return None
