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
            emit(plain(r) for r in found)
            return
        rows = [(r.id[:13], r.published, r.publisher, r.title, f"{len(r.text):,}") for r in found]
    table(None, ("id", "published", "publisher", "title", "characters"), rows)
