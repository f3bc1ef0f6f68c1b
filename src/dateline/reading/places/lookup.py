"""Asks the gazetteer for a name as reports print it: with a class word or a direction around it."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.reading.places.words import words


def candidates(places: Gazetteer, name: str) -> tuple[Entry, ...]:
    """Gazetteer candidates of `name`; where it has none, those without the class word or direction around the name."""
    found = places.candidates(name)
    if found or " " not in name:
        return found
    head, _, rest = name.partition(" ")
    front, _, tail = name.rpartition(" ")
    if tail.lower() in words().tails and (found := places.candidates(front)):
        return found
    return places.candidates(rest) if head.lower() in words().heads else ()
