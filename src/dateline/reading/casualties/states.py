"""States of harm: who is dead, missing, homeless or held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.participles import shared_victims
from dateline.reading.casualties.phrases import (
    Found,
    agent_of,
    clause_of,
    counted_only,
    kid,
    make,
    number_before,
    shot_dead,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # "a photograph showed the boy being held by his father"
_HELD_AS = frozenset({"oprd", "acomp", "xcomp", "prt", "dobj"})  # "held responsible", "held back"


def of_state(t: Token, entry: Entry) -> Found | None:
    """Who is in the state that `t` names: dead, missing, homeless, held; `None` if nobody."""
    words = lexicon().words
    if t.lower_ in ("hostage", "captive", "prisoner", "custody"):
        return _held(t, entry)
    if t.dep_ == "amod" and shot_dead(t.doc, t.i):
        return None  # the verb's: it tells whom
    if t.lower_ == "dead" and t.dep_ == "amod" and t.head.i > t.i and t.head.lower_ not in words["including"]:
        return counted_only(make(t, entry, t.head, "attributive", None))
    if t.dep_ == "pobj" and t.head.lower_ in ("among", "amongst") and (found := _one_of(t, entry)) is not None:
        return found
    if t.dep_ in ("amod", "acl") and t.head.i < t.i and t.head.lower_ != "as":
        part = t.head.like_num and t.head.head.lower_ in words["including"]  # "22 casualties, including nine dead"
        return number_before(t, entry) if part else make(t, entry, t.head, "state", None)
    if (found := number_before(t, entry)) is not None:
        return found
    if t.head.lower_ == "as" and t.head.head.lemma_ in words["listing"]:  # "11 were listed as missing"
        listed = kid(t.head.head, "nsubjpass")
        found = make(t, entry, listed, "state", None) if listed is not None else None
        return replace(found, clause=t.head.head.i) if found is not None else None
    subject = kid(t, "nsubj") or kid(t, "nsubjpass")
    if subject is not None and t.pos_ != "NOUN":
        return make(t, entry, subject, "state", None)
    predicate = t.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "attr", "conj", "advmod", "dep")
    above = shared_victims(t) if predicate else None
    if above is not None and t.head.lower_ not in words["lives"] - {"left"}:
        found = make(t, entry, above, "state", None)
        return replace(found, clause=clause_of(t)) if found else None
    return None


def _one_of(t: Token, entry: Entry) -> Found | None:
    """ "Among the dead was a student", "a student was among the dead": people inside of those counted before."""
    verb = t.head.head
    if verb.lemma_ != "be" or any(c.like_num for c in t.lefts):
        return None
    subject = kid(verb, "nsubj") or kid(verb, "attr")
    found = make(t, entry, subject, "state", None) if subject is not None else None
    if found is None:
        return None
    kept = tuple(replace(g, inside=True) for g in found.groups if g.said or g.of_kin)
    return replace(found, clause=verb.i, groups=kept) if kept else None


def _held(t: Token, entry: Entry) -> Found | None:
    """ "took 12 people hostage", "was taken prisoner", "took five men into custody"."""
    words = lexicon().words
    verb = t
    for _ in range(4):
        if verb.pos_ == "VERB" or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb.lower_ not in words["holding"]:
        return None
    subject = kid(verb, "nsubjpass")
    if subject is None:
        obj = kid(verb, "dobj")
        if obj is not None and obj.i != t.i:
            subject = obj
        elif (left := number_before(t, entry)) is not None:
            return replace(left, clause=verb.i)
        elif verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
            subject = verb.head
    if subject is None or (t.lower_ == "custody" and verb.lemma_ not in ("take",)):
        return None
    found = make(t, Entry(entry.harm, "object", True), subject, "held", agent_of(verb) or kid(verb, "nsubj"))
    return replace(found, clause=verb.i) if found else None


def of_held(t: Token) -> Found | None:
    """ "Four aid workers are still being held": counted people in somebody's hands."""
    subject = kid(t, "nsubjpass")
    left = list(t.lefts)
    finite = any(c.lower_ == "being" for c in left) and not _FINITE.isdisjoint(c.tag_ for c in left)
    if subject is None or not finite or any(c.dep_ in _HELD_AS for c in t.rights):
        return None
    found = make(t, Entry("captured", "object", True), subject, "passive", agent_of(t))
    kept = tuple(g for g in found.groups if g.said and not g.named and g.low) if found is not None else ()
    return replace(found, groups=kept) if found is not None and kept else None
