"""`dateline show`: one report of the record, in the terminal or as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, console, emit

if TYPE_CHECKING:
    from dateline.record import Reading
    from dateline.view.rows import Row

_STYLE = {
    "figure": "bold red",
    "event": "bold blue",
    "agreement": "bold green",
    "term": "green",
    "attribution": "magenta",
}


def show(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id, or the beginning of it.")],
    record: RecordOption = DEFAULT_RECORD,
    html: Annotated[Path | None, typer.Option("--html", help="Write one self-contained page to this file.")] = None,
    json: JsonOption = False,
) -> None:
    """Show one report: its claims, each with the words that say it."""
    from dateline.store import Record

    with Record.open(record) as opened:
        reading = opened.reading(report)
    if html:
        write_page(reading, html)
        typer.echo(f"wrote {html}")
    elif json:
        emit([reading.to_json()])
    else:
        print_reading(reading)


def write_page(reading: Reading, path: Path) -> None:
    """Write the report's page.

    Raises:
        InputError: the file cannot be written.
    """
    from dateline.errors import InputError
    from dateline.view.html import page

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(reading), encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error


def print_reading(reading: Reading) -> None:
    """Print a reading for a person."""
    from dateline.view.rows import rows

    out, head = console(), reading.report
    out.print(head.title or "Untitled report", style="bold")
    parts = [head.publisher, ", ".join(head.authors), head.published, head.dateline, head.id]
    out.print(" · ".join(p for p in parts if p), style="dim")
    for row in rows(reading):
        _print_row(row)
    for missed in reading.unplaced:
        out.print(f"  not recorded: {missed.what} ({missed.why})", style="dim")
    out.print()


def _print_row(row: Row) -> None:
    from rich.text import Text

    quote = " ".join(row.anchor.text.split())
    line = Text(f"  {row.id:<5} ")
    line.append(row.title, _STYLE[row.kind])
    line.append(f"  “{quote if len(quote) < 90 else quote[:88] + '…'}”")
    out = console()
    out.print(line, soft_wrap=True)
    out.print("        " + " · ".join(f"{label}: {value}" for label, value in row.fields), style="dim", soft_wrap=True)
