"""Head lines that say several things: "By Jane Doe | City Gazette | 9 June 2024", "Date: 9 June 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateline.reading.head.credits import by_line, cut_date
from dateline.reading.head.lines import date_line, is_furniture, is_stale
from dateline.reading.head.names import is_outlet, is_place, is_section, name_shape, person_shape
from dateline.reading.head.text import plain
from dateline.reading.head.vocabulary import head_words
from dateline.reading.layers import ZoneKind

LONGEST = 140
_PARTED = re.compile(
    r"(?:(?<!\s)\s+)?+(?:[|·•●]\s*|;\s+)|(?<!\s)\s+(?:[–—-]|//|/|>)\s+|(?<=\d)\s+(?=[Bb]y:? [A-Z])"
    r"|(?<!Last)(?<!First)(?<!\s)\s+\(?(?=(?:Last |First )?"
    r"(?:Published|Updated|Posted|Modified|PUBLISHED|UPDATED|POSTED)\b)"
)
_FIELD = re.compile(r"^([A-Za-z][A-Za-z -]{1,24}?)\s?:\s*(?!//)(\S.*)$", re.DOTALL)
_BY = re.compile(r"^by:? ", re.IGNORECASE)
_HANDLE = re.compile(r"^@\w{2,30}$")
_COMMA = re.compile(r",\s+|(?<!\s)\s+/\s+")
_PLACED = re.compile(r" in ([A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?)")
_ADDRESS = re.compile(r"(?:(?<!\s)\s+)?+(?:<[^<>]*>|(?<!\S)[^\s@]++@\S+)")
_VOLUME = re.compile(r"^(?:vol(?:ume)?|issue|edition|number|no)\b[\w .,#]{0,40}$", re.IGNORECASE)
_READ = re.compile(
    r"^\d{1,2}[ -]min(?:ute)?s?(?: read)?$|^@\w{2,30}$|^\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?: [A-Z]{2,4})?$|^r/\w+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """What one line of the head says. `stale`: its day is that of a later change."""

    kind: ZoneKind
    authors: tuple[str, ...] = ()
    day: date | None = None
    publisher: str | None = None
    place: str | None = None
    title: str | None = None
    stale: bool = False


def field_line(paragraph: str) -> HeadLine | None:
    """A field of a header ("Subject: …", "Date: …", "Source: …"), by knowledge/head.toml's [fields]."""
    flat = plain(paragraph)
    read = _FIELD.match(flat) if len(flat) <= 240 else None
    meaning = head_words().fields.get(read.group(1).lower()) if read else None
    if read is None or meaning is None:
        return None
    value = read.group(2).strip(" \"'")
    match meaning:
        case "title":
            return HeadLine("title", title=value) if len(value) >= 8 else None
        case "date":
            day = date_line(value)
            return HeadLine("date", day=day, stale=is_stale(flat)) if day else None
        case "author":
            by = by_line("By " + value)
            return HeadLine("byline", by.authors if by else (), publisher=by.publisher if by else None)
        case "publisher":
            name = _ADDRESS.sub("", value).strip(" \"'.") or None
            return HeadLine("publisher", publisher=name if name and len(name.split()) <= 8 else None)
        case "sender":
            name = _ADDRESS.sub("", value).strip(" \"'.")
            return HeadLine("byline", publisher=name if is_outlet(name) else None)
        case "place":
            return HeadLine("date", place=value if len(value.split()) <= 6 else None)
    return HeadLine("boilerplate") if len(value.split()) <= 25 else None


def mixed_line(paragraph: str, under_title: bool = True) -> HeadLine | None:
    """A line whose parts, between marks or round its date, are dates, by-lines, outlets, places and labels, no more.

    Args:
        paragraph: the line.
        under_title: whether a name that nothing tells apart may be an author's or an outlet's.
    """
    flat = plain(paragraph)
    if len(flat) > LONGEST or flat.endswith(("?", "!", ":")):
        return None
    if not _PARTED.search(flat) and (date_line(flat) or by_line(flat)):
        return None
    parts = [p for raw in _PARTED.split(flat) for p in _round_date(raw.strip())]
    if len(parts) < 2:
        return None
    days: list[tuple[bool, date]] = []
    authors: tuple[str, ...] = ()
    publisher = place = None
    unknown: list[str] = []
    for part in parts:
        credit = _BY.sub("By ", part)
        day, by = date_line(part), by_line(credit) if credit.startswith("By ") else None
        if day:
            days.append((is_stale(part), day))
        elif by:
            authors, publisher = authors or by.authors, publisher or by.publisher
        elif is_outlet(part):
            publisher = publisher or part
        elif _READ.match(part) or _VOLUME.match(part) or all(is_section(p) or is_furniture(p) for p in part.split(",")):
            continue
        elif is_place(part):
            place = place or part
        elif name_shape(part):
            unknown.append(part)
        else:
            return None
    if not days and not (authors and publisher and _BY.match(parts[0])):
        return None
    if unknown:
        if len(unknown) > 2 or not under_title or any(w in flat.lower() for w in head_words().dated_titles):
            return None
        authors, publisher = _shared(unknown, authors, publisher)
    stale, day = min(days, key=lambda d: d[0]) if days else (False, None)
    kind: ZoneKind = "byline" if authors else "publisher" if publisher else "date"
    return HeadLine(kind, authors, day, publisher, place, None, stale)


def _shared(unknown: list[str], authors: tuple[str, ...], publisher: str | None) -> tuple[tuple[str, ...], str | None]:
    """Names that nothing tells apart: who is missing, the author or the outlet."""
    for name in unknown:
        person = person_shape(name)
        if not authors and person and (publisher or len(unknown) == 2):
            authors = (name,)
        elif not publisher and (authors or not person):
            publisher = name
    return authors, publisher


def _round_date(part: str) -> list[str]:
    """A part, cut where its date begins ("City Gazette, 9 June 2024") or where it ends."""
    if not part or date_line(part):
        return [part] if part else []
    front, day = cut_date(part)
    if day and front.strip(" ,"):
        return [front.strip(" ,"), part[len(front) :].strip(" ,")]
    first, _, rest = part.partition(", ")
    while rest:
        if date_line(first):
            return [first, rest.strip()]
        more, _, rest = rest.partition(", ")
        first = f"{first}, {more}"
    return [part]


def is_handle(text: str) -> bool:
    """Whether a line is an account's name ("@rescuers")."""
    return bool(_HANDLE.match(text.strip()))


def lone_name(paragraph: str) -> HeadLine | None:
    """A line that is one name: a section, a place, an outlet, or one that nothing tells apart (`byline`, no author)."""
    flat = plain(paragraph).strip(" |·•")
    if is_section(flat):
        return HeadLine("boilerplate")
    if len(flat) > LONGEST:
        return None
    parts = [p.strip() for p in _COMMA.split(flat)]
    if len(parts) in (2, 3) and all(is_place(p) for p in parts[1:]):
        if is_outlet(parts[0]):
            return HeadLine("publisher", publisher=parts[0])
        if person_shape(parts[0]) and name_shape(parts[0]) and not is_place(parts[0]):
            return HeadLine("byline", (parts[0],))
    placed = _PLACED.search(flat)
    by = by_line("By " + flat) if placed and is_place(placed.group(1)) else None
    if by and by.authors and all(person_shape(a) for a in by.authors):
        return HeadLine("byline", by.authors, None, by.publisher)
    if not name_shape(flat.replace(",", "")):
        return None
    if is_outlet(flat):
        return HeadLine("publisher", publisher=flat)
    if is_place(flat):
        return HeadLine("date", place=flat)
    if "," in flat:
        return None
    if person_shape(flat):
        return HeadLine("byline", (flat,))
    return HeadLine("publisher", publisher=flat)
