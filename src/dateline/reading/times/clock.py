"""Times of day: "10:30 p.m.", "1000 GMT", "at dawn", "in the early hours of"."""

from __future__ import annotations

from dateline.reading.times.lexer import Words
from dateline.reading.times.vocabulary import vocabulary

AT = frozenset({"at", "around", "about", "by", "until", "till", "before", "after", "from", "between", "since", "and",
                "to", "approximately", "near", "circa", "roughly", "nearly"})  # fmt: skip
_PLACED = frozenset({"in", "at", "during", "by", "before", "until", "since", "from", "around", "through", "of", "after",
                     "throughout", "about", "late", "early", "just", "near", "towards", "toward"})  # fmt: skip
_SHADES = frozenset({"early", "late", "mid", "pre", "small", "predawn"})
_BARE = frozenset({"overnight"})


def clock_at(w: Words, i: int) -> int | None:
    """End of the time of day that begins at word `i`, with its zone; `None` if there is none."""
    word = w.low[i]
    if (
        not word.isdecimal()
        or len(word) > 4
        or (w.glued(i) and not w.low[i - 1].isalpha() and w.low[i - 1] not in "([~-–")
    ):
        return None
    if len(word) <= 2:
        return _hours(w, i)
    zoned = _zone(w, i + 1)
    if len(word) == 4 and int(word) <= 2400 and int(word[2:]) < 60 and zoned is not None:
        return zoned
    return None


def _hours(w: Words, i: int) -> int | None:
    j, minutes = i + 1, False
    if int(w.low[i]) > 24:
        return None
    mark = w.low[j] in (":", ".") and w.glued(j) and w.glued(j + 1)
    if mark and len(w.low[j + 1]) == 2 and w.low[j + 1].isdecimal() and int(w.low[j + 1]) < 60:
        minutes, colon = True, w.low[j] == ":"
        j += 2
    half = _meridiem(w, j)
    if half is not None:
        return _zone(w, half) or half
    if w.match(j, "o", "'", "clock"):
        return j + 3
    if minutes:
        zoned = _zone(w, j)
        return zoned or (j if colon and w.low[i - 1] in AT else None)
    return None


def _meridiem(w: Words, j: int) -> int | None:
    if w.low[j] in ("am", "pm"):
        return j + 1
    if w.low[j] in ("a", "p") and w.low[j + 1] == "." and w.low[j + 2] == "m":
        return j + 4 if w.low[j + 3] == "." and w.glued(j + 3) else j + 3
    return None


def _zone(w: Words, j: int) -> int | None:
    """End of "GMT", "local time", "hours", "Z" at word `j`."""
    zones = vocabulary().zones
    end = j
    while (w.low[end] in zones and end < j + 3 and w.low[end] != "time") or (w.low[end] == "time" and end > j):
        end += 1
    return end if end > j and not (end == j + 1 and w.low[j] in ("hour", "h") and not w.glued(j)) else None


def day_part_at(w: Words, i: int) -> tuple[int, bool] | None:
    """A part of the day at word `i`, with its shade ("early", "mid-") and "hours": its end, and whether it may stand
    without a date."""
    parts = vocabulary().day_parts
    j = i + 1 if w.low[i] == "the" else i
    shaded = False
    while w.low[j] in _SHADES and j < i + 4:
        shaded, j = True, j + (2 if w.low[j + 1] == "-" else 1)
    if w.low[j] in parts:
        end = j + 2 if w.low[j + 1] == "hours" else j + 1
        word = w.low[j]
        alone = word in _BARE or w.low[j - 1] == "the" or w.low[i - 1] in _PLACED or (shaded and w.low[i] != "the")
        return end, alone and not (word == "night" and w.low[i - 1] not in ("in", "at", "during", "by"))
    if shaded and w.low[j] == "hours":
        return j + 1, True
    return None
