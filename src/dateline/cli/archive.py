"""`dateline archive`: read an archive into Parquet files."""

from __future__ import annotations

import time
from datetime import timedelta
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

SHOWN = 5  # of the reports that triage left out


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
    from dateline.engines.inputs import expected
    from dateline.engines.manifest import FILE, Manifest
    from dateline.reading.pipeline import Reader
    from dateline.reading.triage import triage

    reader = Reader(model, triage=None if no_triage else triage())
    with progress() as bar:
        total = expected(paths) if not bar.disable else None
        task = bar.add_task("reading", total=total, rate="")
        begun = time.perf_counter()

        def step(so_far: ArchiveSummary) -> None:
            bar.update(task, completed=so_far.seen, rate=pace(so_far, total, time.perf_counter() - begun))

        done = run(
            paths, out, engine=engine, workers=workers, address=address, format=source, columns=columns_of(column),
            published=day(published), reader=reader, time_limit=time_limit, memory=memory_limit, shard=shard,
            on_progress=step, on_failure=tell,
        )  # fmt: skip
    typer.echo(f"read {done.read:,}, left out {done.left_out:,}, known {done.known:,}, failed {done.failed:,}")
    if done.left_out:
        with Manifest.open(out) as manifest:
            sample = [title or report for report, title in manifest.left_out()]
        shown = "; ".join(sample[:SHOWN])
        typer.echo(f"left out, for example: {shown} ({len(sample):,} are named in {out / FILE}, table left_out)")
    if done.failed or not done.seen:
        raise typer.Exit(1)


def pace(so_far: ArchiveSummary, total: int | None, seconds: float) -> str:
    """Reports a second in this run, and the time left where it is known how many there are; shards come too seldom for
    the bar's own reckoning."""
    new = so_far.seen - so_far.known
    rate = new / max(seconds, 1e-9)
    if total is None or not new:
        return f"{rate:.1f} reports/s"
    left = timedelta(seconds=round(max(0, total - so_far.seen) / rate))
    return f"{rate:.1f} reports/s, {left} left"
