"""The table of formats, and how the format of an input is told: by name, by ending, by its first bytes."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import entry_points

from dateline.errors import InputError, SetupError, UsageError
from dateline.ingest import csvfile, feed, html, jsonl, mhtml, parquet, pdf, plain, warc
from dateline.ingest.decode import binary
from dateline.ingest.source import Format, Input

FORMATS: tuple[Format, ...] = (
    plain.FORMAT, html.FORMAT, mhtml.FORMAT, pdf.FORMAT, warc.FORMAT, feed.FORMAT, jsonl.FORMAT, jsonl.DOCUMENT,
    csvfile.FORMAT, parquet.FORMAT,
)  # fmt: skip
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_START = ((b"%PDF-", "pdf"), (b"PAR1", "parquet"), (b"WARC/", "warc"))


@cache
def formats() -> dict[str, Format]:
    """Every format by name: our own, then those that other packages register as `dateline.readers`.

    Raises:
        SetupError: a registered format cannot be loaded.
    """
    table = {f.name: f for f in FORMATS}
    for point in entry_points(group="dateline.readers"):
        try:
            found = point.load()
        except Exception as error:  # whatever the other package raises
            raise SetupError(f"the format {point.name!r} of {point.value} cannot be loaded: {error}") from error
        if not isinstance(found, Format):
            raise SetupError(f"the format {point.name!r} of {point.value} is no dateline.ingest.Format")
        table[found.name] = found
    return table


def named(name: str) -> Format:
    """The format called `name`.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    if name not in formats():
        raise UsageError(f"no format {name!r}; there are {', '.join(sorted(formats()))}")
    return formats()[name]


def format_of(source: Input) -> Format:
    """The format of an input: by the longest known ending of its name, else by its first bytes.

    Raises:
        InputError: empty, or binary of a kind that no format reads.
    """
    name = source.path.name.lower() if source.path else ""
    endings = (name, name.removesuffix(".gz"))
    fitting = [(s, f) for f in formats().values() for s in f.suffixes if any(e.endswith(s) for e in endings)]
    if fitting:
        return max(fitting, key=lambda p: len(p[0]))[1]
    return _sniffed(source)


def _sniffed(source: Input) -> Format:
    head = source.peek()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise InputError(source.name, "is empty")
    for magic, name in _START:
        if start.startswith(magic):
            return named(name)
    if start.startswith(b"\x1f\x8b"):
        return named("warc")  # other gzip is unpacked before it comes here
    what = binary(head)
    if what:
        raise InputError(source.name, f"is {what}, not a format that is read here")
    if _FEED.search(start[:4096]) and start.startswith(b"<"):
        return named("feed")
    if _PAGE.search(start[:4096]) and start.startswith(b"<"):
        return named("html")
    first = start.split(b"\n", 1)[0].rstrip()
    if first.startswith(b'{"'):
        return named("jsonl" if first.endswith(b"}") else "json")
    return named("text")
