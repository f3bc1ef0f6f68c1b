"""`dateline incidents`: what the claims of many reports are about, counted by a named policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import (
    DEFAULT_RECORD,
    ColumnsOption,
    FormatOption,
    Inputs,
    ModelOption,
    PublishedOption,
    RecordOption,
    columns_of,
    console,
    day,
    emit,
    table,
)
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.reconcile.incident import Count, Incident


def incidents(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="Read these instead of the record.")
    ] = None,
    record: RecordOption = DEFAULT_RECORD,
    policy: Annotated[
        str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars, acled, or FILE.toml.")
    ] = "ibc",
    format: Annotated[str, typer.Option("--format", help="table or jsonl.")] = "table",
    explain: Annotated[bool, typer.Option("--explain", help="Also print each step of the count.")] = False,
    source: FormatOption = None,
    column: ColumnsOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
) -> None:
    """List incidents: claims of one or many reports about one thing, with low, best and high."""
    from dateline import incidents as reconcile
    from dateline import read_many

    if format not in ("table", "jsonl"):
        raise UsageError(f"--format {format}: choose table or jsonl")
    inputs = Inputs(paths or [], source, columns_of(column), day(published))
    read = read_many(inputs.reports(), model=model) if paths else ()
    found = reconcile(read, policy=policy) if paths else judged(record, policy)
    if format == "jsonl":
        emit(i.to_json() for i in found)
    else:
        print_incidents(found, explain=explain)
    if paths:
        inputs.finish()


def judged(url: str, policy: str) -> Iterator[Incident]:
    """The incidents of the record at `url`, with what people decided."""
    from dateline import incidents as reconcile
    from dateline.store import Record

    with Record.open(url) as opened:
        yield from reconcile(opened.readings(), policy=policy, decisions=opened.decisions())


def print_incidents(found: Iterable[Incident], *, explain: bool = False, title: str | None = None) -> None:
    """Print incidents as a table, low–best–high, and where asked the steps of each count."""
    kept = list(found)
    columns = ("date", "place", "what", "by", "against", "killed", "wounded", "other harm", "reports", "note", "id")
    table(title, columns, [_row(i) for i in kept])
    for incident in kept if explain else []:
        out = console()
        out.print(f"{incident.id}  {incident.start or 'no date'}  {_place(incident)}", style="bold")
        for step in incident.explanation:
            out.print(f"  {step}", soft_wrap=True)
        for differ in incident.disagreements:
            values = ", ".join(dict.fromkeys(_values(v.low, v.high) for v in differ.values))
            out.print(f"  reports differ on {differ.field}: {values}. {differ.note}", soft_wrap=True)


def _row(i: Incident) -> tuple[str | None, ...]:
    other = "; ".join(
        f"{harm} {_count(c)}"
        for harm, c in (("captured", i.captured), ("missing", i.missing), ("displaced", i.displaced))
        if c
    )
    when = i.start if i.start == i.end else f"{i.start or '…'} – {i.end or '…'}"
    what = i.acled or " ".join(x.replace("_", " ").lower() for x in (i.type, i.mode) if x)
    told = str(len(i.reports)) if i.origins == len(i.reports) else f"{len(i.reports)} of {_origins(i.origins)}"
    note = (i.certainty if i.certainty != "stated" else "", i.status if i.status != "machine" else "", i.grading or "")
    figures = (_count(i.killed), _count(i.wounded), other)
    sides = (", ".join(i.actors) or "not named", ", ".join(i.recipients) or "not named")
    return (when, _place(i), what, *sides, *figures, told, ", ".join(dict.fromkeys(n for n in note if n)), i.id[:10])


def _origins(count: int) -> str:
    return "1 origin" if count == 1 else f"{count} origins"


def _place(i: Incident) -> str:
    if i.place is None:
        return "no place"
    return ", ".join(dict.fromkeys(p for p in (i.place.name, i.place.country) if p))


def _values(low: int, high: int | None) -> str:
    return f"{low} or more" if high is None else str(low) if low == high else f"{low}–{high}"


def _count(count: Count | None) -> str:
    if count is None:
        return "–"
    if count.low == count.best == count.high:
        return str(count.best)
    return f"{count.low}–{count.best}–{'…' if count.high is None else count.high}"
