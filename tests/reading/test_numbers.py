"""Quantities: bounds, ranges, order words, and what is no number of people."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.numbers import lexicon, measures, quantities, quantities_of

NLP = spacy.blank("en")

PHRASES = [
    ("at least 31 villagers", 31, None, "at_least"),
    ("no fewer than nine men", 9, None, "at_least"),
    ("40 or more dead", 40, None, "at_least"),
    ("over 376 patients", 377, None, "more_than"),
    ("more than a dozen recruits", 13, None, "more_than"),
    ("up to 15 miners", 0, 15, "at_most"),
    ("as many as 30 pilgrims", 0, 30, "at_most"),
    ("fewer than 10 guards", 0, 9, "fewer_than"),
    ("nearly 50 nurses", 50, 50, "about"),
    ("an estimated 2,500 refugees", 2500, 2500, "about"),
    ("some 20 herders", 20, 20, "about"),
    ("between 30 and 40 recruits", 30, 40, "between"),
    ("12-15 men", 12, 15, "between"),
    ("12–15 men", 12, 15, "between"),
    ("three or four boats", 3, 4, "between"),
    ("two to three hundred marchers", 200, 300, "between"),
    ("at least 11 and up to 15 relatives", 11, 15, "between"),
    ("estimates ranging from 5 to 9 dead", 5, 9, "between"),
    ("dozens of shoppers", 24, 99, "order"),
    ("hundreds of thousands", 200000, 999999, "order"),
    ("several fishermen", 3, 9, "order"),
    ("a few cadets", 3, 5, "order"),
    ("a handful of monks", 3, 6, "order"),
    ("several hundred families", 300, 999, "order"),
    ("two dozen sailors", 24, 24, "exact"),
    ("half a dozen drivers", 6, 6, "exact"),
    ("a couple of teachers", 2, 2, "exact"),
    ("twenty-five clerks", 25, 25, "exact"),
    ("one hundred and twelve clerks", 112, 112, "exact"),
    ("1.5 million people", 1500000, 1500000, "exact"),
    ("another three policemen", 3, 3, "exact"),
    ("both brothers", 2, 2, "exact"),
    ("a farmer", 1, 1, "exact"),
    ("no one", 0, 0, "none"),
    ("none of the crew", 0, 0, "none"),
]


@pytest.mark.parametrize(("text", "low", "high", "qualifier"), PHRASES)
def test_bounds(text: str, low: int, high: int | None, qualifier: str) -> None:
    doc = NLP(text)
    first = quantities(doc, 0, len(doc))[0]
    assert (first.low, first.high, first.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize(
    "text", ["two more soldiers", "another soldier", "five others", "a third victim", "a further 8"]
)
def test_rest_stands_beside_others(text: str) -> None:
    doc = NLP(text)
    assert quantities(doc, 0, len(doc))[0].rest


def test_a_change_is_no_range() -> None:
    doc = NLP("the toll rose from two to five")
    assert [(q.low, q.high) for q in quantities(doc, 0, len(doc)) if q.kind == "number"] == [(2, 2), (5, 5)]


@pytest.mark.parametrize(
    "text",
    ["63 years old", "a 20-year-old clerk", "100 feet away", "$40 a barrel", "12 percent", "48 hours", "on May 26"],
)
def test_measures_are_told_apart(text: str) -> None:
    doc = NLP(text)
    numbers = [q for q in quantities(doc, 0, len(doc)) if q.kind == "number"]
    assert numbers
    assert all(measures(doc, q) for q in numbers)


WORDS = st.lists(
    st.sampled_from(
        [*sorted(lexicon().starts), *sorted(lexicon().more), "-", "and", "to", "or", "12", "3,400", "1.5", "7-9", "men"]
    ),
    max_size=14,
)


@given(WORDS)
def test_quantities_are_ordered_and_bounded(words: list[str]) -> None:
    at = 0
    for quantity in quantities_of(words):
        assert at <= quantity.first <= quantity.start < quantity.last <= len(words)
        assert quantity.low >= 0
        assert quantity.high is None or quantity.low <= quantity.high
        at = quantity.last
