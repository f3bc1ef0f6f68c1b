"""Nouns of harm: deaths, murders, bodies, lives lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.counts import counted_noun, numbered_later
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.phrases import (
    Found,
    agent_of,
    clause_of,
    kid,
    make,
    shared_subject,
)
from dateline.reading.casualties.tolls import of_toll
from dateline.reading.casualties.verbs import of_verb
from dateline.reading.casualties.whole import antecedent
from dateline.reading.casualties.wounds import of_wound

if TYPE_CHECKING:
    from spacy.tokens import Token

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "remain", "remained", "remains"})


def of_noun(t: Token, entry: Entry) -> Found | None:
    """Whom a noun of harm counts or names: "12 deaths", "the murder of a teacher", "a toll of nine"."""
    if entry.frame == "wound" or (entry.harm == "wounded" and t.lower_ in lexicon().words["wounds"]):
        return of_wound(t)
    if entry.frame == "toll":
        return of_toll(t)
    if t.lower_ in ("life", "lives"):
        return _lives(t, entry)
    if entry.harm == "displaced":
        return _left(t, entry)
    if t.dep_ == "dobj" and t.head.lower_ in lexicon().words["embracing"]:
        return _by_subject(t, entry)
    if t.lower_ == "death" and t.dep_ == "pobj" and t.head.lower_ == "to" and t.head.head.pos_ == "VERB":
        return _to_death(t, t.head.head)
    if t.lower_ in ("body", "bodies", "corpse", "corpses", "remains") and not _recovered(t):
        return None
    if t.lower_ in ("hostages", "captives", "detainees", "prisoners") and not _taken(t):
        return None
    return counted_noun(t, entry) or _named_noun(t, entry) or numbered_later(t, entry)


def _to_death(t: Token, verb: Token) -> Found | None:
    """ "were shot to death", "beat three men to death"."""
    if verb.lemma_ in (
        "lead",
        "contribute",
        "relate",
        "connect",
        "link",
        "sentence",
        "condemn",
        "put",
        "come",
        "bleed",
    ):
        return None
    found = of_verb(verb, Entry("killed", "object", True))
    return replace(found, trigger=t.i) if found else None


def _named_noun(t: Token, entry: Entry) -> Found | None:
    """ "the deaths of six insurgents", "the killing of a teacher", "his brother's murder"."""
    agent = agent_of(t)
    for child in t.rights:
        if child.lower_ == "of" and child.dep_ == "prep":
            victim = kid(child, "pobj")
            found = make(t, Entry(entry.harm, "event", True), victim, "noun", agent) if victim is not None else None
            return replace(found, clause=clause_of(t)) if found else None
    owner = kid(t, "poss")
    if owner is not None and owner.lower_ == "whose":
        owner = antecedent(owner)
    if owner is not None and t.lower_ not in ("bodies", "remains", "arrests", "hostages", "captives", "detainees"):
        found = make(t, Entry(entry.harm, "event", True), owner, "noun", agent)
        return replace(found, clause=clause_of(t)) if found else None
    return None


def _recovered(t: Token) -> bool:
    verb = t.doc[clause_of(t)]
    return verb.lower_ in lexicon().words["bodies"] or (
        verb.lower_ in _BE and any(c.lower_ in lexicon().words["bodies"] for c in verb.children)
    )


def _taken(t: Token) -> bool:
    return t.dep_ in ("dobj", "nsubjpass") and t.head.lower_ in lexicon().words["holding"]


def _lives(t: Token, entry: Entry) -> Found | None:
    """ "claimed 12 lives", "claimed the lives of six", "six people lost their lives"."""
    words = lexicon().words
    verb = t.head
    if verb.lower_ not in words["lives"]:
        return None
    if (found := counted_noun(t, entry)) is not None or (found := _named_of(t, entry)) is not None:
        return replace(found, clause=verb.i)
    if verb.lower_ in words["losing"] and t.dep_ == "dobj":
        return _by_subject(t, entry)
    return None


def _by_subject(t: Token, entry: Entry) -> Found | None:
    """Who lost the life or left the home that is the verb's object, or found the death: its subject."""
    verb = t.head
    subject = kid(verb, "nsubj") or shared_subject(verb) or (verb.head if verb.dep_ in ("acl", "relcl") else None)
    found = make(t, Entry(entry.harm, "subject", True), subject, "intransitive", None) if subject is not None else None
    return replace(found, clause=verb.i) if found else None


def _left(t: Token, entry: Entry) -> Found | None:
    """ "300 families left their homes", "forced 560,000 people from their homes"; homes that are hit harm nobody."""
    words = lexicon().words
    owned = kid(t, "poss")
    if owned is None or owned.lower_ != "their":
        return None
    if t.dep_ == "dobj":
        return _by_subject(t, entry) if t.head.lower_ in words["vacating"] else None
    verb = t.head.head if t.dep_ == "pobj" and t.head.lower_ in ("from", "of") else None
    if verb is not None and verb.lower_ == "out":
        verb = verb.head
    if verb is None or verb.lower_ not in words["driving"]:
        return None
    found = of_verb(verb, Entry(entry.harm, "object", True))
    return replace(found, trigger=t.i) if found else None


def _named_of(t: Token, entry: Entry) -> Found | None:
    return _named_noun(t, entry) if any(c.lower_ == "of" for c in t.rights) else None
