"""From mentions to places: one place for each real one, with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.knowledge.gazetteer import Entry, Gazetteer, fold
from dateline.reading.layers import Layers
from dateline.reading.places.links import demonym_counts, demonym_countries, links
from dateline.reading.places.mentions import Finder, Mention
from dateline.reading.places.resolve import Choice, Name, lies_in, resolve
from dateline.record import Place, Unplaced
from dateline.text import Span

PREC = {
    "country": 6, "continent": 6, "admin1": 4, "admin2": 3, "district": 3, "region": 5, "river": 5, "water": 7, "island": 5,
    "city": 1, "camp": 1, "neighborhood": 1, "facility": 1,
}  # fmt: skip  # UCDP GED codebook 23.1, where_prec
_LINKED = {"admin1": 4, "admin2": 3, "city": 2}


@dataclass(slots=True)
class Draft:
    """A place while it is put together."""

    name: str
    spans: list[Span]
    entry: Entry | None
    parent: int | None = None
    members: list[int] = field(default_factory=list)


def assemble(
    layers: Layers, finder: Finder, mentions: Sequence[Mention]
) -> tuple[tuple[Place, ...], tuple[Unplaced, ...]]:
    """Places in text order, and names that have no place."""
    low, places = finder.low, finder.places
    pairs = links(finder.doc, low, mentions)
    keys = _keys(mentions)
    names, index = _names(finder, mentions, keys, pairs)
    choices = resolve(names, demonym_counts(low, finder.words))
    _romanized(places, mentions, keys, names, index, choices)
    drafts = _drafts(layers, finder, mentions, [index[k] for k in keys], choices, names)
    return _record(drafts, names, choices)


def _keys(mentions: Sequence[Mention]) -> list[tuple[str, str | None]]:
    """What makes mentions one name: the folded name, apart for provinces and districts named as such."""
    return [(fold(m.name), m.kind if m.kind in ("admin1", "admin2", "river", "camp") else None) for m in mentions]


def candidates(places: Gazetteer, name: str) -> tuple[Entry, ...]:
    """Gazetteer candidates, also without a class word or a direction around the name."""
    found = places.candidates(name)
    words = name.split()
    if not found and len(words) > 1:
        found = places.candidates(" ".join(words[:-1])) if words[-1].lower() in _TAILS else ()
    if not found and len(words) > 1 and words[0].lower() in _HEADS:
        found = places.candidates(" ".join(words[1:]))
    return found


_TAILS = frozenset(
    {
        "province",
        "district",
        "county",
        "city",
        "state",
        "region",
        "governorate",
        "camp",
        "village",
        "town",
        "oblast",
        "municipality",
        "township",
        "neighborhood",
        "area",
        "island",
        "river",
        "valley",
        "division",
    }
)
_HEADS = frozenset(
    {
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "greater",
        "downtown",
        "upper",
        "lower",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "northern",
        "city",
        "village",
        "province",
    }
)


def _names(
    finder: Finder, mentions: Sequence[Mention], keys: list[tuple[str, str | None]], pairs: list[tuple[int, int]]
) -> tuple[list[Name], dict[tuple[str, str | None], int]]:
    index: dict[tuple[str, str | None], int] = {}
    names: list[Name] = []
    for mention, key in zip(mentions, keys, strict=True):
        if key not in index:
            index[key] = len(names)
            names.append(Name(candidates(finder.places, mention.name), 0))
        name = names[index[key]]
        name.count += 1
        name.kind = name.kind or mention.kind
        if country := demonym_countries(finder.low, mention, finder.words):
            name.countries.add(country)
    for inner, outer in pairs:
        if keys[inner] != keys[outer]:
            names[index[keys[inner]]].containers.add(index[keys[outer]])
    return names, index


def _romanized(
    places: Gazetteer,
    mentions: Sequence[Mention],
    keys: list[tuple[str, str | None]],
    names: list[Name],
    index: dict[tuple[str, str | None], int],
    choices: list[Choice | None],
) -> None:
    """Names that the gazetteer lacks as written: look for another romanization in the story's own countries."""
    weight: dict[str, int] = {}
    for name, choice in zip(names, choices, strict=True):
        if choice and choice.entry.country:
            weight[choice.entry.country] = weight.get(choice.entry.country, 0) + name.count
    likely = sorted(weight, key=lambda c: (-weight[c], c))[:3]
    done: set[int] = set()
    for mention, key in zip(mentions, keys, strict=True):
        at = index[key]
        if choices[at] is not None or at in done or mention.label == "FAC":
            continue
        done.add(at)
        for country in likely:
            if found := places.like(mention.name, country):
                choices[at] = Choice(found[0], 0.5, None, "another romanization in the country of the story")
                names[at].candidates = found
                break


def _drafts(
    layers: Layers,
    finder: Finder,
    mentions: Sequence[Mention],
    groups: list[int],
    choices: list[Choice | None],
    names: list[Name],
) -> list[Draft]:
    by_place: dict[object, Draft] = {}
    for mention, group in zip(mentions, groups, strict=True):
        choice = choices[group]
        key: object = choice.entry.id if choice else ("?", group)
        span = layers.span(finder.doc[mention.start : mention.end])
        draft = by_place.get(key)
        if draft is None:
            draft = by_place[key] = Draft(mention.name, [], choice.entry if choice else None)
        draft.spans.append(span)
        if group not in draft.members:
            draft.members.append(group)
    return list(by_place.values())


def _record(
    drafts: list[Draft], names: list[Name], choices: list[Choice | None]
) -> tuple[tuple[Place, ...], tuple[Unplaced, ...]]:
    of_group = {g: i for i, d in enumerate(drafts) for g in d.members}
    for i, draft in enumerate(drafts):
        outer = sorted({of_group[c] for g in draft.members for c in names[g].containers if c in of_group} - {i})
        for o in outer:
            inner_entry, outer_entry = draft.entry, drafts[o].entry
            if outer_entry and (inner_entry is None or lies_in(inner_entry, outer_entry)):
                draft.parent = o
                break
    places = [_place(i, d, drafts) for i, d in enumerate(drafts)]
    unplaced = tuple(
        Unplaced(d.name, "no gazetteer has it, and the text does not say where it lies", d.spans[0])
        for d in drafts
        if d.entry is None and d.parent is None
    )
    return tuple(places), unplaced


def _place(i: int, d: Draft, drafts: list[Draft]) -> Place:
    within = f"p{d.parent + 1}" if d.parent is not None else None
    place = Place(f"p{i + 1}", d.name, tuple(d.spans), within=within, relation="in" if within else None)
    e = d.entry
    if e is None:
        outer = drafts[d.parent].entry if d.parent is not None else None
        if outer is None:
            return replace(place, where_prec=5)
        prec = _LINKED.get(outer.kind, PREC[outer.kind])
        point = (outer.lat, outer.lon) if prec <= 4 else (None, None)
        return replace(place, lat=point[0], lon=point[1], country=outer.country, admin1=outer.admin1, where_prec=prec)
    return replace(
        place, geonames=e.geonames, lat=e.lat, lon=e.lon, country=e.country, admin1=e.admin1, where_prec=PREC[e.kind]
    )
