"""Pronouns whose antecedent is clear: one compatible actor near by, or one that is the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.actors.clusters import Cluster, Clusters
from dateline.reading.actors.mention import View
from dateline.reading.actors.nouns import nouns
from dateline.reading.layers import Layers, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
IT = frozenset({"it", "its", "itself"})
_ALL = HE | SHE | THEY | IT
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_BODIES = frozenset({"state", "force", "armed_group", "organization", "media"})
_WEAK = frozenset({"be", "have", "do", "make", "take", "seem", "appear", "become", "see", "look", "happen"})

Place = tuple[int, Cluster]  # token index of a mention's head, and whose it is


def bind_pronouns(view: View, layers: Layers, clusters: Clusters) -> None:
    """Adds each clear pronoun to the cluster that it stands for."""
    at = sorted((m.head, i) for i, c in enumerate(clusters.all) for m in c.mentions)
    places = [(head, clusters.all[i]) for head, i in at]
    quotes = _quotes(view, layers)
    previous: list[Place] = []
    i = 0
    for sentence in layers.content():
        here: list[Place] = []
        while i < len(places) and places[i][0] < sentence.last:
            if places[i][0] >= sentence.first:
                here.append(places[i])
            i += 1
        here = _sentence(view, sentence, here, previous, quotes)
        if here:
            previous = here


def _sentence(
    view: View, sentence: Sentence, here: list[Place], previous: list[Place], quotes: dict[int, int]
) -> list[Place]:
    for at in range(sentence.first, sentence.last):
        if view.low[at] not in _ALL:
            continue
        token = view.doc[at]
        if token.pos_ not in ("PRON", "DET"):
            continue
        same = quotes.get(at)
        near = [(h, c) for h, c in here if h < at and quotes.get(h) == same]
        before = [(h, c) for h, c in previous if quotes.get(h) == same]
        cluster = _antecedent(view, token, near, before)
        if cluster is not None:
            cluster.pronouns.append(at)
            here = sorted([*here, (at, cluster)], key=lambda p: p[0])
    return here


def _antecedent(view: View, token: Token, near: list[Place], before: list[Place]) -> Cluster | None:
    word = view.low[token.i]
    if word in THEY and _persons_together(view, [*near, *before]):
        return None
    near = [p for p in near if _compatible(p[1], word) and not _clashes(view, token, p[0])]
    before = [p for p in before if _compatible(p[1], word)]
    if word in IT and not _means_somebody(token):
        return None
    both = _distinct([*near, *before])
    if len(both) == 1:
        return both[0]
    for group in (near, before):
        subjects = _distinct([p for p in group if view.doc[p[0]].dep_ in _SUBJECT])
        if len(subjects) == 1:
            return subjects[0]
        if len(_distinct(group)) == 1:
            return group[0][1]
        if group:
            return None
    return None


def _persons_together(view: View, places: list[Place]) -> bool:
    """Whether two persons are named as one subject, for whom "they" would stand."""
    return any(
        c.number == "one" and view.doc[h].dep_ == "conj" and view.doc[h].head.dep_ in _SUBJECT for h, c in places
    )


def _compatible(c: Cluster, word: str) -> bool:
    if word in HE or word in SHE:
        return c.kind == "person" and c.number == "one" and c.female is not (word in HE)
    if word in THEY:
        return c.number == "many" or (c.number == "group" and c.kind in ("force", "armed_group", "population"))
    return c.number == "group" and c.kind in _BODIES


def _clashes(view: View, token: Token, head: int) -> bool:
    """An object pronoun is not the subject of its own verb."""
    if token.dep_ not in ("dobj", "dative", "pobj") or token.text.lower().endswith(("self", "selves")):
        return False
    verb = token.head if token.dep_ != "pobj" else token.head.head
    other = view.doc[head]
    return other.dep_ in _SUBJECT and other.head.i == verb.i


def _means_somebody(token: Token) -> bool:
    """ "it" as the subject of what governments and groups do; "its" before a noun."""
    if token.dep_ == "poss":
        return True
    lemma = token.head.lemma_.lower()
    return token.dep_ == "nsubj" and lemma in nouns().agentive and lemma not in _WEAK


def _distinct(places: list[Place]) -> list[Cluster]:
    return list({id(c): c for _, c in places}.values())


def _quotes(view: View, layers: Layers) -> dict[int, int]:
    """Number of the direct quotation that each token inside one stands in; a quotation ends with its paragraph."""
    inside: dict[int, int] = {}
    number, open_, paragraph = 0, False, -1
    if '"' not in view.doc.text:
        return inside
    for sentence in layers.content():
        if sentence.paragraph != paragraph:
            open_, paragraph = False, sentence.paragraph
        for i in range(sentence.first, sentence.last):
            if view.low[i] == '"':
                open_ = not open_
                number += open_
            elif open_:
                inside[i] = number
    return inside
