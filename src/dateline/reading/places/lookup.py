"""Asks the gazetteer for a name as reports print it: with a class word or a direction around it."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Entry, Gazetteer

_TAILS = frozenset({
    "province", "district", "county", "city", "state", "region", "governorate", "camp", "village", "town", "oblast",
    "municipality", "township", "neighborhood", "neighbourhood", "area", "island", "river", "valley", "division", "quarter", "suburb",
})  # fmt: skip
_HEADS = frozenset({
    "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "greater", "downtown",
    "upper", "lower", "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern",
    "southeastern", "southwestern", "city", "village", "province", "town", "metro", "mainland",
})  # fmt: skip


def candidates(places: Gazetteer, name: str) -> tuple[Entry, ...]:
    """Gazetteer candidates of `name`; where it has none, those without the class word or direction around the name."""
    found = places.candidates(name)
    if found or " " not in name:
        return found
    head, _, rest = name.partition(" ")
    front, _, tail = name.rpartition(" ")
    if tail.lower() in _TAILS and (found := places.candidates(front)):
        return found
    return places.candidates(rest) if head.lower() in _HEADS else ()
