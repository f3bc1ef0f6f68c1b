"""What a paragraph outside the body is: by-line, date line, publisher, furniture; or none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateline.reading.head.days import SERIAL, day_in
from dateline.reading.head.vocabulary import head_words

_URL = re.compile(
    r"^(?:https?://|www\.)\S+$|^[\w.-]+\.(?:com|org|net|int|gov|mil|info|co\.uk|edu)(?:/\S*)?$", re.IGNORECASE
)
_EMAIL = re.compile(r"^\S+@\S+\.\w{2,6}$")
_EMPHASIS = re.compile(r"\*{1,3}|_{2}|^#{1,6}\s+", re.MULTILINE)
_COUNTER = re.compile(
    r"^[\d.,KMk]{1,7}(?: (?:repl(?:y|ies)|retweets?|likes?|shares?|comments?|views?))?$", re.IGNORECASE
)
_NAME_PARTS = frozenset(
    {"de", "van", "der", "von", "al", "el", "bin", "ben", "da", "dos", "del", "la", "di", "abu", "and", "y"}
)
_PRINTED_DAY = re.compile(
    r"[\s,|–—-]*\b(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?,? \d{4}"
    r"|[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}|\d{4}-\d\d-\d\d)\b"
)
_CREDIT = re.compile(r"^\s*(?:reporting|report|editing|writing) by ([^.;]{3,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ByLine:
    """Names of authors, and the day that may stand beside them."""

    authors: tuple[str, ...]
    day: date | None


def plain(text: str) -> str:
    """A line's value: without Markdown emphasis, white space single."""
    return " ".join(_EMPHASIS.sub("", text).split())


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is page or release furniture: links, contacts, copyright, counters, editor's notes."""
    words, flat = head_words(), plain(paragraph)
    low = flat.lower().strip(" .!:→↑»«>|")
    if not low or low in words.whole or (flat[0] == "[" and flat.find("]") == len(flat) - 1):
        return True
    if _URL.match(low) or _EMAIL.match(low) or (_COUNTER.match(flat) and not re.fullmatch(r"[12]\d{3}", flat)):
        return True
    serial = SERIAL.search(flat)
    if serial and len(flat) < 60:
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


def by_line(paragraph: str) -> ByLine | None:
    """Authors of a by-line: "By Jane Doe and John Roe", "Jane Doe 28 August 2004", "Reporting by Jane Doe"."""
    flat = plain(paragraph)
    if len(flat) > 120 or "\n\n" in paragraph or flat.endswith(("?", "!", ":")):
        return None
    credit = _CREDIT.match(flat)
    if credit:
        names = _people(credit.group(1))
        return ByLine(names, None) if names else None
    low = flat.lower()
    if low.startswith("by "):
        text, day = _cut_date(flat[3:])
        names = _people(_without_role(text))
        return ByLine(names, day) if names else None
    if low.strip(". ") in head_words().desks:
        return ByLine((), None)
    text, day = _cut_date(flat)
    names = _people(text) if day and len(text.split()) <= 4 else ()
    return ByLine(names, day) if names and all(" " in n for n in names) else None


def _cut_date(text: str) -> tuple[str, date | None]:
    """The text before the date that ends it, and that day."""
    at = _PRINTED_DAY.search(text)
    if not at:
        return text, None
    read = day_in(text[at.start() :])
    return (text[: at.start()], read[0]) if read and read[1] else (text, None)


def _without_role(text: str) -> str:
    head, _, tail = text.partition(",")
    rest = tail.lower().split()
    return head if rest and any(w.strip(".,") in head_words().roles for w in rest) else text


def _people(text: str) -> tuple[str, ...]:
    names = [n.strip(" .;|–—-") for n in re.split(r",|\band\b|&|/|;", text)]
    names = [n for n in names if n and n.lower() not in ("jr", "sr", "ii", "iii")]
    good = 0 < len(names) <= 6 and all(_person(n) for n in names)
    return tuple(names) if good else ()


def _person(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 7 and all(
        w.lower() in _NAME_PARTS
        or (w[0].isupper() and w.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha())
        or w.lower().startswith(("al-", "el-"))
        for w in words
    )


def date_line(paragraph: str) -> date | None:
    """The day of a paragraph that is a date and nothing else of weight."""
    flat = plain(paragraph)
    if len(flat) > 80:
        return None
    read = day_in(flat)
    return read[0] if read and read[1] else None


def publisher_line(paragraph: str) -> str | None:
    """The body that a short head line names as publisher ("Joint Command - Country", "City Gazette")."""
    flat = plain(paragraph)
    name = re.split(r"\s+[-–—|]\s*|-\s+", flat)[0].strip()
    words = name.split()
    if not 1 <= len(words) <= 8 or len(flat) > 70 or flat.endswith((".", "?", "!", ":", ";", ",")):
        return None
    capitals = all(w[:1].isupper() or w.lower() in ("of", "the", "for", "and", "in", "on", "de") for w in words)
    return name if capitals and words[-1].lower() in head_words().publishers else None
