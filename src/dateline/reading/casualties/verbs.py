"""Verbs of harm: who is killed, wounded, seized or driven out by their grammar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.member import member
from dateline.reading.casualties.people import groups
from dateline.reading.casualties.phrases import (
    Found,
    agent_of,
    bare,
    counted_only,
    kid,
    make,
    number_before,
    shared_subject,
)
from dateline.reading.casualties.whole import shares
from dateline.reading.numbers import measures, quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTICIPLE = frozenset({"VBN", "VBD", "JJ", "NN", "NNS"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "remain", "remained", "remains"})


def of_verb(t: Token, entry: Entry) -> Found | None:
    """Whom a verb or participle of harm harms: its object, the subject of its passive, its noun."""
    if entry.frame == "subject":
        return _intransitive(t, entry)
    if entry.harm == "wounded" and any(c.lower_ in ("fatally", "mortally") for c in t.children):
        entry = Entry("killed", "object", entry.people)
    obj = _object(t)
    passive = kid(t, "nsubjpass")
    if passive is None and kid(t, "auxpass") is not None:
        passive = _before_passive(t)
    if t.lower_ in ("lost", "lose", "loses", "losing", "claimed"):
        return _lost(t, entry, obj)
    if _aimed(t):
        return None
    if passive is not None:
        return _passive(t, entry, passive)
    told = t.tag_ == "VBD" and kid(t, "auxpass") is None and kid(t, "nsubj") is not None
    if obj is None and (told or _has_done(t)):
        other = kid(t, "conj")  # "shot and killed two men"
        if other is not None and other.lower_ in lexicon().verbs and kid(other, "auxpass") is None:
            obj = _object(other)
    if obj is not None and not _untimely(obj):
        agent = kid(t, "nsubj") or shared_subject(t)
        return _and_himself(t, make(t, entry, obj, "active", agent))
    if obj is None and passive is None and _has_done(t):
        return None
    reduced = t.tag_ == "VBN" and (t.dep_ != "acl" or t.head.lower_ in lexicon().people or t.head.like_num)
    if (not reduced or _by_deed(t)) and (found := _right(t, entry)) is not None:
        return found
    return _participle(t, entry)


def _and_himself(t: Token, found: Found | None) -> Found | None:
    """ "shot his wife and then himself", where the parser hangs the second object on the verb."""
    other = next((c for c in t.rights if c.dep_ == "conj" and c.lower_ in ("himself", "herself")), None)
    group = member(other, lexicon(), True) if found is not None and other is not None else None
    return found if found is None or group is None else replace(found, groups=(*found.groups, group))


def _lost(t: Token, entry: Entry, obj: Token | None) -> Found | None:
    """ "lost three soldiers", "lost both legs"; a person who "was lost" has lost the way."""
    if obj is None or kid(t, "nsubjpass") is not None or kid(t, "auxpass") is not None:
        return None
    if obj.lower_ in lexicon().words["limbs"]:
        if any(c.lower_ in ("of", "to", "in") for c in obj.rights):
            return None  # "lost both legs of the tie"
        bearer = kid(t, "nsubj") or shared_subject(t)
        return make(t, Entry("wounded", "object", True), bearer, "wound", None) if bearer is not None else None
    return make(t, entry, obj, "verb", None)


def _aimed(t: Token) -> bool:
    """Whether somebody only shot "at" something or "back": its subject comes to no harm."""
    if t.lower_ not in ("shot", "shoot", "shoots", "shooting") or kid(t, "nsubj") is None:
        return False
    beside = next((c for c in t.rights if c.i == t.i + 1 and c.lower_ in lexicon().words["aiming"]), None)
    target = kid(beside, "pobj") if beside is not None else None
    return beside is not None and (target is None or target.lower_ != "range")


def _has_done(t: Token) -> bool:
    """Whether it is an active perfect, whose subject did it ("have shot")."""
    done = any(c.dep_ == "aux" and c.lower_ in ("have", "has", "had", "'ve", "having") for c in t.lefts)
    return done and kid(t, "auxpass") is None


def _by_deed(t: Token) -> bool:
    """Whether a deed or a weapon is the subject: "Shelling of the camp killed between seven and nine people"."""
    lex, subject = lexicon(), kid(t, "nsubj")
    return subject is not None and subject.lower_ in lex.words["violent"] and subject.lower_ not in lex.people


def _passive(t: Token, entry: Entry, subject: Token) -> Found | None:
    agent = agent_of(t)
    found = make(t, entry, subject, "passive", agent)
    more = [c for c in t.children if c.dep_ == "nsubjpass" and c.i > subject.i and not shares(c)]  # a list cut in two
    meant = more and any(w.lower_ == "to" and w.dep_ == "aux" for w in t.doc[subject.i : more[-1].i])
    if more and (found is None or meant):  # "Srinagar, Sept 19: Two men were killed", "led X to suspect Y was killed"
        return make(t, entry, more[-1], "passive", agent)
    if found is None or not more:
        return found
    told = max(g.last for g in found.groups)
    further = tuple(g for c in more for g in groups(c, entry.people) if g.first >= told)
    return replace(found, groups=found.groups + further)


def _object(t: Token) -> Token | None:
    """The object; the last part of one that the parser cut at its hyphen."""
    found = [c for c in t.children if c.dep_ == "dobj"]
    after = t.doc[t.i + 1].lower_ if t.i + 2 < len(t.doc) else ""
    if found and found[0].i > t.i and after in ("-", "–", "—", "--", ":"):
        return None  # "5 killed - either militants or civilians"
    if found and after == "(" and t.doc[t.i + 2].like_num:
        return None  # "212 killed (37 children)"
    if len(found) > 1 and found[-1].i - found[0].i == len(found) - 1:
        return found[-1]
    return found[0] if found else None


def _before_passive(t: Token) -> Token | None:
    """The nearest noun phrase before a passive that has no subject of its own in the parse."""
    doc = t.doc
    if t.dep_ == "conj":
        return None
    at = min((c.i for c in t.children if c.dep_ in ("aux", "auxpass")), default=t.i) - 1
    while at > t.sent.start and doc[at].pos_ in ("ADV", "PUNCT", "AUX", "PART"):
        at -= 1
    token = doc[at]
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON"):
        return None
    for _ in range(8):
        head = token.head
        if head.i >= token.i or token.dep_ not in ("conj", "pobj", "prep", "nummod", "compound"):
            break
        if token.dep_ == "prep" and (token.lower_ != "of" or head.pos_ not in ("NOUN", "NUM", "PROPN")):
            break
        if token.dep_ == "pobj" and head.lower_ != "of":
            break
        token = head
    return token if token.pos_ in ("NOUN", "PROPN", "NUM", "PRON") else None


def _intransitive(t: Token, entry: Entry) -> Found | None:
    subject = kid(t, "nsubj") or kid(t, "nsubjpass")
    if subject is None and t.dep_ in ("acl", "amod") and t.tag_ == "VBG":
        subject = t.head
    if subject is None and t.dep_ == "conj":
        own = number_before(t, entry)  # "and hundreds more fled"
        if own is not None and own.groups[0].last == t.i:
            return own if entry.harm != "displaced" else _displaced(own)
        subject = shared_subject(t)
    if subject is None and t.dep_ == "xcomp":
        subject = kid(t.head, "nsubj") or kid(t.head, "nsubjpass")
    if subject is None and t.dep_ in ("advcl", "conj", "relcl"):
        subject = _beside(t)
    if subject is None:
        return number_before(t, entry)
    found = make(t, entry, subject, "intransitive", None)
    if found is not None and entry.harm == "displaced":
        return _displaced(found)
    return found


def _beside(t: Token) -> Token | None:
    """The subject that the parser gave to a participle beside it: "one of them, identified as Ali, died"."""
    for i in range(t.i - 1, max(t.sent.start, t.i - 15), -1):
        verb = t.doc[i]
        if verb.tag_ in ("VBD", "VBZ", "VBP") or verb.lower_ in (";", "but"):
            return None
        if verb.tag_ == "VBN" and t.doc[verb.i - 1].lower_ == ",":
            return kid(verb, "nsubj") or kid(verb, "nsubjpass")
    return None


def _displaced(found: Found) -> Found | None:
    """Flight counts as displacement where numbered people or civilians flee, never suspects or fighters."""
    kept = tuple(g for g in found.groups if g.said and g.status in ("civilian", "unknown") and g.low >= 10)
    return replace(found, groups=kept) if kept else None


def _participle(t: Token, entry: Entry) -> Found | None:
    """A participle with no object: reduced relatives, headlines, ellipsis, results ("left five wounded")."""
    if t.tag_ == "VBG" or (t.tag_ in ("VB", "VBP", "VBZ")):
        return None
    agent = agent_of(t)
    if t.dep_ == "acl" and (t.doc[t.i - 1].like_num or t.doc[t.i - 1].lower_ == "another") and t.head.i < t.i - 1:
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


def _right(t: Token, entry: Entry) -> Found | None:
    """A number right after an active verb that the parser takes for no object: "killed 4-6", "kills 12 in the city"."""
    doc = t.doc
    found = quantities(doc, t.i + 1, min(t.sent.end, t.i + 8))
    if not found or found[0].first != t.i + 1 or found[0].kind not in ("number", "order") or measures(doc, found[0]):
        return None
    q, lex = found[0], lexicon()
    noun = doc[q.last] if q.last < t.sent.end else None
    if noun is not None and (noun.lower_ in lex.verbs or noun.lower_ in lex.states):
        return None
    while noun is not None and (noun.pos_ == "ADJ" or noun.dep_ in ("amod", "compound")) and noun.i + 1 < t.sent.end:
        noun = doc[noun.i + 1]
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        group: Group | None = bare(q)
    else:
        group = member(noun, lex, entry.people)
    agent = kid(t, "nsubj") or shared_subject(t)
    return Found(entry.harm, t.i, t.i, (group,), "active", agent.i if agent else None) if group else None


def _untimely(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") and not any(c.dep_ == "nummod" for c in noun.children)
