"""`dateline archive`: read an archive into Parquet files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import (
    ColumnsOption,
    FormatOption,
    MemoryOption,
    ModelOption,
    PathsArgument,
    PublishedOption,
    TimeLimitOption,
    columns_of,
    day,
    progress,
    tell,
)

if TYPE_CHECKING:
    from dateline.engines import ArchiveSummary


def archive(
    paths: PathsArgument,
    out: Annotated[Path, typer.Option("--out", help="Folder of the archive; run again after a stop and it goes on.")],
    engine: Annotated[
        str, typer.Option(help="local (this process), processes, ray, or an installed one.")
    ] = "processes",
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many read at once.")] = 2,
    address: Annotated[str | None, typer.Option(help="Of a Ray cluster; one on this machine by default.")] = None,
    time_limit: TimeLimitOption = None,
    memory_limit: MemoryOption = None,
    no_triage: Annotated[
        bool, typer.Option("--no-triage", help="Parse every report, also those whose words tell that nothing is in it.")
    ] = False,
    shard: Annotated[int, typer.Option("--shard", min=1, help="Readings in one Parquet file.")] = 1000,
    source: FormatOption = None,
    column: ColumnsOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
) -> None:
    """Read an archive into Parquet files: readings, claims, sources; each text once, however often it is stopped."""
    from dateline.engines import archive as run
    from dateline.reading.pipeline import Reader
    from dateline.reading.triage import triage

    reader = Reader(model, triage=None if no_triage else triage())
    with progress() as bar:
        task = bar.add_task("reading", total=None, rate="")
        begun = time.perf_counter()

        def step(so_far: ArchiveSummary) -> None:
            rate = so_far.read / max(time.perf_counter() - begun, 1e-9)
            bar.update(task, completed=so_far.seen, rate=f"{rate:.1f} reports/s")

        done = run(
            paths, out, engine=engine, workers=workers, address=address, format=source, columns=columns_of(column),
            published=day(published), reader=reader, time_limit=time_limit, memory=memory_limit, shard=shard,
            on_progress=step, on_failure=tell,
        )  # fmt: skip
    typer.echo(f"read {done.read:,}, left out {done.left_out:,}, known {done.known:,}, failed {done.failed:,}")
    if done.failed or not done.seen:
        raise typer.Exit(1)
