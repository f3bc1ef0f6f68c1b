"""The places that the packages lack, from `places_countries.tsv`, `places_admin1.tsv` and `places_curated.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer.entry import KINDS
from dateline.knowledge.loader import read_tsv


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 alpha-3, a point, its English name, other names, and words for its people and things."""

    alpha3: str
    lat: float
    lon: float
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division's point and the abbreviations that news prints, by GeoNames code ("US.IL")."""

    code: str
    lat: float
    lon: float
    abbreviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curated:
    """A place written by hand."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    aliases: tuple[str, ...]


def degrees(file: str, line: int, row: dict[str, str]) -> tuple[float, float]:
    """Latitude and longitude of a row.

    Raises:
        KnowledgeError: not numbers, or off the globe.
    """
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as error:
        raise KnowledgeError(file, line, f"lat and lon must be degrees: {error}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise KnowledgeError(file, line, f"no such point: {lat}, {lon}")
    return lat, lon


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in cell.split("|") if p.strip())


@cache
def countries() -> tuple[Country, ...]:
    """Every country of `places_countries.tsv`.

    Raises:
        KnowledgeError: a bad line.
    """
    file, found = "places_countries.tsv", []
    for line, row in read_tsv(file, ("alpha3", "lat", "lon", "name", "aliases", "demonyms")):
        lat, lon = degrees(file, line, row)
        if len(row["alpha3"]) != 3:
            raise KnowledgeError(file, line, f"not an alpha-3 code: {row['alpha3']!r}")
        found.append(Country(row["alpha3"], lat, lon, row["name"], _parts(row["aliases"]), _parts(row["demonyms"])))
    return tuple(found)


@cache
def divisions() -> tuple[Division, ...]:
    """Every row of `places_admin1.tsv`.

    Raises:
        KnowledgeError: a bad line.
    """
    file = "places_admin1.tsv"
    return tuple(
        Division(row["code"], *degrees(file, line, row), _parts(row["abbreviations"]))
        for line, row in read_tsv(file, ("code", "lat", "lon", "abbreviations"))
    )


def curated() -> Iterator[Curated]:
    """Every row of `places_curated.tsv`, in file order.

    Raises:
        KnowledgeError: a bad line.
    """
    file = "places_curated.tsv"
    for line, row in read_tsv(file, ("name", "kind", "lat", "lon", "country", "admin1", "aliases")):
        if row["kind"] not in KINDS:
            raise KnowledgeError(file, line, f"unknown kind {row['kind']!r}; one of {', '.join(sorted(KINDS))}")
        lat, lon = degrees(file, line, row)
        yield Curated(
            row["name"], row["kind"], lat, lon, row["country"] or None, row["admin1"] or None, _parts(row["aliases"])
        )
