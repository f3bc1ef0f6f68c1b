"""Reads a country dump of GeoNames as its users download it: `XX.txt`, or the zip of it, line by line.

Columns (GeoNames' readme, "The main 'geoname' table"): geonameid, name, asciiname, alternatenames, latitude, longitude,
feature class, feature code, country code, cc2, admin1 code, admin2 code, admin3 code, admin4 code, population,
elevation, dem, timezone, modification date.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import InputError, KnowledgeError
from dateline.knowledge.gazetteer.entry import KINDS
from dateline.knowledge.gazetteer.sources import usable
from dateline.knowledge.loader import read_toml

COLUMNS = 19
LONGEST = 1 << 20  # characters of a line; alternative names of GeoNames end at 10 000


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a dump that dateline keeps.

    Attributes:
        geonames: GeoNames id.
        names: alternative names that English prose may print.
        country: ISO 3166-1 alpha-2.
        codes: GeoNames codes of its divisions, first level first ("IQ.17", "IQ.17.9166").
        kind: as in `Entry`.
    """

    geonames: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str
    codes: tuple[str, ...]
    population: int
    kind: str


@cache
def kinds() -> dict[str, str]:
    """Kind by feature code ("PPL" → "city"), from the block `features` of `places_geonames.toml`.

    Raises:
        KnowledgeError: a kind that there is not.
    """
    found = {code: kind for kind, codes in read_toml("places_geonames.toml")["features"].items() for code in codes}
    if bad := sorted(set(found.values()) - KINDS):
        raise KnowledgeError("places_geonames.toml", 0, f"features: unknown kind {bad[0]!r}")
    return found


def read_dump(file: str) -> Iterator[tuple[int, Row | str | None]]:
    """Line number and the place on it; `None` for a feature that dateline does not keep, a reason for a bad line.

    Memory does not grow with the file.

    Raises:
        InputError: the file cannot be read, or is a zip without a dump in it.
    """
    try:
        with _lines(file) as lines:
            for number, line in _numbered(lines):
                yield number, _row(line)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise InputError(file, f"cannot be read as a GeoNames dump in UTF-8: {error}") from error


def _numbered(lines: io.TextIOBase) -> Iterator[tuple[int, str]]:
    number = 0
    while line := lines.readline(LONGEST):
        number += 1
        yield number, line


@contextmanager
def _lines(file: str) -> Iterator[io.TextIOBase]:
    path = Path(file)
    with path.open("rb") as raw:
        if raw.read(2) != b"PK":
            raw.seek(0)
            yield io.TextIOWrapper(raw, "utf-8-sig", newline="\n")
            return
        with zipfile.ZipFile(raw) as packed:
            inside = [n for n in packed.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
            if len(inside) != 1:
                raise InputError(
                    file, f"needs one .txt beside the readme, has {len(inside)}; unpack it and name the file"
                )
            with packed.open(inside[0]) as member:
                yield io.TextIOWrapper(member, "utf-8-sig", newline="\n")


def _row(line: str) -> Row | str | None:
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns, not {COLUMNS}"
    kind = kinds().get(cells[7])
    try:
        key, lat, lon, population = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError as error:
        return f"{error}"
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and key > 0 and population >= 0):
        return f"no such point, id or population: {cells[4]}, {cells[5]}, {cells[0]}, {cells[14]}"
    if len(cells[8]) != 2 or not cells[1].strip():
        return "no name, or no country of two letters"
    if kind is None:
        return None
    first = f"{cells[8]}.{cells[10]}"
    codes = (first, f"{first}.{cells[11]}") if cells[10] and cells[11] else (first,) if cells[10] else ()
    names = {cells[2], *cells[3].split(",")} - {cells[1], ""}
    kept = tuple(sorted(n for n in names if usable(n)))
    return Row(key, cells[1].strip(), kept, lat, lon, cells[8], codes, population, kind)
