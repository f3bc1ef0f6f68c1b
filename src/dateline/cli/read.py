"""`dateline read`: read reports and print what they say; nothing is stored."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import (
    ColumnsOption,
    FormatOption,
    Inputs,
    ModelOption,
    PathsArgument,
    PublishedOption,
    WorkersOption,
    columns_of,
    day,
    emit,
)
from dateline.errors import UsageError


def read(
    paths: PathsArgument,
    format: Annotated[str, typer.Option("--format", help="jsonl (one dateline/1 object a line) or text.")] = "text",
    source: FormatOption = None,
    column: ColumnsOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Read reports and print what they say. Nothing is stored."""
    from dateline import read_many
    from dateline.cli.show import print_reading

    if format not in ("jsonl", "text"):
        raise UsageError(f"--format {format}: choose jsonl or text")
    inputs = Inputs(paths, source, columns_of(column), day(published))
    readings = read_many(inputs.reports(), workers=workers, model=model)
    if format == "jsonl":
        emit(r.to_json() for r in readings)
    else:
        for reading in readings:
            print_reading(reading)
    inputs.finish()
