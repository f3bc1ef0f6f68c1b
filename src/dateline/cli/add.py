"""`dateline add`: read reports and store what they say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from dateline.cli.common import (
    DEFAULT_RECORD,
    ColumnsOption,
    FormatOption,
    Inputs,
    ModelOption,
    PathsArgument,
    PublishedOption,
    RecordOption,
    WorkersOption,
    columns_of,
    day,
    progress,
)

if TYPE_CHECKING:
    from dateline.store import Summary


def add(
    paths: PathsArgument,
    record: RecordOption = DEFAULT_RECORD,
    source: FormatOption = None,
    column: ColumnsOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Read reports and store what they say.

    A report that is there already, read by the same code, is left alone: run it again after a stop and it goes on.
    """
    inputs = Inputs(paths, source, columns_of(column), day(published))
    summary = add_inputs(inputs, record, model, workers)
    typer.echo(
        f"added {summary.added}, updated {summary.updated}, unchanged {summary.unchanged}, failed {inputs.failed}"
    )
    inputs.finish()


def add_inputs(inputs: Inputs, url: str, model: str | None, workers: int) -> Summary:
    """Store the inputs' readings in the record at `url`, with a progress bar.

    Raises:
        RecordError: the record cannot be opened or written.
    """
    from dateline import Reader
    from dateline.store import Record, add_all

    with Record.open(url) as opened, progress() as bar:
        task = bar.add_task("reading", total=None, rate="")
        begun = time.perf_counter()

        def step(so_far: Summary) -> None:
            rate = so_far.seen / max(time.perf_counter() - begun, 1e-9)
            bar.update(task, completed=so_far.seen, rate=f"{rate:.1f} reports/s")

        return add_all(opened, inputs.each(), Reader(model), workers=workers, on_progress=step, on_failure=inputs.fail)
