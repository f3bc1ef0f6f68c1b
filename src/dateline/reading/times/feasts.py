"""Feasts and months of the religious calendars: their names in the text, and their days in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.reading.times.calendar import Interval

if TYPE_CHECKING:
    from dateline.reading.times.lexer import Words

FILE = "times_feasts.toml"
System = Literal["fixed", "easter", "islamic", "jewish"]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a feast's first day is found; `days` 0 is a whole month."""

    system: System
    month: int
    day: int
    offset: int
    days: int


@cache
def rules() -> dict[str, Rule]:
    """Feasts by lower-case name.

    Raises:
        KnowledgeError: an entry of times_feasts.toml lacks a field or is out of range.
    """
    found: dict[str, Rule] = {}
    data = read_toml(FILE)
    systems: tuple[System, ...] = ("fixed", "easter", "islamic", "jewish")
    for system in systems:
        for name, entry in data[system].items():
            if name == "source":
                continue
            rule = Rule(
                system, entry.get("month", 1), entry.get("day", 1), entry.get("offset", 0), entry.get("days", 1)
            )
            if not (1 <= rule.month <= 13 and 1 <= rule.day <= 31 and 0 <= rule.days <= 31) or name != name.lower():
                raise KnowledgeError(FILE, 0, f"[{system}] {name}: out of range, or not in lower case")
            found[name] = rule
    return found


@cache
def _openings() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    from dateline.reading.times.lexer import lex

    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in rules():
        words = tuple(lex(name, 0, len(name)).low[:-8])
        table.setdefault(words[0], []).append((words, name))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


@cache
def feast_words() -> frozenset[str]:
    """The words that a feast's name begins with."""
    return frozenset(_openings())


def feast_at(w: Words, i: int) -> tuple[int, str] | None:
    """The feast named at word `i`: its end and name."""
    for words, name in _openings().get(w.low[i], ()):
        if w.match(i, *words):
            return i + len(words), name
    return None


def feasts_in(name: str, year: int) -> list[Interval]:
    """The days of a feast that begins in a Gregorian year: one, two where the lunar year is shorter, or none where the
    calendar's tables do not reach."""
    rule = rules()[name]
    found = []
    try:
        for first in _first_days(rule, year):
            last = _month_end(rule, first) if rule.days == 0 else first + timedelta(days=rule.days - 1)
            found.append(Interval(first, last, "day" if first == last else "span"))
    except (ValueError, OverflowError):
        return []
    return found


def _first_days(rule: Rule, year: int) -> list[date]:
    if rule.system == "fixed":
        return [date(year, rule.month, rule.day)]
    if rule.system == "easter":
        from dateutil.easter import easter

        sunday: date = easter(year)
        return [sunday + timedelta(days=rule.offset)]
    return [d for d in _lunar(rule, year) if d.year == year]


def _lunar(rule: Rule, year: int) -> list[date]:
    if rule.system == "islamic":
        from hijridate import Hijri

        middle = round((year - 622) * 33 / 32)
        days = [Hijri(y, rule.month, rule.day).to_gregorian() for y in range(middle - 1, middle + 3)]
        return [date(d.year, d.month, d.day) for d in days]
    from pyluach.dates import HebrewDate

    return [HebrewDate(y, rule.month, rule.day).to_pydate() for y in (year + 3760, year + 3761)]


def _month_end(rule: Rule, first: date) -> date:
    from hijridate import Gregorian, Hijri

    hijri = Gregorian(first.year, first.month, first.day).to_hijri()
    return first + timedelta(days=Hijri(hijri.year, rule.month, 1).month_length() - 1)
