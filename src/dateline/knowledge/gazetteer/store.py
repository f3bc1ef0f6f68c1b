"""Looks names up in the built gazetteer, and in the user's own list of places first."""

from __future__ import annotations

import math
import os
import sqlite3
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dateline.errors import SetupError
from dateline.knowledge.gazetteer.build import ensure, imported_path
from dateline.knowledge.gazetteer.entry import Entry
from dateline.knowledge.gazetteer.fold import bare, fold, soften
from dateline.knowledge.gazetteer.user import read_user_places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLUMNS = "e.id, e.geonames, e.name, e.lat, e.lon, e.country, e.admin1, e.admin2, e.population, e.kind"
_EXACT = f"select {_COLUMNS}, n.main = 0 from name n join entry e on e.id = n.id where n.key = ?"
_SOFT = f"select {_COLUMNS}, 0 from soft s join entry e on e.id = s.id where s.key = ? and s.country = ?"
_ONE = f"select {_COLUMNS}, ? from entry e where e.id = ?"
MOST = 60  # candidates kept for one name: the largest


class Gazetteer:
    """Places by name. Read-only; one connection a process (see `gazetteer`).

    Args:
        file: the SQLite file that `build.ensure` gave.
        own: the user's places by folded name; where a name is there, nothing else is offered for it.
        more: the SQLite file of imported places (`imported.import_dump`), offered after the built ones.

    Raises:
        SetupError: the file cannot be opened.
    """

    def __init__(
        self, file: Path, own: Mapping[str, tuple[Entry, ...]] | None = None, more: Path | None = None
    ) -> None:
        self._own = dict(own or {})
        self._db = _connect(file, "delete it to build it again")
        self._more = _connect(more, "delete it and import again") if more else None
        self._find = lru_cache(maxsize=1 << 14)(self._lookup)

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Places of that name in any spelling of case, diacritics, hyphens, apostrophes and Arabic article, largest
        first, at most `MOST`."""
        return self._find(fold(name))

    def like(self, name: str, country: str) -> tuple[Entry, ...]:
        """Places of one country (ISO 3166-1 alpha-3) of which `name` may be another romanization, largest first."""
        key = soften(fold(name))
        if len(key) < 4:
            return ()
        return self._rows(_SOFT, (key, country))

    def large(self, population: int, without: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Names of towns of at least `population` people, but for those of some countries (ISO 3166-1 alpha-3)."""
        marks = ",".join("?" * len(without))
        query = f"select name from entry where kind = 'city' and population >= ? and country not in ({marks})"
        return tuple(row[0] for row in self._db.execute(query, (population, *without)))

    def _lookup(self, key: str) -> tuple[Entry, ...]:
        if own := self._own.get(key) or self._own.get(bare(key) or ""):
            return own
        found = self._rows(_EXACT, (key,))
        if not found and (stripped := bare(key)):
            found = self._rows(_EXACT, (stripped,))
        return found[:MOST]

    def _rows(self, query: str, values: tuple[str, ...]) -> tuple[Entry, ...]:
        """Built places, largest first, then imported ones; one that GeoNames shares is the built one."""
        found = sorted((Entry(*r) for r in self._db.execute(query, values)), key=_rank)
        if self._more is None:
            return tuple(found)
        ids = {e.id for e in found}
        extra = [
            self._built(Entry(*r)._replace(minor=True)) for r in self._more.execute(query, values) if r[0] not in ids
        ]
        return (*found, *sorted(extra, key=_rank))

    def _built(self, entry: Entry) -> Entry:
        row = self._db.execute(_ONE, (entry.main, entry.id)).fetchone()
        return Entry(*row) if row else entry


def _connect(file: Path, mend: str) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        db.execute("pragma cache_size=-4000")
        db.execute("select 1 from made").fetchone()
    except sqlite3.Error as error:
        raise SetupError(f"gazetteer {file} cannot be read ({error}); {mend}") from error
    return db


def _rank(e: Entry) -> tuple[bool, float]:
    return not (e.main or e.kind == "country"), -e.size


@lru_cache(maxsize=4)
def _open(file: Path, user: str | None, more: Path | None, process: int) -> Gazetteer:
    del process  # part of the key alone: a connection must not cross a fork
    return Gazetteer(file, read_user_places(user) if user else None, more)


@cache
def _files(directory: str | None) -> tuple[Path, Path | None]:
    del directory
    more = imported_path()
    return ensure(), more if more.exists() else None


def gazetteer() -> Gazetteer:
    """The gazetteer of this process, built at its first need; the places of `DATELINE_PLACES` (a CSV) win. Places that
    are imported while a process runs are seen by the next one.

    Raises:
        SetupError: the gazetteer cannot be built or opened.
        InputError: the user's file has a bad line.
    """
    file, more = _files(os.environ.get("DATELINE_DATA"))
    return _open(file, os.environ.get("DATELINE_PLACES"), more, os.getpid())


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two WGS 84 points, in km (haversine, mean radius 6 371 km)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
