"""The grammar of time expressions: one pass over the words of a paragraph, longest reading first."""

from __future__ import annotations

from functools import cache

from dateline.reading.times import calendar
from dateline.reading.times.clock import clock_at, day_part_at
from dateline.reading.times.dates import DASHES, TO, date_at
from dateline.reading.times.expressions import (
    DayOfMonth,
    Expr,
    Feast,
    Fixed,
    Found,
    Nth,
    Numeric,
    Offset,
    Part,
    Partial,
    Range,
    Season,
    Timed,
    Weekday,
    Within,
)
from dateline.reading.times.feasts import feast_at, feast_words
from dateline.reading.times.lexer import Words
from dateline.reading.times.numbers import SUFFIXES, ordinal, year_number
from dateline.reading.times.parts import ORDER, SHADES, Element, end_of_unit, nth_at, part_at, year_ago
from dateline.reading.times.periods import DETERMINERS, FILLERS, KEYS, period_at
from dateline.reading.times.vocabulary import vocabulary

DEEPEST = 3
DATED = (Fixed, Partial, Weekday, DayOfMonth, Numeric, Within, Part, Offset, Timed, Nth, Season, Feast)
_BEFORE_THE_DAY = frozenset({"on", "of", "by", "until", "till", "from", "since", "before", "after", "between", "to",
                             "night", "morning", "through"})  # fmt: skip
_OPENING = DETERMINERS | {"a", "an", "'"}
_CURFEW = frozenset({"curfew", "curfews", "daily", "nightly", "every", "each"})  # hours that come again


@cache
def first_words() -> frozenset[str]:
    """Words that may begin a time expression (numbers in digits apart)."""
    v = vocabulary()
    words = [*v.months, *v.weekdays, *v.cardinals, *v.ordinals, *v.decades, *v.day_words, *v.day_parts, *v.vague]
    words += [*v.parts, *v.seasons, *KEYS, *DETERMINERS, "a", "an", "'", "earlier", "later", "year", "month", "week",
              "hours", "half", "q", "pre", "predawn", "small", "latter", "final", "fiscal"]  # fmt: skip
    return frozenset(words) | feast_words()


@cache
def second_words() -> frozenset[str]:
    """Words that may follow one of `_OPENING` in a time expression (numbers in digits apart): most articles begin
    none, and are passed over by this."""
    more = {*vocabulary().units, *SHADES, *FILLERS, *ORDER, "very", "comparable", "corresponding", "dozen", "few",
            "couple", "number", "-"}  # fmt: skip
    return first_words() | more


def find(w: Words) -> list[Found]:
    """All time expressions among the words, in order, none overlapping another."""
    found: list[Found] = []
    first, second, n, i = first_words(), second_words(), len(w), 0
    low = w.low
    while i < n:
        word, after = low[i], low[i + 1]
        if word not in first and not word.isdecimal():
            i += 1
            continue
        if word in _OPENING and after not in second and not after.isdecimal():
            i += 1
            continue
        here = element_at(w, i)
        if not here:
            i += 1
            continue
        here[-1] = _ranged(w, here[-1])
        if not (_is_name(w, i) or (here[-1].doubt == "clock" and _CURFEW & set(w.low[max(0, i - 12) : i]))):
            found += (_with_article(w, f) for f in here if f.doubt != "never")
        i = max(here[-1].end, i + 1)
    return _date_feasts(w, _share_years(w, found))


def _is_name(w: Words, i: int) -> bool:
    """Whether the word before makes the time word at `i` a repeated time ("every Friday") or a name."""
    v, before = vocabulary(), w.low[i - 1] if i else ""
    if before in v.sets or (before in v.named_days and w.low[i] in v.weekdays):
        return True
    if w.low[i] in v.weekdays and w.low[i + 1] in v.weekly and before in ("the", "a", "its", "his", "her", "their"):
        return True
    codename = w.low[i] in feast_words() or w.low[i] in v.seasons or w.low[i] in v.day_parts
    return before in v.named and codename and w.capital[i] and w.capital[i - 1] and not w.shouts


def _with_article(w: Words, f: Found) -> Found:
    """ "the 1990s" and "the 3rd of May" are said with their article."""
    long = isinstance(f.expr, Fixed) and f.expr.interval.grain in ("decade", "century")
    if w.low[f.start - 1] == "the" and (long or (is_day(f.expr) and w.low[f.start + 1] in SUFFIXES)):
        return Found(f.start - 1, f.end, f.expr, f.doubt)
    return f


def element_at(w: Words, i: int, depth: int = 0) -> list[Found]:
    """The time expression that begins at word `i`, with what clings to it; several for an enumeration.

    `depth` counts expressions around it ("early on [the morning of [the 7th]]"): none stands deeper than `DEEPEST`, so
    that any text is read in linear time.
    """
    if depth > DEEPEST:
        return []

    def inner(words: Words, j: int) -> list[Found]:
        return element_at(words, j, depth + 1)

    modified = part_at(w, i, inner) or nth_at(w, i, inner) or year_ago(w, i) or end_of_unit(w, i, inner)
    if modified:
        return [_extend(w, modified)]
    timed = _time_first(w, i, inner)
    if timed:
        return [timed]
    dates = date_at(w, i)
    if dates:
        quarter = nth_at(w, dates[-1].end, inner, dates[-1]) if len(dates) == 1 else None
        return [quarter] if quarter else [*dates[:-1], _extend(w, dates[-1])]
    single = period_at(w, i) or _day_alone(w, i) or _season(w, i) or _feast(w, i)
    if single and single.doubt != "never" and isinstance(single.expr, Offset):
        single = nth_at(w, single.end, inner, single) or single
    return [_extend(w, single)] if single else []


def _time_first(w: Words, i: int, element: Element) -> Found | None:
    """A time of day, and the day after it if there is one ("noon Thursday", "the night of 3 May")."""
    clock = clock_at(w, i)
    part = None if clock else day_part_at(w, i)
    if clock is None and part is None:
        return None
    end = clock if clock is not None else part[0] if part else i
    if clock is not None and w.low[end] == "(":
        other = clock_at(w, end + 1)
        end = other + 1 if other and w.low[other] == ")" else end
    j = end + 1 if w.low[end] in (",", "on", "of", "in") else end
    j = j + 1 if w.low[j] in ("on", "the") and w.low[j - 1] == "," else j
    if w.low[j] != "," and j < len(w):
        k = j + 1 if w.low[j] == "the" and ordinal(w, j + 1) else j
        day = element(w, k)
        if day and is_day(day[0].expr) and not day[0].doubt:
            return Found(i, day[0].end, day[0].expr if isinstance(day[0].expr, Timed) else Timed(day[0].expr))
        if k > j and ordinal(w, k):
            nth = ordinal(w, k)
            assert nth
            return Found(i, nth[0], Timed(DayOfMonth(nth[1]))) if w.low[nth[0]] in ("", ".", ",", "and") else None
    if part and not part[1]:
        return None
    return Found(i, end, Timed(None, w.low[end - 1] == "overnight"), "clock")


def is_day(expr: Expr) -> bool:
    """Whether an expression names a day."""
    if isinstance(expr, Fixed):
        return expr.interval.grain == "day"
    if isinstance(expr, Partial):
        return expr.day is not None
    if isinstance(expr, Offset):
        return expr.unit == "day"
    if isinstance(expr, Within):
        return is_day(expr.of)
    if isinstance(expr, Timed):
        return expr.of is not None
    return isinstance(expr, Weekday | DayOfMonth | Numeric)


def _extend(w: Words, f: Found) -> Found:
    """Take in what clings to an expression: the year said otherwise, a part of the day, a time of day."""
    if isinstance(f.expr, Partial | Weekday | Part | Nth | Season | Feast):
        f = _framed(w, f)
    if not is_day(f.expr):
        return f
    j = f.end + 1 if w.low[f.end] == "," else f.end
    if w.low[j] in ("in", "during") and w.low[j + 1] == "the":
        j += 1
    part = day_part_at(w, j) if w.low[f.end] != "," or w.low[j] in ("in", "the", "early", "late") else None
    if part and w.low[part[0]] != "of" and not (w.low[part[0] - 1] == "night" and w.low[j] == "the"):
        f = Found(
            f.start, part[0], _timed(f.expr, w.low[part[0] - 1] == "overnight"), f.doubt if f.doubt != "short" else ""
        )
    j = f.end + 1 if w.low[f.end] == "," else f.end
    while (
        w.low[j] in ("at", "around", "about", "shortly", "just", "approximately", "before", "after", "by")
        and j < f.end + 4
    ):
        j += 1
    clock = clock_at(w, j)
    if clock is None and j > f.end and w.low[j] in ("noon", "midnight", "midday", "dawn", "dusk"):
        clock = j + 1
    return Found(f.start, clock, _timed(f.expr, False)) if clock else f


def _timed(expr: Expr, overnight: bool) -> Timed:
    return Timed(expr.of if isinstance(expr, Timed) else expr, overnight)


def _framed(w: Words, f: Found) -> Found:
    """ "June last year", "Tuesday of that week", "the second half of this year"."""
    j = f.end
    while w.low[j] in (",", "of", "in") and j < f.end + 2 and (w.low[j] != "," or isinstance(f.expr, Partial)):
        j += 1
    if w.low[j] not in KEYS and w.low[j] not in DETERMINERS:
        return f
    frame = period_at(w, j)
    if frame and not frame.doubt and isinstance(frame.expr, Offset) and frame.expr.unit in ("year", "month", "week"):
        smaller = frame.expr.unit == "year" or isinstance(f.expr, Weekday)
        return Found(f.start, frame.end, Within(f.expr, frame.expr)) if smaller else f
    year = year_number(w, j + 2) if w.match(j, "the", "year") else None
    if year:
        return Found(f.start, year[0], Within(f.expr, Fixed(calendar.year(year[1]))))
    return f


def _day_alone(w: Words, i: int) -> Found | None:
    """ "the 7th", where no unit or noun follows."""
    j = i + 1 if w.low[i] == "the" else i
    nth = ordinal(w, j) if j > i else None
    dated = date_at(w, j) if nth else []
    if dated:
        return Found(i, dated[0].end, dated[0].expr) if len(dated) == 1 and is_day(dated[0].expr) else None
    if nth and w.low[j].isdecimal() and w.low[i - 1] in _BEFORE_THE_DAY and 1 <= nth[1] <= 31:
        return Found(i, nth[0], DayOfMonth(nth[1]), "nth")
    return None


def _season(w: Words, i: int) -> Found | None:
    v = vocabulary()
    j = i + 1 if w.low[i] == "the" else i
    month = v.seasons.get(w.low[j])
    if month is None:
        return None
    k = j + 2 if w.low[j + 1] == "of" else j + 1
    k = k + 1 if w.low[k] == "," else k
    year = year_number(w, k)
    if year:
        end, following = year[0], w.low[year[0] + 1]
        if w.low[end] in DASHES | {"/"} and w.glued(end + 1) and following.isdecimal() and month == 12:
            end = end + 2 if int(following) % 100 == (year[1] + 1) % 100 else end  # "the winter of 2029-30"
        return Found(i, end, Season(month, Fixed(calendar.year(year[1]))))
    if w.low[j] in ("fall", "spring") and w.low[i - 1] not in ("in", "during", "since", "until", "by", "this", "last"):
        return None
    return Found(i, j + 1, Season(month), "season")


def _feast(w: Words, i: int) -> Found | None:
    read = feast_at(w, i)
    if not read or not w.capital[i]:
        return None
    j = read[0] + 1 if w.low[read[0]] in ("of", ",", "in") else read[0]
    year = year_number(w, j)
    if year:
        return Found(i, year[0], Feast(read[1], Fixed(calendar.year(year[1]))))
    return Found(i, read[0], Feast(read[1]))


def _ranged(w: Words, f: Found) -> Found:
    """Join with the date that follows a dash, "to", "through", or "and" after "between"."""
    join = w.low[f.end]
    between = join == "and" and w.low[f.start - 1] == "between"
    if not (join in TO or between) or not isinstance(f.expr, DATED) or f.doubt == "clock":
        return f
    if join in DASHES and not w.glued(f.end) and join not in "–-":
        return f
    if f.doubt == "the" and join == "to":
        return f  # "in the week to 9 March"
    j = (
        f.end + 2
        if w.low[f.end + 1] in ("the", "about", "around") and w.low[f.end + 2] not in ("early", "late", "end")
        else f.end + 1
    )
    if j >= len(w):
        return f
    other = element_at(w, j)
    if not other or not isinstance(other[0].expr, DATED) or other[0].doubt in ("clock", "never"):
        return f
    doubt = "year" if f.doubt == other[0].doubt == "year" and join not in TO and not between else ""
    return Found(f.start, other[0].end, Range(f.expr, other[0].expr), doubt)


def _share_years(w: Words, found: list[Found]) -> list[Found]:
    """In "in April and May 2004" both months take the year, and in "on 3 April 2004 and 5 May" both days."""
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        if _joined(w, out[k], out[k + 1]):
            out[k] = _in_year_of(out[k], out[k + 1], before=True)
    for k in range(1, len(out)):
        if _joined(w, out[k - 1], out[k]):
            out[k] = _in_year_of(out[k], out[k - 1], before=False)
    return out


def _date_feasts(w: Words, found: list[Found]) -> list[Found]:
    """A feast is of the year that the next or last date in its sentence prints."""
    out = list(found)
    for k, f in enumerate(found):
        if not isinstance(f.expr, Feast) or f.expr.of or f.expr.which:
            continue
        for other in (*found[k + 1 : k + 2], *found[max(0, k - 1) : k]):
            gap = w.low[min(f.end, other.end) : max(f.start, other.start)]
            if isinstance(other.expr, Fixed) and len(gap) <= 12 and not {".", "!", "?"} & set(gap):
                year = calendar.year(other.expr.interval.start.year)
                out[k] = Found(f.start, f.end, Feast(f.expr.name, Fixed(year)))
                break
    return out


def _joined(w: Words, a: Found, b: Found) -> bool:
    gap = w.low[a.end : b.start]
    return 0 < len(gap) <= 3 and all(g in (",", "and", "or", "/", "&", "on", "in", "then") for g in gap)


def _in_year_of(f: Found, other: Found, before: bool) -> Found:
    """`f` with the year of the date that it is joined to, if it has none; `before`: it is the earlier of the two."""
    inner = f.expr.of if isinstance(f.expr, Part) else f.expr
    dated = other.expr.of if isinstance(other.expr, Part) else other.expr
    if not isinstance(inner, Partial) or inner.which or not isinstance(dated, Fixed):
        return f
    told = dated.interval
    if told.grain not in ("day", "month"):
        return f
    later = inner.month > told.start.month if before else inner.month < told.start.month
    fixed = with_year(inner, told.start.year + (-later if before else later))
    return Found(f.start, f.end, Part(fixed, f.expr.part) if isinstance(f.expr, Part) else fixed) if fixed else f


def with_year(partial: Partial, year: int) -> Fixed | None:
    """The partial date in a year; `None` where that year lacks the day."""
    from dateline.reading.times.dates import make

    made = make(year, partial.month, partial.day)
    return made if isinstance(made, Fixed) else None


__all__ = ["element_at", "find", "first_words", "is_day", "with_year"]
