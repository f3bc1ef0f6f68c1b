"""`dateline expunge`: remove a report, or every report that names a person, for good."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption
from dateline.errors import UsageError


def expunge(
    reports: Annotated[list[str] | None, typer.Argument(metavar="[REPORT]…", help="Ids, or how they start.")] = None,
    person: Annotated[str | None, typer.Option("--person", help="Every report that names this person.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept, so leave the name out.")] = "",
    record: RecordOption = DEFAULT_RECORD,
    by: Annotated[str | None, typer.Option("--by", help="Who expunges; the system's user by default.")] = None,
    keep: Annotated[
        bool, typer.Option("--keep-reports", help="With --person: blot the name out and keep the reports.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, only say what would go.")] = False,
) -> None:
    """Remove reports for good: their text, what was read from it, and what people wrote about it. Or one name alone.

    A tombstone stays: that a report was there, who added, judged and expunged it, when and why. Backups and exports
    made before still hold it.
    """
    from dateline.store import Record
    from dateline.store.expunging import blot, naming
    from dateline.store.expunging import expunge as remove

    if bool(reports) == bool(person):
        raise UsageError("name reports, or a person with --person")
    if keep and not person:
        raise UsageError("--keep-reports goes with --person")
    if not reason.strip():
        raise UsageError("say why, with --reason")
    with Record.open(record, who=by, create=False) as opened:
        ids = [opened.report(r).report.id for r in reports or ()] or naming(opened, person or "")
        if not yes:
            for ident in ids:
                typer.echo(ident)
            what = "lose the name" if keep else "be expunged"
            typer.echo(f"{len(ids)} reports would {what}; nothing brings it back. Say --yes to do it.")
            return
        if keep and person:
            ids, emptied = blot(opened, person, reason=reason, who=opened.who)
        else:
            emptied = remove(opened, ids, reason=reason, who=opened.who, person=person)
    done = f"blotted the name out of {len(ids)} reports" if keep else f"expunged {len(ids)} reports"
    typer.echo(f"{done} and the words of {emptied} judgements")
    typer.echo("backups and exports made before still hold it: see docs/how-to/back-up.md")
