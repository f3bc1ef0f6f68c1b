"""`dateline history`: how the figures of one incident stood on each day, and by which reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, console, emit, table

if TYPE_CHECKING:
    from dateline.reconcile.history import Standing
    from dateline.reconcile.incident import Bounds


def history(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Id of the incident, or its beginning.")],
    record: RecordOption = DEFAULT_RECORD,
    policy: Annotated[
        str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars, acled, or FILE.toml.")
    ] = "ibc",
    explain: Annotated[bool, typer.Option("--explain", help="Also print each new step of the count.")] = False,
    json: JsonOption = False,
) -> None:
    """Show how an incident's figures stood on each day, low–best–high, as its reports came in."""
    from dateline.cli.subjects import subject_named
    from dateline.reconcile.history import history as on_each_day
    from dateline.reconcile.incident import COUNTED
    from dateline.store import Record

    with Record.open(record, create=False) as opened:
        subject = subject_named(opened, incident)
        reports = dict.fromkeys(c.partition("#")[0] for c in subject.claims)
        found = on_each_day([opened.reading(r) for r in reports], subject.claims, policy, opened.decisions())
    if json:
        emit(asdict(s) for s in found)
        return
    harms = [h for h in COUNTED if any(h in s.counts for s in found)]
    table(subject.id, ("day", "reports", *harms, "changed"), (_row(s, harms) for s in found))
    for standing in found if explain else []:
        out = console()
        out.print(standing.day or "no day", style="bold")
        for step in standing.steps:
            out.print(f"  {step}", soft_wrap=True)


def _row(standing: Standing, harms: Sequence[str]) -> tuple[str, ...]:
    reports = ", ".join(r.publisher or r.id[:11] for r in standing.reports)
    counts = {str(h): c for h, c in standing.counts.items()}
    figures = (_shown(counts[h]) if h in counts else "–" for h in harms)
    return standing.day or "no day", reports, *figures, ", ".join(standing.changed)


def _shown(count: Bounds) -> str:
    if count.low == count.best == count.high:
        return str(count.best)
    return f"{count.low}–{count.best}–{'…' if count.high is None else count.high}"
