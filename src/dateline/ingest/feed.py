"""RSS and Atom files (feedparser): a report for each entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.ingest.decode import checked
from dateline.ingest.html import headed
from dateline.ingest.source import Format, Input, Options
from dateline.ingest.values import day_of, short
from dateline.record import Report

_ENTRY = re.compile(rb"<(?:\w{1,30}:)?(?:item|entry)\b", re.IGNORECASE)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "blockquote",
        "section",
        "article",
        "pre",
    }
)


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A report for each entry: headline, then its content or, without one, its summary."""
    import feedparser

    data = source.read(options.limits.raw)
    if len(_ENTRY.findall(data)) > options.limits.entries:
        raise InputError(source.name, f"more than the limit of {options.limits.entries:,} entries; split it")
    try:
        feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    except Exception as error:  # its handlers stumble over some malformed names
        raise InputError(source.name, f"malformed feed ({type(error).__name__}: {error})") from error
    broken = feed.bozo and "SAX" in type(feed.bozo_exception).__name__
    why = str(getattr(feed, "bozo_exception", "")) if broken else ""
    if not feed.entries:
        raise InputError(source.name, f"malformed feed ({why})" if broken else "no entries: not an RSS or Atom feed")
    for number, entry in enumerate(feed.entries, 1):
        name = f"{source.name}: entry {number}"
        try:
            yield _report(entry, feed.feed, name, options)
        except InputError as error:
            yield error
    if broken:
        raise InputError(source.name, f"malformed feed: entries after number {len(feed.entries)} may be lost ({why})")


def _report(entry: Any, feed: Any, name: str, options: Options) -> Report:
    title = short(words(entry.get("title") or ""))
    contents = [c.get("value") or "" for c in entry.get("content", ())] or [entry.get("summary") or ""]
    body = words("\n".join(contents))
    publisher = entry.get("source", {}).get("title") or feed.get("title")
    authors = [a.get("name") for a in entry.get("authors", ()) if a.get("name")]
    return Report.of(
        checked(headed(title, body).strip(), name, options.limits.text),
        title=title,
        published=day_of(entry.get("published") or entry.get("updated")),
        publisher=short(publisher),
        url=short(entry.get("link")),
        authors=tuple(authors),
    )


def words(markup: str) -> str:
    """The visible text of a piece of HTML, a blank line between its blocks."""
    from lxml import html
    from lxml.etree import ParserError

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError):
        return markup.strip()
    pieces: list[str] = []
    _walk(root, pieces)
    blocks = (" ".join(block.split()) for block in "".join(pieces).split("\x1e"))
    return "\n\n".join(filter(None, blocks))


def _walk(root: Any, pieces: list[str]) -> None:
    """Text in document order with a mark at each block; a stack, since hostile markup nests deeper than Python."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        mark = "\x1e" if node.tag in _BLOCKS else ""
        if done:
            pieces += [mark, node.tail or ""]
            continue
        stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            pieces += [mark, node.text or ""]
            stack.extend((child, False) for child in reversed(node))


FORMAT = Format("feed", (".rss", ".atom", ".rdf"), read)
