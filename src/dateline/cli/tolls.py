"""`dateline tolls`: running totals beside the incidents that fall in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, console, emit, table

if TYPE_CHECKING:
    from dateline.reconcile.tolls import TollAccount


def tolls(
    record: RecordOption = DEFAULT_RECORD,
    policy: Annotated[
        str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars, acled, or FILE.toml.")
    ] = "ibc",
    json: JsonOption = False,
) -> None:
    """Compare running totals with the sum of the incidents in their period, place and group, step by step."""
    from dateline.reconcile.tolls import tolls as compared
    from dateline.store import Record

    with Record.open(record) as opened:
        found = compared(opened.readings(), policy, opened.decisions())
    if json:
        emit(t.to_json() for t in found)
        return
    table(
        None, ("claim", "harm", "total", "over", "where", "who", "incidents", "their sum", "verdict"), map(_row, found)
    )
    out = console()
    for toll in found:
        out.print(toll.claim, style="bold")
        for step in toll.steps:
            out.print(f"  {step}", soft_wrap=True)


def _row(t: TollAccount) -> tuple[str | None, ...]:
    over = f"{t.start} – {t.end or '…'}" if t.start else None
    report, _, ident = t.claim.partition("#")
    return (
        f"{report[:13]}#{ident}", t.harm, _range(t.low, t.high), over, t.place, t.group or "anyone",
        str(len(t.parts)), _range(t.sum_low, t.sum_high) if t.parts else None, t.verdict.replace("_", " "),
    )  # fmt: skip


def _range(low: int, high: int | None) -> str:
    return f"{low}–…" if high is None else str(low) if low == high else f"{low}–{high}"
