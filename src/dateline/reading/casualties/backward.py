"""Mentions that go back to people counted before: "the insurgents", "killing them all"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.counting import quantity_of
from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


def counted_before(group: Group, doc: Doc, reach: int = 160) -> Group | None:
    """The nearest numbered mention before "the insurgents" of the same noun: "multiple armed insurgents"."""
    noun = doc[group.head]
    near = set(syntax_of(doc).lower[max(0, noun.i - 2) : noun.i + 3])
    if noun.lower_ in ("them", "all") and not group.said and {"them", "all"} <= near:
        return _all_told(group, doc)
    if group.said or not group.definite or noun.tag_ != "NNS" or noun.lower_ == "others":
        return None
    for i in range(group.first - 1, max(-1, group.first - reach), -1):
        if doc[i].lower == noun.lower and (quantity := quantity_of(doc[i])) is not None:
            if quantity.kind not in ("number", "order") or quantity.low < 2:
                return None
            last = max(quantity.last, i + 1)
            return replace(
                group,
                low=quantity.low,
                high=quantity.high,
                qualifier=quantity.qualifier,
                first=quantity.first,
                last=last,
            )
    return None


def _all_told(group: Group, doc: Doc, reach: int = 40) -> Group | None:
    """The numbered people right before "killing them all": the subject or object last counted."""
    people = lexicon().people
    for i in range(group.first - 1, max(-1, group.first - reach), -1):
        token = doc[i]
        if token.tag_ != "NNS" or token.lower_ not in people or token.dep_ not in ("nsubj", "nsubjpass", "dobj"):
            continue
        quantity = quantity_of(token)
        if quantity is None or quantity.kind != "number" or quantity.low < 2:
            return None
        status = status_of(token, lexicon())
        return replace(
            group, low=quantity.low, high=quantity.high, qualifier=quantity.qualifier, first=quantity.first,
            last=max(quantity.last, i + 1), status=status,
        )  # fmt: skip
    return None
