"""`dateline sensitive`: reports, persons and sources that somebody could come to harm by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table
from dateline.errors import UsageError

sensitive = typer.Typer(no_args_is_help=True, help="Mark reports, persons and sources as sensitive.")

Report = Annotated[str | None, typer.Option("--report", help="A report's id, or how it starts.")]
Person = Annotated[str | None, typer.Option("--person", help="A person's name: hidden whole and word by word.")]
Source = Annotated[str | None, typer.Option("--source", help="Another source's name: hidden whole.")]
Why = Annotated[str | None, typer.Option("--why", help="Why; it is kept, so leave the name out.")]
By = Annotated[str | None, typer.Option("--by", help="Who marks; the system's user by default.")]


def _change(record: str, given: dict[str, str | None], by: str | None, why: str | None, *, mark: bool) -> None:
    from dateline.store import Record
    from dateline.store.at_risk import lift_at_risk, mark_at_risk
    from dateline.store.marks import mark_sensitive

    named = [(kind, name) for kind, name in given.items() if name]
    if len(named) != 1:
        raise UsageError("name one of --report, --person, --source")
    kind, name = named[0]
    with Record.open(record, who=by, create=False) as opened:
        if kind == "report":
            mark_sensitive(opened, name, mark, who=opened.who, why=why)
        elif mark:
            mark_at_risk(opened, name, kind, who=opened.who, why=why)
        else:
            lift_at_risk(opened, name, who=opened.who, why=why)
    typer.echo(f"{kind} {'marked' if mark else 'no longer marked'}")


def _command(*, mark: bool) -> Callable[..., None]:
    def change(
        report: Report = None,
        person: Person = None,
        source: Source = None,
        why: Why = None,
        by: By = None,
        record: RecordOption = DEFAULT_RECORD,
    ) -> None:
        _change(record, {"report": report, "person": person, "source": source}, by, why, mark=mark)

    return change


_MARK = "Mark: readers of the workbench do not see the names, and exports leave them out and coarsen places."
sensitive.command("mark", help=_MARK)(_command(mark=True))
sensitive.command("lift", help="Take a mark back.")(_command(mark=False))


@sensitive.command("list")
def list_(record: RecordOption = DEFAULT_RECORD, json: JsonOption = False) -> None:
    """List what is marked, by whom, when and why."""
    from dateline.store import Record
    from dateline.store.at_risk import people_at_risk
    from dateline.store.marks import mark_of, sensitive_of

    with Record.open(record, create=False) as opened:
        found: list[tuple[str, str, str, str, str | None]] = [
            (p.kind, p.name, p.who, p.at, p.why) for p in people_at_risk(opened)
        ]
        for report in sorted(sensitive_of(opened)):
            made = mark_of(opened, report)
            if made is not None:
                found.append(("report", report, made.who, made.at, made.why))
    names = ("kind", "name", "who", "at", "why")
    if json:
        emit(dict(zip(names, row, strict=True)) for row in found)
    else:
        table(None, names, [(*row[:3], row[3][:10], row[4] or "") for row in found])
