"""Dates that name themselves: full and partial calendar dates, numeric and military forms, years, decades."""

from __future__ import annotations

from datetime import date

from dateline.reading.times import calendar
from dateline.reading.times.expressions import DayOfMonth, Expr, Fixed, Found, Numeric, Partial, Range, Weekday
from dateline.reading.times.lexer import Words
from dateline.reading.times.numbers import day_number, ordinal, short_year, year_number
from dateline.reading.times.vocabulary import vocabulary

DASHES = frozenset("-–—‒−")
TO = DASHES | {"to", "through", "thru", "until", "till"}
_GOES_ON = frozenset({"in", "at", "by", "when", "the", "and", "near", "on", "to", "from", "of", "was", "were"})
SEPARATORS = TO | {"and", "or", ",", "/", "&"}
NAMELIKE = frozenset({"may", "march", "august", "april", "june", "mar", "sun", "sat", "wed", "mon", "jan", "dec"})


def date_at(w: Words, i: int) -> list[Found]:
    """The date that begins at word `i`: nothing, one, or the several of an enumeration ("May 3 and 5")."""
    v, word = vocabulary(), w.low[i]
    if word in v.weekdays:
        return _weekday(w, i)
    if word in v.months:
        return _month_first(w, i)
    if word.isdecimal():
        return _formal(w, i) or _day_first(w, i) or _century(w, i) or _year(w, i)
    if word in v.decades:
        return [Found(i, i + 1, Fixed(calendar.years(v.decades[word], 10, "decade")), "decade")]
    return _day_first(w, i) or _century(w, i) or _year(w, i)


def month_at(w: Words, i: int) -> tuple[int, int] | None:
    """A month's name at word `i`, with the full stop of its abbreviation: its end and number."""
    v, word = vocabulary(), w.low[i]
    if word not in v.months:
        return None
    stop = word not in v.full_months and w.low[i + 1] == "." and w.glued(i + 1)
    return (i + 2 if stop else i + 1), v.months[word]


def make(number: int, month: int, day: int | None) -> Expr | None:
    """A month or a day of a year; `None` where the calendar has no such day."""
    if day is None:
        return Fixed(calendar.months_from(number, month, 1, "month"))
    try:
        return Fixed(calendar.day(date(number, month, day)))
    except ValueError:
        return None


def _dated(month: int, day: int | None, number: int | None, weekday: int | None = None) -> Expr | None:
    return Partial(month, day, weekday) if number is None else make(number, month, day)


def _year_after(w: Words, i: int, short: bool) -> tuple[int, int | None]:
    """The year that follows a month or day, past a comma or "of": its end, or `i` and `None`.

    `short`: a two-digit year counts too, as after a military month ("23 AUG 88").
    """
    j = i + 1 if w.low[i] in (",", "of") else i
    number = year_number(w, j)
    serial = w.low[j + 1] in DASHES and w.glued(j + 1) and w.glued(j + 2) and w.low[j + 2].isdecimal()
    if number and not w.low[j + 1].startswith("hour") and not serial:
        return number
    word = w.low[i]
    if len(word) == 2 and word.isdecimal() and not (w.low[i + 1] in (".", ":", ",", "-") and w.low[i + 2].isdecimal()):
        closed = int(word) > 31 and (not w.low[i + 1].isalnum() or w.low[i + 1] in _GOES_ON) and w.low[i + 1] != "%"
        return (i + 1, short_year(int(word))) if short or closed else (i, None)
    return i, None


def _weekday(w: Words, i: int) -> list[Found]:
    v = vocabulary()
    number, full = v.weekdays[w.low[i]], w.low[i] in v.full_weekdays
    j = i + 2 if not full and w.low[i + 1] == "." else i + 1
    k = j + 1 if w.low[j] in (",", "(") else j
    if w.low[k] == "the":
        nth = ordinal(w, k + 1)
        if nth and w.low[k + 1].isdigit() and w.low[nth[0]] not in vocabulary().units:
            dated = _day_first(w, k + 1)
            expr: Expr = DayOfMonth(nth[1])
            return [Found(i, dated[0].end, dated[0].expr)] if dated else [Found(i, nth[0], expr)]
    after = (_month_first(w, k) if w.low[k] in v.months else _day_first(w, k)) if w.low[j] != "(" else []
    if after and not isinstance(after[0].expr, Range) and not after[0].doubt:
        first = after[0].expr
        if isinstance(first, Partial) and first.day is not None:
            first = Partial(first.month, first.day, number)
        if isinstance(first, Partial) and first.day is None:
            return [Found(i, j, Weekday(number))]
        return [Found(i, after[0].end, first), *after[1:]]
    if full and w.low[i + 1] == "last" and not w.low[i + 2].isalnum():
        return [Found(i, i + 2, Weekday(number, "last"))]
    if full:
        return [Found(i, i + 1, Weekday(number))]
    return [Found(i, j, Weekday(number), "short")]


def _days(w: Words, i: int) -> tuple[int, list[tuple[int, int, int]], bool] | None:
    """Days of the month joined by separators: end, `(start, end, day)` of each, and whether they are a range."""
    first = day_number(w, i)
    if not first:
        return None
    end = first[0]
    days, ranged = [(i, end, first[1])], False
    while w.low[end] in SEPARATORS and len(days) < 12 and not (ranged and len(days) == 2):
        j = end + 1
        if w.low[end] == "," and w.low[j] in ("and", "or"):
            j += 1
        if w.low[j] == "the":
            j += 1
        more = day_number(w, j)
        if not more or (w.low[end] == "," and w.glued(j)):
            break
        joined = w.low[end]
        ranged = ranged or joined in TO or (joined == "and" and w.low[i - 1] == "between")
        end = more[0]
        days.append((j, end, more[1]))
    return end, days, ranged and len(days) == 2


def _day_first(w: Words, i: int) -> list[Found]:
    """ "3 May", "the 3rd of May 1990", "3-5 May", "3 and 5 May", "23AUG88", "231800Z AUG 04"."""
    group = _date_time_group(w, i)
    if group:
        return group
    read = _days(w, i)
    while read:
        end, days, ranged = read
        j = end + 1 if w.low[end] == "of" else end
        j = j + 1 if w.low[j] in DASHES and w.glued(j) else j
        month = month_at(w, j)
        if month and not (w.low[j] in ("may", "march") and not w.capital[j] and not _looks_dated(w, month[0])):
            military = w.low[j] not in vocabulary().full_months
            k = month[0] + 1 if w.low[month[0]] in DASHES and w.glued(month[0]) else month[0]
            stop, number = _year_after(w, k, military)
            return _spread(i, days, ranged, month[1], number, stop if number else month[0])
        if len(days) == 1:
            return []
        read = (days[-2][1], days[:-1], ranged and len(days) == 3)
    return []


def _looks_dated(w: Words, i: int) -> bool:
    """Whether what follows a lower-case "may" or "march" makes it a month rather than a verb or noun."""
    return year_number(w, i) is not None or not w.low[i].isalpha()


def _spread(
    i: int, days: list[tuple[int, int, int]], ranged: bool, month: int, number: int | None, end: int
) -> list[Found]:
    exprs = [_dated(month, d, number) for _, _, d in days]
    if any(e is None for e in exprs):
        return []
    known = [e for e in exprs if e is not None]
    if ranged:
        return [Found(i, end, Range(known[0], known[-1]))]
    return [Found(s, end if n == len(days) - 1 else e, known[n]) for n, (s, e, _) in enumerate(days)]


def _date_time_group(w: Words, i: int) -> list[Found]:
    """NATO date-time groups: day, hours and minutes, zone letter, month, year ("231800Z AUG 04")."""
    word = w.low[i]
    if len(word) != 6 or not word.isdecimal() or not 1 <= int(word[:2]) <= 31 or int(word[2:4]) > 24:
        return []
    zoned = len(w.low[i + 1]) == 1 and w.low[i + 1].isalpha() and w.glued(i + 1)
    month = month_at(w, i + 2 if zoned else i + 1)
    glued_zone = w.low[i + 1][:1] + w.low[i + 1][1:4]
    if not month and len(glued_zone) == 4 and glued_zone[1:] in vocabulary().months and w.glued(i + 1):
        month = i + 2, vocabulary().months[glued_zone[1:]]
    if not month:
        return []
    end, number = _year_after(w, month[0], True)
    expr = _dated(month[1], int(word[:2]), number)
    return [Found(i, end, expr)] if expr else []


def _month_first(w: Words, i: int) -> list[Found]:
    """ "May 3, 1990", "May 3-5", "May 3 and 5, 1990", "May of 1990", "May"."""
    v, word = vocabulary(), w.low[i]
    read = month_at(w, i)
    assert read is not None
    j, month = read
    k = j + 1 if w.low[j] == "the" and ordinal(w, j + 1) else j
    days = _days(w, k) if w.low[j - 1] != "." or w.low[k].isdecimal() else None
    if days and not _counts_people(w, i, k, days[0]):
        while len(days[1]) > 1 and w.low[days[1][-1][0] - 1] == ",":
            days = days[1][-2][1], days[1][:-1], False
        end, number = _year_after(w, days[0], False)
        found = _spread(i, days[1], days[2], month, number, end if number else days[0])
        if found:
            return [Found(i, found[0].end, found[0].expr), *found[1:]]
    end, number = _year_after(w, j, False)
    if number:
        expr = make(number, month, None)
        return [Found(i, end, expr)] if expr else []
    if word not in v.full_months:
        return [Found(i, j, Partial(month), "short")] if w.low[j - 1] == "." or w.capital[i] else []
    return [Found(i, j, Partial(month), "name" if word in NAMELIKE else "")]


def _counts_people(w: Words, i: int, k: int, end: int) -> bool:
    """In "in May 12 people were killed" the number is no day."""
    return w.low[i - 1] == "in" and end == k + 1 and w.low[end].isalpha() and w.low[k].isdecimal()


def _formal(w: Words, i: int) -> list[Found]:
    """ISO 8601 days, and day, month and year (or month, day and year) parted by marks."""
    a, mark, b = w.low[i], w.low[i + 1], w.low[i + 2]
    if mark not in ("-", "/", ".") or not b.isdecimal() or not (w.glued(i + 1) and w.glued(i + 2)) or w.glued(i):
        return []
    third = w.low[i + 3] == mark and w.low[i + 4].isdecimal() and w.glued(i + 3) and w.glued(i + 4)
    c = w.low[i + 4] if third else ""
    if len(a) == 4 and third and len(b) <= 2 and len(c) <= 2 and 1 <= int(b) <= 12:
        expr = make(int(a), int(b), int(c))
        return [Found(i, i + 5, expr)] if expr else []
    if third and len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4) and (mark != "." or len(c) == 4):
        number = int(c) if len(c) == 4 else short_year(int(c))
        if not 1000 <= number <= 2199:
            return []
        if mark == ".":
            european = make(number, int(b), int(a)) if 1 <= int(b) <= 12 else None
            return [Found(i, i + 5, european)] if european else []
        return [Found(i, i + 5, Numeric(int(a), int(b), number))]
    return []


def _year(w: Words, i: int) -> list[Found]:
    read = year_number(w, i)
    word = w.low[i]
    if not read:
        return _short_decade(w, i)
    end, number = read
    if w.low[end] == "'" and w.low[end + 1] == "s" and number % 10 == 0 and word.isdecimal():
        pass  # "1990's" may be the decade or the year's own; the year is the safer reading
    if w.low[end] == "s" and w.glued(end) and number % 10 == 0:
        whole = calendar.years(number, 100 if number % 100 == 0 and number < 1900 else 10, "decade")
        return [Found(i, end + 1, Fixed(whole))]
    if w.low[end] in DASHES | {"/"} and w.glued(end) and w.glued(end + 1) and word.isdecimal():
        return _year_span(w, i, end, number)
    return [Found(i, end, Fixed(calendar.year(number)), "year" if word.isdecimal() else "")]


def _year_span(w: Words, i: int, end: int, number: int) -> list[Found]:
    after = w.low[end + 1]
    if after.isdecimal() and len(after) == 2 and int(after) > number % 100 and w.low[end + 2] not in DASHES:
        last = number - number % 100 + int(after)
        return [Found(i, end + 2, Range(Fixed(calendar.year(number)), Fixed(calendar.year(last))), "year")]
    if after.isdecimal() and len(after) <= 3:
        return []  # a serial number
    return [Found(i, end, Fixed(calendar.year(number)), "year")]


def _short_decade(w: Words, i: int) -> list[Found]:
    digits = w.low[i + 1]
    if w.low[i] == "'" and len(digits) == 2 and digits.isdecimal() and digits[1] == "0" and w.low[i + 2] == "s":
        return [Found(i, i + 3, Fixed(calendar.years(1900 + int(digits), 10, "decade")))]
    return []


def _century(w: Words, i: int) -> list[Found]:
    nth = ordinal(w, i)
    if not nth:
        return []
    j = nth[0] + 1 if w.low[nth[0]] == "-" else nth[0]
    if w.low[j] == "century" and 1 <= nth[1] <= 22:
        return [Found(i, j + 1, Fixed(calendar.years((nth[1] - 1) * 100 + 1, 100, "century")))]
    return []
