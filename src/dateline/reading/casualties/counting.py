"""The quantity that counts a noun, and the noun that a quantity counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.numbers import Quantity, measures, quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


COLLECTIVE = frozenset({
    "group", "groups", "family", "families", "crowd", "team", "gang", "band", "convoy", "patrol", "squad", "cell",
    "total", "number", "majority", "household", "households", "crew", "unit", "remainder", "rest",
})  # fmt: skip


def quantity_of(m: Token) -> Quantity | None:
    """The quantity that counts `m`: before it in its phrase, or in the "of" phrase of a collective."""
    doc = m.doc
    left, right = m.left_edge.i, m.i + 1
    if m.lower_ in COLLECTIVE or m.like_num or m.pos_ == "NUM":
        right = max(right, min((t.i for t in m.subtree if t.i > m.i and t.dep_ in ("pobj", "nummod")), default=m.i) + 1)
    left = max(left, m.i - 25)
    found = [q for q in quantities(doc, left, right) if not measures(doc, q) and not _possessed(doc, q, m)]
    if not found:
        return _before(m)
    numbers = [q for q in found if q.kind != "determiner"]
    return _whole((numbers or found)[0], doc, m)


def _whole(quantity: Quantity, doc: Doc, m: Token) -> Quantity:
    """The quantity with a bound or a first half that the parser hung elsewhere ("4-8", "Up to 5")."""
    if quantity.kind not in ("number", "order"):
        return quantity
    sentence = m.sent
    ahead = 8 if "either" in (doc[quantity.first].lower_, doc[quantity.first - 1].lower_) else 3
    wider = quantities(doc, max(sentence.start, quantity.first - 5), min(sentence.end, quantity.last + ahead))
    return next((q for q in wider if q.first <= quantity.start < q.last), quantity)


def _before(m: Token) -> Quantity | None:
    """A number that the parser cut off by an adjective: "5-8 alleged Taliban"."""
    doc, at = m.doc, m.left_edge.i
    low = max(m.sent.start, at - 8)
    if at == m.sent.start and at > 0 and doc[at - 1].like_num and doc[at - 1].is_sent_start:
        low = at - 1  # a bullet's number, cut off as a sentence of its own
    hedges = lexicon().words["alleged"]
    while at > low and (doc[at - 1].tag_ in ("JJ", "VBN") or doc[at - 1].lower_ in hedges) and not doc[at - 1].like_num:
        at -= 1
    if at == low or not (doc[at - 1].pos_ == "NUM" or doc[at - 1].like_num):
        return None
    found = [q for q in quantities(doc, low, at) if q.last == at and q.kind == "number" and not measures(doc, q)]
    return found[0] if found else None


def _possessed(doc: Doc, quantity: Quantity, m: Token) -> bool:
    """Whether the quantity belongs to a possessor ("the two brothers' father") or to a clause inside the phrase."""
    at = doc[min(quantity.last, len(doc)) - 1]
    for _ in range(4):
        if at.i == m.i or at.head.i == at.i:
            return False
        if at.dep_ in ("poss", "pobj", "relcl", "acl") and at.head.i != m.i and at.i < m.i:
            return True
        if at.dep_ == "poss":
            return True
        at = at.head
    return False


def counted_noun(m: Token, quantity: Quantity | None) -> Token:
    """The noun that is counted: the object of a number's or a collective's "of", else the word itself."""
    if (
        m.pos_ in ("NUM", "PRON", "DET")
        or m.like_num
        or m.lower_ in COLLECTIVE
        or (quantity and quantity.start <= m.i < quantity.last)
    ):
        for child in m.rights:
            if child.lower_ in ("of", "among") and child.dep_ == "prep":
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return noun
    return m
