"""The reports of some work, as every engine meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.engines.engine import Skip, Work
from dateline.errors import InputError
from dateline.ingest import ingest
from dateline.ingest.apart import taken
from dateline.ingest.stream import reports_of
from dateline.ingest.tree import expanded
from dateline.record import Report

_LINES = frozenset({".jsonl", ".ndjson"})
_MANY = frozenset(
    {".csv", ".tsv", ".warc", ".gz", ".bz2", ".xz", ".zst", ".zip", ".tar", ".tgz", ".rss", ".atom", ".xml"}
)


def expected(paths: Iterable[str]) -> int | None:
    """How many reports some inputs hold, about, for a progress bar: rows of JSON Lines and Parquet, one for any other
    file; `None` where that takes reading them (standard input, tables of text, archives of pages, feeds)."""
    count = 0
    for file in expanded(paths):
        suffixes = Path(file).suffixes
        kind = suffixes[-1].lower() if suffixes else ""
        try:
            if file == "-" or kind in _MANY:
                return None
            if kind == ".parquet":
                count += pq.read_metadata(file).num_rows
            elif kind in _LINES:
                with Path(file).open("rb") as lines:
                    count += sum(part.count(b"\n") for part in iter(lambda: lines.read(1 << 20), b""))
            else:
                count += 1
        except (OSError, pa.ArrowException):
            count += 1  # what is wrong with it is told when its turn comes
    return count


def todo(work: Work, skip: Skip) -> Iterator[Report | InputError]:
    """What is left to read, in order; taken apart in a process of its own where time or memory is bounded."""
    ingest([], format=work.format, columns=work.columns)  # a format that there is not is told here
    take = partial(reports_of, form=work.format, columns=work.columns, published=work.published)
    for item in taken(work.files, take, work.time_limit, work.memory):
        if isinstance(item, InputError) or not skip(item):
            yield item
