"""From a row of a table (JSON Lines, CSV, Parquet) to a report, by a column mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.errors import InputError
from dateline.ingest.decode import checked
from dateline.ingest.source import FIELDS, Options
from dateline.ingest.values import day_of, short
from dateline.record import Report


def check_columns(name: str, present: Iterable[str], options: Options) -> None:
    """Check that a table has its text column and every column that the mapping names.

    Raises:
        InputError: names the column that is missing and those that are there.
    """
    there = list(present)
    wanted = {"text": options.column("text"), **options.columns}
    for field, column in wanted.items():
        if column not in there:
            have = ", ".join(there[:20]) or "none"
            raise InputError(
                name, f"no column {column!r}; its columns are {have}: say which one is the {field}, as {field}=COLUMN"
            )


def report_of(row: Mapping[str, Any], name: str, options: Options) -> Report:
    """The report in a row. The field `id` only names the row in messages: a report's id is made of its text.

    Args:
        row: cell by column name.
        name: the row's name in messages (`file.csv: row 17`).
        options: the mapping and the limits.

    Raises:
        InputError: no text, text over the limit, or a day that cannot be told.
    """
    cell = {field: row.get(options.column(field)) for field in FIELDS}
    label = short(cell["id"])
    name = f"{name} ({label[:60]})" if label else name
    text = cell["text"]
    if text is None:
        raise InputError(name, f"no {options.column('text')!r} in it")
    if not isinstance(text, str):
        raise InputError(name, f"{options.column('text')!r} is {type(text).__name__}, not text")
    published = cell["published"] if not isinstance(cell["published"], str) else short(cell["published"])
    day = day_of(published)
    if day is None and published is not None and published == published:
        raise InputError(name, f"published {short(published)!r} is not a day; write YYYY-MM-DD")
    return Report.of(
        checked(text, name, options.limits.text),
        title=short(cell["title"]),
        published=day,
        publisher=short(cell["publisher"]),
        url=short(cell["url"]),
        authors=_names(row.get("authors")),
    )


def _names(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, (list, tuple)) else str(value or "").split(";")
    return tuple(filter(None, (short(n) for n in names)))
