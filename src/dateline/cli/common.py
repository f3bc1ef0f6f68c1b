"""What several commands share: the record option, tables, progress, and JSON lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.progress import Progress
    from rich.table import Table

    from dateline.record import Report

_NATURAL = 30  # columns that a cell of a table may fill before it wraps without regret
_TALL = 1.6  # times the terminal's width that a table may wrap to before its rows read better as paragraphs

DEFAULT_RECORD = "sqlite:///dateline.db"

RecordOption = Annotated[
    str,
    typer.Option(
        "--record", envvar="DATELINE_RECORD", help="The record: sqlite:///FILE or postgresql://USER@HOST/NAME."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON Lines instead of a table.")]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="Another installed spaCy English pipeline, by name or path.")
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Processes that read.")]
TimeLimitOption = Annotated[
    float | None, typer.Option("--time-limit", min=0.1, help="Seconds for one report, then it is left out.")
]
MemoryOption = Annotated[
    int | None,
    typer.Option(
        "--memory-limit", min=500, help="MB for one process that reads; a report that needs more is left out."
    ),
]
FormatOption = Annotated[
    str | None, typer.Option("--from", help="Input format; by the file's name and content where it is not given.")
]
ColumnsOption = Annotated[
    list[str] | None, typer.Option("--column", help="Column of a table or JSON Lines, as text=body; may be repeated.")
]
PublishedOption = Annotated[
    str | None, typer.Option("--published", help="Day of publication, YYYY-MM-DD, where a report does not give it.")
]
PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files, directories, or - for standard input.")
]


def console(stderr: bool = False) -> Console:
    """A rich console for standard output or standard error; wide and plain when piped."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else 160, highlight=False, emoji=False, markup=False)


def emit(objects: Iterable[dict[str, Any]]) -> None:
    """Print one JSON object a line."""
    for item in objects:
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")


def table(title: str | None, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table without the columns that nothing stands in; where the terminal is too narrow for its words, each
    row as a short paragraph."""
    from rich.cells import cell_len

    names = list(columns)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    shown = [n for n in range(len(names)) if not cells or any(row[n] for row in cells)]
    heads, body = [names[n] for n in shown], [[row[n] for n in shown] for row in cells]
    out = console()
    least = [max(map(_longest, column)) for column in zip(heads, *body, strict=True)]
    most = [max(map(cell_len, column)) for column in zip(heads, *body, strict=True)]
    room = out.width - 3 * len(heads)
    if sum(least) <= room and sum(min(_NATURAL, m) for m in most) <= _TALL * room:
        out.print(_grid(title, heads, body, _shared(least, most, room)))
        return
    if title:
        out.print(f"{title}\n", style="italic")
    for row in body:
        out.print("  ".join(cell.strip() for cell in row[:2] if cell), style="bold")
        said = (
            f"{head}: {' '.join(cell.split())}"
            for head, cell in zip(heads[2:], row[2:], strict=True)
            if cell.strip("–")
        )
        out.print(_indented(" · ".join(said)))
    out.print()


def _longest(cell: str) -> int:
    """Columns of the longest word."""
    from rich.cells import cell_len

    return max(map(cell_len, cell.split()), default=0)


def _shared(least: list[int], most: list[int], room: int) -> list[int]:
    """Widths of columns: each its longest word, and what room is left by what each would fill."""
    left, wanted = room - sum(least), sum(most) - sum(least)
    part = min(1.0, left / wanted) if wanted else 0
    return [a + int((b - a) * part) for a, b in zip(least, most, strict=True)]


def _grid(title: str | None, heads: list[str], body: list[list[str]], widths: list[int]) -> Table:
    from rich import box
    from rich.table import Table

    grid = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for head, width in zip(heads, widths, strict=True):
        grid.add_column(head, overflow="fold", width=width)
    for row in body:
        grid.add_row(*row)
    return grid


def _indented(text: str) -> Padding:
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, 4), expand=False)


def columns_of(pairs: list[str] | None) -> dict[str, str] | None:
    """`["text=body"]` as a mapping.

    Raises:
        typer.BadParameter: a pair without `=`.
    """
    if not pairs:
        return None
    if bad := [p for p in pairs if "=" not in p]:
        raise typer.BadParameter(f"{bad[0]!r} is not FIELD=COLUMN", param_hint="--column")
    return dict(pair.split("=", 1) for pair in pairs)


def day(value: str | None) -> str | None:
    """An ISO 8601 day, checked.

    Raises:
        typer.BadParameter: it is not one.
    """
    import datetime

    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is not a day as YYYY-MM-DD") from error


class Inputs:
    """Reports of the named inputs; what could not be read is told at once, counted, and left out of `reports`.

    Args:
        paths: files, directories, or `-`.
        source: an ingest format by name.
        columns: field -> column.
        published: day for reports that give none.
    """

    def __init__(
        self, paths: list[str], source: str | None, columns: dict[str, str] | None, published: str | None
    ) -> None:
        self._paths, self._source, self._columns, self._published = paths, source, columns, published
        self.failed = 0
        self.seen = 0

    def each(self, time_limit: float | None = None, memory: int | None = None) -> Iterator[Report | InputError]:
        """Reports and errors, in order; nothing is told.

        Args:
            time_limit: seconds to take one report apart, in a process of its own then.
            memory: MB that this process may take.
        """
        from dateline.ingest import ingest
        from dateline.ingest.apart import taken
        from dateline.ingest.stream import reports_of
        from dateline.ingest.tree import expanded

        ingest([], format=self._source, columns=self._columns)  # a format that there is not is told here
        take = partial(reports_of, form=self._source, columns=self._columns, published=self._published)
        for item in taken(list(expanded(self._paths)), take, time_limit, memory):
            self.seen += 1
            yield item

    def reports(self) -> Iterator[Report]:
        """The reports alone; errors are told and counted."""
        for item in self.each():
            if isinstance(item, InputError):
                self.fail(item)
            else:
                yield item

    def fail(self, error: InputError) -> None:
        """Count and tell an input that could not be read."""
        self.failed += 1
        tell(error)

    def finish(self) -> None:
        """Leave with exit status 1 if an input failed or there was none.

        Raises:
            typer.Exit: with the status.
        """
        if not self.seen:
            tell("no report in the inputs")
        if self.failed or not self.seen:
            raise typer.Exit(1)


def tell(error: object) -> None:
    """One line on standard error."""
    typer.echo(f"dateline: {error}", err=True)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error with rate and time left; silent when piped."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        yield bar
