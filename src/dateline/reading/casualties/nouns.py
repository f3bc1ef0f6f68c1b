"""Nouns of harm: deaths, casualties, bodies, tolls, wounds, lives lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.casualties.phrases import (
    Found,
    agent_of,
    bare,
    clause_of,
    counted_only,
    kid,
    make,
    shared_subject,
)
from dateline.reading.casualties.verbs import of_verb
from dateline.reading.casualties.whole import antecedent
from dateline.reading.numbers import measures, quantities
from dateline.record import Harm

if TYPE_CHECKING:
    from spacy.tokens import Token

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "remain", "remained", "remains"})


def of_noun(t: Token, entry: Entry) -> Found | None:
    """Whom a noun of harm counts or names: "12 deaths", "the murder of a teacher", "a toll of nine"."""
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
        return _none_of(t, entry) if t.lower_ in ("casualties", "deaths", "fatalities") and none_reported(t) else None
    q = numbers[0]
    if q.high == 0:
        q = replace(q, qualifier="none", kind="none")
    group = Group(q.low, q.high, q.qualifier, q.first, max(q.last, t.i + 1), t.i, status_of(t, lexicon()), q.rest)
    return Found(entry.harm, t.i, clause_of(t), (group,), "none" if q.kind == "none" else "count", None)


def none_reported(t: Token) -> bool:
    """ "There were no immediate reports of casualties"."""
    of = t.head
    if t.dep_ != "pobj" or of.lower_ not in ("of", "about") or of.head.lower_ not in ("reports", "report", "word"):
        return False
    return any(c.lower_ == "no" for c in of.head.lefts)


def _none_of(t: Token, entry: Entry) -> Found:
    group = Group(0, 0, "none", t.head.head.left_edge.i, t.i + 1, t.i, status_of(t, lexicon()))
    return Found(entry.harm, t.i, clause_of(t), (group,), "none", None)


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
        verb = doc[clause_of(doc[q.start])]
        subject = kid(verb, "nsubj") or kid(verb, "nsubjpass")
        if subject is None or not (vague or verb.lemma_ in ("number", "total", "reach", "exceed", "stand", "top")):
            continue
        if subject.i == t.i or (vague and subject.lower_ in ("they", "these", "it") and subject.i > t.i):
            group = Group(q.low, q.high, q.qualifier, q.first, q.last, t.i, status_of(t, lexicon()))
            return Found(entry.harm, t.i, verb.i, (group,), "toll", None)
    return None


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


def _hurt(t: Token) -> Found | None:
    """ "suffered gunshot wounds", "a man with a gunshot wound", "were treated for injuries", "12 injuries"."""
    words = lexicon().words
    noun = t
    if t.dep_ == "pobj" and t.head.lower_ == "of" and t.head.head.lower_ in words["extents"]:
        noun = t.head.head  # "sustained various degrees of injury"
    verb, via = noun.head, None
    if noun.dep_ == "pobj":
        via, verb = noun.head, noun.head.head
    if t.lower_ == "injuries" and (found := _counted_noun(t, Entry("wounded", "count"))) is not None:
        return found
    if t.lower_ in ("injury", "injuries") and (found := _no_injuries(t)) is not None:
        return found
    if t.lower_ == "condition":
        return _in_condition(t, via, verb)
    if (owned := _injury_of(t)) is not None:
        return owned
    if via is not None and via.lower_ in ("with", "from") and via.i > verb.i and verb.lower_ not in words["suffering"]:
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


def _lives(t: Token, entry: Entry) -> Found | None:
    """ "claimed 12 lives", "claimed the lives of six", "six people lost their lives"."""
    words = lexicon().words
    verb = t.head
    if verb.lower_ not in words["lives"]:
        return None
    if (found := _counted_noun(t, entry)) is not None or (found := _named_of(t, entry)) is not None:
        return replace(found, clause=verb.i)
    if verb.lower_ in words["losing"] and t.dep_ == "dobj":
        subject = kid(verb, "nsubj") or shared_subject(verb) or (verb.head if verb.dep_ in ("acl", "relcl") else None)
        found = (
            make(t, Entry("killed", "subject", True), subject, "intransitive", None) if subject is not None else None
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
    told = next((e.harm for w in sorted(near) if (e := lexicon().verbs.get(w) or lexicon().states.get(w))), None)
    if told is not None and "killed" not in near:
        return told
    if near & {"death", "deaths", "dead", "killed", "fatalities", "victims", "body", "fatality", "martyrs"}:
        return "killed"
    return (_figure_before(t) if _put(t) else None) if total else "killed"


def _put(t: Token) -> bool:
    """ "Police put the figure at 31": a bare figure goes on with what was counted before it."""
    return t.dep_ == "dobj" and t.head.lemma_ in ("put", "place", "give", "revise", "estimate")


def _figure_before(t: Token) -> Harm | None:
    """The harm last told before a bare figure, in its sentence or the two before it."""
    lex = lexicon()
    for i in range(t.i - 1, max(-1, t.i - 60), -1):
        entry = lex.verbs.get(t.doc[i].lower_) or lex.states.get(t.doc[i].lower_) or lex.nouns.get(t.doc[i].lower_)
        if entry is not None:
            return entry.harm
    return None
