"""Who a word of harm harms: the noun phrases that its grammar makes victims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.counts import numbered_later
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.nouns import of_noun
from dateline.reading.casualties.people import groups
from dateline.reading.casualties.phrases import Found, kid, make, shot_dead
from dateline.reading.casualties.states import of_held, of_state
from dateline.reading.casualties.tolls import put_at
from dateline.reading.casualties.verbs import of_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def find(t: Token) -> Found | None:
    """What the word of harm `t` tells: its victims, or `None` where it tells of none."""
    lex = lexicon()
    word = t.lower_
    if _compound(t):
        return None
    if word == "held":
        return of_held(t)
    if t.dep_ == "nsubj" and t.head.lemma_ in ("include", "comprise") and (found := _included(t)) is not None:
        return found
    noun = lex.nouns.get(word)
    state = lex.states.get(word)
    verb = lex.verbs.get(word)
    entry = state or (verb if t.tag_ in ("VBN", "VBD", "JJ", "NN", "NNS") else None)
    if noun is not None and noun.frame in ("count", "wound"):
        entry = noun
    if entry is not None and (found := put_at(t, entry.harm)) is not None:
        return found
    if noun is not None and (t.pos_ in ("NOUN", "PROPN") or verb is None) and not (verb and _verbal(t)):
        return of_noun(t, noun)
    if state is not None:
        counted = t.dep_ == "nsubj" and t.tag_ == "NNS"  # "the dead are in the hundreds"
        return of_state(t, state) or (numbered_later(t, Entry(state.harm, "count")) if counted else None)
    if verb is not None and (t.pos_ != "NOUN" or word in lex.words["participles"]):
        return of_verb(t, verb)
    return _shot_as_noun(t) if t.pos_ == "NOUN" and word == "shot" and shot_dead(t.doc, t.i + 1) else None


def _shot_as_noun(t: Token) -> Found | None:
    """ "A sniper shot dead a teacher": the parser may take the deed for a noun; who stands before it did it."""
    doer = next((c for c in t.lefts if c.dep_ in ("compound", "nsubj") and c.i == t.i - 1), None)
    after = t.i + 2
    if doer is None or after >= len(t.doc) or t.doc[after].pos_ not in ("DET", "NUM", "PROPN", "ADJ", "NOUN", "PRON"):
        return None
    victim = next((c for c in t.rights if c.left_edge.i == after and c.pos_ in ("NOUN", "PROPN", "NUM")), None)
    return make(t, Entry("killed", "object", True), victim, "active", doer) if victim is not None else None


def _included(t: Token) -> Found | None:
    """ "The dead included three nurses and a guard": people inside of those counted before."""
    lex = lexicon()
    entry = lex.states.get(t.lower_) or lex.verbs.get(t.lower_) or lex.nouns.get(t.lower_)
    listed = kid(t.head, "dobj")
    if entry is None or listed is None or t.left_edge.lower_ not in ("the", "those"):
        return None
    kept = tuple(replace(g, inside=True) for g in groups(listed, True, part=True) if g.said)
    return Found(entry.harm, t.i, t.head.i, kept, "state") if kept else None


def _compound(t: Token) -> bool:
    """Whether the word only modifies another: "death squads", "murder charges", "cause of death"."""
    words = lexicon().words
    nxt = t.doc[t.i + 1].lower_ if t.i + 1 < len(t.doc) else ""
    if t.dep_ in ("compound", "nmod") and t.head.i == t.i + 1 and nxt not in ("toll", "tolls"):
        return True
    return nxt in words["compounds"] and t.pos_ in ("NOUN", "PROPN", "ADJ") and t.lower_ not in words["total"]


def _verbal(t: Token) -> bool:
    return t.pos_ == "VERB" or any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in t.children)
