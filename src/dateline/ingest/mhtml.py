"""Web pages that a browser saved as one file (MHTML)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.decode import text_of
from dateline.ingest.html import article
from dateline.ingest.source import Format, Input, Options
from dateline.record import Report


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """One report: the article of the page; the address is the one that the browser noted."""
    saved = source.read(options.limits.raw)
    if saved.count(b"\n--") > options.limits.entries:  # the parts' boundaries
        raise InputError(source.name, f"more than the limit of {options.limits.entries:,} parts in the saved page")
    message = email.message_from_bytes(saved, policy=email.policy.compat32)
    for part in message.walk():
        data = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(data, bytes):
            page = text_of(data, source.name, options.limits.page, part.get_content_charset())
            url = message["Snapshot-Content-Location"] or part["Content-Location"]
            yield article(page, source.name, options, str(url) if url else None)
            return
    raise InputError(source.name, "no page found in the saved file")


FORMAT = Format("mhtml", (".mhtml", ".mht"), read)
