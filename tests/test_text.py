"""The canonical text, spans, and paragraphs."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text import Span, canonical, cover, paragraphs, span_of, text_id


@given(st.text())
def test_canonical_text_is_stable_and_keeps_visible_characters(raw: str) -> None:
    once = canonical(raw)
    assert canonical(once) == once
    assert "\r" not in once
    visible = [c for c in unicodedata.normalize("NFC", raw) if c.isprintable() and not c.isspace() and c != "\u00ad"]
    assert [c for c in once if c.isprintable() and not c.isspace() and c != "\u00ad"] == visible


@given(st.text(min_size=1), st.data())
def test_a_span_quotes_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        with pytest.raises(ValueError, match="white space"):
            span_of(text, start, end)
        return
    span = span_of(text, start, end)
    assert text[span.start : span.end] == span.text == span.text.strip()


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 99), (4, 2)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        span_of("a short text", start, end)


def test_cover_and_overlap() -> None:
    text = "Nine were hurt in Taiz."
    first, last = span_of(text, 0, 4), span_of(text, 18, 22)
    assert cover(text, [last, first]) == Span(0, 22, "Nine were hurt in Taiz")
    assert not first.overlaps(last)
    assert cover(text, [first, last]).covers(last)


@given(st.text(alphabet=st.sampled_from("ab .\n\t"), max_size=200))
def test_paragraphs_cover_all_words_in_order_without_overlap(text: str) -> None:
    found = list(paragraphs(text))
    assert all(a < b for a, b in found)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


def test_hard_wrapped_lines_are_one_paragraph_and_short_lines_are_not() -> None:
    wrapped = (
        "the column left the barracks at dawn and moved along the river road until it\n"
        "reached the second bridge, where sappers had laid charges during the night and\n"
        "waited."
    )
    assert len(list(paragraphs(wrapped))) == 1
    assert len(list(paragraphs("Shells hit market\nBy A. Reporter\n9 June 2024"))) == 3


def test_the_id_follows_the_text_alone() -> None:
    assert text_id("one") == text_id("one") != text_id("two")
    assert text_id("one").startswith("b2:")
