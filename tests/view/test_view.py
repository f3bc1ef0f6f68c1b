"""The page and the rows: exact runs, nothing active in a report's text, nothing loaded from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dateline.record import Reading
from dateline.view.html import page
from dateline.view.rows import rows
from dateline.view.runs import flat_runs
from dateline.view.words import figure

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["e1", "c1", "q1", "q2"])), max_size=12
)


@given(SPANS)
def test_runs_tile_the_text_and_carry_exactly_the_spans_over_them(spans: list[tuple[int, int, str]]) -> None:
    runs = list(flat_runs(30, spans))
    assert [r.start for r in runs] == [0, *(r.end for r in runs[:-1])]
    assert runs[-1].end == 30
    for run in runs:
        over = {k for a, b, k in spans if a < b and a <= run.start and run.end <= b}
        assert set(run.keys) == over
        assert len(run.keys) == len(over)


def test_crossing_spans_are_cut_where_they_cross() -> None:
    runs = list(flat_runs(9, [(0, 6, "a"), (3, 9, "b")]))
    assert [(r.start, r.end, r.keys) for r in runs] == [(0, 3, ("a",)), (3, 6, ("a", "b")), (6, 9, ("b",))]


def test_bounds_in_words() -> None:
    assert [figure(12, 12), figure(12, 15), figure(12, None), figure(0, 15), figure(1200, 1200)] == [
        "12", "12–15", "at least 12", "up to 15", "1,200",
    ]  # fmt: skip


def test_a_page_holds_the_text_and_every_claim_and_loads_nothing(read: Callable[..., Reading]) -> None:
    reading = read("Gunmen killed four farmers near Bunia on Tuesday, police said.", published="2024-05-17")
    html = page(reading)
    assert all(f'data-claim="{row.id}"' in html for row in rows(reading))
    assert not re.search(r"(?:src|href)\s*=", html)
    assert "default-src 'none'" in unescape(html)
    marked = re.sub(r"<[^>]+>", "", re.search(r"<article[^>]*>(.*?)</article>", html, re.S).group(1))  # type: ignore[union-attr]
    assert marked == reading.report.text


def test_markup_in_a_report_stays_text(read: Callable[..., Reading]) -> None:
    text = 'Rebels killed two <script>alert("x")</script> soldiers in Goma & fled, "officials" said.'
    html = page(read(text, title="<img src=x onerror=alert(1)>"))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert" in html
