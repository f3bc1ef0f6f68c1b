"""Agreement between coders, field by field: share of equal values, and Krippendorff's alpha.

Krippendorff, Content Analysis (4th ed., 2018), chapter 12. Alpha is 1 where all agree, 0 where they agree as often as
chance would have it; he asks for 0.800, and for tentative conclusions 0.667.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

Value = str | int | float | bool | None
Level = Literal["nominal", "interval"]


@dataclass(frozen=True, slots=True)
class Opinion:
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
    by_field: dict[str, dict[str, dict[str, Value]]] = {}
    for o in opinions:
        by_field.setdefault(o.field, {}).setdefault(o.unit, {})[o.coder] = o.value
    shared = {f: {u: v for u, v in units.items() if len(v) > 1} for f, units in by_field.items()}
    return [_of(field, units) for field, units in shared.items() if units]


def _of(field: str, units: Mapping[str, Mapping[str, Value]]) -> Agreement:
    pairs = [a == b for values in units.values() for a, b in combinations(values.values(), 2)]
    differ = tuple(u for u, values in units.items() if len(set(values.values())) > 1)
    numbers = all(isinstance(v, (int, float)) and not isinstance(v, bool) for vs in units.values() for v in vs.values())
    level: Level = "interval" if numbers else "nominal"
    return Agreement(field, level, len(units), sum(pairs) / len(pairs), _alpha(units, level), differ)


def _alpha(units: Mapping[str, Mapping[str, Value]], level: Level) -> float | None:
    import krippendorff  # takes numpy with it: not for those who only read
    import numpy as np

    coders = sorted({c for values in units.values() for c in values})
    seen = list(dict.fromkeys(v for values in units.values() for v in values.values()))
    if len(seen) < 2:
        return None
    codes: dict[Value, float] = defaultdict(float, {v: float(n) for n, v in enumerate(seen)})
    if level == "interval":
        codes = defaultdict(float, {v: float(v) for v in seen})  # type: ignore[arg-type]
    table = [[codes[v[c]] if c in v else np.nan for v in units.values()] for c in coders]
    return float(krippendorff.alpha(reliability_data=np.array(table), level_of_measurement=level))
