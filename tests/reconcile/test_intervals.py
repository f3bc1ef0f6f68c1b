"""Interval arithmetic over whole people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.intervals import Range, hull, total


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low = draw(st.integers(0, 500))
    return Range(low, draw(st.one_of(st.none(), st.integers(low, 900))))


def holds(r: Range, people: int) -> bool:
    return r.low <= people and (r.high is None or people <= r.high)


@given(ranges(), ranges())
def test_a_hull_holds_both_and_nothing_is_lost(a: Range, b: Range) -> None:
    both = a.hull(b)
    assert all(holds(both, r.low) and (r.high is None or holds(both, r.high)) for r in (a, b))
    assert (both.high is None) == (a.high is None or b.high is None)


@given(ranges(), ranges())
def test_what_two_allow_lies_in_both(a: Range, b: Range) -> None:
    met = a.meet(b)
    if met is None:
        assert a.low > (b.high if b.high is not None else a.low) or b.low > (a.high if a.high is not None else b.low)
    else:
        assert holds(a, met.low)
        assert holds(b, met.low)


@given(ranges(), ranges())
def test_taking_a_part_out_leaves_room_for_it(whole: Range, part: Range) -> None:
    rest = whole.without(part)
    assert rest.low >= 0
    if whole.high is not None and part.high is not None and part.high <= whole.low:
        assert rest.low + part.high == whole.low


@given(st.lists(ranges(), min_size=1))
def test_sums_and_hulls_do_not_depend_on_order(parts: list[Range]) -> None:
    assert total(parts) == total(reversed(parts))
    assert hull(parts) == hull(reversed(parts))


@pytest.mark.parametrize(("low", "high"), [(-1, 2), (5, 4)])
def test_there_is_no_such_range(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="no range"):
        Range(low, high)
