"""Facilities, quarters and unknown names: anchored to what they lie in, with a coarser precision."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.store import kilometres
from dateline.reading.layers import Layers
from dateline.reading.places.groups import Groups
from dateline.reading.places.lookup import candidates
from dateline.reading.places.resolve import Choice, lies_in
from dateline.reading.places.view import Mention

_TOWNS = frozenset({"city", "camp", "neighborhood", "admin2", "district"})
NEAR_KM = 40.0  # how far from the town that the report tells of a quarter of it may lie


def anchors(
    layers: Layers, mentions: Sequence[Mention], groups: Groups, choices: Sequence[Choice | None]
) -> dict[int, int]:
    """For each local or unknown name the name that it lies in.

    What the text says outright comes first; a facility or quarter without that lies in the town named nearest before it
    in its sentence, else after it there, else last before it in the report, else first after it.
    """
    found: dict[int, int] = {}
    for i, mention in enumerate(mentions):
        g = groups.of[i]
        if g in found or (choices[g] is not None and g not in groups.local):
            continue
        said = [c for c in sorted(groups.names[g].containers) if choices[c] is not None]
        if said:
            found[g] = said[0]
        elif g in groups.local and (near := _nearest(layers, mentions, groups, choices, i)) is not None:
            found[g] = near
        del mention
    return found


def _nearest(
    layers: Layers, mentions: Sequence[Mention], groups: Groups, choices: Sequence[Choice | None], i: int
) -> int | None:
    def town(k: int) -> bool:
        choice = choices[groups.of[k]]
        return choice is not None and groups.of[k] not in groups.local and choice.entry.kind in _TOWNS

    def holds(k: int) -> bool:
        return _holds(choices[groups.of[k]])

    sentence = layers.sentence_at(layers.doc[mentions[i].start].idx)
    first, last = (sentence.first, sentence.last) if sentence else (0, 0)
    wide = next((k for k in range(i + 1, min(len(mentions), i + 6)) if mentions[k].start < last and holds(k)), None)
    before = next((k for k in range(i - 1, max(-1, i - 40), -1) if town(k)), None)
    if before is not None and mentions[before].start >= first:
        return groups.of[before]
    after = next((k for k in range(i + 1, min(len(mentions), i + 8)) if mentions[k].start < last and town(k)), None)
    after = after if after is not None else wide
    if after is not None:
        return groups.of[after]
    if before is not None:
        return groups.of[before]
    ahead = range(i + 1, min(len(mentions), i + 40))
    return next((groups.of[k] for test in (town, holds) for k in ahead if test(k)), None)


def _holds(choice: Choice | None) -> bool:
    return choice is not None and choice.entry.kind in ("admin1", "region", "island")


def near_candidate(places: Gazetteer, name: str, anchor: Entry) -> Entry | None:
    """The place of that name within `NEAR_KM` of the anchor, or `None`."""
    same = [e for e in candidates(places, name) if e.lat is not None and e.id != anchor.id]
    if anchor.kind not in _TOWNS:
        return next(
            (e for e in same if anchor.kind in ("admin1", "region") and anchor.admin1 and lies_in(e, anchor)), None
        )
    near = [(far, e) for e in same if e.country == anchor.country and (far := _apart(anchor, e)) <= NEAR_KM]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _apart(a: Entry, b: Entry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return kilometres(a.lat, a.lon, b.lat, b.lon)
