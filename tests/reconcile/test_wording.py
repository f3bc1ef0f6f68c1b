"""The wording of a figure says what its bounds do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.wording import fits, settled, wording_of

BOUNDS = st.tuples(st.integers(0, 500), st.none() | st.integers(0, 500)).filter(lambda b: b[1] is None or b[0] <= b[1])
WORDINGS = st.sampled_from(
    ("exact", "at_least", "more_than", "at_most", "fewer_than", "about", "between", "order", "some", "none")
)


@given(BOUNDS)
def test_the_plainest_wording_fits(bounds: tuple[int, int | None]) -> None:
    assert fits(wording_of(*bounds), *bounds)


@given(WORDINGS, BOUNDS, BOUNDS)
def test_no_change_of_bounds_leaves_a_contradiction(
    wording: str, before: tuple[int, int | None], after: tuple[int, int | None]
) -> None:
    start = {"low": before[0], "high": before[1], "qualifier": wording}
    now = {**start, **settled(start, {"low": after[0], "high": after[1]})}
    assert fits(now["qualifier"], *after)
    if fits(wording, *after):  # type: ignore[arg-type]
        assert now["qualifier"] == wording


@given(WORDINGS, BOUNDS)
def test_other_fields_leave_the_wording_as_it_was_read(wording: str, bounds: tuple[int, int | None]) -> None:
    start = {"low": bounds[0], "high": bounds[1], "qualifier": wording}
    assert settled(start, {"harm": "wounded"}) == {"harm": "wounded"}
