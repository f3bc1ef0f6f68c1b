"""`dateline verify`: whether a record is as it should be."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption, tell


def verify(
    record: RecordOption = DEFAULT_RECORD,
    head: Annotated[
        str | None,
        typer.Option("--head", help="A hash of the audit log that was noted before; it must still be there."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not make incidents, queue and index anew to compare.")
    ] = False,
) -> None:
    """Check that spans say what stands there, ids resolve, derived tables are what claims make, the log is whole."""
    from dateline.store import Record
    from dateline.store.verify import Tally
    from dateline.store.verify import verify as faults

    done, wrong = Tally(), 0
    with Record.open(record, create=False) as opened:
        for fault in faults(opened, derived=not quick, head=head, tally=done):
            tell(f"{fault.where}: {fault.what}")
            wrong += 1
    made = f"{done.incidents:,} incidents by {', '.join(done.policies)}, " if done.policies else ""
    typer.echo(
        f"{done.reports:,} reports, {done.spans:,} spans, {made}{done.judgements:,} judgements, "
        f"{done.entries:,} audit entries: {f'{wrong:,} faults' if wrong else 'all as it should be'}"
    )
    if done.head:
        typer.echo(f"the audit log ends with {done.head}")
    if wrong:
        raise typer.Exit(1)
