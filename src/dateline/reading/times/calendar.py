"""Calendar units as closed intervals of days: which unit holds a day, the unit n further, a part of a unit."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century", "span"]
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed days `[start, end]`, and the calendar unit they are (`span`: none in particular)."""

    start: date
    end: date
    grain: Grain


def day(value: date) -> Interval:
    """The interval of one day."""
    return Interval(value, value, "day")


def unit_of(value: date, unit: str) -> Interval:
    """The calendar unit that holds a day: ISO weeks (Monday to Sunday), months, quarters, halves, years, decades,
    centuries (1901–2000)."""
    if unit == "week":
        start = value - timedelta(days=value.weekday())
        return Interval(start, start + timedelta(days=6), "week")
    if unit == "weekend":
        start = value - timedelta(days=value.weekday()) + timedelta(days=5)
        return Interval(start, start + timedelta(days=1), "weekend")
    if unit == "month":
        return months_from(value.year, value.month, 1, "month")
    if unit == "quarter":
        return months_from(value.year, value.month - (value.month - 1) % 3, 3, "quarter")
    if unit == "half":
        return months_from(value.year, value.month - (value.month - 1) % 6, 6, "half")
    if unit == "year":
        return year(value.year)
    if unit == "decade":
        return years(value.year - value.year % 10, 10, "decade")
    if unit == "century":
        return years((value.year - 1) // 100 * 100 + 1, 100, "century")
    return day(value)


def year(number: int) -> Interval:
    """A calendar year.

    Raises:
        ValueError: outside the years 1 to 9999.
    """
    return Interval(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, count: int, grain: Grain) -> Interval:
    """`count` calendar years from `first`."""
    return Interval(date(max(1, first), 1, 1), date(first + count - 1, 12, 31), grain)


def months_from(first_year: int, first_month: int, count: int, grain: Grain) -> Interval:
    """`count` months from a month on (`first_month` may run over)."""
    y, m = divmod(first_year * 12 + first_month - 1, 12)
    last_y, last_m = divmod(first_year * 12 + first_month - 1 + count - 1, 12)
    return Interval(date(y, m + 1, 1), date(last_y, last_m + 1, monthrange(last_y, last_m + 1)[1]), grain)


def shift_day(value: date, n: int, unit: str) -> date:
    """The day `n` units away; a day that the month lacks becomes its last.

    Raises:
        OverflowError: outside the calendar.
        ValueError: outside the calendar.
    """
    if unit in MONTHS:
        y, m = divmod(value.year * 12 + value.month - 1 + n * MONTHS[unit], 12)
        return date(y, m + 1, min(value.day, monthrange(y, m + 1)[1]))
    return value + timedelta(days=n * {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1))


def shift(value: Interval, n: int, unit: str) -> Interval:
    """The same kind of unit, `n` `unit`s away: a quarter of the year before, a week two weeks on."""
    if value.grain in ("month", "quarter", "half", "year", "decade", "century", "season") and unit in MONTHS:
        count = (value.end.year - value.start.year) * 12 + value.end.month - value.start.month + 1
        return months_from(value.start.year, value.start.month + n * MONTHS[unit], count, value.grain)
    return Interval(shift_day(value.start, n, unit), shift_day(value.end, n, unit), value.grain)


def precision(start: date, end: date) -> int:
    """UCDP GED's date_prec: 1 a day, 2 two to six days, 3 a week (7–10 days here), 4 a month, 5 longer."""
    days = (end - start).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days <= 10 else 4 if days <= 31 else 5
