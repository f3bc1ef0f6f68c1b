"""Interval arithmetic over whole people: what two figures say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """Whole people from `low` to `high`, both included; `high` `None` is open above.

    Raises:
        ValueError: `low` is negative or above `high`.
    """

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no range of people: {self.low} to {self.high}")

    def __add__(self, other: Range) -> Range:
        """Both, of different people."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high)

    def hull(self, other: Range) -> Range:
        """The smallest range that holds both: what reports that disagree say together."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Range(min(self.low, other.low), high)

    def meet(self, other: Range) -> Range | None:
        """What both allow, or `None` where they exclude each other."""
        low = max(self.low, other.low)
        highs = [h for h in (self.high, other.high) if h is not None]
        high = min(highs, default=None)
        return Range(low, high) if high is None or low <= high else None

    def at_least(self, floor: int) -> Range:
        """The range with no value under `floor`: a part that is known raises its whole."""
        return Range(max(self.low, floor), None if self.high is None else max(self.high, floor))

    def without(self, part: Range) -> Range:
        """What is left of a whole when a part is taken out."""
        low = 0 if part.high is None else max(0, self.low - part.high)
        high = None if self.high is None else max(low, self.high - part.low)
        return Range(low, high)

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low} or more"
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


NOBODY = Range(0, 0)


def total(ranges: Iterable[Range]) -> Range:
    """The sum of ranges of different people; nobody for none."""
    low, high, is_open = 0, 0, False
    for each in ranges:
        low, high, is_open = low + each.low, high + (each.high or 0), is_open or each.high is None
    return Range(low, None if is_open else high)


def hull(ranges: Iterable[Range]) -> Range | None:
    """The smallest range that holds all, or `None` for none."""
    result: Range | None = None
    for each in ranges:
        result = each if result is None else result.hull(each)
    return result
