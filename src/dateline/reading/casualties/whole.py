"""Which phrase is the whole, where the parser takes a part or a title for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Lexicon, lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.numbers import measures, quantities

if TYPE_CHECKING:
    from spacy.tokens import Token


def whole_of(head: Token) -> Token:
    """The whole, where the parser takes its part for the subject: "14 people, including nine children, were killed"."""
    doc, including = head.doc, ("including",)
    at = _listed_part(head)
    while at > head.sent.start and doc[at].pos_ in ("ADV", "ADP", "SCONJ", "NUM") and doc[at].lower_ not in including:
        at -= 1
    if at <= head.sent.start or doc[at].lower_ not in including:
        return head
    for quantity in reversed(quantities(doc, head.sent.start, at)):
        if quantity.kind in ("number", "order") and not measures(doc, quantity):
            noun = quantity.last
            while (noun < at and doc[noun].pos_ in ("ADJ", "VERB", "ADV")) or doc[noun].dep_ == "compound":
                noun += 1
            return doc[noun] if noun < at and doc[noun].pos_ in ("NOUN", "PROPN") else head
    return head


def _listed_part(head: Token) -> int:
    """The token before the noun phrase, or before the list of parts that it ends: "including two women, one of whom
    was pregnant, and three children"."""
    doc, at = head.doc, head.left_edge.i - 1
    if at < 0 or doc[at].lower_ != "and":
        return at
    for i in range(at - 1, max(head.sent.start, at - 25), -1):
        token = doc[i]
        if token.lower_ == "including":
            lex = lexicon()
            told = any(w.lower_ in lex.verbs or w.lower_ in lex.states for w in doc[max(head.sent.start, i - 6) : i])
            return at if told else i  # "four were killed, including two children, and three others were injured"
        if token.tag_ in ("VBD", "VBZ", "VBP") and doc[i - 1].lower_ not in ("whom", "who", "them"):
            return at
    return at


def named_after(head: Token, lex: Lexicon) -> list[Group] | None:
    """The persons whose names follow a plural that counts nobody: "the journalists Ana Ruiz and Pedro Gil"."""
    doc, at = head.doc, head.i + 1
    if head.tag_ != "NNS" or head.lower_ not in lex.people or at >= len(doc) or doc[at].ent_type_ != "PERSON":
        return None
    if any(c.dep_ == "nummod" for c in head.lefts):
        return None
    names: list[tuple[int, int]] = []
    while at < head.sent.end and len(names) < 40:
        if doc[at].ent_type_ == "PERSON":
            end = at + 1
            while end < head.sent.end and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON":
                end += 1
            names.append((at, end))
            at = end
        elif doc[at].lower_ in ("and", ","):
            at += 1
        else:
            break
    status = status_of(head, lex)
    return [Group(1, 1, "exact", a, b, b - 1, status, named=True) for a, b in names] if len(names) > 1 else None


def titled(head: Token, lex: Lexicon) -> Token | None:
    """The person at the end of a name with "of": "an Islamic Movement of Uzbekistan leader"."""
    if head.ent_type_ not in ("ORG", "NORP", "GPE", "") or head.pos_ != "PROPN":
        return None
    for preposition in head.rights:
        for noun in preposition.children if preposition.lower_ == "of" else ():
            if noun.dep_ == "pobj" and noun.tag_ == "NN" and noun.lower_ in lex.people:
                return noun
    return None


def title_of(m: Token, lex: Lexicon) -> bool:
    """Whether it is a second office of the person before: "imam and preacher of the mosque"."""
    anybody = lex.words["anybody"]
    if (
        m.dep_ != "conj"
        or m.tag_ != "NN"
        or m.head.tag_ != "NN"
        or any(c.dep_ in ("det", "nummod", "poss") for c in m.lefts)
    ):
        return False
    offices = all(t.lower_ in lex.people and t.lower_ not in anybody for t in (m, m.head))
    return offices and any(c.lower_ == "of" for c in m.rights)


def antecedent(pronoun: Token) -> Token | None:
    """What a relative pronoun stands for."""
    verb = pronoun.head
    for _ in range(5):
        if verb.dep_ in ("relcl", "acl"):
            head: Token = verb.head
            return head
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def shares(noun: Token) -> bool:
    """Whether it is a share of people told before: "all of them", "half of whom"."""
    return any(c.lower_ == "of" and any(k.lower_ in ("them", "whom") for k in c.children) for c in noun.rights)
