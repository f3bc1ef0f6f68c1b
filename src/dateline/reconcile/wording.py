"""Which bounds the wording of a figure (`exact`, `at_least` …) can have, after the record format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.record import Qualifier

_OPEN, _CAPPED, _SPREAD = ("at_least", "more_than"), ("at_most", "fewer_than", "between"), ("order", "some")


def fits(qualifier: Qualifier, low: int, high: int | None) -> bool:
    """Whether a wording says what these bounds do."""
    if qualifier == "none":
        return high == 0
    if qualifier == "exact":
        return low == high
    if qualifier in _OPEN:
        return high is None
    if qualifier in _CAPPED:
        return high is not None and low < high
    return qualifier not in _SPREAD or low != high


def wording_of(low: int, high: int | None) -> Qualifier:
    """The plainest wording of bounds."""
    if high is None:
        return "at_least"
    if high == 0:
        return "none"
    return "exact" if low == high else "at_most" if low == 0 else "between"


def settled(start: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a changed or new figure, with the wording that its new bounds have where the old one is no longer
    true: "at least 12" that a person set to 14 is `exact`.

    Args:
        start: the figure before.
        value: the new values of some of its fields.
    """
    now = {**start, **value}
    low, high = now.get("low"), now.get("high")
    if value.keys().isdisjoint(("low", "high", "qualifier")) or not isinstance(low, int):
        return dict(value)
    if not isinstance(high, int | None) or fits(now["qualifier"], low, high):
        return dict(value)
    return {**value, "qualifier": wording_of(low, high)}
