"""Who a word of harm harms: the noun phrases that its grammar makes victims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.people import Group, groups, member, status_of
from dateline.reading.numbers import Quantity, measures, quantities
from dateline.record import Harm

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTICIPLE = frozenset({"VBN", "VBD", "JJ", "NN", "NNS"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "remain", "remained", "remains"})
_FILLER = frozenset(
    {"reportedly", "also", "combat", "seriously", "critically", "badly", "slightly", "confirmed", "shot", "people"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """Victims of one word of harm.

    Attributes:
        harm: what came to them.
        trigger: token of the word.
        clause: token of the predicate that tells it (status, time and place are read there).
        groups: who.
        rule: the construction, for the confidence.
        agent: token that heads whoever did it, or `None`.
    """

    harm: Harm
    trigger: int
    clause: int
    groups: tuple[Group, ...]
    rule: str
    agent: int | None = None


def find(t: Token) -> Found | None:
    """What the word of harm `t` tells: its victims, or `None` where it tells of none."""
    lex = lexicon()
    word = t.lower_
    if _compound(t):
        return None
    noun = lex.nouns.get(word)
    state = lex.states.get(word)
    verb = lex.verbs.get(word)
    if noun is not None and (t.pos_ in ("NOUN", "PROPN") or verb is None) and not (verb and _verbal(t)):
        return _noun(t, noun)
    if state is not None:
        return _state(t, state)
    if verb is not None and (t.pos_ != "NOUN" or word in lex.words["participles"]):
        return _verb(t, verb)
    return None


def _compound(t: Token) -> bool:
    """Whether the word only modifies another: "death squads", "murder charges", "cause of death"."""
    words = lexicon().words
    nxt = t.doc[t.i + 1].lower_ if t.i + 1 < len(t.doc) else ""
    if t.dep_ in ("compound", "nmod") and t.head.i == t.i + 1 and nxt not in ("toll", "tolls"):
        return True
    return nxt in words["compounds"] and t.pos_ in ("NOUN", "PROPN", "ADJ") and t.lower_ not in words["total"]


def _verbal(t: Token) -> bool:
    return t.pos_ == "VERB" or any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in t.children)


# --- verbs


def _verb(t: Token, entry: Entry) -> Found | None:
    if entry.frame == "subject":
        return _intransitive(t, entry)
    if entry.harm == "wounded" and any(c.lower_ in ("fatally", "mortally") for c in t.children):
        entry = Entry("killed", "object", entry.people)
    obj = _object(t)
    passive = _kid(t, "nsubjpass")
    if passive is None and _kid(t, "auxpass") is not None:
        passive = _before_passive(t)
    if t.lower_ in ("lost", "lose", "loses", "losing", "claimed") and passive is None:
        return _found(t, entry, obj, "verb", None) if obj is not None else None
    if passive is not None:
        return _passive(t, entry, passive)
    if obj is not None and not _untimely(obj):
        agent = _kid(t, "nsubj") or _shared_subject(t)
        return _found(t, entry, obj, "active", agent)
    reduced = t.tag_ == "VBN" and (t.dep_ != "acl" or t.head.lower_ in lexicon().people or t.head.like_num)
    if not reduced and (found := _right(t, entry)) is not None:
        return found
    return _participle(t, entry)


def _passive(t: Token, entry: Entry, subject: Token) -> Found | None:
    found = _found(t, entry, subject, "passive", _by(t))
    more = [c for c in t.children if c.dep_ == "nsubjpass" and c.i > subject.i]  # a list that the parser cut
    if found is None or not more:
        return found
    heads = {g.head for g in found.groups}
    further = tuple(g for c in more for g in groups(c, entry.people) if g.head not in heads)
    return replace(found, groups=found.groups + further)


def _object(t: Token) -> Token | None:
    """The object; the last part of one that the parser cut at its hyphen."""
    found = [c for c in t.children if c.dep_ == "dobj"]
    if found and found[0].i > t.i and t.doc[t.i + 1].lower_ in ("-", "–", "—", "--", ":"):
        return None  # "5 killed - either militants or civilians"
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
    subject = _kid(t, "nsubj") or _kid(t, "nsubjpass")
    if subject is None and t.dep_ in ("acl", "amod") and t.tag_ == "VBG":
        subject = t.head
    if subject is None and t.dep_ == "conj":
        subject = _shared_subject(t)
    if subject is None and t.dep_ == "xcomp":
        subject = _kid(t.head, "nsubj") or _kid(t.head, "nsubjpass")
    if subject is None:
        return _left(t, entry)
    found = _found(t, entry, subject, "intransitive", None)
    if found is not None and entry.harm == "displaced":
        return _displaced(found)
    return found


def _displaced(found: Found) -> Found | None:
    """Flight counts as displacement where numbered people or civilians flee, never suspects or fighters."""
    kept = tuple(g for g in found.groups if g.said and g.status in ("civilian", "unknown") and g.low >= 10)
    return replace(found, groups=kept) if kept else None


def _participle(t: Token, entry: Entry) -> Found | None:
    """A participle with no object: reduced relatives, headlines, ellipsis, results ("left five wounded")."""
    if t.tag_ == "VBG" or (t.tag_ in ("VB", "VBP", "VBZ")):
        return None
    agent = _by(t)
    noun = t.dep_ == "acl" and t.head.i < t.i and t.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON")
    list_head = t.head.head
    if (
        noun
        and t.head.dep_ == "appos"
        and list_head.pos_ in ("NOUN", "NUM")
        and list_head.i < t.head.i
        and list_head.dep_ != "pobj"
    ):
        return _found(t, entry, list_head, "reduced", agent)  # "3-5 men - all civilians - killed"
    if noun and (found := _found(t, entry, _listed_first(t.head), "reduced", agent)) is not None:
        return found
    if (found := _left(t, entry)) is not None:
        return found
    subject = _kid(t, "nsubj")
    if subject is not None and t.tag_ in _PARTICIPLE:
        return _found(t, entry, subject, "headline", agent)
    if t.dep_ in ("conj", "xcomp", "oprd", "ccomp", "acomp", "attr", "advcl", "dep"):
        above = _above(t)
        if above is not None:
            return _found(t, entry, above, "shared", agent or _by(t.head))
    if t.dep_ == "amod" and t.head.i > t.i and t.head.pos_ in ("NOUN", "PROPN"):
        found = _found(t, entry, t.head, "attributive", None)
        return _said(found)
    if t.dep_ == "amod" and t.head.i < t.i:
        return _found(t, entry, t.head, "reduced", agent)
    return None


def _listed_first(noun: Token) -> Token:
    """In a headline the participle after a list holds for all of it: "Two women and a child killed"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "NUM", "PROPN") and noun.i - first.head.i < 15:
        first = first.head
    return first if first.head.i == first.i else noun


def _above(t: Token) -> Token | None:
    """The victims that an elliptic predicate shares with the one above it."""
    head = t.head
    if t.dep_ in ("conj", "dep"):
        if head.lower_ in lexicon().verbs or head.lower_ in lexicon().states or _kid(head, "nsubjpass") is not None:
            passive = _kid(head, "nsubjpass")
            if passive is None and head.dep_ in ("acl", "amod"):
                return head.head
            if passive is None and head.dep_ == "conj":
                return _above(head)
            return passive or (
                _kid(head, "nsubj") if _kid(head, "dobj") is None or head.lower_ in _BE else _kid(head, "dobj")
            )
        return _kid(head, "nsubjpass")
    if head.lower_ in _BE or head.pos_ == "AUX":
        return _kid(head, "nsubj") or _kid(head, "nsubjpass")
    found = _kid(head, "nsubjpass")
    if found is None and head.dep_ == "acl" and head.tag_ == "VBN":
        found = head.head  # "the man found shot dead"
    if found is None and head.lemma_ in ("leave", "find", "report", "believe", "fear", "shoot", "pronounce", "confirm"):
        found = _kid(head, "dobj")
    if found is None and t.dep_ in ("xcomp", "oprd", "acomp") and t.head.pos_ in ("VERB", "AUX"):
        found = _kid(head, "nsubj") if head.lemma_ not in ("leave",) else None
    return found


def _said(found: Found | None) -> Found | None:
    """Only groups whose words count: "12 wounded men", never "wounded men"."""
    if found is None:
        return None
    kept = tuple(
        g for g in found.groups if g.said and g.last - g.first > 1 and g.qualifier != "some" and not g.definite
    )
    return replace(found, groups=kept) if kept else None


def _left(t: Token, entry: Entry) -> Found | None:
    """A number right before the word, a noun or two between: "376 wounded", "over 6,500 combat wounded"."""
    doc = t.doc
    low = max(t.sent.start, t.i - 12)
    found = [q for q in quantities(doc, low, t.i) if q.kind != "determiner" and not measures(doc, q)]
    if not found:
        return None
    q = found[-1]
    between = doc[q.last : t.i]
    if len(between) > 5 or any(
        b.pos_ not in ("NOUN", "ADJ", "ADV", "PROPN", "CCONJ") and b.lower_ not in ("of", "the", "-") for b in between
    ):
        return None
    nouns = [b for b in between if b.pos_ in ("NOUN", "PROPN") and b.lower_ not in _FILLER]
    anchor = nouns[-1] if nouns else doc[q.start]
    group = member(anchor, lexicon(), entry.people) if nouns else _bare(q)
    if group is None or (nouns and group.head != anchor.i and group.first > q.last):
        return None
    if nouns and not group.first <= q.start < group.last:
        return None
    agent = _by(t)
    kept = (replace(group, last=max(group.last, q.last)),)
    return Found(entry.harm, t.i, _clause(t), kept, "elliptic", agent.i if agent is not None else None)


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
        group: Group | None = _bare(q)
    else:
        group = member(noun, lex, entry.people)
    agent = _kid(t, "nsubj") or _shared_subject(t)
    return Found(entry.harm, t.i, t.i, (group,), "active", agent.i if agent else None) if group else None


def _bare(q: Quantity) -> Group:
    return Group(q.low, q.high, q.qualifier, q.first, q.last, q.start, "unknown", q.rest)


def _clause(t: Token) -> int:
    """The predicate that a noun, state or participle hangs on."""
    at = t
    for _ in range(8):
        if at.pos_ in ("VERB", "AUX") or at.head.i == at.i:
            break
        at = at.head
    return at.i


def _found(t: Token, entry: Entry, head: Token, rule: str, agent: Token | None) -> Found | None:
    inside = rule == "reduced" and t.doc[t.i - 1].lower_ != ","  # "including two children wounded in the blast"
    found = tuple(groups(head, entry.people, part=inside))
    if rule in ("passive", "reduced", "headline", "intransitive", "state") and head.i < t.i:
        found = tuple(g for g in found if g.head < t.i)
    if not found:
        return None
    if t.pos_ == "VERB":
        taken = {g.head for g in found}
        found += tuple(g for g in _along(t, found[-1].last - 1) if g.head not in taken)
    return Found(entry.harm, t.i, t.i, found, rule, agent.i if agent is not None else None)


def _along(t: Token, after: int) -> tuple[Group, ...]:
    """Who came to harm "along with" the victims: the phrase stands after them, before the next verb."""
    doc = t.doc
    for i in range(min(t.i, after) + 1, min(t.sent.end - 2, max(t.i, after) + 25)):
        word = doc[i].lower_
        if i > t.i and doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            break
        if word in ("along", "together", "alongside"):
            preposition = doc[i] if word == "alongside" else doc[i + 1]
            if preposition.lower_ not in ("with", "alongside"):
                continue
            noun = _kid(preposition, "pobj")
            if noun is not None and noun.i > i:
                return tuple(g for g in groups(noun, True) if g.said)
    return ()


def _kid(t: Token, dep: str) -> Token | None:
    return next((c for c in t.children if c.dep_ == dep), None)


def _by(t: Token) -> Token | None:
    agent = _kid(t, "agent")
    if agent is None:
        agent = next((c for c in t.rights if c.dep_ == "prep" and c.lower_ == "by"), None)
    return _kid(agent, "pobj") if agent is not None else None


def _shared_subject(t: Token) -> Token | None:
    at = t
    for _ in range(4):
        if at.dep_ not in ("conj", "xcomp", "advcl") or at.head.i == at.i:
            return None
        at = at.head
        if (subject := _kid(at, "nsubj") or _kid(at, "nsubjpass")) is not None:
            return subject
    return None


def _untimely(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") and not any(c.dep_ == "nummod" for c in noun.children)


# --- states


def _state(t: Token, entry: Entry) -> Found | None:
    words = lexicon().words
    if t.lower_ in ("hostage", "captive", "prisoner", "custody"):
        return _held(t, entry)
    if t.lower_ == "dead" and t.dep_ == "amod" and t.head.i > t.i:
        return _said(_found(t, entry, t.head, "attributive", None))
    if t.dep_ in ("amod", "acl") and t.head.i < t.i:
        return _found(t, entry, t.head, "state", None)
    if (found := _left(t, entry)) is not None:
        return found
    subject = _kid(t, "nsubj") or _kid(t, "nsubjpass")
    if subject is not None and t.pos_ != "NOUN":
        return _found(t, entry, subject, "state", None)
    above = _above(t) if t.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "attr", "conj", "advmod", "dep") else None
    if above is not None and t.head.lower_ not in words["lives"] - {"left"}:
        found = _found(t, entry, above, "state", None)
        return replace(found, clause=_clause(t)) if found else None
    return None


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
    subject = _kid(verb, "nsubjpass")
    if subject is None:
        obj = _kid(verb, "dobj")
        if obj is not None and obj.i != t.i:
            subject = obj
        elif (left := _left(t, entry)) is not None:
            return replace(left, clause=verb.i)
        elif verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
            subject = verb.head
    if subject is None or (t.lower_ == "custody" and verb.lemma_ not in ("take",)):
        return None
    found = _found(t, Entry(entry.harm, "object", True), subject, "held", _by(verb) or _kid(verb, "nsubj"))
    return replace(found, clause=verb.i) if found else None


# --- nouns


def _noun(t: Token, entry: Entry) -> Found | None:
    if entry.frame == "wound" or (entry.harm == "wounded" and t.lower_ in lexicon().words["wounds"]):
        return _hurt(t)
    if entry.frame == "toll":
        return _toll(t)
    if t.lower_ in ("life", "lives"):
        return _lives(t, entry)
    if t.lower_ == "death" and t.dep_ == "pobj" and t.head.lower_ == "to" and t.head.head.pos_ == "VERB":
        return _to_death(t, t.head.head)
    if t.lower_ in ("body", "bodies", "corpse", "corpses", "remains") and not _recovered(t):
        return None
    if t.lower_ in ("hostages", "captives", "detainees", "prisoners") and not _taken(t):
        return None
    return _counted_noun(t, entry) or _named_noun(t, entry) or _numbered_later(t, entry)


def _counted_noun(t: Token, entry: Entry) -> Found | None:
    if entry.frame != "count":
        return None
    doc = t.doc
    left = max(t.left_edge.i, t.i - 12)
    found = [q for q in quantities(doc, left, t.i + 1) if not measures(doc, q)]
    numbers = [q for q in found if q.kind in ("number", "order", "none")]
    if t.lower_ in ("fatality", "casualty") and not numbers:
        numbers = found
    if not numbers:
        return None
    q = numbers[0]
    group = Group(q.low, q.high, q.qualifier, q.first, max(q.last, t.i + 1), t.i, status_of(t, lexicon()), q.rest)
    return Found(entry.harm, t.i, _clause(t), (group,), "none" if q.kind == "none" else "count", None)


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
    found = _verb(verb, Entry("killed", "object", True))
    return replace(found, trigger=t.i) if found else None


def _numbered_later(t: Token, entry: Entry) -> Found | None:
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
        verb = doc[_clause(doc[q.start])]
        subject = _kid(verb, "nsubj") or _kid(verb, "nsubjpass")
        if subject is None or not (vague or verb.lemma_ in ("number", "total", "reach", "exceed", "stand", "top")):
            continue
        if subject.i == t.i or (vague and subject.lower_ in ("they", "these", "it") and subject.i > t.i):
            group = Group(q.low, q.high, q.qualifier, q.first, q.last, t.i, status_of(t, lexicon()))
            return Found(entry.harm, t.i, verb.i, (group,), "toll", None)
    return None


def _named_noun(t: Token, entry: Entry) -> Found | None:
    """ "the deaths of six insurgents", "the killing of a teacher", "his brother's murder"."""
    agent = _by(t)
    for child in t.rights:
        if child.lower_ == "of" and child.dep_ == "prep":
            victim = _kid(child, "pobj")
            found = _found(t, Entry(entry.harm, "event", True), victim, "noun", agent) if victim is not None else None
            return replace(found, clause=_clause(t)) if found else None
    owner = _kid(t, "poss")
    if owner is not None and t.lower_ not in ("bodies", "remains", "arrests", "hostages", "captives", "detainees"):
        found = _found(t, Entry(entry.harm, "event", True), owner, "noun", agent)
        return replace(found, clause=_clause(t)) if found else None
    return None


def _recovered(t: Token) -> bool:
    verb = t.doc[_clause(t)]
    return verb.lower_ in lexicon().words["bodies"] or (
        verb.lower_ in _BE and any(c.lower_ in lexicon().words["bodies"] for c in verb.children)
    )


def _taken(t: Token) -> bool:
    return t.dep_ in ("dobj", "nsubjpass") and t.head.lower_ in lexicon().words["holding"]


def _hurt(t: Token) -> Found | None:
    """ "suffered gunshot wounds", "a man with a gunshot wound", "were treated for injuries", "12 injuries"."""
    verb, words = t.head, lexicon().words
    via = None
    if t.dep_ == "pobj":
        via, verb = t.head, t.head.head
    if t.lower_ == "injuries" and (found := _counted_noun(t, Entry("wounded", "count"))) is not None:
        return found
    if t.lower_ in ("injury", "injuries") and (found := _no_injuries(t)) is not None:
        return found
    if t.lower_ == "condition":
        return _in_condition(t, via, verb)
    if via is not None and via.lower_ in ("with", "from") and via.i > verb.i:
        bearer = verb if verb.pos_ in ("NOUN", "PROPN") else _bearer(verb)
        return _found(t, Entry("wounded", "object", True), bearer, "wound", None) if bearer is not None else None
    if verb.lower_ not in words["suffering"] or (via is not None and via.lower_ != "for" and via.lower_ != "from"):
        return None
    subject = (
        _kid(verb, "nsubjpass")
        or _kid(verb, "nsubj")
        or (verb.head if verb.dep_ == "acl" else None)
        or _shared_subject(verb)
    )
    if subject is None or (via is None and _kid(verb, "nsubjpass") is not None):
        return None
    found = _found(t, Entry("wounded", "object", True), subject, "wound", None)
    return replace(found, clause=verb.i) if found else None


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
    ):
        return _kid(verb, "nsubjpass") or _kid(verb, "dobj")
    return _kid(verb, "nsubj") if verb.lemma_ in ("arrive", "walk", "come", "escape", "survive", "show") else None


def _in_condition(t: Token, via: Token | None, verb: Token) -> Found | None:
    """ "is in critical condition", "was listed in stable condition"."""
    grades = lexicon().words["conditions"]
    if via is None or via.lower_ != "in" or not any(c.lower_ in grades for c in t.lefts):
        return None
    subject = _kid(verb, "nsubjpass") or _kid(verb, "nsubj") or _shared_subject(verb)
    if verb.pos_ not in ("VERB", "AUX") or subject is None:
        return None
    found = _found(t, Entry("wounded", "object", True), subject, "wound", None)
    return replace(found, clause=verb.i) if found else None


def _no_injuries(t: Token) -> Found | None:
    if any(c.lower_ == "no" for c in t.lefts):
        group = Group(0, 0, "none", t.left_edge.i, t.i + 1, t.i, "unknown")
        return Found("wounded", t.i, _clause(t), (group,), "none", None)
    return None


def _lives(t: Token, entry: Entry) -> Found | None:
    """ "claimed 12 lives", "claimed the lives of six", "six people lost their lives"."""
    words = lexicon().words
    verb = t.head
    if verb.lower_ not in words["lives"]:
        return None
    if (found := _counted_noun(t, entry)) is not None or (found := _named_of(t, entry)) is not None:
        return replace(found, clause=verb.i)
    if verb.lower_ in words["losing"] and t.dep_ == "dobj":
        subject = _kid(verb, "nsubj") or _shared_subject(verb) or (verb.head if verb.dep_ in ("acl", "relcl") else None)
        found = (
            _found(t, Entry("killed", "subject", True), subject, "intransitive", None) if subject is not None else None
        )
        return replace(found, clause=verb.i) if found else None
    return None


def _named_of(t: Token, entry: Entry) -> Found | None:
    return _named_noun(t, entry) if any(c.lower_ == "of" for c in t.rights) else None


def _toll(t: Token) -> Found | None:
    """ "the death toll rose to 15", "a toll of 12 dead": the last number that the clause gives it."""
    doc, lex = t.doc, lexicon()
    harm = _toll_harm(t)
    if harm is None:
        return None
    end = min(t.sent.end, t.i + 18)
    for i in range(t.i + 1, end):
        if doc[i].lower_ in (";", "while", "but"):
            end = i
            break
    if (raised := _raised(t, harm)) is not None:
        return raised
    for q in quantities(doc, t.i + 1, end):
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
            )
            and doc[q.first - 1].pos_ != "VERB"
        ):
            continue
        if after in lex.verbs and lex.verbs[after].harm != harm:
            continue
        group = Group(q.low, q.high, q.qualifier, q.first, q.last, q.start, "unknown", False)
        return Found(harm, t.i, _clause(t), (group,), "toll", None)
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
                group = replace(_bare(q), status=status_of(t, lexicon()))
                return Found(harm, t.i, verb.i, (group,), "toll", None)
    return None


def _toll_harm(t: Token) -> Harm | None:
    """What a toll counts: its own compound, or the "of" phrase of a total; a bare "toll" counts the dead."""
    total = t.lower_ in lexicon().words["total"]
    below = [c for p in t.rights if p.lower_ == "of" for c in p.children]
    near = {c.lower_ for c in [*t.lefts, *below, *t.rights]} | {c.lower_ for b in below for c in b.children}
    if near & {"casualty", "casualties"}:
        return "casualties"
    if near & {"injured", "wounded", "injuries"}:
        return "wounded"
    if near & {"detained", "arrested", "detainees", "arrests"}:
        return "captured"
    if near & {"displaced"}:
        return "displaced"
    if near & {"death", "deaths", "dead", "killed", "fatalities", "victims", "body", "fatality", "martyrs"}:
        return "killed"
    return None if total else "killed"
