"""Quotation marks paired, whatever is left open."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.attributions.quotes import Quote, quotations
from dateline.reading.layers import Zone
from dateline.text import paragraphs


def _quotes(text: str) -> tuple[Quote, ...]:
    return quotations(text, [Zone("body", a, b) for a, b in paragraphs(text)])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said: "We won."', ['"We won."']),
        ("He said: “We won.”", ["“We won.”"]),
        ("He said: ''We won.''", ["''We won.''"]),
        ("He said: 'We won.' Then left.", ["'We won.'"]),
        ("“They shouted ‘leave now’ at us,” she said.", ["“They shouted ‘leave now’ at us,”", "‘leave now’"]),
        ('"The rebels\' guns fell silent," he said.', ['"The rebels\' guns fell silent,"']),
        ("It's the soldiers' turn, and '04 is gone.", []),
        ("He said “we lost", ["“we lost"]),
        ('"One," he said. "Two', ['"One,"', '"Two']),
        ("«Nous partons», a-t-il dit.", ["«Nous partons»"]),
    ],
)
def test_pairs(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in _quotes(text)] == quoted


def test_paragraph_that_reopens_goes_on() -> None:
    first, second = _quotes("“We held out.\n\n“Then it ended.”")
    assert not first.closed
    assert second.closed
    assert second.continues


@given(st.text(alphabet="ab .,\n\"'“”‘’«»`", max_size=80))
def test_quotations_nest_inside_the_text(text: str) -> None:
    for quote in _quotes(text):
        assert 0 <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        assert quote.depth >= 0


@pytest.mark.parametrize("unit", ['"', "'", "“", "a'", ' "a', "''", "“‘"])
def test_linear(unit: str) -> None:
    began = time.process_time()
    _quotes(unit * 60_000)
    assert time.process_time() - began < 3
