"""Coarsening what leaves the record of reports that are marked sensitive: people's names and exact places.

Names of persons, of named witnesses, victims and medical sources, and of places more exact than a first-level unit are
blotted out, character for character, so that `text[start:end] == quote` still holds. Coordinates become the middle of
their PRIO-GRID cell (0.5 by 0.5 degrees; Tollefsen, Strand and Buhaug 2012). By-lines and addresses are left out.
Names that the reader did not find stay: a person must look before anything is published.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.export.material import Library, Material
from dateline.reconcile.blotting import Hider, veiled_reading, without_names
from dateline.reconcile.incident import Incident, Location
from dateline.record import Place, Reading
from dateline.text import Span

BLOT = "█"
WITHHELD = "name withheld"
CELL = 0.5  # degrees
EXACT = 4  # where_prec below which a place is more exact than a first-level unit
_AT_RISK = frozenset({"witness", "victim", "medical"})
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Cloak:
    """What one or several reports must not say: `text` finds it in any case, `values` as it is spelled."""

    text: re.Pattern[str]
    values: re.Pattern[str]

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Cloak:
        """The names at risk in these readings, whole and word by word."""
        names = {name for r in readings for name in _names(r)}
        if not names:
            return cls(_NOTHING, _NOTHING)
        longest = sorted(names, key=lambda n: (-len(n), n))
        each = "|".join(r"\s+".join(map(re.escape, n.split())) for n in longest)
        found = rf"(?<!\w)(?:{each})(?!\w)"
        return cls(re.compile(found, re.IGNORECASE), re.compile(found))

    def over(self, text: str) -> str:
        """The text with every name blotted out; its length stays."""
        return self.text.sub(lambda m: re.sub(r"\S", BLOT, m[0]), text)

    def on(self, value: str) -> str:
        """A value without names."""
        return self.values.sub(WITHHELD, value)


def coarse_reading(reading: Reading) -> Reading:
    """A reading that names nobody and no exact place."""
    bare = replace(reading, report=replace(reading.report, authors=(), url=None))
    made = veiled_reading(bare, Cloak.of([reading]))
    return replace(made, places=tuple(map(_coarse_place, made.places)))


def coarse_incident(incident: Incident, readings: Iterable[Reading]) -> Incident:
    """An incident without the names and exact place that its sensitive reports give.

    Args:
        incident: as it is.
        readings: of its sensitive reports, as they are.
    """
    made: Incident = without_names(incident, Cloak.of(readings), None)
    place = incident.place
    return replace(made, place=place and _coarse_location(place))


class CoarseLibrary:
    """A library whose sensitive readings are coarse.

    Args:
        library: as it is.
        sensitive: ids of the reports that are marked.
        hider: hides the names of people at risk in every reading; `None`: nobody is.
    """

    def __init__(self, library: Library, sensitive: Collection[str], hider: Hider | None = None) -> None:
        self._library, self._sensitive, self._hider = library, frozenset(sensitive), hider

    def __iter__(self) -> Iterator[Reading]:
        """Every reading, in order of arrival, as a stream."""
        return (self._coarse(r) for r in self._library)

    def having(self, ids: Collection[str]) -> Mapping[str, Reading]:
        """The readings of these reports, by report id."""
        return {i: self._coarse(r) for i, r in self._library.having(ids).items()}

    def _coarse(self, reading: Reading) -> Reading:
        made = coarse_reading(reading) if reading.report.id in self._sensitive else reading
        return made if self._hider is None else veiled_reading(made, self._hider)


def coarsened(material: Material, sensitive: Collection[str], hider: Hider | None = None) -> Material:
    """The same material, with what comes from sensitive reports coarsened, and without the names of people at risk."""
    marked, library, seam, meta = frozenset(sensitive), material.library, material.seam, material.meta
    if not marked and hider is None:
        return material

    def through(incident: Incident) -> Incident:
        here = marked.intersection(incident.reports)
        made = coarse_incident(incident, library.having(here).values()) if here else incident
        return seam(made if hider is None else without_names(made, hider, None))

    if hider is not None:
        asked = {k: hider.on(v) if isinstance(v, str) else v for k, v in meta.query.items()}
        meta = replace(meta, query=asked)
    return replace(material, library=CoarseLibrary(library, marked, hider), seam=through, meta=meta)


def people_in(reading: Reading) -> Iterator[tuple[str, bool]]:
    """Names of people in a report, and whether each is a person's own name (else a witness's or a hospital's, say)."""
    persons = {a.id: a for a in reading.actors if a.kind == "person"}
    for actor in persons.values():
        yield from ((name, True) for name in (actor.name, *(m.text for m in actor.mentions)) if _is_name(name))
    for source in reading.sources:
        if source.named and (source.actor in persons or source.kind in _AT_RISK):
            yield source.name, source.actor in persons
    yield from ((author, True) for author in reading.report.authors)


def _is_name(said: str) -> bool:
    """Whether every longer word begins with a capital letter: it is no description ("the teacher")."""
    return all(w[0].isupper() or len(w) <= 3 for w in said.split())


def _names(reading: Reading) -> Iterator[str]:
    persons = {a.id: a for a in reading.actors if a.kind == "person"}
    for actor in persons.values():
        yield from _spelled(actor.name, actor.mentions)
    for source in reading.sources:
        if source.actor in persons or (source.named and source.kind in _AT_RISK):
            yield from _spelled(source.name, source.mentions)
    for author in reading.report.authors:
        yield from _spelled(author, ())
    for place in reading.places:
        if place.where_prec < EXACT:
            yield from (n for n in (place.name, *(m.text for m in place.mentions)) if len(n) > 1)


def _spelled(name: str, mentions: Iterable[Span]) -> Iterator[str]:
    """A name, as it is mentioned, and each word of it that begins with a capital letter."""
    for each in (name, *(m.text for m in mentions)):
        yield from (w for w in (each, *each.split()) if len(w) > 2 and w[0].isupper())


def _coarse_place(place: Place) -> Place:
    if place.where_prec >= EXACT:
        return replace(place, candidates=(), why=None)
    return replace(
        place, name=place.admin1 or place.country or "place withheld", geonames=None, lat=_middle(place.lat),
        lon=_middle(place.lon), where_prec=EXACT, relation=None, distance_km=None, candidates=(), why=None,
    )  # fmt: skip


def _coarse_location(place: Location) -> Location:
    if place.where_prec >= EXACT:
        return place
    name = place.admin1 or place.country or "place withheld"
    return replace(place, name=name, geonames=None, lat=_middle(place.lat), lon=_middle(place.lon), where_prec=EXACT)


def _middle(degrees: float | None) -> float | None:
    """The middle of the cell."""
    return None if degrees is None else (math.floor(degrees / CELL) + 0.5) * CELL
