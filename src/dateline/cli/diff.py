"""`dateline diff`: what became of incidents and their figures between two runs of the record."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table
from dateline.errors import UsageError


def diff(
    run_a: Annotated[int, typer.Argument(metavar="RUN_A", help="Number of the earlier run; 0 is before the first.")],
    run_b: Annotated[str, typer.Argument(metavar="[RUN_B]", help="Number of the later run, or now.")] = "now",
    record: RecordOption = DEFAULT_RECORD,
    policy: Annotated[
        str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars, acled, or FILE.toml.")
    ] = "ibc",
    json: JsonOption = False,
) -> None:
    """List incidents that are new, gone, merged, split or counted otherwise since a run, and what changed."""
    from dateline.store import Record

    if run_b != "now" and not run_b.isdigit():
        raise UsageError(f"{run_b!r} is no run; give its number, or now")
    with Record.open(record, create=False) as opened:
        found = opened.diff(run_a, None if run_b == "now" else int(run_b), policy)
    if json:
        emit(c.to_json() for c in found)
        return
    columns = ("date", "place", "change", "what", "new reports", "incident")
    rows = (
        (c.start, c.place, c.kind, "; ".join(c.what), len(c.reports) or None, _ids(c.before, c.after)) for c in found
    )
    table(None, columns, rows)
    typer.echo(f"{len(found)} incidents differ")


def _ids(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    old, new = " ".join(before), " ".join(after)
    return new if old == new or not old else old if not new else f"{old} → {new}"
