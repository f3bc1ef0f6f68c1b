"""The country of "the army", "police", "the government": the story's, where one country dominates what it names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dateline.reading.actors.cluster import Cluster
from dateline.reading.actors.clusters import Clusters
from dateline.reading.actors.mention import View
from dateline.reading.actors.names import Named
from dateline.reading.actors.nouns import Nouns

if TYPE_CHECKING:
    from dateline.reading.layers import Layers

_ORGANS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_DOMESTIC = frozenset({
    "government", "federal", "state", "national", "regime", "army", "police", "military", "security", "interim",
    "presidential",    "republican", "transitional", "prison", "riot",
})  # fmt: skip
_AHEAD = 2  # how many times the next country must be outnumbered
_AT_HOME = frozenset({"state", "force", "organization"})


def countries_named(view: View, named: list[Named]) -> dict[int, str]:
    """Token index -> country that is named there, as a place, a state, a people or by adjective; one token each."""
    found: dict[int, str] = {}
    for i, country in view.located.items():
        if i - 1 not in view.located or view.located[i - 1] != country:
            found[i] = country
    for n in named:
        entry = n.forms[0].entry if n.forms else None
        if entry is None or entry.kind != "state" or any(i in view.located for i in range(n.first, n.last)):
            continue
        if entry.country:
            found[n.first] = entry.country
    return found


def give_country(view: View, layers: Layers, named: list[Named], clusters: Clusters, nouns: Nouns) -> None:
    """Gives bare organs of a state the country of the story.

    Only where that country is named at least twice as often as any other, and no other that the story keeps naming
    stands in the sentence. Foreign, joint and peacekeeping bodies, and people who are counted, stay without.
    """
    bare = [c for c in clusters.all if c.country is None and c.entry is None and _organ(c, nouns)]
    if not bare:
        return
    places = countries_named(view, named)
    counts = Counter(places.values()).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < _AHEAD * counts[1][1]):
        return
    home = counts[0][0]
    often = {c for c, n in Counter(places.values()).items() if n > 1 and c != home}
    for c in bare:
        sentence = layers.sentence_at(view.doc[c.mentions[0].head].idx)
        if sentence and not any(places.get(i) in often for i in range(sentence.first, sentence.last)):
            c.country = home


def _organ(c: Cluster, nouns: Nouns) -> bool:
    """Whether all that is said of the actor makes it an organ of the state of the story."""
    if not c.mentions or c.how != "phrase":
        return False
    words = {w for m in c.mentions for w in m.modifiers}
    if words & nouns.foreign or any(m.counted for m in c.mentions):
        return False
    if c.kind == "media":
        return "state" in words or "state-" in c.mentions[0].stem
    if c.kind not in _AT_HOME or c.sector not in _ORGANS:
        return False
    return c.number == "group" or bool(words & _DOMESTIC)
