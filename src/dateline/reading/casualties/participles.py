"""Participles of harm without an object: reduced relatives, headlines, ellipsis, results ("left five wounded")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.member import member
from dateline.reading.casualties.phrases import (
    Found,
    agent_of,
    counted_only,
    kid,
    make,
    number_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


_PARTICIPLE = frozenset({"VBN", "VBD", "JJ", "NN", "NNS"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "remain", "remained", "remains"})


def of_participle(t: Token, entry: Entry) -> Found | None:
    """A participle with no object: reduced relatives, headlines, ellipsis, results ("left five wounded")."""
    if t.tag_ == "VBG" or (t.tag_ in ("VB", "VBP", "VBZ")):
        return None
    agent = agent_of(t)
    if t.dep_ == "acl" and (t.doc[t.i - 1].like_num or (t.doc[t.i - 1].lower_ == "another" and t.head.i < t.i - 1)):
        return number_before(t, entry)  # "two civilians dead, nine hurt"
    noun = t.dep_ == "acl" and t.head.i < t.i and t.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON")
    if noun and t.head.lower_ in lexicon().words["total"] and ":" in {w.lower_ for w in t.doc[t.head.i : t.i]}:
        return number_before(t, entry)  # "Monthly total: 212 civilians killed"
    if noun and t.head.lower_ == "number" and any(c.lower_ == "the" for c in t.head.lefts):
        return None  # "to 11 the number of troops killed": the toll's
    list_head = t.head.head
    if (
        noun
        and t.head.dep_ == "appos"
        and list_head.pos_ in ("NOUN", "NUM")
        and list_head.i < t.head.i
        and list_head.dep_ != "pobj"
        and (found := make(t, entry, list_head, "reduced", agent)) is not None
    ):
        return found  # "3-5 men - all civilians - killed"
    if noun and (found := _among(t, entry)) is not None:
        return found
    if noun and (found := make(t, entry, _listed_first(t.head), "reduced", agent)) is not None:
        return _with_listed(t, found)
    if entry.harm == "captured" and t.dep_ == "amod" and t.head.head.lemma_ in lexicon().words["freeing"]:
        return None  # "rescued 17 kidnapped villagers"
    if (found := number_before(t, entry)) is not None:
        return found
    subject = kid(t, "nsubj")
    if subject is not None and t.tag_ in _PARTICIPLE:
        return _with_listed(t, make(t, entry, subject, "headline", agent))
    if t.dep_ in ("conj", "xcomp", "oprd", "ccomp", "acomp", "attr", "advcl", "dep"):
        above = shared_victims(t)
        if above is not None:
            return make(t, entry, above, "shared", agent or agent_of(t.head))
    if t.dep_ == "amod" and t.head.i > t.i and t.head.pos_ in ("NOUN", "PROPN"):
        found = make(t, entry, t.head, "attributive", None)
        return counted_only(found)
    if t.dep_ == "amod" and t.head.i < t.i:
        return make(t, entry, t.head, "reduced", agent)
    return None


def _among(t: Token, entry: Entry) -> Found | None:
    """ "Three civilians among up to seven killed": the participle holds for the number right before it."""
    doc = t.doc
    if not any(w.lower_ in ("among", "amongst") for w in doc[max(t.sent.start, t.i - 6) : t.i]):
        return None
    found = number_before(t, entry)
    if found is None or doc[found.groups[0].first - 1].lower_ not in ("among", "amongst", "the"):
        return None
    return found


def _with_listed(t: Token, found: Found | None) -> Found | None:
    """With what a headline lists before a comma, where the parser sees no list: "Two militants, army jawan killed"."""
    if found is None or t.dep_ == "relcl" or t.doc[t.i - 1].lower_ == ",":
        return found
    doc, lex, start = t.doc, lexicon(), t.sent.start
    more: list[Group] = []
    at = min(g.first for g in found.groups)
    while (
        at - 2 > start and doc[at - 1].lower_ == "," and doc[at - 2].tag_ == "NNS" and doc[at - 2].lower_ in lex.people
    ):
        group = member(doc[at - 2], lex, True)
        if group is None or not group.said or group.last != at - 1:
            break
        more.insert(0, group)
        at = group.first
    return replace(found, groups=(*more, *found.groups)) if more and at == start else found


def _listed_first(noun: Token) -> Token:
    """In a headline the participle after a list holds for all of it: "Two women and a child killed"."""
    first = noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.left_edge.tag_ == "PRP$" and noun.head.head.like_num:
        return noun.head.head  # "84 of its servicemen killed"
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "NUM", "PROPN") and noun.i - first.head.i < 15:
        first = first.head
    lex = lexicon()
    told = any(t.lower_ in lex.verbs or t.lower_ in lex.states for t in noun.doc[first.i + 1 : noun.i])
    return first if first.head.i == first.i and not told else noun


def shared_victims(t: Token) -> Token | None:
    """The victims that an elliptic predicate shares with the one above it."""
    head = t.head
    if t.dep_ in ("conj", "dep"):
        if head.lower_ in lexicon().verbs or head.lower_ in lexicon().states or kid(head, "nsubjpass") is not None:
            passive = kid(head, "nsubjpass")
            if passive is None and head.dep_ in ("acl", "amod"):
                return head.head
            if passive is None and head.dep_ == "conj":
                return shared_victims(head)
            return passive or (
                kid(head, "nsubj") if kid(head, "dobj") is None or head.lower_ in _BE else kid(head, "dobj")
            )
        return kid(head, "nsubjpass")
    if head.lower_ in _BE or head.pos_ == "AUX":
        return kid(head, "nsubj") or kid(head, "nsubjpass")
    found = kid(head, "nsubjpass")
    if found is None and head.dep_ == "acl" and head.tag_ == "VBN":
        found = head.head  # "the man found shot dead"
    if found is None and head.lemma_ in ("leave", "find", "report", "believe", "fear", "shoot", "pronounce", "confirm"):
        found = kid(head, "dobj")
    if found is None and t.dep_ in ("xcomp", "oprd", "acomp") and t.head.pos_ in ("VERB", "AUX"):
        found = kid(head, "nsubj") if head.lemma_ not in ("leave",) else None
    return found
