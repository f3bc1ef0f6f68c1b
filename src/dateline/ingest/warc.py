"""WARC, the web archives' format: every HTML page that was answered, and every plain text (WET)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from dateline.errors import InputError
from dateline.ingest.decode import text_of
from dateline.ingest.html import article
from dateline.ingest.source import Format, Input, Options, megabytes, swollen
from dateline.record import Report


class _BombError(InputError):
    """A record that must not be read to its end."""


_KINDS = frozenset({"response", "resource", "conversion"})


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A report for each page; a page without an article, or a damaged end, is an `InputError` and the rest goes on.

    The day of capture is not the day of publication, and is left.
    """
    from warcio.archiveiterator import ArchiveIterator

    count = 0
    archive = ArchiveIterator(source.stream)
    records = iter(archive)
    while True:
        found: Report | InputError | None = None
        try:
            with redirect_stderr(StringIO()) as said:  # where warcio tells of a wrong length, and goes on
                record = next(records, None)
                if record is not None:
                    count += 1
                    found = _page(record, archive, source.name, options)
        except _BombError:
            raise
        except InputError as error:
            found = error
        except Exception as error:  # warcio, zlib and the sockets' own kinds
            raise InputError(source.name, f"damaged or cut off after record {count} ({error})") from error
        if found is not None:
            yield found
        if said.getvalue():
            yield InputError(f"{source.name}: record {count}", f"damaged ({said.getvalue()})")
        if record is None:
            break
    if not count:
        raise InputError(source.name, "no WARC record in it")


def _page(record: Any, archive: Any, name: str, options: Options) -> Report | None:
    url = record.rec_headers.get_header("WARC-Target-URI")
    stated = int(record.rec_headers.get_header("Content-Length") or 0)
    http = record.http_headers
    kind = (http or record.rec_headers).get_header("Content-Type") or ""
    wanted = record.rec_type in _KINDS and (http is None or http.get_statuscode() == "200")
    page = f"{name}: {url}"
    if not (wanted and kind.lower().startswith(("text/html", "application/xhtml", "text/plain"))):
        _drain(record, archive, stated, name, options)
        return None
    limit = options.limits.page
    data = record.content_stream().read(limit + 1)
    _drain(record, archive, stated, name, options)
    if len(data) > limit:
        raise InputError(page, f"more than the limit of {megabytes(limit)} for one page")
    text = text_of(data, page, limit, _charset(kind))
    if kind.lower().startswith("text/plain"):
        return Report.of(text, url=url)
    return article(text, page, options, url)


def _drain(record: Any, archive: Any, stated: int, name: str, options: Options) -> None:
    """Read a record to its end, and see that the end is there and in proportion to its packed bytes.

    Raises:
        _BombError: it unpacks to far too much: nothing after it can be had.
        InputError: it is cut off.
    """
    begun, unpacked = archive.offset, 0
    while block := record.raw_stream.read(1 << 16):
        unpacked += len(block)
        if swollen(archive.fh.tell() - begun, unpacked, options.limits.ratio):
            raise _BombError(
                name, f"a record unpacks to more than the limit of {options.limits.ratio} times its size; left here"
            )
    left = getattr(record.raw_stream, "limit", 0)
    if left:
        raise InputError(name, f"cut off: the last record lacks {left} of its {stated} bytes")


def _charset(kind: str) -> str | None:
    _, _, value = kind.lower().partition("charset=")
    return value.split(";")[0].strip(" \"'") or None


FORMAT = Format("warc", (".warc", ".warc.gz", ".wet", ".wet.gz"), read)
