"""From mentions to places: one place for each real one, with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.disputed import Disputes, disputes
from dateline.reading.layers import Layers
from dateline.reading.places.anchors import anchors, near_candidate
from dateline.reading.places.groups import Groups, group
from dateline.reading.places.links import demonym_counts
from dateline.reading.places.relations import Relative, offset, relatives
from dateline.reading.places.resolve import Choice, lies_in, resolve
from dateline.reading.places.view import Mention, View
from dateline.record import Candidate, Place, Unplaced
from dateline.text import Span

PREC = {
    "country": 6, "continent": 6, "admin1": 4, "admin2": 3, "district": 3, "region": 5, "river": 5, "water": 7,
    "island": 5, "city": 1, "camp": 1, "neighborhood": 1, "facility": 1,
}  # fmt: skip  # UCDP GED codebook 23.1, where_prec
_POINTS = frozenset({"city", "camp", "neighborhood", "facility", "admin2"})
MOST = 40  # places of a report among which the town of a quarter is sought
STORY, ONE_COUNTRY = 3, 0.8  # names of one country, and their share of all, that make it the country of the story
_NAMESAKE_SIZE = 150_000  # a town abroad so large is known to readers without its country
_WEAK_SIZE = 100_000  # a name seen outside the countries of the story must be this large to be believed


@dataclass(slots=True)
class Draft:
    """A place while it is put together: `parent` is the index of the draft that it lies in."""

    name: str
    spans: list[Span]
    entry: Entry | None
    choice: Choice | None = None
    parent: int | None = None
    relative: Relative | None = None
    other: int | None = None
    members: set[int] = field(default_factory=set)


def assemble(
    layers: Layers, view: View, places: Gazetteer, mentions: Sequence[Mention]
) -> tuple[tuple[Place, ...], tuple[Unplaced, ...]]:
    """Places in text order, and names that have no place."""
    groups = group(view, places, mentions)
    demonyms = demonym_counts(view.low, view.words)
    head = places.candidates((layers.report.dateline or "").split(",")[0])
    if head and (country := head[0].country):
        demonyms[country] = demonyms.get(country, 0.0) + 2.0
    choices = resolve(groups.names, demonyms)
    weights = _countries(groups, choices)
    for country, count in demonyms.items():
        weights[country] = weights.get(country, 0) + round(count)
    _romanize(places, mentions, groups, choices, weights)
    _doubt(groups, choices, weights)
    held = anchors(layers, mentions, groups, choices)
    first = {g: m.name for m, g in reversed(list(zip(mentions, groups.of, strict=True)))}
    for g in groups.local:
        anchor = choices[held[g]] if g in held else None
        if anchor and choices[g] is None and (entry := near_candidate(places, first[g], anchor.entry)):
            choices[g] = Choice(entry, (), "of that name near the town that it lies in")
    return _record(_drafts(layers, view, mentions, groups, choices, held))


def _countries(groups: Groups, choices: Sequence[Choice | None]) -> dict[str, int]:
    """How often the report names places of each country."""
    weights: dict[str, int] = {}
    for name, choice in zip(groups.names, choices, strict=True):
        if choice and choice.entry.country:
            weights[choice.entry.country] = weights.get(choice.entry.country, 0) + name.count
    return weights


def _romanize(
    places: Gazetteer,
    mentions: Sequence[Mention],
    groups: Groups,
    choices: list[Choice | None],
    weights: dict[str, int],
) -> None:
    """Names that the gazetteer lacks as written: look for another romanization in the story's own countries."""
    likely = sorted(weights, key=lambda c: (-weights[c], c))[:3]
    done: set[int] = set(groups.local)
    for mention, g in zip(mentions, groups.of, strict=True):
        if choices[g] is None and g not in done:
            done.add(g)
            for country in likely:
                if found := places.like(mention.name, country):
                    choices[g] = Choice(found[0], (), "another romanization in the country of the story")
                    break


def _doubt(groups: Groups, choices: list[Choice | None], weights: dict[str, int]) -> None:
    """Forget what only the gazetteer calls a place and what lies far from the story: a small town abroad that nothing
    else in a report of one country speaks for is a namesake of one that the gazetteer lacks."""
    for g, choice in enumerate(choices):
        if choice is None or choice.entry.kind not in ("city", "admin2"):
            continue
        entry, name = choice.entry, groups.names[g]
        if weights.get(entry.country or "", 0) - name.count > 0:
            continue
        if g not in groups.sure:
            choices[g] = choice if entry.size >= _WEAK_SIZE else None
        elif (entry.size < _NAMESAKE_SIZE or entry.kind == "admin2") and not (name.containers or name.countries):
            others = [n for country, n in weights.items() if country != entry.country]
            told = max(others, default=0)
            choices[g] = None if told >= STORY and told >= ONE_COUNTRY * sum(others) else choice


def _drafts(
    layers: Layers,
    view: View,
    mentions: Sequence[Mention],
    groups: Groups,
    choices: Sequence[Choice | None],
    held: dict[int, int],
) -> list[Draft]:
    by_key: dict[object, Draft] = {}
    of_mention: list[Draft | None] = []
    for mention, g in zip(mentions, groups.of, strict=True):
        choice = choices[g]
        if choice is None and g not in groups.sure:
            of_mention.append(None)
            continue
        key: object = choice.entry.id if choice else ("?", g)
        draft = by_key.setdefault(key, Draft(mention.name, [], choice.entry if choice else None, choice))
        draft.spans.append(layers.stretch(mention.start, mention.end))
        draft.members.add(g)
        of_mention.append(draft)
    drafts = list(by_key.values())
    where = {id(d): i for i, d in enumerate(drafts)}
    of_group = {g: where[id(d)] for d in drafts for g in d.members}
    for i, draft in enumerate(drafts):
        outer = {c for g in draft.members for c in (*groups.names[g].containers, *((held[g],) if g in held else ()))}
        draft.parent = _parent(i, drafts, sorted({of_group[c] for c in outer if c in of_group} - {i}))
        if draft.parent is None and draft.entry is not None and draft.entry.kind in ("neighborhood", "facility"):
            draft.parent = _parent(
                i, drafts, [k for k, d in enumerate(drafts[:MOST]) if d.entry and d.entry.kind == "city"]
            )
    for relative in relatives(view, mentions):
        base = of_mention[relative.of]
        other = of_mention[relative.other] if relative.other is not None else None
        if base is None or base.entry is None or (relative.other is not None and other is None):
            continue
        about = of_mention[relative.about] if relative.about is not None else None
        if about is not None:
            if about.entry is None and about.relative is None:
                about.parent, about.relative = where[id(base)], relative
        elif base.entry.kind in _POINTS or relative.km is not None:
            span = layers.stretch(relative.start, relative.end)
            drafts.append(
                Draft(span.text, [span], None, None, where[id(base)], relative, where[id(other)] if other else None)
            )
    return drafts


def _parent(i: int, drafts: list[Draft], outer: list[int]) -> int | None:
    """The first of `outer` that draft `i` can lie in, without going round in a circle."""
    for o in outer:
        inner_entry, outer_entry = drafts[i].entry, drafts[o].entry
        if outer_entry is None or (inner_entry is not None and not lies_in(inner_entry, outer_entry)):
            continue
        at: int | None = o
        while at is not None and at != i:
            at = drafts[at].parent
        if at is None:
            return o
    return None


def _record(drafts: list[Draft]) -> tuple[tuple[Place, ...], tuple[Unplaced, ...]]:
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].spans[0].start, -drafts[i].spans[0].end))
    ids = {i: f"p{n}" for n, i in enumerate(order, 1)}
    areas = disputes()
    places = tuple(_placed(i, drafts, ids, areas) for i in order)
    unplaced = tuple(
        Unplaced(d.name, "no gazetteer has it, and the text does not say where it lies", d.spans[0])
        for d in (drafts[i] for i in order)
        if d.entry is None and d.parent is None
    )
    return places, unplaced


def _placed(i: int, drafts: list[Draft], ids: dict[int, str], areas: Disputes) -> Place:
    """The place with the country that its area is coded with, where its country is disputed."""
    place, d = _place(i, drafts, ids), drafts[i]
    entry = d.entry or (drafts[d.parent].entry if d.parent is not None else None)
    area = areas.of(entry) if entry is not None and place.country else None
    if area is None:
        return place
    by = ", ".join(area.disputed_by)
    return replace(
        place, country=area.country, why=f"{place.why}; {area.name}: {area.country or 'no country'}, disputed by {by}"
    )


def _place(i: int, drafts: list[Draft], ids: dict[int, str]) -> Place:
    d = drafts[i]
    within = ids[d.parent] if d.parent is not None else None
    place = Place(ids[i], d.name, tuple(d.spans), within=within, relation="in" if within else None)
    outer = drafts[d.parent].entry if d.parent is not None else None
    if d.relative is not None and outer is not None:
        return _relative(place, d, outer, drafts)
    e = d.entry
    if e is None:
        if outer is None:
            return replace(place, where_prec=5, why="no gazetteer has it")
        place = replace(place, why="placed by what it lies in")
        prec = max(2, PREC[outer.kind])
        lat, lon = (outer.lat, outer.lon) if prec <= 4 else (None, None)
        return replace(place, lat=lat, lon=lon, country=outer.country, admin1=outer.admin1, where_prec=prec)
    found = tuple(
        Candidate(c.name, c.geonames, c.lat, c.lon, c.country, c.admin1, s)
        for c, s in (d.choice.ranked if d.choice else ())
    )
    return replace(
        place, candidates=found, why=d.choice.reason if d.choice else None, geonames=e.geonames, lat=e.lat, lon=e.lon,
        country=e.country, admin1=e.admin1, where_prec=PREC[e.kind],
    )  # fmt: skip


def _relative(place: Place, d: Draft, outer: Entry, drafts: list[Draft]) -> Place:
    """A relative place: its point is worked out where the text gives distance and direction from a town."""
    assert d.relative is not None
    r = d.relative
    lat, lon, prec = outer.lat, outer.lon, max(2, PREC[outer.kind])
    other = drafts[d.other].entry if d.other is not None else None
    if r.km is not None and r.bearing is not None and lat is not None and lon is not None and prec == 2:
        lat, lon = offset(lat, lon, r.km, r.bearing)
    elif other is not None:
        prec = 5
        if None in (lat, lon, other.lat, other.lon) or other.country != outer.country:
            lat = lon = None
        else:
            lat, lon = round((lat + other.lat) / 2, 4), round((lon + other.lon) / 2, 4)  # type: ignore[operator]
    return replace(
        place, lat=lat, lon=lon, country=outer.country, admin1=outer.admin1, where_prec=prec, relation=r.relation,
        distance_km=r.km, why="worked out from the place that it is told by",
    )  # fmt: skip
