"""Parquet: incidents, claims or sources with their types; lists stay lists, an open or unknown value is null.

Where the file comes from stands in the file's key-value metadata under `dateline`, as JSON.
"""

from __future__ import annotations

import datetime
from itertools import batched
from typing import IO, TYPE_CHECKING, Any

from dateline.export.columns import Cell, Column
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.rows import TABLES

if TYPE_CHECKING:
    import pyarrow

_ROWS = 10_000  # in memory at once: one row group


def write(material: Material, sink: IO[bytes]) -> int:
    """Write rows in groups of ten thousand; gives how many rows."""
    import pyarrow
    from pyarrow import parquet

    table = TABLES[material.meta.what]
    schema = _schema(table.columns).with_metadata({"dateline": material.meta.text()})
    count = 0
    with parquet.ParquetWriter(sink, schema, compression="zstd") as out:
        for some in batched(table.rows(material), _ROWS):
            arrays = [
                pyarrow.array([_value(c, row[n]) for row in some], schema.field(n).type)
                for n, c in enumerate(table.columns)
            ]
            out.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            count += len(some)
    return count


def _schema(columns: tuple[Column, ...]) -> pyarrow.Schema:
    import pyarrow

    types = {
        "string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(), "date": pyarrow.date32(),
        "boolean": pyarrow.bool_(),
    }  # fmt: skip
    return pyarrow.schema(
        [
            pyarrow.field(
                c.name,
                pyarrow.list_(types[c.datatype]) if c.many else types[c.datatype],
                metadata={"description": c.says} if c.says else None,
            )
            for c in columns
        ]
    )


def _value(column: Column, value: Cell) -> Any:
    if column.datatype == "date" and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return list(value or ()) if column.many and isinstance(value, tuple | None) else value


EXPORTER = Exporter(
    "parquet", ".parquet", write, tuple(TABLES), binary=True, carries=True, media="application/vnd.apache.parquet"
)
