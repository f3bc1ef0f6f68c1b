"""A column of a table, and what stands in its cells."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.export.meta import Datatype

Cell = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: its name.
        datatype: of a cell; days are ISO 8601.
        many: a cell holds a list.
        says: what it means, for the sidecar.
    """

    name: str
    datatype: Datatype = "string"
    many: bool = False
    says: str = ""
