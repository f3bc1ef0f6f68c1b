"""Coarsening what leaves the record of reports that are marked sensitive: people's names and exact places.

Names of persons, of named witnesses, victims and medical sources, and of places more exact than a first-level unit are
blotted out, character for character, so that `text[start:end] == quote` still holds. Coordinates become the middle of
their PRIO-GRID cell (0.5 by 0.5 degrees; Tollefsen, Strand and Buhaug 2012). By-lines and addresses are left out.
Names that the reader did not find stay: a person must look before anything is published.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.export.material import Library, Material
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
    cloak = Cloak.of([reading])
    text = cloak.over(reading.report.text)
    title = reading.report.title
    report = replace(
        reading.report, text=text, title=title and cloak.over(title), authors=(), url=None,
        dateline=reading.report.dateline and cloak.over(reading.report.dateline),
    )  # fmt: skip
    made: Reading = _without(replace(reading, report=report), cloak, text)
    return replace(made, report=report, places=tuple(map(_coarse_place, made.places)))


def coarse_incident(incident: Incident, readings: Iterable[Reading]) -> Incident:
    """An incident without the names and exact place that its sensitive reports give.

    Args:
        incident: as it is.
        readings: of its sensitive reports, as they are.
    """
    made: Incident = _without(incident, Cloak.of(readings), None)
    place = incident.place
    return replace(made, place=place and _coarse_location(place))


class CoarseLibrary:
    """A library whose sensitive readings are coarse.

    Args:
        library: as it is.
        sensitive: ids of the reports that are marked.
    """

    def __init__(self, library: Library, sensitive: Collection[str]) -> None:
        self._library, self._sensitive = library, frozenset(sensitive)

    def __iter__(self) -> Iterator[Reading]:
        """Every reading, in order of arrival, as a stream."""
        return (self._coarse(r) for r in self._library)

    def having(self, ids: Collection[str]) -> Mapping[str, Reading]:
        """The readings of these reports, by report id."""
        return {i: self._coarse(r) for i, r in self._library.having(ids).items()}

    def _coarse(self, reading: Reading) -> Reading:
        return coarse_reading(reading) if reading.report.id in self._sensitive else reading


def coarsened(material: Material, sensitive: Collection[str]) -> Material:
    """The same material, with what comes from sensitive reports coarsened."""
    marked, library, seam = frozenset(sensitive), material.library, material.seam
    if not marked:
        return material

    def through(incident: Incident) -> Incident:
        here = marked.intersection(incident.reports)
        return seam(coarse_incident(incident, library.having(here).values()) if here else incident)

    return replace(material, library=CoarseLibrary(library, marked), seam=through)


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


def _without(value: Any, cloak: Cloak, text: str | None) -> Any:
    """A value of the record without names; spans say what the blotted text says."""
    if isinstance(value, Span):
        words = value.text if text is None else text[value.start : value.end]
        return Span(value.start, value.end, cloak.over(words) if text is None else words)
    if isinstance(value, str):
        return cloak.on(value)
    if isinstance(value, tuple):
        return tuple(_without(v, cloak, text) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _without(getattr(value, f.name), cloak, text) for f in dataclasses.fields(value)}
        return replace(value, **fields)
    return value


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
