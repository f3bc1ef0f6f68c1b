"""`dateline add`: read reports and store what they say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import (
    DEFAULT_RECORD,
    ColumnsOption,
    FormatOption,
    Inputs,
    MemoryOption,
    ModelOption,
    PublishedOption,
    RecordOption,
    TimeLimitOption,
    WorkersOption,
    columns_of,
    day,
    progress,
)
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader
    from dateline.store import Summary

OptionalPaths = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH]…", help="Files, directories, or - for standard input.")
]


def add(
    paths: OptionalPaths = None,
    record: RecordOption = DEFAULT_RECORD,
    source: FormatOption = None,
    column: ColumnsOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
    workers: WorkersOption = 1,
    time_limit: TimeLimitOption = None,
    memory_limit: MemoryOption = None,
    agreement: Annotated[
        list[str] | None, typer.Option("--agreement", help="The text of an agreement: its articles become terms.")
    ] = None,
) -> None:
    """Read reports and store what they say.

    A report that is there already, read by the same code, is left alone: run it again after a stop and it goes on.
    A JSON Lines file of readings (dateline export jsonl --what readings) is stored as it is, and nothing is read again.
    """
    if not paths and not agreement:
        raise UsageError("name reports to add, or an agreement's text with --agreement")
    from dateline.ingest.readings import holds_readings
    from dateline.reading.agreements.document import agreement_reader

    done = []
    ready = [p for p in paths or () if source in (None, "jsonl") and not column and holds_readings(p)]
    paths = [p for p in paths or () if p not in ready]
    if ready:
        done.append(_import(ready, record))
    if agreement:
        inputs = Inputs(agreement, source, columns_of(column), day(published))
        done.append((inputs, add_inputs(inputs, record, model, 1, (time_limit, memory_limit), agreement_reader(model))))
    if paths:
        inputs = Inputs(paths, source, columns_of(column), day(published))
        done.append((inputs, add_inputs(inputs, record, model, workers, (time_limit, memory_limit))))
    for inputs, s in done:
        typer.echo(f"added {s.added}, updated {s.updated}, unchanged {s.unchanged}, failed {inputs.failed}")
    for inputs, _ in done:
        inputs.finish()


def _import(paths: list[str], url: str) -> tuple[Inputs, Summary]:
    """Store exported readings as they are."""
    from dateline.ingest.readings import readings
    from dateline.store import Record
    from dateline.store.importing import add_readings

    inputs = Inputs(paths, None, None, None)
    with Record.open(url) as opened:
        summary = add_readings(opened, (r for p in paths for r in readings(p)), on_failure=inputs.fail)
    inputs.seen = summary.seen
    return inputs, summary


def add_inputs(
    inputs: Inputs,
    url: str,
    model: str | None,
    workers: int,
    limits: tuple[float | None, int | None] = (None, None),
    reader: Reader | None = None,
) -> Summary:
    """Store the inputs' readings in the record at `url`, with a progress bar.

    Args:
        inputs: what is read.
        url: address of the record.
        model: the reader's.
        workers: processes that read.
        limits: seconds and MB that one report may take.
        reader: dateline's own by default.

    Raises:
        RecordError: the record cannot be opened or written.
    """
    from dateline.reading.pipeline import Reader
    from dateline.store import Record, add_all

    with Record.open(url) as opened, progress() as bar:
        task = bar.add_task("reading", total=None, rate="")
        begun = time.perf_counter()

        def step(so_far: Summary) -> None:
            rate = so_far.seen / max(time.perf_counter() - begun, 1e-9)
            bar.update(task, completed=so_far.seen, rate=f"{rate:.1f} reports/s")

        own = reader or Reader(model)
        return add_all(
            opened, inputs.each(*limits), own, workers, on_progress=step, on_failure=inputs.fail, time_limit=limits[0],
            memory=limits[1],
        )  # fmt: skip
