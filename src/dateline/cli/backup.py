"""`dateline backup`: the whole record in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, such as record.backup.gz.")],
    record: RecordOption = DEFAULT_RECORD,
) -> None:
    """Copy the record to one file while it is in use: reports, claims, judgements, people and the audit log."""
    from dateline.store import Record
    from dateline.store.backup import backup as copy
    from dateline.store.verify import log_head

    with Record.open(record, create=False) as opened:
        copied = copy(opened, file)
        head = log_head(opened)
    typer.echo(f"{copied.reports:,} reports, {sum(copied.rows.values()):,} rows in {file}")
    if head:
        typer.echo(f"the audit log ends with {head}: note it elsewhere, and `dateline verify --head` will look for it")
