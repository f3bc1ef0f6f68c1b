"""By-lines: who wrote a report, for whom, and the day beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateline.reading.head.days import day_in
from dateline.reading.head.names import is_outlet, is_place, known_outlets, name_shape
from dateline.reading.head.text import plain
from dateline.reading.head.vocabulary import head_words

LONGEST = 120
_NAME_PARTS = frozenset(
    {"de", "van", "der", "von", "al", "el", "bin", "ben", "da", "dos", "del", "la", "di", "abu", "and", "y"}
)
_PRINTED_DAY = re.compile(
    r"(?<![\s,|–—-])[\s,|–—-]*+\b(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?,? \d{4}"
    r"|[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}|\d{4}-\d\d-\d\d)\b"
)
_CREDIT = re.compile(
    r"^\(?\s*(?:additional )?(?:reporting|report|reported|written|story|editing|writing) by ([^.;)]{3,90})",
    re.IGNORECASE,
)
_FOR = re.compile(r",? (?:for|of|from) (?=[A-Z])|,? writing for (?=[A-Z])")
_IN = re.compile(r",? (?:in|at|near)(?: (?:[A-Z][\w'’.-]{0,30}|de|la|el|al|the)){1,5}(?=$|[,;|/(]| and | for | of )")


@dataclass(frozen=True, slots=True)
class ByLine:
    """Names of authors, the day that may stand beside them, and the medium that they write for."""

    authors: tuple[str, ...]
    day: date | None = None
    publisher: str | None = None


def by_line(paragraph: str) -> ByLine | None:
    """Authors of a by-line: "By Jane Doe and John Roe", "Jane Doe 28 August 2004", "Reporting by Jane Doe",
    "By Jane Doe in Goma for the City Gazette", "By Jane Doe, Staff Writer"."""
    flat = plain(paragraph)
    if len(flat) > LONGEST or "\n\n" in paragraph or flat.endswith(("?", "!", ":")):
        return None
    credit = _CREDIT.match(flat)
    if credit:
        return _told(_IN.sub("", credit.group(1)), None)
    low = flat.lower()
    if low.startswith("by "):
        text, day = cut_date(flat[3:])
        return _told(text, day)
    if low.strip(". ") in head_words().desks:
        return ByLine(())
    text, day = cut_date(flat)
    names = _people(text) if day and len(text.split()) <= 4 and not is_outlet(text) else ()
    return ByLine(names, day) if names and all(" " in n for n in names) else None


def credit_line(paragraph: str) -> ByLine | None:
    """The credit that ends a report: "(Reporting by Jane Doe in Goma; Editing by John Roe)"."""
    flat = plain(paragraph).lstrip("—–- ")
    return by_line(flat[:LONGEST]) if len(flat) < 240 and _CREDIT.match(flat) else None


def cut_date(text: str) -> tuple[str, date | None]:
    """The text before the date that ends it, and that day."""
    at = _PRINTED_DAY.search(text)
    if not at:
        return text, None
    read = day_in(text[at.start() :])
    return (text[: at.start()], read[0]) if read and read[1] else (text, None)


def _told(text: str, day: date | None) -> ByLine | None:
    """Authors and medium of what follows "By"."""
    if text.lower().strip(". ").removeprefix("a ").removeprefix("our ") in head_words().desks | head_words().writers:
        return ByLine((), day)
    front, *rest = _FOR.split(text, maxsplit=1)
    publisher = rest[0].strip(" .,|") if rest and name_shape(rest[0].strip(" .,|")) else None
    if rest and publisher is None:
        front = text
    front = _IN.sub("", front)
    parts = [p.strip() for p in re.split(r"[,|/]|\s[–—-]\s", front) if p.strip()]
    kept: list[str] = []
    for n, part in enumerate(parts):
        if is_outlet(part.strip(" .")) and (n or len(parts) == 1):
            publisher = publisher or part.strip(" .")
        elif len(part.split()) > 3 and (tail := _outlet_at_end(part)):
            publisher = publisher or tail
            kept.append(part[: -len(tail)])
        elif not (n and (_role(part) or is_place(part))):
            kept.append(part)
    names = _people(", ".join(kept))
    staff = len(kept) == 1 and kept[0].split()[-1].lower() in head_words().writers
    if staff:
        publisher, names = publisher or " ".join(kept[0].split()[:-1]) or None, ()
    return ByLine(names, day, publisher) if names or (publisher and (staff or not kept)) else None


def _outlet_at_end(part: str) -> str | None:
    """The agency or medium that follows a name without a mark ("Jane Doe BBC News")."""
    words = part.split()
    tails = (" ".join(words[k:]) for k in (2, 3))
    return next((t for t in tails if t.lower() in head_words().agencies or t.lower() in known_outlets()), None)


def _role(part: str) -> bool:
    words = part.lower().split()
    return any(w.strip(".,") in head_words().roles for w in words) and not (len(words) == 2 and words[0] == "special")


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
