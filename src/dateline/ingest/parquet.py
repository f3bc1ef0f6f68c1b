"""Parquet (pyarrow): a report for each row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from dateline.errors import InputError
from dateline.ingest.rows import check_columns, report_of
from dateline.ingest.source import FIELDS, Format, Input, Options, swollen
from dateline.record import Report

ROWS = 100_000  # up to which nothing is said of how little each takes


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A report for each row; rows are counted from 1. A bad row is an `InputError`, and the rest goes on."""
    import pyarrow
    from pyarrow import parquet

    with source.seekable() as stream:
        try:
            # As dictionaries: a value that is told once in the file is held once, however many rows say it.
            present = parquet.read_schema(stream).names
            check_columns(source.name, present, options)
            wanted = {options.column(f) for f in FIELDS} | {"authors"}
            columns = [n for n in present if n in wanted]
            table = parquet.ParquetFile(stream, read_dictionary=columns)
            _check_size(source.name, stream, table.metadata, options)
            number = 0
            for batch in table.iter_batches(batch_size=256, columns=columns):
                for at in range(batch.num_rows):
                    row = {name: batch.column(name)[at].as_py() for name in columns}
                    number += 1
                    try:
                        yield report_of(row, f"{source.name}: row {number}", options)
                    except InputError as error:
                        yield error
        except (pyarrow.ArrowException, OSError) as error:
            raise InputError(source.name, f"damaged or not Parquet ({error})") from error


def _check_size(name: str, stream: IO[bytes], facts: Any, options: Options) -> None:
    """What the file says that it holds must have room in its bytes.

    Raises:
        InputError: it swells.
    """
    packed = stream.seek(0, 2)
    unpacked = sum(facts.row_group(n).total_byte_size for n in range(facts.num_row_groups))
    most = options.limits.ratio
    if swollen(packed, unpacked, most) or facts.num_rows > max(ROWS, most * packed):
        raise InputError(name, f"unpacks to more than the limit of {options.limits.ratio} times its size")


FORMAT = Format("parquet", (".parquet", ".pq"), read)
