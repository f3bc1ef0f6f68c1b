"""Mentions that go back to an event already told are no new events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.events.words import lexicon
from dateline.reading.layers import Layers
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from dateline.reading.events.build import Draft

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})


def distinct(layers: Layers, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that only point back ("the attack", "the two clashes") at one of the same type."""
    s, anaphora = syntax_of(layers.doc), lexicon().anaphora
    kept: list[Draft] = []
    types: set[str] = set()
    for draft in drafts:
        i = draft.candidate.i
        pointing = (
            not draft.candidate.verb
            and s.lemma[i] in anaphora
            and any(s.dep[c] == "det" and s.lower[c] in _POINTING for c in s.children[i])
            and not draft.who.actors
        )
        if pointing and draft.type in types:
            continue
        kept.append(draft)
        types.add(draft.type)
    return kept
