"""HTML and saved web pages: the article without menus and advertisements (trafilatura), with its head matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.decode import checked, text_of
from dateline.ingest.quiet import quiet
from dateline.ingest.source import Format, Input, Options
from dateline.ingest.values import day_of
from dateline.record import Report

_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_TAG = re.compile(r"<[A-Za-z]")
_DATA = re.compile(r"(<script\b[^<>]{0,300}\bld\+json\b[^<>]{0,300}>)([^<]*+(?:<(?!/script)[^<]*+)*+)", re.IGNORECASE)
_SENTENCE = 5  # words in the longest line; menus and buttons have fewer
_DATES = {"extensive_search": False, "original_date": True}  # a date that the page states, never one guessed from text


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """One report: the article of the page."""
    data = source.read(options.limits.page)
    yield article(text_of(data, source.name, options.limits.page), source.name, options)


def article(page: str, name: str, options: Options, url: str | None = None) -> Report:
    """The article of an HTML page: title, author, day, site name and address as the page gives them.

    The headline is the first paragraph of the text, so that what it says can be traced too.

    Raises:
        InputError: the page holds no article.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    if len(_TAG.findall(page)) > options.limits.elements:
        raise InputError(name, f"more than the limit of {options.limits.elements:,} elements for one page")
    page = _DATA.sub(_sound_data, page)
    saved = _SAVED.search(page, 0, 4096)
    url = url or (saved.group(1) if saved else None)
    try:
        with quiet("trafilatura", "htmldate", "courlan", "charset_normalizer"):
            found = bare_extraction(
                page, url=url, include_comments=False, with_metadata=True, date_extraction_params=_DATES
            )
    except Exception as error:  # trafilatura and lxml raise many kinds on damaged pages
        raise InputError(name, f"the page cannot be taken apart ({type(error).__name__}: {error})") from error
    text = (found.text or "").strip() if isinstance(found, Document) else ""
    if not isinstance(found, Document) or max(len(line.split()) for line in text.split("\n")) < _SENTENCE:
        raise InputError(name, "no article found in the page")
    title = found.title or None
    return Report.of(
        checked(headed(title, text.replace("\n", "\n\n")), name, options.limits.text),
        title=title,
        published=day_of(found.date),
        publisher=found.sitename or None,
        url=found.url or url,
        authors=tuple(a.strip() for a in (found.author or "").split(";") if a.strip()),
    )


def _sound_data(found: re.Match[str]) -> str:
    """The page's data about itself, if it is JSON: in what is not, trafilatura looks with slow expressions."""
    try:
        json.loads(found[2])
    except (ValueError, RecursionError):
        return found[1]
    return found[0]


def headed(title: str | None, body: str) -> str:
    """The body under its headline, unless it starts with it."""
    start = " ".join(body[: 2 * len(title or "") + 80].split()).casefold()
    if title and " ".join(title.split()).casefold() not in start:
        return f"{title}\n\n{body}"
    return body


FORMAT = Format("html", (".html", ".htm", ".xhtml", ".shtml"), read)
