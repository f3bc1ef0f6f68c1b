"""Tolls and totals: "the death toll rose to 15", "the number of those held", "put the figure at ten"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.casualties.phrases import (
    Found,
    bare,
    clause_of,
)
from dateline.reading.numbers import measures, quantities
from dateline.record import Harm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_FAR = 60  # tokens back that a bare figure looks for what it counts
_ENDING = 8  # tokens that the words of a number may go on for
_PUT = 15  # tokens back to the verb that puts a number
_PUTTING = frozenset({"put", "place", "estimate"})


def of_toll(t: Token) -> Found | None:
    """ "the death toll rose to 15", "a toll of 12 dead": the last number that the clause gives it."""
    doc, lex = t.doc, lexicon()
    harm = _toll_harm(t)
    if harm is None:
        return None
    end = last = min(t.sent.end, t.i + 18)
    for i in range(t.i + 1, end):
        if doc[i].lower_ in (";", "while", "but"):
            end = last = i
            break
    else:
        last = min(t.sent.end, end + _ENDING)
    if (raised := _raised(t, harm)) is not None:
        return raised
    for q in (q for q in quantities(doc, t.i + 1, last) if q.first < end):
        before = doc[q.first - 1].lower_
        after = doc[q.last].lower_ if q.last < len(doc) else ""
        if q.kind not in ("number", "order") or measures(doc, q) or before == "from":
            continue
        noun = doc[q.last] if q.last < len(doc) and doc[q.last].pos_ in ("NOUN", "ADJ") else None
        if (
            noun is not None
            and noun.lower_ not in lex.people
            and noun.lower_ not in lex.states
            and noun.lower_ not in lex.verbs
        ):
            continue
        if (
            before
            not in (
                "to",
                "at",
                "of",
                "is",
                "was",
                "reached",
                "passed",
                "topped",
                "exceeded",
                "hit",
                "as",
                "surpassed",
                "stands",
                "with",
                "now",
            )
            and doc[q.first - 1].pos_ != "VERB"
        ):
            continue
        if after in lex.verbs and lex.verbs[after].harm != harm:
            continue
        group = Group(q.low, q.high, q.qualifier, q.first, q.last, q.start, "unknown", False)
        return Found(harm, t.i, clause_of(t), (group,), "toll", None)
    return None


def _raised(t: Token, harm: Harm) -> Found | None:
    """ "bringing to 15 the number of soldiers killed": the number stands before the noun."""
    verb = t.head
    if t.dep_ != "dobj" or verb.lemma_ not in ("bring", "raise", "push", "take"):
        return None
    for child in verb.children:
        if child.lower_ == "to" and child.i < t.i:
            found = [q for q in quantities(t.doc, child.i + 1, t.i) if q.kind in ("number", "order")]
            if found and not measures(t.doc, found[0]):
                q = found[0]
                group = replace(bare(q), status=status_of(t, lexicon()))
                return Found(harm, t.i, verb.i, (group,), "toll", None)
    return None


def _toll_harm(t: Token) -> Harm | None:
    """What a toll counts: its own compound, or the "of" phrase of a total; a bare "toll" counts the dead."""
    if t.lower_ in lexicon().words["put"]:
        return _meant(t) if _put(t) else None
    total = t.lower_ in lexicon().words["total"]
    below = [c for p in t.rights if p.lower_ == "of" for c in p.children]
    near = {c.lower_ for c in [*t.lefts, *below, *t.rights]} | {c.lower_ for b in below for c in b.children}
    if near & {"casualty", "casualties"}:
        return "casualties"
    if near & {"injured", "wounded", "injuries"}:
        return "wounded"
    if near & {"detained", "arrested", "detainees", "arrests"}:
        return "captured"
    if near & {"displaced"} or near & lexicon().words["driving"]:
        return "displaced"
    told = next((e.harm for w in sorted(near) if (e := lexicon().verbs.get(w) or lexicon().states.get(w))), None)
    if told is not None and "killed" not in near:
        return told
    if near & {"death", "deaths", "dead", "killed", "fatalities", "victims", "body", "fatality", "martyrs"}:
        return "killed"
    return (_figure_before(t) if _put(t) else None) if total else "killed"


def _put(t: Token) -> bool:
    """ "Police put the figure at 31": a bare figure goes on with what was counted before it."""
    return t.dep_ == "dobj" and t.head.lemma_ in ("put", "place", "give", "revise", "estimate")


def _meant(t: Token) -> Harm | None:
    """What "it" stands for, a number told in its sentence; or losses after dead have been told of: the dead."""
    if t.lower_ == "it":
        words = lexicon().words
        number = next((b for b in t.doc[t.sent.start : t.i] if b.lower_ in words["total"] | words["tolls"]), None)
        return _toll_harm(number) if number is not None else None
    return "killed" if "killed" in _told_before(t, _FAR) else None


def _figure_before(t: Token) -> Harm | None:
    """The harm last told before a bare figure, in its sentence or the two before it."""
    return next(iter(_told_before(t, _FAR)), None)


def _told_before(t: Token, tokens: int) -> Iterator[Harm]:
    """Harms told in so many tokens before this one, the last first."""
    lex = lexicon()
    for i in range(t.i - 1, max(-1, t.i - 1 - tokens), -1):
        word = t.doc[i].lower_
        if word not in lex.words["put"] and (
            entry := lex.verbs.get(word) or lex.states.get(word) or lex.nouns.get(word)
        ):
            yield entry.harm


def put_at(t: Token, harm: Harm) -> Found | None:
    """ "put the dead at 19 and the wounded at 60": the number of the harmed stands after "at"."""
    doc, at = t.doc, t.i + 2
    if at >= t.sent.end or doc[t.i + 1].lower_ != "at" or doc[t.i - 1].like_num:
        return None
    putting = next((v for v in reversed(doc[max(t.sent.start, t.i - _PUT) : t.i]) if v.pos_ in ("VERB", "AUX")), None)
    number = next((q for q in quantities(doc, at, min(t.sent.end, at + 8)) if q.first == at), None)
    if putting is None or putting.lemma_ not in _PUTTING or number is None or measures(doc, number):
        return None
    if number.kind not in ("number", "order") or not _counts_none(doc, number.last):
        return None
    status = status_of(t, lexicon())
    return Found(harm, t.i, putting.i, (replace(bare(number), status=status),), "toll", None)


def _counts_none(doc: Doc, at: int) -> bool:
    """Whether the number counts no things of its own: "the wounded at 12 clinics"."""
    return at >= len(doc) or doc[at].pos_ not in ("NOUN", "PROPN") or doc[at].lower_ in lexicon().people
