"""The range over time as inline SVG: for each day, week, month or year the low–high bar with its best; below, the sum
so far. `None` for a high is open above: an arrow says so."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.export.svg import element, path

WIDTH, LEFT, RIGHT = 720.0, 46.0, 12.0
TOP, UPPER, GAP, LOWER, BOTTOM = 22.0, 150.0, 34.0, 96.0, 26.0
HEIGHT = TOP + UPPER + GAP + LOWER + BOTTOM
_WIDEST = 34.0  # a bar
Step = Literal["day", "week", "month", "year"]
Scale = Callable[[float], float]
Draw = Callable[[Sequence["Range"], Scale], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Range:
    """Killed in one stretch of time: whole people, `high` `None` is open above."""

    low: int = 0
    best: int = 0
    high: int | None = 0

    def plus(self, low: int, best: int, high: int | None) -> Range:
        """The sum; it is open where either is."""
        return Range(self.low + low, self.best + best, None if self.high is None or high is None else self.high + high)

    @property
    def top(self) -> int:
        """What is drawn at least."""
        return max(self.best, self.high or 0)


def step_of(first: datetime.date, last: datetime.date) -> Step:
    """How finely a period is drawn: at most some 60 bars."""
    days = (last - first).days + 1
    return "day" if days <= 45 else "week" if days <= 400 else "month" if days <= 2000 else "year"


def bucket(day: datetime.date, step: Step) -> datetime.date:
    """The first day of the day, week (Monday), month or year that a day is in."""
    if step == "week":
        return day - datetime.timedelta(days=day.weekday())
    return day if step == "day" else day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _next(day: datetime.date, step: Step) -> datetime.date:
    if step in ("day", "week"):
        return day + datetime.timedelta(days=1 if step == "day" else 7)
    if step == "month":
        return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return day.replace(year=day.year + 1)


def chart_of(days: Mapping[datetime.date, Range], first: datetime.date, last: datetime.date) -> str | None:
    """The chart of the killed by day of the deed, over the period; `None` where nobody was killed on a known day."""
    if not any(r.top for r in days.values()):
        return None
    step = step_of(first, last)
    bars: dict[datetime.date, Range] = {}
    at = bucket(first, step)
    while at <= last:
        bars[at] = Range()
        at = _next(at, step)
    for day, r in days.items():
        start = bucket(day, step)
        bars[start] = bars.get(start, Range()).plus(r.low, r.best, r.high)
    ranges = list(bars.values())
    return element(
        "svg",
        element("title", text=f"People killed by {step}, low to high with the best estimate, and the sum so far"),
        *_panel(ranges, TOP, UPPER, f"killed each {step}", _bars),
        *_panel(_sums(ranges), TOP + UPPER + GAP, LOWER, "killed so far", _band),
        *_dates(list(bars), step),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        class_="chart",
    )


def _sums(ranges: Sequence[Range]) -> list[Range]:
    found, total = [], Range()
    for r in ranges:
        total = total.plus(r.low, r.best, r.high)
        found.append(total)
    return found


def _panel(
    ranges: Sequence[Range],
    top: float,
    height: float,
    title: str,
    draw: Callable[[Sequence[Range], Scale], Iterator[str]],
) -> Iterator[str]:
    most = max(r.top for r in ranges)
    ticks = _ticks(most)
    scale = height / ticks[-1]

    def y(value: float) -> float:
        return top + height - value * scale

    yield element("text", text=title, class_="axis title", x=LEFT, y=top - 8)
    for tick in ticks:
        yield element("path", class_="grid" if tick else "base", d=f"M{LEFT} {y(tick):.1f}H{WIDTH - RIGHT}")
        yield element("text", text=f"{tick:,}", class_="axis", x=LEFT - 6, y=y(tick) + 4, text_anchor="end")
    yield from draw(ranges, y)


def _ticks(most: int) -> list[int]:
    """Whole, round ticks from 0 to over the largest value, at most five."""
    rough = max(1.0, most / 4)
    power = 10 ** math.floor(math.log10(rough))
    size = next(int(m * power) for m in (1, 2, 2.5, 5, 10) if m * power >= rough and (m * power).is_integer())
    return list(range(0, size * math.ceil(most / size) + 1, size))


def _x(n: int, count: int) -> float:
    return LEFT + (n + 0.5) * (WIDTH - LEFT - RIGHT) / count


def _bars(ranges: Sequence[Range], y: Scale) -> Iterator[str]:
    wide = min(_WIDEST, (WIDTH - LEFT - RIGHT) / len(ranges) * 0.72)
    for n, r in enumerate(ranges):
        if not r.top:
            continue
        x = _x(n, len(ranges))
        upper, lower, best = y(r.top), y(r.low), y(r.best)
        yield element("rect", class_="solid", x=x - wide / 2, y=lower, width=wide, height=max(0.0, y(0) - lower))
        if lower - upper > 0.5:
            yield element("rect", class_="range", x=x - wide / 2, y=upper, width=wide, height=lower - upper)
        yield element("path", class_="best", d=f"M{x - wide / 2 - 2:.1f} {best:.1f}h{wide + 4:.1f}")
        if r.high is None:
            yield element("path", class_="open", d=f"M{x:.1f} {upper - 3:.1f}v-9m-3.5 4l3.5 -4l3.5 4")
        elif len(ranges) <= 31:
            yield element("text", text=_words(r), class_="value", x=x, y=upper - 5, text_anchor="middle")


def _words(r: Range) -> str:
    return f"{r.best:,}" if r.low == r.top else f"{r.low:,}–{r.top:,}"


def _band(ranges: Sequence[Range], y: Scale) -> Iterator[str]:
    def line(values: Sequence[int]) -> list[tuple[float, float]]:
        return [(_x(n, len(ranges)), y(v)) for n, v in enumerate(values)]

    low, high = line([r.low for r in ranges]), line([r.top for r in ranges])
    yield element("path", class_="range", d=path([[*low, *reversed(high)]]))
    yield element("path", class_="line", d=path([line([r.best for r in ranges])], closed=False))
    if len(ranges) == 1:
        yield element("circle", class_="dot", cx=low[0][0], cy=y(ranges[0].best), r=3)


def _dates(starts: Sequence[datetime.date], step: Step) -> Iterator[str]:
    every = max(1, math.ceil(len(starts) / 10))
    for n, start in enumerate(starts):
        if n % every == 0:
            yield element(
                "text", text=_date(start, step), class_="axis", x=_x(n, len(starts)), y=HEIGHT - 8, text_anchor="middle"
            )


def _date(day: datetime.date, step: Step) -> str:
    if step == "year":
        return str(day.year)
    return f"{day:%b} {day.year}" if step == "month" else f"{day.day} {day:%b}"
