"""What the grammar says before any date is known: expressions that the resolver turns into days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.reading.times.calendar import Interval

Base = Literal["speech", "story"]
Which = Literal["", "last", "next", "this", "same", "following", "previous"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A full calendar date or unit ("3 May 1990", "1917", "the 1980s")."""

    interval: Interval


@dataclass(frozen=True, slots=True)
class Partial:
    """A month, or a day of it, without a year. A weekday printed beside it helps to find the year."""

    month: int
    day: int | None = None
    weekday: int | None = None
    which: Which = ""


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day without a month ("the 7th")."""

    day: int


@dataclass(frozen=True, slots=True)
class Numeric:
    """Day and month in an order that the text does not tell ("7/8/2014"); the year may be missing or short."""

    first: int
    second: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, bare or with "last", "next", "the following" …"""

    number: int
    which: Which = ""


@dataclass(frozen=True, slots=True)
class Offset:
    """The unit `n` units from the day of speech or of the story ("yesterday", "last week", "two days later").

    `keep`: a comparison ("a year earlier") keeps the unit of what it compares with.
    """

    n: int
    unit: str
    base: Base
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """`n` units from something else that the words name: a date, or an event at word `event` ("after the raid")."""

    n: int
    unit: str
    of: Expr | None
    event: int = -1


@dataclass(frozen=True, slots=True)
class Window:
    """`n` units that end (or begin) at the anchor ("the past three weeks")."""

    n: int
    unit: str
    ahead: bool
    base: Base


@dataclass(frozen=True, slots=True)
class Part:
    """Early, mid or late in a unit; `earlier` and `later` are split at the anchor."""

    of: Expr
    part: str


@dataclass(frozen=True, slots=True)
class Nth:
    """The `n`-th (-1: the last) `unit` of another unit ("the third quarter of 1984", "the first week of May")."""

    n: int
    unit: str
    of: Expr | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its first month."""

    month: int
    of: Expr | None = None
    which: Which = ""


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast or a month of a religious calendar."""

    name: str
    of: Expr | None = None
    which: Which = ""


@dataclass(frozen=True, slots=True)
class Within:
    """A month, weekday or day inside a unit that is said beside it ("June last year", "Tuesday of that week")."""

    of: Expr
    frame: Expr


@dataclass(frozen=True, slots=True)
class Range:
    """From one to another, both included."""

    first: Expr
    last: Expr


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day on a day; `None`: the day stands elsewhere."""

    of: Expr | None
    overnight: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A duration ("for three days"). After "in" and a future verb it is a day ahead."""

    n: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that the words do not fix ("several weeks ago")."""


Expr = (
    Fixed | Partial | DayOfMonth | Numeric | Weekday | Offset | Beside | Window | Part | Nth | Season | Feast | Within
    | Range | Timed | Length | Vague
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """An expression over the words `[start, end)`. `doubt` names what the parse must confirm before it counts."""

    start: int
    end: int
    expr: Expr
    doubt: str = ""
