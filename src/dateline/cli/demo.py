"""`dateline demo`: read the sample reports into a fresh record and show what was found."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import Inputs, console, table
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.record import Casualty, Reading


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the record and the pages; made afresh.")] = Path(
        "demo-out"
    ),
    samples: Annotated[Path, typer.Option("--samples", help="Folder of reports to read.")] = Path("examples"),
) -> None:
    """Read the sample reports into a fresh record and show incidents, agreements, and what could not be placed."""
    from dateline.cli.add import add_inputs

    if not samples.is_dir():
        raise InputError(str(samples), "no such folder; run from the repository's root, or name reports with --samples")
    url = _fresh(out)
    begun = time.perf_counter()
    inputs = Inputs([str(p) for p in _reports(samples)], None, None, None)
    summary = add_inputs(inputs, url, None, 1)
    typer.echo(f"read {summary.added} reports in {time.perf_counter() - begun:.1f} s into {url}\n")
    _show(url, out)
    inputs.finish()


def _reports(samples: Path) -> list[Path]:
    """The sample reports: everything but the README."""
    return sorted(p for p in samples.rglob("*") if p.is_file() and p.suffix != ".md")


def _fresh(out: Path) -> str:
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("demo.db*"), *out.glob("*.html")]:
        old.unlink()
    return f"sqlite:///{out / 'demo.db'}"


def _show(url: str, out: Path) -> None:
    from dateline import incidents
    from dateline.cli.agreements import print_agreements
    from dateline.cli.incidents import print_incidents
    from dateline.cli.show import write_page
    from dateline.store import Record

    with Record.open(url) as opened:
        readings = list(opened.readings())
    harmful = (i for i in incidents(readings) if any((i.killed, i.wounded, i.captured, i.missing, i.displaced)))
    print_incidents(harmful, title="Incidents with casualties, counted as Iraq Body Count does (low–best–high)")
    tolls = [(r, c) for r in readings for c in r.casualties if c.scope == "period"]
    _print_tolls(tolls)
    print_agreements((r for r in readings if r.agreements), title="Agreements and their terms")
    missed = [(r.report.title, u.what, u.why) for r in readings for u in r.unplaced]
    if missed:
        table("Seen, but not placed or not recorded", ("report", "what", "why"), missed)
    for reading in readings:
        write_page(reading, out / f"{reading.report.id.removeprefix('b2:')[:12]}.html")
    best = max(readings, key=lambda r: (len(r.agreements), len(r.casualties) + len(r.events)))
    page = out / f"{best.report.id.removeprefix('b2:')[:12]}.html"
    me = sys.argv[0] if sys.argv[0].endswith("dateline") else "dateline"  # `make` runs it from a folder off the PATH
    typer.echo(f"Open {page} to read “{best.report.title}” beside its evidence.")
    typer.echo(f"Each step of the count:  {me} incidents --record {url} --explain")
    console().print(f"Review it in the browser:  {me} workbench --record {url}", style="bold", soft_wrap=True)


def _print_tolls(tolls: list[tuple[Reading, Casualty]]) -> None:
    from dateline.view.words import Names, figure

    rows = []
    for reading, toll in tolls:
        names = Names(reading)
        rows.append((toll.harm, figure(toll.low, toll.high), names.place(toll.place), names.time(toll.period),
                     toll.certainty, names.chain(toll.attribution) or "the report", toll.quote.text))  # fmt: skip
    table("Running totals (kept apart, never added to an incident)",
          ("harm", "people", "where", "over", "certainty", "who says so", "words"), rows)  # fmt: skip
