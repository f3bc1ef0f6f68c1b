"""Plain text and Markdown: the file is the report."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.decode import text_of
from dateline.ingest.source import Format, Input, Options
from dateline.record import Report


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """One report: the whole text. Markdown's signs stay; the reader passes over them."""
    limit = options.limits.text
    data = source.stream.read(4 * limit + 1)  # no encoding that is read here needs more than four bytes a character
    if len(data) > 4 * limit:
        raise InputError(
            source.name, f"more than the limit of {limit:,} characters for one report; split it into reports"
        )
    yield Report.of(text_of(data, source.name, limit))


FORMAT = Format("text", (".txt", ".text", ".md", ".markdown", ".asc"), read)
