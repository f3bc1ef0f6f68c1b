"""From clusters of mentions to the record's actors, with who belongs to whom."""

from __future__ import annotations

from dateline.reading.actors.cluster import Cluster
from dateline.reading.actors.clusters import Clusters
from dateline.reading.actors.mention import View
from dateline.reading.layers import Layers
from dateline.record import Actor
from dateline.text import Span

_CONTAINERS = frozenset({"state", "force", "armed_group", "organization", "media"})
_OF_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})


def actors_of(view: View, layers: Layers, clusters: Clusters) -> tuple[Actor, ...]:
    """Actors in the order of their first mentions."""
    spans = {id(c): _spans(layers, c) for c in clusters.all if c.mentions}
    ordered = sorted(
        (c for c in clusters.all if c.mentions), key=lambda c: (spans[id(c)][0].start, -spans[id(c)][0].end)
    )
    ids = {id(c): f"a{n}" for n, c in enumerate(ordered, 1)}
    belongs = _memberships(view, clusters)
    made = []
    for c in ordered:
        members = tuple(sorted({ids[b] for b in belongs.get(id(c), ()) if b in ids}, key=lambda a: int(a[1:])))
        country = c.entry.country if c.entry else c.country
        made.append(Actor(ids[id(c)], _name(c), c.kind, c.sector, country, members, spans[id(c)]))
    return tuple(made)


def _spans(layers: Layers, c: Cluster) -> tuple[Span, ...]:
    ranges = {(m.first, m.last) for m in c.mentions} | {(i, i + 1) for i in c.pronouns}
    found = [layers.stretch(first, last) for first, last in ranges]
    return tuple(sorted(set(found))) if len(found) > 1 else tuple(found)


def _name(c: Cluster) -> str:
    """The lexicon's name, else the fullest name in the report, else the first description."""
    if c.entry is not None:
        return c.entry.name
    if c.names:
        return max(c.names.values(), key=len)
    return c.mentions[0].name


def _memberships(view: View, clusters: Clusters) -> dict[int, set[int]]:
    """For each cluster (by `id`) the clusters it belongs to: the body named inside its phrase, or its state."""
    heads = clusters.by_head
    states: dict[str | None, Cluster] = {
        c.country: c for c in clusters.all if c.kind == "state" and c.how == "state" and c.country
    }
    belongs: dict[int, set[int]] = {}
    for c in clusters.all:
        for m in c.mentions:
            token = view.doc[m.head]
            owner = heads.get(m.inside) if m.inside is not None else None
            if owner is not None and c.kind in _CONTAINERS:
                _join(belongs, owner, c)
            if token.dep_ == "poss" and c.kind in _CONTAINERS and (owned := heads.get(token.head.i)):
                _join(belongs, owned, c)
            if token.dep_ == "pobj" and view.low[token.head.i] == "of" and c.kind in _CONTAINERS:
                part = heads.get(token.head.head.i)
                if part is not None and part.number != "group":
                    _join(belongs, part, c)
        state = states.get(c.country)
        if state is not None and c.how != "state" and (c.kind in ("force", "state") or c.sector in _OF_STATE):
            _join(belongs, c, state)
    return belongs


def _join(belongs: dict[int, set[int]], member: Cluster, body: Cluster) -> None:
    if member is not body and id(member) not in belongs.get(id(body), ()):
        belongs.setdefault(id(member), set()).add(id(body))
