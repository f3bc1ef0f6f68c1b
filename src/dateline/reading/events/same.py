"""Mentions that go back to an event already told are no new events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.events.words import lexicon
from dateline.reading.layers import Layers
from dateline.reading.syntax import Syntax, syntax_of

if TYPE_CHECKING:
    from dateline.reading.events.build import Draft

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})


def _points_back(s: Syntax, draft: Draft) -> bool:
    """Harm told of events told before: "74 people were killed in the two incidents"."""
    anaphora = lexicon().anaphora
    if not draft.candidate.verb or s.lemma[draft.candidate.i] not in lexicon().harm:
        return False
    for verb in (draft.candidate.i, *draft.candidate.also):
        for p in s.kids(verb, "prep"):
            noun = s.kid(p, "pobj")
            if noun is None or s.lemma[noun] not in anaphora or s.lower[p] not in ("in", "during", "by", "from"):
                continue
            if any(s.lower[c] in _POINTING for c in s.children[noun]) and s.kid(noun, "prep", "relcl", "acl") is None:
                return True
    return False


def distinct(layers: Layers, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that only point back ("the attack", "the two clashes") at one of the same type, and
    without a second telling of what can happen to a person only once or is told of him in the same word."""
    s, anaphora = syntax_of(layers.doc), lexicon().anaphora
    persons = {a.id for a in layers.actors if a.kind == "person"}
    kept: list[Draft] = []
    types: set[str] = set()
    told: dict[tuple[str, tuple[str, ...]], int] = {}
    for draft in drafts:
        i = draft.candidate.i
        pointing = (
            not draft.candidate.verb
            and s.lemma[i] in anaphora
            and any(s.dep[c] == "det" and s.lower[c] in _POINTING for c in s.children[i])
            and not draft.who.actors
        )
        if draft.type in types and (pointing or (not draft.who.actors and _points_back(s, draft))):
            continue
        key = (s.lemma[i], draft.who.recipients)
        once = draft.type in ("ASSAULT", "COERCE") and bool(key[1]) and persons.issuperset(key[1])
        if once and draft.assessment.status == "happened":
            if (first := told.get(key)) is not None:
                if not kept[first].who.actors and draft.who.actors:
                    who = replace(kept[first].who, actors=draft.who.actors)
                    kept[first] = replace(kept[first], who=who)
                continue
            told[key] = len(kept)
        kept.append(draft)
        types.add(draft.type)
    return kept
