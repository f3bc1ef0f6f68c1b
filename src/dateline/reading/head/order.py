"""What a line of the head is by its own words, by its neighbours, and by what is still missing."""

from __future__ import annotations

from dateline.reading.head.credits import by_line
from dateline.reading.head.found import Head
from dateline.reading.head.lines import date_line, is_furniture, is_numeric_date, is_stale, publisher_line
from dateline.reading.head.names import is_outlet, is_section, name_shape
from dateline.reading.head.pieces import HeadLine, field_line, is_handle, lone_name, mixed_line
from dateline.reading.head.text import plain
from dateline.reading.head.titles import HEAD_LINES, body_after, day_of_title, is_title, names_report

LONGEST_DECK = 300


def head_line(head: Head, n: int, text: str, texts: list[str]) -> bool:
    """Give one paragraph of the head its zone; false where it is body."""
    said = _sure(head, n, text, texts)
    if said is None and is_title(text) and body_after(texts, n):
        if head.title is None:
            said = HeadLine("title", title=plain(text))
        elif _outlet_first(head, n):
            head.title = None
            said = HeadLine("title", title=plain(text))
    if said is None and (head.title or n > 0) and _among_head(head, n, texts):
        said = lone_name(text)
        if said and said.kind == "byline" and head.authors:
            said = HeadLine("publisher", publisher=plain(text)) if head.publisher is None else None
        elif said and said.authors == (plain(text),) and not _outlet_after(head, n, texts):
            said = HeadLine("byline")
    if said:
        head.take(n, said)
    return said is not None


def _sure(head: Head, n: int, text: str, texts: list[str]) -> HeadLine | None:
    """A line whose own words say what it is."""
    if is_furniture(text) or is_section(plain(text)) or is_handle(text):
        return HeadLine("boilerplate")
    if is_numeric_date(text) and date_line(text) is None:
        return HeadLine("date")
    if n + 1 < len(texts) and is_handle(texts[n + 1]) and len(text) <= 60:
        return HeadLine("byline", (plain(text),))
    said = field_line(text)
    if said:
        return said
    day = date_line(text)
    if day:
        return HeadLine("date", day=day, stale=is_stale(text))
    by = by_line(text)
    if by:
        return HeadLine("byline", by.authors, by.day, by.publisher)
    if head.title and names_report(text):
        return HeadLine("date", day=day_of_title(plain(text), None))
    publisher = publisher_line(text)
    if publisher and (head.title or n > 0 or _more_head(texts, n)):
        return HeadLine("publisher", publisher=publisher)
    return None


def _outlet_first(head: Head, n: int) -> bool:
    """The line that was taken for the title names the outlet, if the true headline follows it: then it is that."""
    at = next((k for k, kind in head.kinds.items() if kind == "title"), None)
    if at is None or head.publisher or head.title is None or any(k not in head.kinds for k in range(n)):
        return False
    opens = at == 0 and len(head.title.split()) <= 3 and {"date", "byline"} & set(head.kinds.values())
    if not name_shape(head.title) or not (is_outlet(head.title) or opens):
        return False
    head.kinds[at], head.publisher = "publisher", head.title
    return True


def _among_head(head: Head, n: int, texts: list[str]) -> bool:
    """Whether a line stands by or above other head matter: a by-line or date before it, or a date soon after it."""
    if head.kinds.get(n - 1) in ("byline", "date", "publisher"):
        return True
    for text in texts[n + 1 : n + 4]:
        if date_line(text) or mixed_line(text):
            return True
        if not (name_shape(plain(text)) or is_furniture(text) or by_line(text)):
            return False
    return False


def _outlet_after(head: Head, n: int, texts: list[str]) -> bool:
    """Whether an outlet is named, so that a lone name is an author's."""
    after = plain(texts[n + 1]) if n + 1 < len(texts) else ""
    return head.publisher is not None or is_outlet(after) or (name_shape(after) and not date_line(after))


def second_headline(head: Head, n: int, texts: list[str]) -> bool:
    """A line under the title, above by-line or date: a second headline, or a first sentence set above; both content."""
    if head.title is None or n > 4 or head.authors or head.day:
        return False
    if is_title(texts[n]) and any(date_line(t) or _by(t) or mixed_line(t) for t in texts[n + 1 : n + 3]):
        head.kinds[n] = "title"
        return True
    return len(texts[n]) <= LONGEST_DECK and _by(texts[n + 1])


def _by(text: str) -> bool:
    said = by_line(text) if plain(text).lower().startswith("by ") else None
    return said is not None


def _more_head(texts: list[str], n: int) -> bool:
    """Whether an outlet's name may open the text: head matter follows, and a headline."""
    after = texts[n + 1 : n + HEAD_LINES]
    if after and is_furniture(after[0]):
        return True
    if not after or not (date_line(after[0]) or by_line(after[0]) or is_title(after[0])):
        return False
    for text in after:
        if is_furniture(text) or date_line(text) or by_line(text) or mixed_line(text) or lone_name(text):
            continue
        return is_title(text)
    return False
