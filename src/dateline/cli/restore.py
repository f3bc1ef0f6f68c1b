"""`dateline restore`: a record from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `dateline backup` wrote.")],
    record: RecordOption = DEFAULT_RECORD,
) -> None:
    """Make a record from a backup, whole or not at all. There must be none yet; the database may be another kind."""
    from dateline.store import Record
    from dateline.store.backup import restore as load

    copied = load(file, record)
    with Record.open(record) as opened:
        name = opened.name
    typer.echo(f"{copied.reports:,} reports, {sum(copied.rows.values()):,} rows in {name}")
