"""Wounds and who bears them: "suffered burns", "a man with a gunshot wound", "in critical condition"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.counts import counted_noun, none_reported
from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.phrases import (
    Found,
    clause_of,
    counted_only,
    kid,
    make,
    shared_subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def of_wound(t: Token) -> Found | None:
    """ "suffered gunshot wounds", "a man with a gunshot wound", "were treated for injuries", "12 injuries"."""
    words = lexicon().words
    noun = t
    if t.dep_ == "pobj" and t.head.lower_ == "of" and t.head.head.lower_ in words["extents"]:
        noun = t.head.head  # "sustained various degrees of injury"
    verb, via = noun.head, None
    if noun.dep_ == "pobj":
        via, verb = noun.head, noun.head.head
    if t.lower_ == "injuries" and (found := counted_noun(t, Entry("wounded", "count"))) is not None:
        return found
    if t.lower_ in ("injury", "injuries") and (found := _no_injuries(t)) is not None:
        return found
    if t.lower_ == "condition":
        return _in_condition(t, via, verb)
    if (owned := _injury_of(t)) is not None:
        return owned
    treated = kid(verb, "dobj") if via is not None and via.lower_ == "with" else None  # "treated 62 people with wounds"
    borne = verb.lower_ not in words["suffering"] or (treated is not None and treated.i < noun.i)
    if via is not None and via.lower_ in ("with", "from") and via.i > verb.i and borne:
        if verb.pos_ == "NOUN" and verb.dep_ == "pobj" and verb.lower_ in words["wards"]:
            verb = verb.head.head  # "taken to hospital with gunshot wounds"
        bearer = verb if verb.pos_ in ("NOUN", "PROPN") else _bearer(verb)
        if bearer is not None and bearer.lower_ in words["dead"]:
            return None  # "his body was found with gunshot wounds"
        return make(t, Entry("wounded", "object", True), bearer, "wound", None) if bearer is not None else None
    if verb.lower_ not in words["suffering"] or (via is not None and via.lower_ != "for" and via.lower_ != "from"):
        return None
    subject = (
        kid(verb, "nsubjpass")
        or kid(verb, "nsubj")
        or (verb.head if verb.dep_ == "acl" else None)
        or shared_subject(verb)
    )
    if subject is not None and subject.lower_ in words["dead"]:
        return None
    if subject is None or (via is None and kid(verb, "nsubjpass") is not None):
        return None
    found = make(t, Entry("wounded", "object", True), subject, "wound", None)
    return replace(found, clause=verb.i) if found else None


def _injury_of(t: Token) -> Found | None:
    """ "the serious injury of two soldiers": told as a deed, not as what somebody bears."""
    below = next((c for c in t.rights if c.lower_ == "of" and c.dep_ == "prep"), None)
    victim = kid(below, "pobj") if below is not None else None
    if t.lower_ not in ("injury", "wounding") or victim is None:
        return None
    found = counted_only(make(t, Entry("wounded", "event", True), victim, "noun", None))
    return replace(found, clause=clause_of(t)) if found else None


def _bearer(verb: Token) -> Token | None:
    """Who has the wounds that a verb's "with" names: "left 12 people with burns", "arrived with a gunshot wound"."""
    if verb.lemma_ in (
        "leave",
        "find",
        "treat",
        "hospitalize",
        "take",
        "transport",
        "rush",
        "bring",
        "admit",
        "discover",
        "drop",
        "hospitalise",
        "locate",
        "see",
    ):
        return kid(verb, "nsubjpass") or kid(verb, "dobj") or (verb.head if verb.dep_ == "acl" else None)
    return kid(verb, "nsubj") if verb.lemma_ in ("arrive", "walk", "come", "escape", "survive", "show") else None


def _in_condition(t: Token, via: Token | None, verb: Token) -> Found | None:
    """ "is in critical condition", "was listed in stable condition"."""
    grades = lexicon().words["conditions"]
    if via is None or via.lower_ != "in" or not any(c.lower_ in grades for c in t.lefts):
        return None
    subject = kid(verb, "nsubjpass") or kid(verb, "nsubj") or shared_subject(verb)
    if verb.pos_ not in ("VERB", "AUX") or subject is None:
        return None
    found = make(t, Entry("wounded", "object", True), subject, "wound", None)
    return replace(found, clause=verb.i) if found else None


def _no_injuries(t: Token) -> Found | None:
    none = any(c.lower_ in ("no", "zero", "0") for c in t.lefts) or none_reported(t)
    if none:
        first = t.head.head.left_edge.i if none_reported(t) else t.left_edge.i
        group = Group(0, 0, "none", first, t.i + 1, t.i, "unknown")
        return Found("wounded", t.i, clause_of(t), (group,), "none", None)
    return None
