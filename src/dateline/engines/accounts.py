"""What one shard of an archive brings to reconciling: rows of its reports, accounts, keys and ties, for a database to
join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.engines.packing import packed
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
# A report is numbered as the first of its accounts
REPORTS = pa.schema([("report", pa.int64()), ("accounts", pa.binary())])
ACCOUNTS = pa.schema([
    ("n", pa.int64()), ("report", pa.int64()), ("ident", pa.string()), ("profile", pa.string()),
    ("first", pa.int64()), ("last", pa.int64()), ("place", pa.string()), ("called", pa.string()),
    ("geonames", pa.int64()), ("lat", pa.float64()), ("lon", pa.float64()), ("country", pa.string()),
    ("admin1", pa.string()), ("prec", pa.int64()), ("toponyms", pa.list_(pa.string())),
])  # fmt: skip
KEYS = pa.schema([("key", pa.int64()), ("n", pa.int64())])
NUMBERED = pa.schema([("a", pa.int64()), ("b", pa.int64())])
CALLS = pa.schema([("n", pa.int64()), ("day", pa.int64()), ("place", pa.string())])
TABLES = {"reports": REPORTS, "accounts": ACCOUNTS, "keys": KEYS, "ties": NUMBERED, "calls": CALLS}
_NUMBERS = frozenset(("n", "report", "a", "b"))  # columns that number accounts
_UNHEARD = ("agreement", "term", "unplaced")  # kinds of claims that incidents are not made of

# Pairs of accounts of different reports that share a key, but for those that `features.time` and `features.place` veto
# whatever else they have in common: the same rules, with a kilometre to spare for another library's sines.
PAIRS = f"""
CREATE TABLE pairs AS
WITH open_keys AS (
         SELECT key FROM keys GROUP BY key
         HAVING count(*) BETWEEN 2 AND CASE WHEN key & 1 = 1 THEN {THIN_CROWD} ELSE {CROWD} END),
     seen AS (SELECT * EXCLUDE (profile, ident), radians(lat) AS y, radians(lon) AS x FROM accounts),
     met AS (SELECT DISTINCT x.n AS a, y.n AS b FROM open_keys JOIN keys x USING (key) JOIN keys y USING (key)
             WHERE x.n < y.n)
SELECT a, b FROM met JOIN seen p ON p.n = a JOIN seen q ON q.n = b
WHERE p.report <> q.report
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
    """Columns of one shard by table; accounts are numbered from 0."""

    count: int = 0
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def numbered_from(self, start: int) -> dict[str, pa.Table]:
        """The tables with accounts numbered from `start`."""
        return {name: _numbered(table, start) for name, table in self.tables.items()}


def _numbered(table: pa.Table, start: int) -> pa.Table:
    columns = [pc.add(c, start) if n in _NUMBERS else c for n, c in zip(table.column_names, table.columns, strict=True)]
    return pa.Table.from_arrays(columns, schema=table.schema)


def look_at(folder: Path, shard: int) -> Found:
    """Reports with their accounts, profiles of these, the keys that they stand under, and what joint figures tie
    together."""
    count, rows = 0, {name: list[Row]() for name in TABLES}
    for reading in read_shard(folder, shard, without=_UNHEARD):
        count = _take(reading, count, rows)
    return Found(count, {name: table_of(TABLES[name], some) for name, some in rows.items()})


def table_of(schema: pa.Schema, rows: list[Row]) -> pa.Table:
    """Rows as a table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _take(reading: Reading, count: int, into: dict[str, list[Row]]) -> int:
    """Add the rows of a report whose accounts are numbered from `count`; the number after its last."""
    accounts = accounts_of(Book(reading))
    if not accounts:
        return count
    into["reports"].append((count, packed(accounts)))
    calls = {min(a.keys): list(called(a)) for a in accounts if a.shared}
    joint: dict[str, int] = {}
    profiles = profiles_of(accounts)
    for n, p in enumerate(profiles, count):
        into["accounts"].append((n, count, p.ident, p.dump(), *_when_where(p), list(p.toponyms)))
        into["calls"] += [(n, date.fromisoformat(d).toordinal(), place) for d, place in calls.get(p.ident, ())]
        into["keys"] += [(k, n) for k in keys(p)]
        into["ties"] += _ties(p, n, joint)
    return count + len(profiles)


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
