"""What a paragraph outside the body is: by-line, date line, publisher, furniture; or none of these."""

from __future__ import annotations

import re
from datetime import date

from dateline.reading.head.days import SERIAL, day_in
from dateline.reading.head.text import plain
from dateline.reading.head.vocabulary import head_words

_URL = re.compile(
    r"^(?:https?://|www\.)\S+$|^[\w.-]+\.(?:com|org|net|int|gov|mil|info|co\.uk|edu)(?:/\S*)?$", re.IGNORECASE
)
_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+\.\w{2,6}$")
_AGO = re.compile(
    r"(?:(?:last )?(?:updated|published|posted):? )?(?:\d{1,3}|an?) (?:min|minute|hour|day|week|month|year)s? ago",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]+")
_NUMBERED = re.compile(
    r"^(?:(?:press|news|media) (?:release|statement)|release|statement|communiqu[eé]|bulletin|ref(?:erence)?|document)"
    r"(?: (?:no|number|nr)\b\.?| ?#|:)[ :]*[\w./-]{1,24}$",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?:[A-Za-z ]{3,20}:? )?\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?:[, ]+\d{1,2}[:.]\d\d[\w ]{0,8})?"
)
_COUNTER = re.compile(
    r"^[\d.,KMk]{1,7}(?: (?:repl(?:y|ies)|retweets?|likes?|shares?|comments?|views?))?$", re.IGNORECASE
)


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is page or release furniture: links, contacts, copyright, counters, editor's notes."""
    words, flat = head_words(), plain(paragraph)
    low = flat.lower().strip(" .!:→↑»«>|")
    if not low or low in words.whole or (flat[0] == "[" and flat.find("]") == len(flat) - 1):
        return True
    if _URL.match(low) or _EMAIL.match(low) or (_COUNTER.match(flat) and not re.fullmatch(r"[12]\d{3}", flat)):
        return True
    if len(flat) < 60 and SERIAL.search(flat):
        return True
    if len(flat) < 90 and (_RULE.fullmatch(flat) or _AGO.fullmatch(flat) or _NUMBERED.match(flat)):
        return True
    if 4 < len(flat) < 90 and re.fullmatch(r"[\d,; ]+", flat):
        return True
    return len(low.split()) <= words.longest and flat.lower().startswith(words.starts)


def is_label(paragraph: str) -> bool:
    """Whether a paragraph, wherever it stands, is a bare label of a page or release ("Share", "Download PDF")."""
    if len(paragraph) > 40:
        return False
    low = plain(paragraph).lower().strip(" .!:→↑»«>|")
    return low in head_words().whole or bool(_URL.match(low))


def date_line(paragraph: str) -> date | None:
    """The day of a paragraph that is a date and nothing else of weight."""
    flat = plain(paragraph)
    if len(flat) > 80:
        return None
    read = day_in(flat)
    return read[0] if read and read[1] else None


def is_numeric_date(text: str) -> bool:
    """Whether a line is a date in figures, be it one that allows two readings ("05/06/2029")."""
    return bool(_FIGURES.fullmatch(plain(text)))


def is_stale(text: str) -> bool:
    """Whether a date line prints the day of a later change ("Updated 10 June 2024")."""
    return plain(text).lower().lstrip("( ").startswith(head_words().changed)


def publisher_line(paragraph: str) -> str | None:
    """The body that a short head line names as publisher ("Joint Command - Country", "City Gazette")."""
    flat = plain(paragraph)
    name = re.split(r"\s+[-–—|]\s*|-\s+", flat)[0].strip()
    words = name.split()
    if not 1 <= len(words) <= 8 or len(flat) > 70 or flat.endswith((".", "?", "!", ":", ";", ",")):
        return None
    capitals = all(w[:1].isupper() or w.lower() in ("of", "the", "for", "and", "in", "on", "de") for w in words)
    return name if capitals and words[-1].lower() in head_words().publishers else None
