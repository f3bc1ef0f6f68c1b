"""Numbers in time expressions: counts, ordinals, days of the month, years in digits and in words."""

from __future__ import annotations

from dateline.reading.times.lexer import Words
from dateline.reading.times.vocabulary import vocabulary

SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def cardinal(w: Words, i: int) -> tuple[int, int | None] | None:
    """A count of units at word `i`: its end and value, `None` for "several"; or `None` if there is no count.

    "a" and "an" count as one; "a couple of" and "a few" have no value.
    """
    v, word = vocabulary(), w.low[i]
    if word.isdecimal():
        return _digits(w, i)
    if word in v.cardinals:
        tens = v.cardinals[word]
        j = i + 2 if w.low[i + 1] == "-" else i + 1
        ones = v.cardinals.get(w.low[j], 0)
        if tens >= 20 and 1 <= ones <= 9:
            return j + 1, tens + ones
        return i + 1, tens
    if word in ("a", "an"):
        return _article(w, i)
    if word in v.vague:
        return (i + 2 if w.low[i + 1] == "of" else i + 1), None
    if word == "half" and w.match(i + 1, "a", "dozen"):
        return i + 3, 6
    return None


def _digits(w: Words, i: int) -> tuple[int, int | None] | None:
    broken = w.glued(i) and (w.low[i - 1] in ".,$:/" or w.low[i - 1].isalnum())
    goes_on = w.low[i + 1] in (".", ",", ":", "/") and w.glued(i + 1) and w.low[i + 2].isdecimal() and w.glued(i + 2)
    return None if broken or goes_on or len(w.low[i]) > 4 else (i + 1, int(w.low[i]))


def _article(w: Words, i: int) -> tuple[int, int | None]:
    after = w.low[i + 1]
    if after == "dozen":
        return i + 2, 12
    if after in ("few", "couple", "number"):
        return (i + 3 if w.low[i + 2] == "of" else i + 2), None
    return i + 1, 1


def ordinal(w: Words, i: int) -> tuple[int, int] | None:
    """An ordinal at word `i` ("third", "3rd", "twenty-first"): its end and value."""
    v, word = vocabulary(), w.low[i]
    if word.isdecimal():
        if len(word) <= 2 and w.low[i + 1] in SUFFIXES and w.glued(i + 1):
            return i + 2, int(word)
        return None
    if word in ("twenty", "thirty"):
        j = i + 2 if w.low[i + 1] == "-" else i + 1
        ones = v.ordinals.get(w.low[j], 0)
        return (j + 1, v.cardinals[word] + ones) if 1 <= ones <= 9 else None
    return (i + 1, v.ordinals[word]) if word in v.ordinals else None


def day_number(w: Words, i: int) -> tuple[int, int] | None:
    """A day of the month at word `i`: 1–31 in digits, or an ordinal; not a piece of a longer number."""
    word = w.low[i]
    if word.isdecimal():
        if len(word) > 2 or not 1 <= int(word) <= 31 or (w.glued(i) and w.low[i - 1] in ".,$:"):
            return None
        nth = ordinal(w, i)
        if nth:
            return nth
        decimal = w.low[i + 1] in (".", ",", ":") and w.glued(i + 1) and w.low[i + 2].isdecimal() and w.glued(i + 2)
        return None if decimal or w.low[i + 1] == "%" else (i + 1, int(word))
    nth = ordinal(w, i)
    return nth if nth and nth[1] <= 31 else None


def year_number(w: Words, i: int) -> tuple[int, int] | None:
    """A year at word `i`: four digits from 1000 to 2199, "'88", or in words ("nineteen ninety-seven")."""
    word = w.low[i]
    if word.isdecimal():
        if len(word) != 4 or not "1000" <= word <= "2199":
            return None
        if w.glued(i) and (w.low[i - 1] in "$,.£€#" or w.low[i - 1].isalpha()):
            return None
        goes_on = w.low[i + 1] in (",", ".") and w.glued(i + 1) and w.low[i + 2].isdecimal() and w.glued(i + 2)
        return None if goes_on or w.low[i + 1] == "%" else (i + 1, int(word))
    if word == "'" and len(w.low[i + 1]) == 2 and w.low[i + 1].isdecimal() and w.glued(i + 1):
        return i + 2, short_year(int(w.low[i + 1]))
    return _spelled_year(w, i)


def short_year(number: int) -> int:
    """The year that two digits stand for: 00–49 of this century, 50–99 of the last."""
    return number + (2000 if number < 50 else 1900)


def _spelled_year(w: Words, i: int) -> tuple[int, int] | None:
    v, word = vocabulary(), w.low[i]
    if word == "two" and w.low[i + 1] == "thousand":
        j = i + 3 if w.low[i + 2] == "and" else i + 2
        rest = cardinal(w, j) if w.low[j] in v.cardinals else None
        return (rest[0], 2000 + (rest[1] or 0)) if rest else (i + 2, 2000)
    if word in ("eighteen", "nineteen", "twenty") and v.cardinals.get(w.low[i + 1], 0) >= 10:
        rest = cardinal(w, i + 1)
        if rest and rest[1]:
            return rest[0], v.cardinals[word] * 100 + rest[1]
    return None
