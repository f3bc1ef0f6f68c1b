"""Who says so: quotations, indirect speech, chains of sources."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.attributions.bearers import borne
from dateline.reading.attributions.chains import attributions
from dateline.reading.attributions.cues import lemmas, nouns, verbs, words
from dateline.reading.attributions.kinds import kinds
from dateline.reading.attributions.phrases import (
    according,
    colon,
    condition,
    contained,
    noun_said,
    noun_speaker,
    signed,
)
from dateline.reading.attributions.predicates import recipients, verb_said
from dateline.reading.attributions.quoted import Quoted
from dateline.reading.attributions.quotes import quotations
from dateline.reading.attributions.said import Said
from dateline.reading.layers import Layers
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_HEADLINE = 160  # characters: a first paragraph no longer than this is a headline
_OWN = frozenset({"i", "we", "you"})


class AttributionStage:
    """Who says so: quotations, indirect speech, chains of sources."""

    name, version = "attributions", "1"
    requires = frozenset({"sentences", "actors"})
    assigns = frozenset({"sources", "attributions"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `sources` and `attributions`, both in text order."""
        if not layers.sentences or not len(layers.doc):
            return layers
        quotes = quotations(layers.text, layers.zones)
        quoted = Quoted(layers, quotes)
        paragraph_of = _paragraphs(layers)
        found = [said for said in _candidates(layers, quoted.inside.tolist()) if _outspoken(said, quoted)]
        found = [*(quoted.clipped(said) for said in found), *_signatures(layers, quoted)]
        found.sort(key=lambda s: s.cue or s.content)
        sources, made = attributions(layers, quoted, borne(quoted, _distinct(found), paragraph_of))
        return replace(layers, sources=sources, attributions=made)


def _paragraphs(layers: Layers) -> NDArray[np.int64]:
    """The index of each token's paragraph."""
    starts = syntax_of(layers.doc).start
    firsts = [0, *(bisect_left(starts, z.start) for z in layers.zones), len(starts)]
    return np.repeat(np.arange(-1, len(layers.zones)), [b - a for a, b in pairwise(firsts)])


def _candidates(layers: Layers, inside: list[int]) -> Iterator[Said]:
    """What every cue of the title and body says, bare cues among them."""
    doc, syntax = layers.doc, syntax_of(layers.doc)
    lemma, lower = syntax.parsed, syntax.lower
    inner = [i for s in layers.content() for i in range(s.first, s.last)]
    telling, naming, cues = verbs(), nouns(), lemmas()
    for i in [i for i in inner if lemma[i] in cues]:
        token = doc[i]
        if syntax.pos[i] in _VERBAL or syntax.tag[i][:2] == "VB":
            if cue := telling.get(lemma[i]):
                for said in verb_said(token, cue, inside):
                    if not cue.has("voiced") or _voiced(said.speaker):
                        yield _with_carriers(said, token)
        elif syntax.pos[i] == "NOUN" and (cue := naming.get(lemma[i])) and (made := noun_said(token, cue)):
            yield made
    for i in [i for i in inner if lower[i] == "according"]:
        if made := according(doc[i]):
            yield made
    for i in [i for i in inner if lower[i] == "if"]:
        if made := condition(doc[i]):
            yield made
    for sentence in layers.content():
        first = sentence.first
        if syntax.dep[first] == "prep" and lower[first] == "in" and (made := contained(doc[first])):
            yield made
    yield from _headlines(layers)


def _voiced(speaker: Token | None) -> bool:
    """Whether the subject is somebody or a document: an attack that "shows" something says nothing."""
    if speaker is None:
        return False
    if speaker.pos_ in ("PROPN", "NUM", "DET") or speaker.ent_type_:
        return True
    if speaker.pos_ == "PRON":
        return speaker.lower_ not in ("it", "this", "that", "which", "what")
    return speaker.lemma_.lower() in kinds().heads


def _signatures(layers: Layers, quoted: Quoted) -> Iterator[Said]:
    """Quotations that a dash and a name sign."""
    for k, quote in enumerate(quoted.quotes):
        if quote.depth == 0 and quote.closed and quoted.words_in(k) >= 3:
            first, last = quoted.range[k]
            zone = layers.zones[quote.paragraph]
            if zone.end - quote.end > 120 or zone.end <= quote.end:
                continue
            if found := signed(list(layers.tokens(quote.end, zone.end)), last):
                name, dash = found
                yield Said((dash, dash + 1), (dash, name.i + 1), (first, last), name, (), "asserts", "quote")


def _headlines(layers: Layers) -> Iterator[Said]:
    paragraph = first = -1
    for sentence in layers.content():
        if sentence.paragraph == paragraph:
            continue
        paragraph = sentence.paragraph
        first = paragraph if first < 0 else first
        if ":" in layers.text[sentence.start : sentence.start + 60]:
            zone = layers.zones[paragraph]
            if _place_label(layers, sentence.start):
                continue
            title = sentence.zone == "title" or (paragraph == first and zone.end - zone.start < _HEADLINE)
            yield from colon(layers.text, list(layers.tokens(sentence.start, zone.end)), title)


def _place_label(layers: Layers, start: int) -> bool:
    """Whether the words before the colon name a place: "KABUL: At least nine …" is a dateline, and nobody speaks."""
    colon_at = layers.text.find(":", start, start + 60)
    return any(start <= m.start and m.end <= colon_at for p in layers.places for m in p.mentions)


def _with_carriers(said: Said, verb: Token) -> Said:
    told = tuple(t for t in recipients(verb) if said.bare or not said.content[0] <= t.i < said.content[1])
    told = tuple(t for t in told if words().platforms.isdisjoint(w.lower_ for w in (t, *t.lefts)))
    if verb.dep_ == "acl" and said.speaker is not None and said.speaker.i == verb.head.i:
        noun = verb.head
        if (cue := nouns().get(noun.lemma_.lower())) and cue.has("doc") and noun.head.lemma_.lower() in words().support:
            issuer = noun_speaker(noun)
            if issuer is not None:
                return replace(said, speaker=issuer, also=(noun,), told=told)
    return replace(said, told=told) if told else said


def _outspoken(said: Said, quoted: Quoted) -> bool:
    """Not what a quoted speaker only thinks, wants or asks aloud; what others are quoted as saying stays."""
    if said.cue is None or quoted.inside[said.cue[0]] < 0:
        return said.speaker is None or said.speaker.lower_ != "you"
    if said.speaker is None or said.speaker.lower_ in _OWN:
        return False
    if quoted.doc[said.cue[0]].lemma_.lower() not in words().nested:
        return False
    return said.frame in ("that", "quote")


def _distinct(found: list[Said]) -> list[Said]:
    """One per cue: the first."""
    seen: set[int] = set()
    kept = []
    for said in found:
        at = said.cue[0] if said.cue else -1
        if at not in seen:
            seen.add(at)
            kept.append(said)
    return kept
