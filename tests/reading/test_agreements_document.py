"""An agreement's own text: articles, parties, terms, and how many of our own gold are read right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.reading.agreements.articles import article_at, headings
from dateline.reading.agreements.document import read_agreement
from dateline.score.texts import reading_of, score, texts

GOLD = Path(__file__).resolve().parents[1] / "gold"
TEXTS = texts(GOLD)
FLOOR = 0.80


def test_terms_of_whole_texts_are_right() -> None:
    found = score(GOLD)
    assert found.f >= FLOOR, "\n".join(found.misses)


@pytest.mark.parametrize("gold", TEXTS, ids=lambda g: g["file"])
def test_kind_day_place_and_parties(gold: dict[str, Any]) -> None:
    reading = reading_of(GOLD, gold)
    (agreement,) = reading.agreements
    assert agreement.kind == gold["kind"]
    assert {t.id: t.start for t in reading.times}.get(agreement.time or "") == gold["signed"]
    assert {p.id: p.name for p in reading.places}.get(agreement.place or "") == gold["place"]
    names = [" | ".join((a.name, *(m.text for m in a.mentions))) for a in reading.actors if a.id in agreement.parties]
    assert all(any(p in n for n in names) for p in gold["parties"])
    assert len(agreement.parties) == len(gold["parties"])


def test_every_span_is_the_text_itself() -> None:
    for gold in TEXTS:
        reading = reading_of(GOLD, gold)
        assert all(reading.report.text[s.start : s.end] == s.text for s in reading.spans())


LABELS = [
    ("Article 3. Access\n\n1. First\n\n(a) one\n\n2. Second", ["3", "3(1)", "3(1)(a)", "3(2)"]),
    ("1. One\n\n2. Two\n\n2.1 Sub\n\n(i) deep", ["1", "2", "2.1", "2.1(i)"]),
    ("ARTICLE IV\nText.\nAnnex B\n1. First", ["IV", "Annex B", "Annex B, 1"]),
    ("No number here.\nNor here.", []),
]


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_parts_are_cited_as_lawyers_do(text: str, labels: list[str]) -> None:
    found = headings(text)
    assert [h.label for h in found] == labels
    assert article_at(found, len(text)) == (labels[-1] if labels else None)


def test_a_text_that_lays_down_nothing_is_no_agreement() -> None:
    assert read_agreement("The mediators thanked the hosts.\n\nTea was served.").agreements == ()
