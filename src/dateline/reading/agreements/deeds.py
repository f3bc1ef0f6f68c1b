"""Deeds that bear on a duty and that no event tells of: weapons kept, a port handed over, a convoy stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.actors.index import ActorIndex, actor_index
from dateline.reading.agreements.bearing import HINDERED, KEPT_ARMS
from dateline.reading.agreements.lexicon import Lexicon
from dateline.reading.agreements.terms import Duties
from dateline.reading.layers import Layers, SpanIndex
from dateline.reading.linking import linker_of
from dateline.record import Duty, Event, EventType
from dateline.text import Span, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_TYPES: dict[Duty, tuple[EventType, str | None]] = {
    "hand_over_control": ("CONCEDE", None), "grant_access": ("RETREAT", "access"), "withdraw": ("RETREAT", "withdraw"),
    "disarm": ("RETREAT", "disarm"), "release": ("RETREAT", "release"), "grant_amnesty": ("CONCEDE", None),
}  # fmt: skip
_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class _Deed:
    verb: Token
    type: EventType
    mode: str | None


def deeds(layers: Layers, lex: Lexicon, duties: Duties, owed: frozenset[Duty], told: list[Span]) -> Iterator[Event]:
    """Events of the report that only an agreement makes into events, numbered after those that are there.

    Args:
        layers: the report.
        lex: vocabulary.
        duties: finds the duty that a verb tells of.
        owed: duties of the report's agreements.
        told: words of the agreements' terms, and of events.
    """
    index, linker = actor_index(layers), linker_of(layers)
    taken = SpanIndex((s, s) for s in told)
    number = len(layers.events) + 1
    for sentence in layers.content():
        for verb in layers.doc[sentence.first : sentence.last]:
            if verb.pos_ != "VERB" or taken.touching(verb.idx, verb.idx + 1):
                continue
            deed = _deed(verb, lex, duties, owed)
            actors = _doers(verb, index) if deed else ()
            if deed is None or not actors:
                continue
            said = linker.attribution_for(layers.span(verb))
            judged = layers.assessments.get(verb.i)
            yield Event(
                f"e{number}", deed.type, deed.mode, None, layers.span(verb),
                span_of(layers.text, sentence.start, sentence.end), actors, (), linker.place_for(verb)[0],
                linker.time_for(verb)[0], (), None, "happened", judged.certainty if judged else "stated",
                said.id if said else None, _CONFIDENCE,
            )  # fmt: skip
            number += 1


def _deed(verb: Token, lex: Lexicon, duties: Duties, owed: frozenset[Duty]) -> _Deed | None:
    lemma = verb.lemma_.lower()
    if verb.tag_ not in ("VBD", "VBN") or any(c.dep_ == "neg" for c in verb.children) or _unreal(verb):
        return None
    if "disarm" in owed and lemma in lex.words["keep_arms"] and _has_arms(verb, lex):
        return _Deed(verb, "REJECT", KEPT_ARMS)
    objects = {
        t.lemma_.lower()
        for c in verb.children
        if c.dep_ in ("dobj", "nsubjpass")
        for t in (c, *c.conjuncts, *c.children)
    }
    if "grant_access" in owed and lemma in lex.words["hinder"] and objects & lex.words["let_through"]:
        return _Deed(verb, "COERCE", HINDERED)
    duty = duties.duty_of(verb)
    if duty in owed and duty in _TYPES:
        return _Deed(verb, *_TYPES[duty])
    return None


def _unreal(verb: Token) -> bool:
    """ "had agreed to …", "if … handed over": not told as done."""
    if verb.dep_ in ("acl", "advcl", "amod") and verb.tag_ == "VBN":
        return True
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return bool(aux & {"will", "would", "must", "may", "can", "could", "should", "shall", "to", "might"}) or any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "until") for c in verb.children
    )


def _doers(verb: Token, index: ActorIndex) -> tuple[str, ...]:
    """Who does what a verb says, through conjunction."""
    while verb.dep_ == "conj" and verb.head.i != verb.i and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    subjects = agents or [c for c in verb.children if c.dep_ == "nsubj"]
    return tuple(dict.fromkeys(a for c in subjects for a in index.all_for_np(c)))


def _has_arms(verb: Token, lex: Lexicon) -> bool:
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if any(o.pos_ == "PRON" for o in objects) and verb.dep_ == "conj":
        return _has_arms(verb.head, lex)
    if not objects and verb.dep_ == "conj":
        return _has_arms(verb.head, lex)
    return any(o.lemma_.lower() in lex.words["weapons"] for o in objects)
