"""`dateline reports`: the reports in the record."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, day, emit, table


def reports(
    record: RecordOption = DEFAULT_RECORD,
    publisher: Annotated[str | None, typer.Option(help="Who put it out, whole name.")] = None,
    title: Annotated[str | None, typer.Option(help="Words of the title.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on or after this day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on or before this day, YYYY-MM-DD.")] = None,
    json: JsonOption = False,
) -> None:
    """List the reports in the record, filtered."""
    from dateline.record import plain
    from dateline.store import Record, ReportFilter

    wanted = ReportFilter(publisher=publisher, since=day(since), until=day(until), title=title)
    with Record.open(record) as opened:
        found = opened.reports(wanted)
        if json:
            emit(plain(s) for s in found)
            return
        rows = [
            (
                s.report.id[:13],
                s.report.published,
                s.report.publisher,
                s.report.title,
                s.events,
                s.casualties,
                s.agreements,
            )
            for s in found
        ]
    table(None, ("id", "published", "publisher", "title", "events", "figures", "agreements"), rows)
