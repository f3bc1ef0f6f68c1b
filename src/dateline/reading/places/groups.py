"""The names of a report: all mentions of one name together, with what the text says about where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.gazetteer import Entry, Gazetteer, fold
from dateline.reading.places.links import demonym_countries, links
from dateline.reading.places.lookup import candidates
from dateline.reading.places.resolve import Name
from dateline.reading.places.view import Mention, View

_OWN_KINDS = frozenset({"facility", "camp", "neighborhood", "island", "region", "water", "river"})
_APART = frozenset({"admin1", "admin2", "river", "camp"})


@dataclass(frozen=True, slots=True)
class Groups:
    """Names, and for every mention the index of its name.

    Attributes:
        names: one for each name, in text order.
        of: index into `names` for each mention.
        local: names of facilities, quarters and the like, which are placed by the town that the report tells of.
        sure: names that at least one mention shows to be a place.
    """

    names: list[Name]
    of: list[int]
    local: frozenset[int]
    sure: frozenset[int]


def group(view: View, places: Gazetteer, mentions: Sequence[Mention]) -> Groups:
    """Group mentions by name. A province, district, river or camp named as such stands apart from the town."""
    keys = [(fold(m.name), m.kind if m.kind in _APART else None) for m in mentions]
    index: dict[tuple[str, str | None], int] = {}
    names: list[Name] = []
    local: set[int] = set()
    for mention, key in zip(mentions, keys, strict=True):
        if key not in index:
            index[key] = len(names)
            found = candidates(places, mention.name)
            if is_local(view, mention, key[0], found):
                local.add(index[key])
                found = tuple(e for e in found if e.kind in _OWN_KINDS)
            names.append(Name(found, 0))
        name = names[index[key]]
        name.count += 1
        name.kind = name.kind or mention.kind
        if country := demonym_countries(view.low, mention, view.words):
            name.countries.add(country)
    for inner, outer in links(view.low, mentions, view.words):
        if keys[inner] != keys[outer]:
            names[index[keys[inner]]].containers.add(index[keys[outer]])
    of = [index[k] for k in keys]
    sure = frozenset(g for m, g in zip(mentions, of, strict=True) if m.sure or m.label != "GAZ")
    return Groups(names, of, frozenset(local), sure)


def is_local(view: View, mention: Mention, key: str, found: tuple[Entry, ...]) -> bool:
    """Whether a name is one of a facility or quarter, which any town may have."""
    if mention.kind == "neighborhood" or key in view.words.quarters:
        return True
    if mention.label == "FAC":
        return not found or (found[0].kind in ("city", "facility", "neighborhood") and found[0].population < 100_000)
    return False
