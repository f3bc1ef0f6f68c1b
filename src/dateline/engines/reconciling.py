"""Incidents of an archive, out of core: the record's own steps, with DuckDB holding what does not fit in memory.

Keys → pairs → links → components → groups → incidents, as in `dateline.reconcile.matching`. Every report is read once.
Its accounts, their profiles, keys and pairs stand in a temporary database on the disk; in memory at once are a few
shards or batches of reports and some integers for each account. Shards are looked at, pairs compared and batches
counted in processes of their own.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import batched, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dateline.engines.accounts import NUMBERED, PAIRS, TABLES, look_at, table_of
from dateline.engines.batches import Batch, linked, made
from dateline.engines.manifest import Manifest
from dateline.engines.packing import unpacked
from dateline.engines.spread import Spread
from dateline.errors import RecordError
from dateline.reconcile.incident import Incident
from dateline.reconcile.matching import Roots
from dateline.reconcile.policies import Policy, policy_named

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
BATCH = 1000  # accounts whose reports are in memory together, in each process
_ROWS = 20_000  # rows handed to the database, or taken from it, at once
_PAIRS = 2_000  # pairs compared at once

_PLACED = pa.schema([
    ("n", pa.int64()), ("family", pa.int64()), ("component", pa.int64()), ("batch", pa.int64()), ("linked", pa.bool_())
])  # fmt: skip
_MADE = pa.schema([("start", pa.string()), ("place", pa.string()), ("id", pa.string()), ("incident", pa.binary())])


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
            yield from _Work(db, Path(folder), shards, Spread(pool, workers)).incidents(
                rule, on_step or (lambda _: None)
            )
        except duckdb.Error as error:
            raise RecordError(f"{folder}: {error}") from error


class _Work:
    """One run over an archive."""

    def __init__(self, db: duckdb.DuckDBPyConnection, folder: Path, shards: Sequence[int], each: Spread) -> None:
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
            yield unpacked(blob)

    def _load(self) -> None:
        for name, schema in TABLES.items():
            self._create(name, schema)
        for found in self._each.over(partial(look_at, self._folder), self._shards):
            for name, table in found.numbered_from(self._count).items():
                self._insert(name, table)
            self._count += found.count

    def _links(self) -> Iterator[tuple[int, int]]:
        """Pairs whose points are enough."""
        query = """SELECT a, b, p.profile, q.profile FROM pairs JOIN accounts p ON p.n = a JOIN accounts q ON q.n = b
                   ORDER BY a, b"""
        for some in self._each.over(linked, batched(self._rows(query), _PAIRS)):
            yield from some

    def _placed(self) -> Iterator[tuple[int, int, int, int, bool]]:
        """Of each account: what joint figures tie it to, what links hold it to, the batch that it is counted in, and
        whether a link holds it at all."""
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
        sizes, held = array("q", bytes(8 * self._count)), array("q", bytes(8 * self._count))
        for n in range(self._count):
            sizes[family.of(n)] += 1
            held[component.of(n)] += 1
        for n in range(self._count):
            root = family.of(n)  # the smallest of its family, so it comes first
            if root == n:
                if size and size + sizes[n] > BATCH:
                    batch, size = batch + 1, 0
                size += sizes[n]
                batches[n] = batch
            home = component.of(n)
            yield n, root, home, batches[root], held[home] > 1

    def _batches(self) -> Iterator[Batch]:
        reports = self._rows("""SELECT batch, accounts FROM reports
               JOIN (SELECT DISTINCT batch, report FROM placed JOIN accounts USING (n)) USING (report)
               ORDER BY batch""")  # fmt: skip
        placed = self._rows("""SELECT batch, family, component, ident, CASE WHEN linked THEN profile END
               FROM placed JOIN accounts USING (n) ORDER BY batch, family, component, ident""")  # fmt: skip
        by_batch = (groupby(rows, itemgetter(0)) for rows in (reports, placed))
        for (_, told), (_, counted) in zip(*by_batch, strict=True):
            yield Batch([accounts for _, accounts in told], [row for _, *row in counted])

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._db.cursor().execute(query)
        while some := cursor.fetchmany(_ROWS):
            yield from some

    def _create(self, name: str, schema: pa.Schema) -> None:
        self._db.register("shape", schema.empty_table())
        self._db.execute(f"CREATE TABLE {name} AS SELECT * FROM shape")
        self._db.unregister("shape")

    def _insert(self, name: str, rows: pa.Table) -> None:
        self._db.register("chunk", rows)
        self._db.execute(f"INSERT INTO {name} SELECT * FROM chunk")
        self._db.unregister("chunk")

    def _fill(self, name: str, schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> None:
        self._create(name, schema)
        for some in batched(rows, _ROWS):
            self._insert(name, table_of(schema, list(some)))
