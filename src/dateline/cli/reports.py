"""`dateline reports`: the reports in the record."""

from __future__ import annotations

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table


def reports(record: RecordOption = DEFAULT_RECORD, json: JsonOption = False) -> None:
    """List the reports in the record."""
    from dateline.record import plain
    from dateline.store import Record

    with Record.open(record) as opened:
        found = opened.reports()
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
