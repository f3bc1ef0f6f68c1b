"""The dateline that opens a body: place, date and agency before a dash ("BAGHDAD, Aug. 28 (Agency) —")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dateline.reading.head.days import day_in
from dateline.reading.head.names import is_outlet, is_place, name_shape
from dateline.reading.head.vocabulary import head_words

LONGEST = 110
LONGEST_READ = 240
_MARK = re.compile(r"(?:(?<!\s)\s+)?+(?:--+|[—–])\s*|(?<!\s)\s+-\s*|(?<=[)A-Z])-\s?(?=[A-Z][a-z\s]|[\"“'])|:\s+")
_PARENS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SMALL = frozenset(
    {"of", "de", "del", "la", "el", "al", "and", "the", "near", "in", "at", "du", "des", "da", "do", "e", "y"}
)
_NO_PLACE = frozenset(
    {"on", "in", "at", "by", "after", "but", "and", "for", "as", "if", "when", "it", "he", "she", "they"}
)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says: the place as printed, the day, the agency in brackets; any may be missing."""

    place: str | None
    day: date | None
    agency: str | None
    whole: bool  # nothing but a dateline stands in the paragraph
    end: int = 0  # characters of the paragraph that the dateline takes, its dash included


def dateline_of(paragraph: str, year: int | None = None) -> Dateline | None:
    """The dateline at the front of a paragraph, or `None`.

    A city in capitals, or a place with a date or an agency beside it, before a dash; or a line that is all place and
    date ("KABUL, Afghanistan (June 7, 2011)"). An agency alone in brackets before a dash counts too ("(Agency) -").

    Args:
        paragraph: the paragraph's text.
        year: the year of a date that prints none.
    """
    flat = paragraph[:LONGEST_READ].replace("\n", " ").replace("\u00a0", " ")
    lead = len(flat) - len(flat.lstrip("* "))
    for mark in _MARK.finditer(flat, lead):
        prefix = flat[lead : mark.start()]
        if len(prefix) > LONGEST:
            break
        if not prefix or prefix.count("(") > prefix.count(")"):
            continue
        read = _prefix(prefix.strip(), flat[mark.end() :], year)
        if read and (not mark[0].startswith(":") or _at_colon(read)):
            return replace(read, end=mark.end())
    line = flat.strip("* ")
    return _prefix(line, "", year) if len(paragraph) <= LONGEST and line.endswith((")", "]")) else None


def _at_colon(read: Dateline) -> bool:
    """Whether what stands before a colon is a dateline ("LAHORE: …", "SRINAGAR, Oct 20: …"), and no other heading."""
    return read.place is not None and (read.day is not None or (read.place.isupper() and is_place(read.place)))


def _prefix(prefix: str, rest: str, year: int | None) -> Dateline | None:
    brackets = [(a or b).strip() for a, b in _PARENS.findall(prefix)]
    bare = _PARENS.sub(" ", prefix)
    day = agency = None
    country = None
    dated_short = False
    for inside in brackets:
        read = day_in(inside, year)
        if read:
            day = read[0]
        elif _partial(inside) and _NUMBER.search(inside):
            dated_short = True
        elif is_agency(inside) or _station(inside, rest):
            agency = inside
        elif country is None and _place(inside):
            country = inside
    names, date_part = _names(bare)
    if country and len(names) > 1 and name_shape(country) and not is_place(country):
        agency, country = agency or country, None  # the country stands before the brackets
    dated = day_in(date_part, year) if date_part else None
    day = day or (dated[0] if dated and dated[1] else None)
    told = bool(day or agency or dated_short or "no date" in date_part.lower() or (date_part and _partial(date_part)))
    if names and names[-1].lower() in head_words().agencies and len(names) > 1:
        agency, told = agency or names.pop(), True
    if date_part and (not told or not (rest or day or dated_short)):
        return None
    if not names:
        return Dateline(None, day, agency, False) if agency and not date_part and rest else None
    if not all(_place(n) for n in names) or len(names) > 3 or names[0].lower() in head_words().flags:
        return None
    shouts = names[0].isupper() and len(names[0]) > 2 and not rest[:60].isupper() and bool(rest)
    if not (told or shouts):
        return None
    return Dateline(_printed(prefix, names, country), day, agency, not rest)


def _station(name: str, rest: str) -> bool:
    """A short name in capitals in a text that is not: an agency or a station ("(AFP)", "(AP/WXYZ)")."""
    return name.isupper() and len(name) <= 12 and " " not in name and not rest[:60].isupper() and bool(rest)


def _names(bare: str) -> tuple[list[str], str]:
    """Parts of a dateline between commas: those of the place, and the rest from the first that holds a date."""
    parts = [p.strip() for p in re.split(r"[,،]", bare) if p.strip()]
    for n, part in enumerate(parts):
        words = part.split()
        if _NUMBER.search(part) or part.lower() == "no date" or (words and _partial(part)):
            return parts[:n], ", ".join(parts[n:])
    return parts, ""


def _partial(part: str) -> bool:
    from dateline.reading.times.vocabulary import vocabulary

    v = vocabulary()
    return any(w in v.months or w in v.full_weekdays for w in (p.lower().rstrip(".") for p in part.split()[:3]))


def _place(name: str) -> bool:
    words = re.split(r"[\s/]+", name)
    return (
        0 < len(words) <= 5
        and words[0].lower() not in _NO_PLACE
        and all(
            w.lower() in _SMALL or w[:1].isupper() or w.lower().startswith(("al-", "el-", "as-", "ad-", "ash-", "at-"))
            for w in words
        )
        and name[:1].isalpha()
        and not any(c in name for c in ':;!?"“”')
    )


def _printed(prefix: str, names: list[str], country: str | None) -> str:
    start = prefix.find(names[0])
    end = prefix.find(names[-1], start) + len(names[-1])
    if country and prefix[end:].lstrip().startswith((f"({country})", f"[{country}]")):
        end = prefix.find(country, end) + len(country) + 1
    return prefix[start:end]


def is_agency(name: str) -> bool:
    """Whether a name in brackets is that of a news agency or another medium."""
    low = name.lower().strip(". ")
    words = low.split()
    if is_outlet(name):
        return True
    return 1 < len(words) <= 5 and (words[-1] in ("news", "press", "agency", "radio", "television", "network", "tv")
                                    or words[0] in ("radio", "television", "agence", "agencia"))  # fmt: skip
