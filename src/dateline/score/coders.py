"""Agreement between coders, field by field: share of equal values, and Krippendorff's alpha.

Krippendorff, Content Analysis (4th ed., 2018), chapter 12. Alpha is 1 where all agree, 0 where they agree as often as
chance would have it; he asks for 0.800, and for tentative conclusions 0.667.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple

Value = str | int | float | bool | None
Level = Literal["nominal", "interval"]


class Opinion(NamedTuple):
    """What one coder says one field of one unit is; `None` is a value too ("no place")."""

    coder: str
    unit: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on a field.

    Attributes:
        field: its name.
        level: `interval` where every value is a number, else `nominal`.
        units: those that at least two coders coded.
        equal: share of pairs of values of one unit that are equal, 0..1.
        alpha: Krippendorff's, or `None` where it is not defined: every value of the field is the same.
        differ: the units on which they differ, in order.
    """

    field: str
    level: Level
    units: int
    equal: float
    alpha: float | None
    differ: tuple[str, ...]


def agreements(opinions: Iterable[Opinion]) -> list[Agreement]:
    """Agreement on every field that at least two coders coded some unit of, in order of first mention."""
    by_field: dict[str, dict[str, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    for coder, unit, field, value in opinions:
        by_field[field][unit][coder] = value
    shared = {f: {u: v for u, v in units.items() if len(v) > 1} for f, units in by_field.items()}
    return [_of(field, units) for field, units in shared.items() if units]


def _of(field: str, units: Mapping[str, Mapping[str, Value]]) -> Agreement:
    pairs = equal = 0
    differ = []
    for unit, values in units.items():
        same = [a == b for a, b in combinations(values.values(), 2)]
        pairs, equal = pairs + len(same), equal + sum(same)
        if not all(same):
            differ.append(unit)
    numbers = all(isinstance(v, (int, float)) and not isinstance(v, bool) for vs in units.values() for v in vs.values())
    level: Level = "interval" if numbers else "nominal"
    return Agreement(field, level, len(units), equal / pairs, _alpha(units, level, differ), tuple(differ))


def _alpha(units: Mapping[str, Mapping[str, Value]], level: Level, differ: Iterable[str]) -> float | None:
    """One minus the disagreement within units over that among all values; each value weighs the same, however many
    coders coded its unit. Computed from sums, not pairs: as nominal values differ or not, numbers by their square."""
    apart = _squares if level == "interval" else _unlike
    every = [v for values in units.values() for v in values.values()]
    expected = apart(every) / (len(every) - 1)
    unlike = (list(units[unit].values()) for unit in differ)
    observed = sum(apart(values) / (len(values) - 1) for values in unlike)
    return 1 - observed / expected if expected else None


def _unlike(values: Sequence[Value]) -> float:
    """How many ordered pairs of these values are unlike."""
    return len(values) ** 2 - sum(n * n for n in Counter(values).values())


def _squares(values: Sequence[Value]) -> float:
    """The sum of squared differences over all ordered pairs of these numbers; exact, since they may be large."""
    numbers = [Fraction(v) if isinstance(v, float) else v for v in values if isinstance(v, (int, float))]
    return float(2 * (len(numbers) * sum(n * n for n in numbers) - sum(numbers) ** 2))
