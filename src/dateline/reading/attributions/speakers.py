"""Who speaks: the subject of a cue verb, through conjunction, control, participles, passives and "as saying"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.reading.attributions.cues import words
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 6  # predicates on the way up to one with a subject
_NO_SUBJECT = frozenset({"there", "."})  # the full stop of "communique No. 12 said"
_PASSIVE = frozenset({"nsubjpass", "auxpass", "csubjpass"})


def subject(verb: Token, inside: Sequence[int] = ()) -> Token | None:
    """The verb's own subject in the active, or `None`.

    Args:
        verb: the verb.
        inside: for each token the innermost quotation it stands in, or -1. Words of a quotation are no subject of a
            verb outside it, unless that is all they are ("the "Free Army" said"); of two subjects the nearer counts.
    """
    s, doc = syntax_of(verb.doc), verb.doc
    found = [doc[c] for c in s.children[verb.i] if s.dep[c] == "nsubj" and s.lower[c] not in _NO_SUBJECT]
    if inside and found:
        level = inside[verb.i]
        kept = [c for c in found if inside[c.i] == level]
        found = kept or [c for c in found if c.i < verb.i and inside[c.left_edge.i] == level]
    before = [c for c in found if c.i < verb.i]
    return before[-1] if before else found[0] if found else None


def passive(verb: Token) -> bool:
    """Whether the verb is in the passive."""
    s = syntax_of(verb.doc)
    if any(s.dep[c] in _PASSIVE for c in s.children[verb.i]):
        return True
    return verb.tag_ in ("VBN", "VBD") and verb.dep_ == "acl" and subject(verb) is None


def agent(verb: Token) -> Token | None:
    """The object of the passive's "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def stranded(verb: Token) -> Token | None:
    """The charity of "the charity that runs it said": the parser takes the pronoun for the subject."""
    if verb.i < 3 or verb.nbor(-1).lower_ not in ("it", "her", "you") or verb.nbor(-1).dep_ != "nsubj":
        return None
    relative = verb.nbor(-2)
    noun = relative.head
    if relative.dep_ != "relcl" or noun.i >= relative.i or noun.pos_ not in _NOMINAL:
        return None
    deps = {c.dep_: c for c in relative.children}
    own = deps.get("nsubj")
    return noun if own is not None and own.tag_ in ("WDT", "WP") and "dobj" not in deps else None


def _perceived(verb: Token) -> Token | None:
    """The man of "arrested a man who was overheard saying": the parser may give "saying" to the arrest."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return None
    for k in range(verb.i - 1, max(verb.i - 7, verb.head.i), -1):
        token = verb.doc[k]
        if token.text == ",":
            return None
        if token.tag_ == "VBN" and token.lemma_.lower() in words().perceived and token.dep_ in ("relcl", "acl"):
            return token.head
    return None


def speaker_of(verb: Token, inside: Sequence[int] = ()) -> tuple[Token | None, tuple[Token, ...]]:
    """Head of the noun phrase that speaks through `verb`, and the heads of those that carry it."""
    if passive(verb):
        return agent(verb), ()
    if heard := _perceived(verb):
        return heard, ()
    if found := stranded(verb) or subject(verb, inside):
        return found, ()
    if any(c.dep_ == "nsubj" for c in verb.children):
        return _inverted(verb), ()
    token: Token | None = verb
    for _ in range(_CLIMB):
        if token is None or token.head.i == token.i or token.dep_ in ("ccomp", "parataxis"):
            return _inverted(verb), ()
        if subjunctive(token):
            token = token.head.head
            if found := subject(token, inside):
                return found, ()
            continue
        found, carriers, token = _above(token, verb, inside)
        if found is not None:
            return found, carriers
    return None, ()


def subjunctive(token: Token) -> bool:
    """Whether a finite verb is joined to a base form that it cannot go on: "demanded that they leave and called …"."""
    head = token.head
    if token.dep_ != "conj" or head.dep_ != "ccomp":
        return False
    if token.tag_ == "VBD" and head.tag_ == "VBN":  # "said troops had gone in, and blamed them"
        return any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children)
    return (token.tag_ in ("VBD", "VBZ") and head.tag_ == "VB") or (
        token.tag_ == "VBD" == head.head.tag_ and head.tag_ in ("VBP", "VBZ")
    )


def _above(token: Token, verb: Token, inside: Sequence[int]) -> tuple[Token | None, tuple[Token, ...], Token | None]:
    """One step up from a predicate without a subject: its speaker, carriers, and else where to look further up."""
    head, dep = token.head, token.dep_
    if dep == "acl":
        return (None, (), head) if _to_infinitive(token) else (_at_occasion(head, inside) or head, (), None)
    if dep in ("pcomp", "prep") and head.lower_ == "as" and head.head.lemma_.lower() in words().carrying:
        return *_quoted(head.head), None
    if dep == "pcomp":
        head = head.head
    if head.pos_ in ("VERB", "AUX"):
        if dep == "xcomp" and (controller := _controller(head)):
            return controller, (), None
        patient = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
        return patient or subject(head, inside), (), head
    if dep == "pcomp" and head.pos_ in ("NOUN", "PROPN"):
        return head, (), None
    through = (head.pos_ == "ADJ" and dep == "xcomp") or (token.i != verb.i and dep in ("dobj", "pobj", "attr", "prep"))
    return None, (), head if through else None


def cited_by(noun: Token) -> Token | None:
    """Who carries it: the Guardian of "a report by Amnesty cited by the Guardian"."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in words().citing:
            return agent(child)
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and (found := cited_by(inner)) is not None:
                return found
    return None


def _to_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _at_occasion(noun: Token, inside: Sequence[int]) -> Token | None:
    """Who said something at a briefing, in an interview: "she said at a briefing announcing …"."""
    if noun.lemma_.lower() not in words().occasions or noun.dep_ != "pobj":
        return None
    verb = noun.head.head
    return speaker_of(verb, inside)[0] if verb.pos_ == "VERB" else None


def _quoted(verb: Token) -> tuple[Token | None, tuple[Token, ...]]:
    """Speaker and carriers of "quoted X as saying" and "X was quoted by Y as saying"."""
    if passive(verb):
        spoken = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if spoken is None and verb.dep_ == "acl":
            spoken = verb.head
        carrier = agent(verb)
        if carrier is None:
            carrier = next((p for c in verb.children if c.lower_ in ("in", "on") for p in c.children), None)
        return spoken, (carrier,) if carrier is not None else ()
    spoken = next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)
    carrier, further = speaker_of(verb)
    return spoken, (carrier, *further) if carrier is not None else further


def _controller(verb: Token) -> Token | None:
    if verb.lemma_.lower() not in words().object_control:
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)


def beside(verb: Token, inside: Sequence[int]) -> Token | None:
    """The noun phrase right before a finite verb, or right after one that follows a quotation or a comma.

    For verbs whose subject the parser lost.
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or not 0 < verb.i < len(verb.doc) - 1:
        return None
    doc, level = verb.doc, inside[verb.i]
    at = verb.i - 1
    while at > 0 and doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    before, after = doc[at], doc[verb.i + 1]
    if before.pos_ in _NOMINAL and inside[at] == level:
        top = before
        while top.head.i != top.i and top.head.i < verb.i and top.head.pos_ not in ("VERB", "AUX"):
            top = top.head
        return top if top.pos_ in _NOMINAL else before
    if (before.is_quote or before.text == ",") and after.pos_ in (*_NOMINAL, "DET", "ADJ") and inside[after.i] == level:
        top = after
        while top.head.i > verb.i and top.head.i != top.i:
            top = top.head
        return top if top.pos_ in _NOMINAL and top.left_edge.i == after.i else None
    return None


_NOMINAL = ("NOUN", "PROPN", "PRON")


def _inverted(verb: Token) -> Token | None:
    """ "…, said the mayor": the parser may take a subject after its verb for an object."""
    after = verb.i + 1
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "oprd", "npadvmod") and child.left_edge.i == after:
            return (
                child
                if child.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or child.pos_ in ("NOUN", "PROPN")
                else None
            )
    return None
