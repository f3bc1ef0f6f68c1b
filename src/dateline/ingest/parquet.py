"""Parquet (pyarrow): a report for each row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.rows import check_columns, report_of
from dateline.ingest.source import FIELDS, Format, Input, Options
from dateline.record import Report


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A report for each row; rows are counted from 1. A bad row is an `InputError`, and the rest goes on."""
    import pyarrow
    from pyarrow import parquet

    with source.seekable() as stream:
        try:
            table = parquet.ParquetFile(stream)
            present = table.schema_arrow.names
            check_columns(source.name, present, options)
            wanted = {options.column(f) for f in FIELDS} | {"authors"}
            number = 0
            for batch in table.iter_batches(batch_size=256, columns=[n for n in present if n in wanted]):
                for row in batch.to_pylist():
                    number += 1
                    try:
                        yield report_of(row, f"{source.name}: row {number}", options)
                    except InputError as error:
                        yield error
        except (pyarrow.ArrowException, OSError) as error:
            raise InputError(source.name, f"damaged or not Parquet ({error})") from error


FORMAT = Format("parquet", (".parquet", ".pq"), read)
