"""What one shard of an archive brings to reconciling: rows of its accounts, keys and ties, for a database to join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline.engines.shards import read_shard
from dateline.reconcile.blocking import CROWD, THIN_CROWD, keys
from dateline.reconcile.claims import Book
from dateline.reconcile.features import FAR_KM, WEEKS
from dateline.reconcile.grouping import accounts_of
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.shared import called
from dateline.reconcile.when_where import COARSE, VAST
from dateline.record import Reading

Row = tuple[Any, ...]
NUMBERED = pa.schema([("a", pa.int64()), ("b", pa.int64())])
CALLS = pa.schema([("n", pa.int64()), ("day", pa.int64()), ("place", pa.string())])
ACCOUNTS = pa.schema([
    ("n", pa.int64()), ("report", pa.string()), ("ident", pa.string()), ("profile", pa.string()),
    ("first", pa.int64()), ("last", pa.int64()), ("place", pa.string()), ("called", pa.string()),
    ("geonames", pa.int64()), ("lat", pa.float64()), ("lon", pa.float64()), ("country", pa.string()),
    ("admin1", pa.string()), ("prec", pa.int64()), ("toponyms", pa.list_(pa.string())),
])  # fmt: skip
TABLES = {"accounts": ACCOUNTS, "keys": NUMBERED, "ties": NUMBERED, "calls": CALLS}

# Pairs of accounts of different reports that share a key, but for those that `features.time` and `features.place` veto
# whatever else they have in common: the same rules, with a kilometre to spare for another library's sines.
PAIRS = f"""
CREATE TABLE pairs AS
WITH open_keys AS (
         SELECT a FROM keys GROUP BY a
         HAVING count(*) BETWEEN 2 AND CASE WHEN a & 1 = 1 THEN {THIN_CROWD} ELSE {CROWD} END),
     seen AS (SELECT * EXCLUDE (profile), hash(report) AS told, radians(lat) AS y, radians(lon) AS x FROM accounts),
     met AS (SELECT DISTINCT x.b AS a, y.b AS b FROM open_keys JOIN keys x USING (a) JOIN keys y USING (a)
             WHERE x.b < y.b)
SELECT a, b FROM met JOIN seen p ON p.n = a JOIN seen q ON q.n = b
WHERE p.told <> q.told
  AND (p.first IS NULL OR q.first IS NULL OR greatest(q.first - p.last, p.first - q.last) <= {WEEKS})
  AND NOT coalesce(
      p.lat + p.lon + q.lat + q.lon IS NOT NULL
      AND 12742 * asin(least(1, sqrt(sin((q.y - p.y) / 2) ** 2
                                 + cos(p.y) * cos(q.y) * sin((q.x - p.x) / 2) ** 2))) > {FAR_KM + 1}
      AND p.geonames IS DISTINCT FROM coalesce(q.geonames, -1)
      AND (coalesce(p.country <> q.country, false)
           OR greatest(p.prec, q.prec) < {COARSE}
           OR (greatest(p.prec, q.prec) < {VAST} AND coalesce(p.admin1 <> q.admin1, false)))
      AND NOT list_contains(p.toponyms, q.called) AND NOT list_contains(q.toponyms, p.called), false)
"""


@dataclass(slots=True)
class Found:
    """Rows of one shard by table; accounts are numbered from 0."""

    count: int = 0
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def numbered_from(self, start: int) -> dict[str, list[Row]]:
        """The rows with accounts numbered from `start`."""
        own = {"accounts": (0,), "keys": (1,), "ties": (0, 1), "calls": (0,)}
        return {
            name: [tuple(v + start if i in own[name] else v for i, v in enumerate(row)) for row in rows]
            for name, rows in self.rows.items()
        }


def look_at(folder: Path, shard: int) -> Found:
    """Accounts with their profiles, the keys that they stand under, and what joint figures tie together."""
    found = Found()
    for reading in read_shard(folder, shard):
        _take(reading, found)
    return found


def _take(reading: Reading, into: Found) -> None:
    joint: dict[str, int] = {}
    accounts = accounts_of(Book(reading))
    calls = {min(a.keys): list(called(a)) for a in accounts if a.shared}
    for p in profiles_of(accounts):
        n, into.count = into.count, into.count + 1
        into.rows["accounts"].append((n, p.report, p.ident, p.dump(), *_when_where(p), list(p.toponyms)))
        into.rows["calls"] += [(n, date.fromisoformat(d).toordinal(), place) for d, place in calls.get(p.ident, ())]
        into.rows["keys"] += [(k, n) for k in keys(p)]
        into.rows["ties"] += _ties(p, n, joint)


def _ties(p: Profile, n: int, joint: dict[str, int]) -> Iterator[Row]:
    for figure in p.joint:
        if joint.setdefault(figure, n) != n:
            yield joint[figure], n


def _when_where(p: Profile) -> Row:
    """Columns `first` to `prec` of an account; an empty name of a country or province is none."""
    first, last = p.days or (None, None)
    at = p.place
    if at is None:
        return first, last, *([None] * 8)
    named = at.name, at.name.lower()
    return first, last, *named, at.geonames, at.lat, at.lon, at.country or None, at.admin1 or None, at.where_prec
