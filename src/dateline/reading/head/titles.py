"""Titles: which line reads as a headline, and the day that a release or a numbered report prints in it."""

from __future__ import annotations

from datetime import date

from dateline.reading.head.days import day_in, serial_year
from dateline.reading.head.text import plain
from dateline.reading.head.vocabulary import head_words

HEAD_LINES = 14  # how far down a head may reach
LONGEST_TITLE = 200
_ENDS = (".", "!", "?", "…", '."', ".”", ".'", ".’", ";", ",", ":")


def is_title(text: str) -> bool:
    """Whether a head paragraph reads as a headline: one short line that no full stop ends."""
    flat = plain(text)
    if not 8 <= len(flat) <= LONGEST_TITLE or "\n" in text.strip() or flat.endswith(_ENDS):
        return False
    words = flat.split()
    if words[-1].lower() in head_words().no_last:
        return False
    return 2 <= len(words) <= 30 and flat[0] not in "([-•" and (flat[0].isupper() or not flat[0].isalpha())


def body_after(texts: list[str], n: int) -> bool:
    """Whether a sentence follows that could be the body."""
    return any(
        t.rstrip().endswith((".", '"', "”", "!", "?", "’", "'", ")")) and len(t.split()) > 7
        for t in texts[n + 1 : n + HEAD_LINES]
    )


def names_report(line: str) -> bool:
    """Whether a line names a kind of report that goes by number and day ("Situation Report No. 12")."""
    low = line.lower()
    return len(line) <= LONGEST_TITLE and not line.endswith(_ENDS) and any(w in low for w in head_words().dated_titles)


def is_release(title: str, texts: list[str]) -> bool:
    """Whether a title's date is the report's own: a release or a numbered report, that goes by its day."""
    return names_report(title) or any(serial_year(t) or "immediate release" in t.lower() for t in texts[:HEAD_LINES])


def day_of_title(title: str, year: int | None) -> date | None:
    """A release's day at the front or end of its title ("June 17: Operations", "Operational Update June 7, 2011")."""
    front, _, _ = title.partition(":")
    words = title.split()
    for piece in (front, " ".join(words[-3:])):
        read = day_in(piece, year)
        if read and (read[1] or piece is not front):
            return read[0]
    _, _, inside = title.rpartition("(")
    read = day_in(inside.rstrip(" )"), year) if inside else None
    return read[0] if read and read[1] else None


def year_of_title(texts: list[str]) -> int | None:
    """The year of a full date that a headline among the first paragraphs prints."""
    for text in texts[:3]:
        read = day_in(text[:LONGEST_TITLE]) if len(text) <= LONGEST_TITLE and is_title(text) else None
        if read:
            return read[0].year
    return None
