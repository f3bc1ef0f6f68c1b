"""PDF: the text of every page (pypdf)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from dateline.errors import InputError
from dateline.ingest.decode import checked
from dateline.ingest.quiet import quiet
from dateline.ingest.source import Format, Input, Options, megabytes
from dateline.ingest.values import short
from dateline.record import Report

FULL = 0.8  # share of the longest line from which a line was broken at the margin
ENDS = frozenset('.!?:”"')


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """One report: the pages, each a paragraph break apart unless a sentence runs on.

    Title and author are taken from the document's properties only where its first lines show them; the day it was
    made is not the day of publication, and is left.
    """
    with source.seekable() as stream, quiet("pypdf"):
        if stream.seek(0, 2) > options.limits.raw:
            raise InputError(source.name, f"more than the limit of {megabytes(options.limits.raw)} for one PDF")
        stream.seek(0)
        try:
            pages, title, author = _pages(stream, source.name, options)
        except InputError:
            raise
        except Exception as error:  # pypdf raises many kinds on damaged files
            raise InputError(source.name, f"damaged PDF ({type(error).__name__}: {error})") from error
    if not any(pages):
        raise InputError(source.name, f"no text in the PDF ({len(pages)} pages): a scan needs OCR first")
    text = checked(_joined(pages), source.name, options.limits.text)
    head = " ".join(text[:600].split()).casefold()
    shown = [value if value and value.casefold() in head else None for value in (title, author)]
    yield Report.of(text, title=shown[0], authors=(shown[1],) if shown[1] else ())


def _pages(stream: IO[bytes], name: str, options: Options) -> tuple[list[str], str | None, str | None]:
    from pypdf import PdfReader

    if not stream.read(1):
        raise InputError(name, "is empty")
    stream.seek(0)
    document = PdfReader(stream)
    if document.is_encrypted and not document.decrypt(""):
        raise InputError(name, "the PDF is locked with a password; save a copy without it")
    if len(document.pages) > options.limits.pages:
        raise InputError(name, f"{len(document.pages)} pages, more than the limit of {options.limits.pages}")
    pages: list[str] = []
    left = options.limits.text
    for page in document.pages:  # pypdf itself bounds what a stream unpacks to, what it draws and how forms nest
        pages.append(_unwrapped(page.extract_text().strip()))
        left -= len(pages[-1])
        if left < 0:
            break  # `checked` says so
    facts = document.metadata
    return pages, short(facts.title) if facts else None, short(facts.author) if facts else None


def _unwrapped(page: str) -> str:
    """A page with lines that were broken at its margin joined: a line that fills the width and ends no sentence."""
    lines = page.splitlines()
    width = max(map(len, lines), default=0)
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        full = len(before) >= FULL * width and before.rstrip()[-1:] not in ENDS
        text += (" " if full else "\n" if text else "") + line.strip()
    return text


def _joined(pages: list[str]) -> str:
    text = ""
    for page in filter(None, pages):
        runs_on = bool(text) and (text[-1].isalnum() or text[-1] in ",-–—")
        text += ("\n" if runs_on else "\n\n" if text else "") + page
    return text


FORMAT = Format("pdf", (".pdf",), read)
