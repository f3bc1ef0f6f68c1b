"""Verbs of harm: who is killed, wounded, seized or driven out by their grammar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.member import member
from dateline.reading.casualties.participles import of_participle
from dateline.reading.casualties.people import groups
from dateline.reading.casualties.phrases import (
    Found,
    agent_of,
    bare,
    kid,
    make,
    number_before,
    shared_subject,
    shot_dead,
)
from dateline.reading.casualties.whole import shares
from dateline.reading.numbers import measures, quantities

if TYPE_CHECKING:
    from spacy.tokens import Token


def of_verb(t: Token, entry: Entry) -> Found | None:
    """Whom a verb or participle of harm harms: its object, the subject of its passive, its noun."""
    if entry.frame == "subject":
        return _intransitive(t, entry)
    deadly = any(c.lower_ in ("fatally", "mortally") for c in t.children) or shot_dead(t.doc, t.i + 1)
    if entry.harm == "wounded" and deadly:
        entry = Entry("killed", "object", entry.people)
    if entry.harm == "displaced" and _for_care(t):
        return None
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
        if other is not None and other.i == t.i + 2 and other.tag_ in ("VBD", "VBN") and t.doc[t.i + 1].lower_ == "or":
            return make(t, entry, obj, "active", kid(t, "nsubj")) if obj is not None else None  # "shot or hacked them"
    if obj is not None and not _untimely(obj):
        agent = kid(t, "nsubj") or shared_subject(t)
        return _and_more(t, make(t, entry, obj, "active", agent))
    if obj is None and passive is None and _has_done(t):
        return None
    reduced = t.tag_ == "VBN" and (t.dep_ != "acl" or t.head.lower_ in lexicon().people or t.head.like_num)
    if (not reduced or _by_deed(t)) and (found := _right(t, entry)) is not None:
        return found
    return of_participle(t, entry)


def _and_more(t: Token, found: Found | None) -> Found | None:
    """ "shot his wife and then himself", "a couple and their son", where the parser hangs the second object on the
    verb."""
    if found is None:
        return None
    told = max(g.last for g in found.groups)
    others = (c for c in t.rights if c.dep_ == "conj" and c.i >= told and c.pos_ in ("NOUN", "PROPN", "PRON"))
    more = (g for c in others for g in groups(c, True) if g.first >= told and (g.said or g.of_kin or g.himself))
    return replace(found, groups=(*found.groups, *more))


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


def _for_care(t: Token) -> bool:
    """ "evacuated to the field hospital": the hurt, who did not flee."""
    to = (p for c in t.rights if c.lower_ in ("to", "for") for p in c.children if p.dep_ == "pobj")
    return any(p.lower_ in lexicon().words["wards"] | {"treatment", "surgery"} for p in to)


def _aimed(t: Token) -> bool:
    """Whether somebody only shot "at" something or "back": its subject comes to no harm."""
    joined = t.dep_ == "conj" and t.tag_ == "VBD" and kid(t, "auxpass") is None  # "was dragged off and shot at them"
    if t.lower_ not in ("shot", "shoot", "shoots", "shooting") or not (joined or kid(t, "nsubj") is not None):
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
    if found and after == "," and found[0].i > t.i and t.doc[t.i + 2].lower_ in lexicon().words["including"]:
        return None  # "nine killed, among them five children"
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
