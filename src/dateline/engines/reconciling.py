"""Incidents of an archive, out of core: the record's own steps, with DuckDB holding what does not fit in memory.

Keys → pairs → links → components → groups → incidents, as in `dateline.reconcile.matching`. Profiles, keys and pairs
stand in a temporary database on the disk; in memory at once are a batch of reports and a few integers for each account.
"""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import batched, groupby
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dateline.engines.manifest import Manifest
from dateline.engines.shards import file_of, read_archive
from dateline.errors import RecordError
from dateline.reconcile import counted
from dateline.reconcile.blocking import CROWD, keys
from dateline.reconcile.claims import Book
from dateline.reconcile.features import WEEKS
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.incident import Incident
from dateline.reconcile.matching import Roots, groups
from dateline.reconcile.policies import Policy, policy_named
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.shared import called
from dateline.reconcile.weights import compare, weights
from dateline.record import Reading
from dateline.store.rows import reading_from, report_from

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
BATCH = 2000  # accounts whose reports are in memory together
_ROWS = 20_000  # rows handed to the database, or taken from it, at once
_KEPT = 50_000  # profiles kept while pairs are compared

_ACCOUNTS = pa.schema([
    ("n", pa.int64()), ("report", pa.string()), ("ident", pa.string()), ("first", pa.int64()), ("last", pa.int64()),
    ("place", pa.string()), ("profile", pa.string()),
])  # fmt: skip
_CALLS = pa.schema([("n", pa.int64()), ("day", pa.int64()), ("place", pa.string())])
_NUMBERED = pa.schema([("a", pa.int64()), ("b", pa.int64())])
_PLACED = pa.schema([("n", pa.int64()), ("family", pa.int64()), ("component", pa.int64()), ("batch", pa.int64())])
_MADE = pa.schema([("start", pa.string()), ("place", pa.string()), ("id", pa.string()), ("incident", pa.binary())])

_PAIRS = f"""
CREATE TABLE pairs AS
WITH open_keys AS (SELECT a FROM keys GROUP BY a HAVING count(*) BETWEEN 2 AND {CROWD}),
     days AS (SELECT n, hash(report) AS report, first, last FROM accounts)
SELECT DISTINCT x.b AS a, y.b AS b
FROM open_keys JOIN keys x USING (a) JOIN keys y USING (a) JOIN days p ON p.n = x.b JOIN days q ON q.n = y.b
WHERE x.b < y.b AND p.report <> q.report
  AND (p.first IS NULL OR q.first IS NULL OR greatest(q.first - p.last, p.first - q.last) <= {WEEKS})
"""


def reconcile_archive(
    folder: str | Path,
    policy: str | Policy = "ibc",
    *,
    memory: str = MEMORY,
    on_step: Callable[[str], None] | None = None,
) -> Iterator[Incident]:
    """Join the claims of an archive into incidents, in order of date, place and id.

    Args:
        folder: what `archive` wrote.
        policy: as for `dateline.incidents`.
        memory: what the database may take before it goes to the disk, as DuckDB writes it (`500MB`).
        on_step: told what begins.

    Raises:
        UsageError: there is no archive in that folder, or no such policy.
        RecordError: the disk is full, or the archive damaged.
    """
    import duckdb

    rule = policy_named(policy)
    tell = on_step or (lambda _: None)
    with Manifest.open(Path(folder)) as manifest:
        shards = manifest.shards()
    if not shards:
        return
    with tempfile.TemporaryDirectory(prefix="reconcile-", dir=folder) as place:
        settings: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": place,
            "preserve_insertion_order": "false",
        }
        try:
            with duckdb.connect(str(Path(place) / "work.db"), config=settings) as db:
                yield from _Work(db, Path(folder), shards, rule, tell).incidents()
        except duckdb.Error as error:
            raise RecordError(f"{folder}: {error}") from error


class _Work:
    """One run over an archive."""

    def __init__(
        self, db: duckdb.DuckDBPyConnection, folder: Path, shards: list[int], rule: Policy, tell: Callable[[str], None]
    ) -> None:
        self._db, self._folder, self._shards, self._rule, self._tell = db, folder, shards, rule, tell
        self._count = 0

    def incidents(self) -> Iterator[Incident]:
        self._tell("looking at each report")
        self._load()
        self._tell("finding pairs")
        self._db.execute(_PAIRS)
        self._tell("comparing pairs")
        self._fill("links", _NUMBERED, self._links())
        self._tell("placing accounts")
        self._fill("placed", _PLACED, self._placed())
        self._tell("counting")
        self._fill("made", _MADE, self._made())
        for (blob,) in self._rows("SELECT incident FROM made ORDER BY start, place, id"):
            yield pickle.loads(blob)

    def _load(self) -> None:
        """Accounts with their profiles, the keys that they stand under, and what joint figures tie together."""
        tables = (("accounts", _ACCOUNTS), ("keys", _NUMBERED), ("ties", _NUMBERED), ("calls", _CALLS))
        waiting: dict[str, list[tuple[Any, ...]]] = {name: [] for name, _ in tables}
        for name, schema in tables:
            self._create(name, schema)
        for reading in read_archive(self._folder):
            self._take(reading, waiting)
            for name, schema in tables:
                if len(waiting[name]) >= _ROWS:
                    self._insert(name, schema, waiting[name])
                    waiting[name] = []
        for name, schema in tables:
            self._insert(name, schema, waiting[name])

    def _take(self, reading: Reading, into: dict[str, list[tuple[Any, ...]]]) -> None:
        joint: dict[str, int] = {}
        accounts = accounts_of(Book(reading))
        calls = {min(a.keys): list(called(a)) for a in accounts if a.shared}
        for p in profiles_of(accounts):
            n, self._count = self._count, self._count + 1
            first, last = p.days or (None, None)
            into["accounts"].append((n, p.report, p.ident, first, last, p.place and p.place.name, p.dump()))
            into["calls"] += [(n, date.fromisoformat(d).toordinal(), place) for d, place in calls.get(p.ident, ())]
            into["keys"] += [(k, n) for k in keys(p)]
            for figure in p.joint:
                if joint.setdefault(figure, n) != n:
                    into["ties"].append((joint[figure], n))

    def _links(self) -> Iterator[tuple[int, int]]:
        """Pairs whose points are enough."""
        load, join = lru_cache(_KEPT)(Profile.load), weights().join
        query = """SELECT a, b, p.profile, q.profile FROM pairs JOIN accounts p ON p.n = a JOIN accounts q ON q.n = b
                   ORDER BY a, b"""
        for a, b, one, other in self._rows(query):
            if compare(*sorted((load(one), load(other)), key=lambda p: p.ident)) >= join:
                yield a, b

    def _placed(self) -> Iterator[tuple[int, int, int, int]]:
        """Of each account: what joint figures tie it to, what links hold it to, and the batch that it is read in."""
        component, family = Roots(self._count), Roots(self._count)
        for a, b in self._rows("SELECT a, b FROM links"):
            component.join(a, b)
            family.join(a, b)
        called_for = (
            "SELECT c.n, a.n FROM calls c JOIN accounts a ON a.first <= c.day AND c.day <= a.last AND a.place = c.place"
        )
        for a, b in self._rows(f"SELECT a, b FROM ties UNION ALL {called_for}"):
            family.join(a, b)
        batches = array("q", bytes(8 * self._count))
        batch = size = 0
        sizes = array("q", bytes(8 * self._count))
        for n in range(self._count):
            sizes[family.of(n)] += 1
        for n in range(self._count):
            root = family.of(n)  # the smallest of its family, so it comes first
            if root == n:
                if size and size + sizes[n] > BATCH:
                    batch, size = batch + 1, 0
                size += sizes[n]
                batches[n] = batch
            yield n, root, component.of(n), batches[root]

    def _made(self) -> Iterator[tuple[str, str, str, bytes]]:
        reports = self._grouped(
            """WITH wanted AS (SELECT DISTINCT batch, report FROM placed JOIN accounts USING (n))
               SELECT w.batch, r.* FROM wanted w JOIN read_parquet($files) r ON r.id = w.report
               ORDER BY w.batch, r.id""", "readings")  # fmt: skip
        claims = self._grouped(
            """WITH wanted AS (SELECT DISTINCT batch, report FROM placed JOIN accounts USING (n))
               SELECT w.batch, c.report, c.kind, c.id, c.parent, c.value
               FROM wanted w JOIN read_parquet($files) c ON c.report = w.report
               ORDER BY w.batch, c.report, c.kind, c.seq""", "claims")  # fmt: skip
        members = self._grouped(
            """SELECT p.batch, p.family, p.component, a.ident, a.profile
               FROM placed p JOIN accounts a USING (n) ORDER BY p.batch, p.family, p.component, a.ident""")  # fmt: skip
        for heads, said, placed in zip(reports, claims, members, strict=True):
            by_report = {k: list(rows) for k, rows in groupby(said, lambda row: row.report)}
            readings = [reading_from(report_from(h), h.fingerprint, by_report.get(h.id, ())) for h in heads]
            accounts = {min(a.keys): a for r in readings for a in accounts_of(Book(r))}
            for _, family in groupby(placed, lambda row: row.family):
                yield from self._counted(list(family), accounts)

    def _counted(
        self, family: list[SimpleNamespace], accounts: dict[str, Account]
    ) -> Iterator[tuple[str, str, str, bytes]]:
        """The incidents of accounts that joint figures tie together, as rows in the order of incidents."""
        found: list[list[Account]] = []
        for _, some in groupby(family, lambda row: row.component):
            members = list(some)
            if len(members) == 1:
                found.append([accounts[members[0].ident]])
            else:
                told = groups([Profile.load(m.profile) for m in members])
                found += [[accounts[p.ident] for p in group] for group in told]
        found.sort(key=lambda g: min(g[0].keys))
        for i in counted([g for g in found if not all(a.denial for a in g)], self._rule):
            yield i.start or "9999", i.place.name if i.place else "~", i.id, pickle.dumps(i)

    def _grouped(self, query: str, table: str | None = None) -> Iterator[list[SimpleNamespace]]:
        """The rows of each batch."""
        files = [str(file_of(self._folder, table, n)) for n in self._shards] if table else None
        cursor = self._db.cursor().execute(query, {"files": files} if files else None)
        names = [d[0] for d in cursor.description or ()]
        rows = (SimpleNamespace(**dict(zip(names, values, strict=True))) for values in _fetched(cursor))
        for _, some in groupby(rows, lambda row: row.batch):
            yield list(some)

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        return _fetched(self._db.cursor().execute(query))

    def _create(self, name: str, schema: pa.Schema) -> None:
        self._db.register("shape", schema.empty_table())
        self._db.execute(f"CREATE TABLE {name} AS SELECT * FROM shape")
        self._db.unregister("shape")

    def _insert(self, name: str, schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> None:
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
        self._db.register("chunk", pa.Table.from_arrays(arrays, schema=schema))
        self._db.execute(f"INSERT INTO {name} SELECT * FROM chunk")
        self._db.unregister("chunk")

    def _fill(self, name: str, schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> None:
        self._create(name, schema)
        for some in batched(rows, _ROWS):
            self._insert(name, schema, some)


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while some := cursor.fetchmany(_ROWS):
        yield from some
