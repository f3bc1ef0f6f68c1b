"""`dateline undo`: take a judgement back, or the last one that was taken back again."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption
from dateline.errors import UsageError


def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="The judgement; your last one by default.")
    ] = None,
    record: RecordOption = DEFAULT_RECORD,
    by: Annotated[str | None, typer.Option("--by", help="Who decides; the system's user by default.")] = None,
    comment: Annotated[str | None, typer.Option("--comment", help="Why.")] = None,
    redo: Annotated[bool, typer.Option("--redo", help="Take your last undo back.")] = False,
) -> None:
    """Take a judgement back. It stays in the record, with who took it back; undoing an undo is a redo."""
    from dateline.store import Record

    if redo and number is not None:
        raise UsageError("--redo takes back your last undo; to take back another, name its number without --redo")
    with Record.open(record, who=by, create=False) as opened:
        if number is not None:
            done = opened.undo(number, comment=comment)
        else:
            done = opened.redo_last() if redo else opened.undo_last()
    typer.echo(f"judgement {done.n}: {'redone' if redo else 'undone'} {done.undoes} on {done.target}")
