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
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, only say what would go.")] = False,
) -> None:
    """Remove reports for good: their text, what was read from it, and what people wrote about it.

    A tombstone stays: that a report was there, who added, judged and expunged it, when and why. Backups and exports
    made before still hold it.
    """
    from dateline.store import Record
    from dateline.store.expunging import expunge as remove
    from dateline.store.expunging import naming

    if bool(reports) == bool(person):
        raise UsageError("name reports, or a person with --person")
    if not reason.strip():
        raise UsageError("say why, with --reason")
    with Record.open(record, who=by, create=False) as opened:
        ids = [opened.report(r).report.id for r in reports or ()] or naming(opened, person or "")
        if not yes:
            for ident in ids:
                typer.echo(ident)
            typer.echo(f"{len(ids)} reports would be expunged; nothing brings them back. Say --yes to do it.")
            return
        emptied = remove(opened, ids, reason=reason, who=opened.who, person=person)
    typer.echo(f"expunged {len(ids)} reports and the words of {emptied} judgements")
    typer.echo("backups and exports made before still hold them: see docs/how-to/back-up.md")
