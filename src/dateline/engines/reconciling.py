"""Incidents of an archive, out of core: the record's own steps, with DuckDB holding what does not fit in memory.

Keys → pairs → links → components → groups → incidents, as in `dateline.reconcile.matching`. Profiles, keys and pairs
stand in a temporary database on the disk; in memory at once are a few shards or batches of reports and some integers
for each account. Shards are looked at, and batches counted, in processes of their own.
"""

from __future__ import annotations

import multiprocessing
import pickle
import tempfile
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from functools import lru_cache, partial
from itertools import batched, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dateline.engines.accounts import NUMBERED, PAIRS, TABLES, look_at
from dateline.engines.batches import Batch, Rows, made
from dateline.engines.manifest import Manifest
from dateline.engines.shards import file_of
from dateline.errors import RecordError
from dateline.reconcile.incident import Incident
from dateline.reconcile.matching import Roots
from dateline.reconcile.policies import Policy, policy_named
from dateline.reconcile.profile import Profile
from dateline.reconcile.weights import compare, weights

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
BATCH = 1000  # accounts whose reports are in memory together, in each process
_ROWS = 20_000  # rows handed to the database, or taken from it, at once
_KEPT = 20_000  # profiles kept while pairs are compared
_AHEAD = 2  # shards or batches a process that are under way or wait

_PLACED = pa.schema([("n", pa.int64()), ("family", pa.int64()), ("component", pa.int64()), ("batch", pa.int64())])
_MADE = pa.schema([("start", pa.string()), ("place", pa.string()), ("id", pa.string()), ("incident", pa.binary())])
_WANTED = "WITH wanted AS (SELECT DISTINCT batch, report FROM placed JOIN accounts USING (n))"


def reconcile_archive(
    folder: str | Path,
    policy: str | Policy = "ibc",
    *,
    memory: str = MEMORY,
    workers: int = 1,
    on_step: Callable[[str], None] | None = None,
) -> Iterator[Incident]:
    """Join the claims of an archive into incidents, in order of date, place and id.

    Args:
        folder: what `archive` wrote.
        policy: as for `dateline.incidents`.
        memory: what the database may take before it goes to the disk, as DuckDB writes it (`500MB`).
        workers: processes that look at reports and count; 1 is this one.
        on_step: told what begins.

    Raises:
        UsageError: there is no archive in that folder, or no such policy.
        RecordError: the disk is full, or the archive damaged.
    """
    import duckdb

    rule = policy_named(policy)
    with Manifest.open(Path(folder)) as manifest:
        shards = manifest.shards()
    if not shards:
        return
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="reconcile-", dir=folder))
        settings: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": place,
            "preserve_insertion_order": "false",
        }
        context = multiprocessing.get_context("spawn")
        pool = stack.enter_context(ProcessPoolExecutor(workers, context)) if workers > 1 else None
        try:
            db = stack.enter_context(duckdb.connect(str(Path(place) / "work.db"), config=settings))
            yield from _Work(db, Path(folder), shards, _Map(pool, workers)).incidents(rule, on_step or (lambda _: None))
        except duckdb.Error as error:
            raise RecordError(f"{folder}: {error}") from error


class _Map:
    """A function over items, in this process or in others; results in order, a few items ahead."""

    def __init__(self, pool: ProcessPoolExecutor | None, workers: int) -> None:
        self._pool, self._ahead = pool, _AHEAD * workers

    def over[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        if self._pool is None:
            yield from map(work, items)
            return
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self._pool.submit(work, item))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Work:
    """One run over an archive."""

    def __init__(self, db: duckdb.DuckDBPyConnection, folder: Path, shards: Sequence[int], each: _Map) -> None:
        self._db, self._folder, self._shards, self._each = db, folder, shards, each
        self._count = 0

    def incidents(self, rule: Policy, tell: Callable[[str], None]) -> Iterator[Incident]:
        tell("looking at each report")
        self._load()
        tell("finding pairs")
        self._db.execute(PAIRS)
        self._db.execute("DROP TABLE keys")
        tell("comparing pairs")
        self._fill("links", NUMBERED, self._links())
        tell("placing accounts")
        self._fill("placed", _PLACED, self._placed())
        tell("counting")
        rows = self._each.over(partial(made, rule=rule), self._batches())
        self._fill("made", _MADE, (row for some in rows for row in some))
        for (blob,) in self._rows("SELECT incident FROM made ORDER BY start, place, id"):
            yield pickle.loads(blob)

    def _load(self) -> None:
        for name, schema in TABLES.items():
            self._create(name, schema)
        for found in self._each.over(partial(look_at, self._folder), self._shards):
            for name, rows in found.numbered_from(self._count).items():
                self._insert(name, TABLES[name], rows)
            self._count += found.count

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

    def _batches(self) -> Iterator[Batch]:
        reports = self._grouped(f"""{_WANTED} SELECT w.batch, r.* FROM wanted w
               JOIN read_parquet($files) r ON r.id = w.report ORDER BY w.batch, r.id""", "readings")  # fmt: skip
        claims = self._grouped(f"""{_WANTED} SELECT w.batch, c.report, c.kind, c.id, c.parent, c.value
               FROM wanted w JOIN read_parquet($files) c ON c.report = w.report
               ORDER BY w.batch, c.report, c.kind, c.seq""", "claims")  # fmt: skip
        placed = self._grouped("""SELECT p.batch, p.family, p.component, a.ident, a.profile
               FROM placed p JOIN accounts a USING (n)
               ORDER BY p.batch, p.family, p.component, a.ident""")  # fmt: skip
        yield from (Batch(*parts) for parts in zip(reports, claims, placed, strict=True))

    def _grouped(self, query: str, table: str | None = None) -> Iterator[Rows]:
        """The rows of each batch, whose number stands first."""
        files = [str(file_of(self._folder, table, n)) for n in self._shards] if table else None
        cursor = self._db.cursor().execute(query, {"files": files} if files else None)
        names = tuple(d[0] for d in cursor.description or ())
        for _, some in groupby(_fetched(cursor), itemgetter(0)):
            yield Rows(names, list(some))

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
