"""The Parquet files of an archive: readings, claims and sources, one schema with the record.

A claim's columns are those of the record's `claims` table, with the report's id in place of its number; `value` is the
claim's JSON, so that nothing is lost and the columns are there to filter on.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.engines.manifest import Manifest
from dateline.record import Reading, Report
from dateline.store.facets import EMPTY
from dateline.store.rows import claim_rows, reading_from, report_from, report_row

TABLES = ("readings", "claims", "sources")
_NUMBERS = ("low", "high")
READINGS = pa.schema([
    *(pa.field(n, pa.string()) for n in ("id", "title", "publisher", "authors", "published", "dateline", "url",
                                         "language", "text", "fingerprint")),
    *(pa.field(n, pa.int32()) for n in ("events", "casualties", "agreements")),
])  # fmt: skip
CLAIMS = pa.schema([
    *(pa.field(n, pa.string()) for n in ("report", "kind", "id")), pa.field("seq", pa.int32()),
    pa.field("parent", pa.string()), pa.field("span_start", pa.int32()), pa.field("span_end", pa.int32()),
    *(pa.field(n, pa.string()) for n in ("stage", "fingerprint", "value")),
    *(pa.field(n, pa.int64() if n in _NUMBERS else pa.string()) for n in EMPTY),
])  # fmt: skip
SOURCES = pa.schema([
    *(pa.field(n, pa.string()) for n in ("report", "id", "name", "kind")), pa.field("named", pa.bool_()),
    pa.field("mentions", pa.int32()),
])  # fmt: skip
_SCHEMAS = dict(zip(TABLES, (READINGS, CLAIMS, SOURCES), strict=True))


class Counts(NamedTuple):
    """Rows of one shard, table by table."""

    readings: int
    claims: int
    sources: int


def file_of(out: Path, table: str, shard: int) -> Path:
    """Where a shard's rows of a table stand."""
    return out / table / f"part-{shard:06}.parquet"


def write(out: Path, shard: int, readings: Sequence[Reading], stages: Mapping[str, str]) -> Counts:
    """Write one shard; when this returns, its files are whole and on the disk.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    rows = {
        "readings": [_reading_row(r) for r in readings],
        "claims": [c for r in readings for c in _claim_rows(r, stages)],
        "sources": [s for r in readings for s in _source_rows(r)],
    }
    for table, found in rows.items():
        path = file_of(out, table, shard)
        part = path.with_suffix(".part")
        with part.open("wb") as sink:
            pq.write_table(pa.Table.from_pylist(found, _SCHEMAS[table]), sink, compression="zstd")
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(path)
    return Counts(*(len(rows[t]) for t in TABLES))


def _reading_row(reading: Reading) -> dict[str, Any]:
    counts = {n: len(getattr(reading, n)) for n in ("events", "casualties", "agreements")}
    return report_row(reading.report) | {"fingerprint": reading.fingerprint} | counts


def _claim_rows(reading: Reading, stages: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in claim_rows(reading, 0, stages):
        yield row | {"report": reading.report.id}


def _source_rows(reading: Reading) -> Iterator[dict[str, Any]]:
    for s in reading.sources:
        yield {"report": reading.report.id, "id": s.id, "name": s.name, "kind": s.kind, "named": s.named,
               "mentions": len(s.mentions)}  # fmt: skip


def read_archive(out: str | Path) -> Iterator[Reading]:
    """Every reading of an archive, shard by shard; memory holds one shard.

    Raises:
        UsageError: there is no archive in that folder.
    """
    with Manifest.open(Path(out)) as manifest:
        shards = manifest.shards()
    for shard in shards:
        yield from read_shard(Path(out), shard)


def read_shard(out: Path, shard: int, without: Collection[str] = ()) -> Iterator[Reading]:
    """Every reading of one shard, without its claims of some kinds."""
    readings = pq.read_table(file_of(out, "readings", shard)).to_pylist()
    wanted = ["report", "kind", "id", "parent", "value"]
    claims = pq.read_table(file_of(out, "claims", shard), columns=wanted).to_pylist()
    by_report = {
        k: [SimpleNamespace(**c) for c in rows if c["kind"] not in without]
        for k, rows in groupby(claims, itemgetter("report"))
    }
    for row in readings:
        report: Report = report_from(SimpleNamespace(**row))
        yield reading_from(report, row["fingerprint"], by_report.get(report.id, ()))
