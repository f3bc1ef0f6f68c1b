"""Parts of units: "early May", "the end of the year", "the second half of 2008", "the first week of June"."""

from __future__ import annotations

from collections.abc import Callable

from dateline.reading.times.expressions import (
    DayOfMonth,
    Expr,
    Feast,
    Fixed,
    Found,
    Length,
    Nth,
    Numeric,
    Offset,
    Part,
    Partial,
    Range,
    Timed,
    Vague,
    Weekday,
    Within,
)
from dateline.reading.times.lexer import Words
from dateline.reading.times.numbers import cardinal, ordinal
from dateline.reading.times.vocabulary import vocabulary

Element = Callable[[Words, int], list[Found]]
SHADES = {"early": "early", "late": "late", "mid": "mid", "middle": "mid"}
_NTH_UNITS = frozenset({"quarter", "half", "week", "weekend", "day", "month", "decade"})
ORDER = {"last": -1, "final": -1, "latter": 2, "opening": 1, "closing": -1}


def part_at(w: Words, i: int, element: Element) -> Found | None:
    """A shaded unit at word `i`: "early (in) 1914", "the end of April", "earlier this month"."""
    word = w.low[i]
    if word in ("earlier", "later"):
        j = i + 2 if w.low[i + 1] in ("in", "on") else i + 1
        return _wrap(w, i, j, word, element)
    j = i + 1 if word == "the" else i
    if word == "the" and w.low[j] in ("early", "late", "latter") and w.match(j + 1, "part", "of"):
        return _wrap(w, i, j + 3, "early" if w.low[j] == "early" else "late", element)
    shade = SHADES.get(w.low[j]) if w.low[j] != "middle" else None
    if shade:
        k = j + 2 if w.low[j + 1] in ("-", "in", "on", "of") else j + 1
        return _wrap(w, i, k, shade, element)
    part = vocabulary().parts.get(w.low[j])
    if part and w.low[j + 1] == "of":
        return _wrap(w, i, j + 2, part, element)
    return None


def _wrap(w: Words, i: int, j: int, part: str, element: Element) -> Found | None:
    if w.low[j] not in _inner_words() and not w.low[j].isdecimal():
        return None
    inner = element(w, j)
    if not inner or inner[0].doubt in ("clock", "never") or isinstance(inner[0].expr, Length | Vague | Range):
        return None
    found = inner[0]
    doubt = "" if found.doubt in ("year", "the", "name", "decade", "season") else found.doubt
    expr = found.expr
    if _daylike(expr):
        return Found(i, found.end, expr if isinstance(expr, Timed) else Timed(expr), doubt)
    if isinstance(expr, Part):
        return None
    if isinstance(expr, Within) and isinstance(expr.of, Partial | Feast):
        return Found(i, found.end, Part(expr, part), doubt)
    return Found(i, found.end, Part(expr, part), doubt)


def _daylike(expr: Expr) -> bool:
    if isinstance(expr, Fixed):
        return expr.interval.grain == "day"
    if isinstance(expr, Partial):
        return expr.day is not None
    if isinstance(expr, Offset):
        return expr.unit == "day"
    if isinstance(expr, Within):
        return _daylike(expr.of)
    return isinstance(expr, Weekday | DayOfMonth | Timed | Numeric)


def _inner_words() -> frozenset[str]:
    from dateline.reading.times.grammar import first_words

    return first_words()


def nth_at(w: Words, i: int, element: Element, owner: Found | None = None) -> Found | None:
    """ "the third quarter (of 1984)", "the first week of May", "first two quarters of 1990".

    `owner`: the year said before it ("1988 third quarter", "this year's third quarter").
    """
    j = i
    if owner:
        j = i + 2 if w.low[i] == "'" and w.low[i + 1] == "s" else i
    start = owner.start if owner else i
    while j < i + 5 and w.low[j] in ("the", "its", "their", "fiscal", "-", "a") and not (owner and w.low[j] == "-"):
        j += 1
    nth = (j + 1, ORDER[w.low[j]]) if w.low[j] in ORDER else ordinal(w, j)
    if not nth or (owner and nth[1] > 4):
        return None
    k = nth[0] + 1 if w.low[nth[0]] == "-" else nth[0]
    many = cardinal(w, k) if w.low[k] in vocabulary().cardinals else None
    count = many[1] if many and many[1] else 1
    k = many[0] if many else k
    unit = "half" if w.low[k] == "half" else vocabulary().units.get(w.low[k], "")
    if unit not in _NTH_UNITS or (w.low[k].endswith("s") and not many and unit != "half" and w.low[k + 1] != "of"):
        return None
    if owner:
        return Found(start, k + 1, Nth(nth[1], unit, owner.expr, count)) if unit in ("quarter", "half") else None
    return _nth_of(w, start, k, nth[1], unit, count, bool(many), element)


def _nth_of(w: Words, i: int, k: int, n: int, unit: str, count: int, many: bool, element: Element) -> Found | None:
    plural = w.low[k].endswith("s") and unit != "half"
    if w.low[k + 1] == "of" and (w.low[k + 2] in _inner_words() or w.low[k + 2].isdecimal()):
        inner = element(w, k + 2)
        if (
            inner
            and not isinstance(inner[0].expr, Length | Vague | Range | Timed)
            and inner[0].doubt not in ("clock", "never")
        ):
            if plural and not many:
                return Found(i, inner[0].end, Part(inner[0].expr, "late" if n < 0 else "early"))
            return Found(i, inner[0].end, Nth(n, unit, inner[0].expr, count))
    if unit == "quarter" and 1 <= n <= 4 and not many:
        return Found(i, k + 1, Nth(n, unit, None))
    return None


def year_ago(w: Words, i: int) -> Found | None:
    """ "year-earlier", "year-ago quarter": the same stretch a year before."""
    j = i + 1 if w.low[i] == "the" else i
    j = j + 1 if w.low[j] in ("comparable", "corresponding") and j > i else j
    if w.low[j] == "year" and w.low[j + 1] == "-" and w.low[j + 2] in ("ago", "earlier"):
        nth = ordinal(w, j + 3)
        if nth and w.low[nth[0]] == "quarter":
            return Found(i, nth[0] + 1, Nth(nth[1], "quarter", Offset(-1, "year", "speech")))
        end = j + 4 if w.low[j + 3] in ("quarter", "period", "month") else j + 3
        return Found(i, end, Offset(-1, "year", "story", keep=True))
    return None


def end_of_unit(w: Words, i: int, element: Element) -> Found | None:
    """ "year-end": the last day of the year."""
    if w.low[i] in ("year", "month", "week") and w.match(i + 1, "'", "s", "end"):
        return Found(i, i + 4, Part(Offset(0, w.low[i], "story"), "late"))
    if w.low[i] in ("year", "month") and w.low[i + (2 if w.low[i + 1] == "-" else 1)] == "end":
        end = i + (3 if w.low[i + 1] == "-" else 2)
        year = element(w, end) if w.low[end].isdecimal() else []
        of = year[0].expr if year and isinstance(year[0].expr, Fixed) else Offset(0, w.low[i], "speech")
        return Found(i, year[0].end if year else end, Nth(-1, "day", of))
    return None
