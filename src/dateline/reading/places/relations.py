"""Relative places: "12 km north of X", "the outskirts of X", "between A and B" (UCDP where_prec 2 and 5)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.reading.places.view import Mention, View


@dataclass(frozen=True, slots=True)
class Relative:
    """A place told by its relation to named ones.

    A phrase that only describes a named place before it ("Bardarash, 20 km east of Mosul") has that mention in `about`.

    Attributes:
        start: first token of the phrase; `end` is after the last.
        of: index of the mention it hangs on.
        other: index of the second mention ("between A and B"), or `None`.
        relation: `north_of` …, `near`, `outskirts_of`, `between`.
        km: distance in km, or `None`.
        bearing: degrees clockwise from north, or `None`.
    """

    start: int
    end: int
    of: int
    other: int | None
    relation: str
    km: float | None
    bearing: float | None
    about: int | None = None


def relatives(view: View, mentions: Sequence[Mention]) -> list[Relative]:
    """Relative places in text order."""
    found: list[Relative] = []
    for i, m in enumerate(mentions):
        hit = _between(view, mentions, i) or _before(view, m, i)
        if hit is not None:
            about = i - 1 if i and _describes(view, mentions[i - 1].end, hit.start) else None
            found.append(replace(hit, about=about))
    return found


def _describes(view: View, end: int, start: int) -> bool:
    """Whether nothing but a comma, a class word and the like stands between a name and the phrase."""
    idle = ("the", "a", "about", "some", "located", "situated", "lies", "just", "to", "which", "that", "is")
    between = [w for w in view.low[end:start] if w not in idle and w not in view.words.classes]
    return start >= end and between in ([","], ["("], [",", ","])


def _between(view: View, mentions: Sequence[Mention], i: int) -> Relative | None:
    if i + 1 == len(mentions):
        return None
    a, b = mentions[i], mentions[i + 1]
    if (
        b.start == a.end + 1
        and view.low[a.end] in ("-", "–", "—")
        and view.after(b.end) in ("highway", "road", "route", "motorway")
    ):
        return Relative(a.start, b.end + 1, i, i + 1, "between", None, None)
    at = view.before(a.start)
    if at < 0 or view.low[at] != "between" or not 1 <= b.start - a.end <= 3 or view.low[a.end] != "and":
        return None
    if a.label == "NORP" or b.kind == "country":
        return None
    return Relative(at, b.end, i, i + 1, "between", None, None)


def _before(view: View, m: Mention, i: int) -> Relative | None:
    low, words = view.low, view.words
    at = m.start - 1
    while at >= 0 and (
        low[at] == "the" or low[at] in words.classes or (low[at] == "of" and low[at - 1] in words.classes)
    ):
        at -= 1
    if at < 1:
        return None
    if low[at] == "of" and low[at - 1] in words.edges:
        return Relative(at - 1, m.end, i, None, "outskirts_of", None, None)
    bearing = None
    if low[at] == "of" and low[at - 1].replace("-", "") in words.bearings:
        bearing = low[at - 1].replace("-", "")
        at -= 2
    elif low[at] == "of" and at >= 3 and low[at - 2] == "-" and low[at - 3] + low[at - 1] in words.bearings:
        bearing = low[at - 3] + low[at - 1]
        at -= 4
    elif low[at] == "from" or (low[at] in ("outside", "off") and at >= 1 and low[at - 1] in words.units):
        at -= 1
    else:
        return None
    while at >= 0 and low[at] in ("the", "to", "away", "some", "just", "further", "lies", "about", "(", ")"):
        at -= 1
    start = at + 1
    km, number_at = _distance(view, at)
    if km is not None:
        start = number_at
    elif bearing is None:
        return None
    while low[start] in ("the", "to", "away"):
        start += 1
    relation = f"{bearing}_of" if bearing else "near"
    return Relative(start, m.end, i, None, relation, km, words.bearings[bearing] if bearing else None)


def _distance(view: View, at: int) -> tuple[float | None, int]:
    """Distance in km that ends at token `at` ("12 km", "12 km ( 7 miles )", "twenty miles"), and where it starts."""
    words = view.words
    if at < 1 or view.low[at].rstrip(".") not in words.units:
        return None, at
    number = view.low[at - 1].replace(",", "")
    try:
        value = float(number)
    except ValueError:
        if number not in words.numbers:
            return None, at
        value = words.numbers[number]
    if not 0 < value < 1000:
        return None, at
    return round(value * words.units[view.low[at].rstrip(".")], 2), at - 1


def offset(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point `km` from (lat, lon) in the direction `bearing`, in degrees (good to about 1 % below 500 km)."""
    angle = math.radians(bearing)
    north, east = km * math.cos(angle) / 111.2, km * math.sin(angle) / 111.2
    return round(lat + north, 4), round(lon + east / max(0.1, math.cos(math.radians(lat))), 4)
