"""Numbers, ranges and days as pages write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.workbench.words import count, days, heat, label, people, span, track, where


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (None, "–"),
        ({"low": 12, "best": 12, "high": 12}, "12"),
        ({"low": 12, "best": 12, "high": 15}, "12–15"),
        ({"low": 12, "best": 14, "high": 20}, "12–14–20"),
        ({"low": 12, "best": 12, "high": None}, "at least 12"),
        ({"low": 0, "best": 0, "high": 1500}, "up to 1,500"),
        ((2, 3, 4), "2–3–4"),
    ],
)
def test_bounds_as_people_write_them(bounds: Any, said: str) -> None:
    assert people(bounds) == said


def test_days_places_codes_and_counts() -> None:
    assert days({"start": "2021-05-04", "end": "2021-05-04"}) == "2021-05-04"
    assert days({"start": "2021-05-04", "end": None}) == "2021-05-04 – …"
    assert days({"start": None, "end": None}) == "no date"
    assert where({"name": "Idlib", "admin1": "Idlib", "country": "SYR"}) == "Idlib, SYR"
    assert label("hand_over_control") == "hand over control"
    assert [count(n, "report") for n in (1, 2300)] == ["1 report", "2,300 reports"]


bounds = st.tuples(*[st.integers(0, 10**6)] * 3).map(sorted)


@given(bounds, st.booleans())
def test_a_range_stands_in_order_on_its_scale(numbers: list[int], opened: bool) -> None:
    low, best, high = numbers
    at = span({"low": low, "best": best, "high": None if opened else high})
    assert 0 <= at["low"] <= at["best"] <= at["high"] <= 100
    assert at["open"] == opened


@given(st.lists(st.dates(), min_size=4, max_size=4))
def test_a_bar_stays_on_its_window(four: list[Any]) -> None:
    first, start, end, last = (d.isoformat() for d in sorted(four))
    at = track({"start": start, "end": end}, {"start": first, "end": last})
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= 400.1


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_heat_is_one_to_five(number: int, more: int) -> None:
    assert 1 <= heat(number, number + more) <= heat(number + more, number + more) <= 5
