"""CSV: rows for a spreadsheet; incidents, claims or sources.

Cells that a spreadsheet would run as a formula are made harmless with a leading apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv as stdlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from dateline.export.columns import Cell
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.meta import Field
from dateline.export.rows import TABLES

JOIN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return "'" + value
    return value


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Cell]], sink: TextIO) -> int:
    """Write a header and rows, as a stream; gives how many rows. `None` is an empty cell, a list is joined by `; `."""
    out = stdlib.writer(sink)
    out.writerow(columns)
    count = 0
    for row in rows:
        out.writerow([harmless(_flat(c)) for c in row])
        count += 1
    return count


def _flat(value: Cell) -> str | int | float | None:
    if isinstance(value, tuple):
        return JOIN.join(value)
    return str(value).lower() if isinstance(value, bool) else value


def write(material: Material, sink: TextIO) -> int:
    """Write incidents, claims or sources as rows under a header; gives how many."""
    table = TABLES[material.meta.what]
    return write_rows([c.name for c in table.columns], _values(material), sink)


def _values(material: Material) -> Iterator[Sequence[Cell]]:
    return iter(TABLES[material.meta.what].rows(material))


def fields(what: str) -> Sequence[Field]:
    """The columns of a table, as the sidecar describes them."""
    return [Field(c.name, "string" if c.many else c.datatype, c.says) for c in TABLES[what].columns]


EXPORTER = Exporter("csv", ".csv", write, tuple(TABLES), fields=fields)
