"""`dateline reconcile`: incidents of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import progress


def reconcile(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `dateline archive` wrote.")],
    policy: Annotated[str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars, acled, or a file.")] = "ibc",
    memory: Annotated[str, typer.Option(help="What the database holds in memory before it uses the disk.")] = "1GB",
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that look at reports and count.")] = 2,
    out: Annotated[
        Path | None, typer.Option("--out", help="JSON Lines file; FOLDER/incidents.jsonl by default.")
    ] = None,
) -> None:
    """Join the claims of an archive into incidents, on the disk where memory is short."""
    import json

    from dateline.engines import reconcile_archive
    from dateline.errors import InputError

    path = out or folder / "incidents.jsonl"
    part = path.with_name(path.name + ".part")
    count = 0
    with progress() as bar:
        task = bar.add_task("", total=None, rate="")
        found = reconcile_archive(
            folder, policy, memory=memory, workers=workers, on_step=lambda s: bar.update(task, description=s)
        )
        try:
            with part.open("w", encoding="utf-8") as sink:
                for count, incident in enumerate(found, 1):
                    sink.write(json.dumps(incident.to_json(), ensure_ascii=False) + "\n")
                    bar.update(task, completed=count)
            part.replace(path)
        except OSError as error:
            raise InputError(str(path), f"cannot be written ({error.strerror})") from error
        finally:
            part.unlink(missing_ok=True)
    typer.echo(f"wrote {count:,} incidents to {path}")
