"""An agreement's own text: articles, parties, terms, and how many of our own gold are read right."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.reading.agreements.articles import article_at, headings
from dateline.reading.agreements.document import read_agreement
from dateline.record import Reading, Term

GOLD = Path(__file__).resolve().parents[1] / "gold" / "agreement-texts"
TEXTS: list[dict[str, Any]] = tomllib.loads((GOLD / "terms.toml").read_text(encoding="utf-8"))["text"]
FLOOR = 0.80


def reading_of(gold: dict[str, Any]) -> Reading:
    return read_agreement((GOLD / gold["file"]).read_text(encoding="utf-8"))


def right(want: dict[str, Any], term: Term, reading: Reading) -> bool:
    names = " | ".join(m.text for a in reading.actors if a.id in term.obligors for m in a.mentions)
    times = {t.id: t.end or t.start for t in reading.times}
    places = {p.id: p.name for p in reading.places}
    return (
        (want["article"], want["duty"], want["modality"]) == (term.article, term.duty, term.modality)
        and want["obligor"].lower() in names.lower()
        and want["at"] in term.evidence.text
        and ("deadline" not in want or times.get(term.deadline or "") == want["deadline"])
        and ("zone" not in want or places.get(term.place or "") == want["zone"])
        and want.get("condition", False) == (term.condition is not None)
    )


def score() -> tuple[int, int, int, list[str]]:
    hits = given = expected = 0
    misses: list[str] = []
    for gold in TEXTS:
        reading = reading_of(gold)
        terms = [t for g in reading.agreements for t in g.terms]
        given, expected = given + len(terms), expected + len(gold["terms"])
        for want in gold["terms"]:
            if any(right(want, t, reading) for t in terms):
                hits += 1
            else:
                near = [
                    (t.article, t.duty, t.modality, t.evidence.text) for t in terms if want["at"] in t.evidence.text
                ]
                misses.append(f"{gold['file']} {want} read {near}")
    return hits, given, expected, misses


def test_terms_of_whole_texts_are_right() -> None:
    hits, given, expected, misses = score()
    f = 2 * hits / (given + expected)
    assert f >= FLOOR, "\n".join(misses)


@pytest.mark.parametrize("gold", TEXTS, ids=lambda g: g["file"])
def test_kind_day_place_and_parties(gold: dict[str, Any]) -> None:
    reading = reading_of(gold)
    (agreement,) = reading.agreements
    assert agreement.kind == gold["kind"]
    assert {t.id: t.start for t in reading.times}.get(agreement.time or "") == gold["signed"]
    assert {p.id: p.name for p in reading.places}.get(agreement.place or "") == gold["place"]
    names = [" | ".join((a.name, *(m.text for m in a.mentions))) for a in reading.actors if a.id in agreement.parties]
    assert all(any(p in n for n in names) for p in gold["parties"])
    assert len(agreement.parties) == len(gold["parties"])


def test_every_span_is_the_text_itself() -> None:
    for gold in TEXTS:
        reading = reading_of(gold)
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
