"""Persons, forces, armed groups, states, organizations and populations."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from dateline.reading.actors.assemble import actors_of
from dateline.reading.actors.cluster import Paragraphs
from dateline.reading.actors.clusters import Clusters
from dateline.reading.actors.context import abbreviations, appositions, home_country
from dateline.reading.actors.country import give_country
from dateline.reading.actors.defined import with_definitions
from dateline.reading.actors.describe import descriptions
from dateline.reading.actors.lexicon import fold, lexicon
from dateline.reading.actors.mention import Mention, View
from dateline.reading.actors.names import Named, find_names, mastheads, subjects
from dateline.reading.actors.naming import name_mentions
from dateline.reading.actors.nouns import nouns
from dateline.reading.actors.pronouns import bind_pronouns
from dateline.reading.layers import Layers, Sentence
from dateline.reading.syntax import syntax_of


class ActorStage:
    """Finds who is named or described, and makes one actor of each.

    Kinds and sectors follow the PLOVER manual (sector primary codes); countries are ISO 3166-1 alpha-3.
    """

    name, version = "actors", "1"
    requires = frozenset({"sentences", "places"})
    assigns = frozenset({"actors"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `actors`, numbered in text order."""
        low = [w if w.isascii() else fold(w) for w in syntax_of(layers.doc).lower]
        view = View(layers.doc, low, layers.text, _located(layers))
        found, clusters, named = mentions(view, layers)
        for mention in found:
            clusters.add(mention)
        give_country(view, layers, named, clusters, nouns())
        bind_pronouns(view, layers, clusters)
        return replace(layers, actors=actors_of(view, layers, clusters))


def _located(layers: Layers) -> dict[int, str]:
    """Token index -> country of the place named there."""
    found: dict[int, str] = {}
    for place in layers.places:
        if place.country:
            for m in place.mentions:
                found |= dict.fromkeys(range(*layers.indices(m.start, m.end)), place.country)
    return found


def mentions(view: View, layers: Layers) -> tuple[list[Mention], Clusters, list[Named]]:
    """All mentions by name and by description, in text order, empty clusters that know the report's context, names."""
    words, sentences = nouns(), list(layers.content())
    named = subjects(view, find_names(view, sentences, lexicon(), layers), sentences, words.agentive)
    named = mastheads(view, named, sentences)
    named = with_definitions(view, named, sentences)
    at = {i: n for n in named for i in range(n.first, n.last)}
    floors = _floors(named, sentences)
    found = name_mentions(view, [n for n in named if n.first in floors], at, words, floors)
    for s in sentences:
        found += descriptions(view, s.first, s.last, at, words)
    found = sorted(found, key=lambda m: (m.head, m.first))
    aliases, extra = abbreviations(view, found)
    found = sorted([*found, *extra], key=lambda m: (m.head, m.first))
    clusters = Clusters(words, aliases, appositions(view, found), home_country(named), _paragraphs(sentences))
    return found, clusters, named


def _floors(named: list[Named], sentences: list[Sentence]) -> dict[int, int]:
    """The first token of the sentence of each name that stands in one, by the name's first token."""
    firsts = [s.first for s in sentences]
    at = ((n.first, bisect_right(firsts, n.first) - 1) for n in named)
    return {first: sentences[k].first for first, k in at if k >= 0 and first < sentences[k].last}


def _paragraphs(sentences: list[Sentence]) -> Paragraphs:
    begun = [s for n, s in enumerate(sentences) if n == 0 or s.paragraph != sentences[n - 1].paragraph]
    return Paragraphs([s.first for s in begun], [s.paragraph for s in begun], [s.zone == "title" for s in begun])
