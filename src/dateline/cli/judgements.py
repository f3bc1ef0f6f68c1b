"""`dateline judgements`: what people decided, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table

if TYPE_CHECKING:
    from dateline.store import Judgement


def judgements(
    target: Annotated[str | None, typer.Argument(metavar="[TARGET]", help="Those on this claim or incident.")] = None,
    record: RecordOption = DEFAULT_RECORD,
    by: Annotated[str | None, typer.Option("--by", help="Those of this person.")] = None,
    standing: Annotated[bool, typer.Option("--standing", help="Only those that nobody took back.")] = False,
    json: JsonOption = False,
) -> None:
    """List judgements: who decided what, when and why, and what took it back."""
    from dateline.store import Record

    with Record.open(record, create=False) as opened:
        found = [j for j in opened.judgements(target) if _wanted(j, by, standing)]
    if json:
        emit(asdict(j) for j in found)
    else:
        columns = ("n", "when", "who", "what", "on", "value", "comment", "taken back by")
        table(None, columns, map(_row, found))


def _wanted(judgement: Judgement, by: str | None, standing: bool) -> bool:
    if standing and (judgement.undone_by is not None or judgement.action == "undo"):
        return False
    return by is None or judgement.who == by


def _row(j: Judgement) -> tuple[object, ...]:
    what = j.action if j.undoes is None else f"undo {j.undoes}"
    return j.n, j.at[:16].replace("T", " "), j.who, what, j.target, ", ".join(_told(j.after)), j.comment, j.undone_by


def _told(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for name, each in value.items():
        if name == "claims":
            yield f"{len(each)} claim{'s' if len(each) > 1 else ''}"
        elif isinstance(each, dict):
            shown = (each[k] for k in ("low", "best", "high", "name", "start", "end", "status", "actor") if each.get(k))
            yield f"{name} " + ":".join(map(str, shown))
        else:
            yield f"{name} {each}"
