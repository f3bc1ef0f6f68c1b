"""Whole agreement texts of our own writing: how many of their terms are read right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.errors import KnowledgeError
from dateline.reading.agreements.document import read_agreement
from dateline.record import Reading, Term
from dateline.score.compare import Score

FOLDER, FILE = "agreement-texts", "terms.toml"
TOPIC = "agreement_texts"


def texts(folder: Path) -> list[Mapping[str, Any]]:
    """What each text lays down, as `terms.toml` has it: `file`, `kind`, `signed`, `place`, `parties`, `terms`.

    Args:
        folder: the folder of gold passages; none where it holds no agreement texts.

    Raises:
        KnowledgeError: a text is named that is not there, or a term says nothing of its words.
    """
    listed = folder / FOLDER / FILE
    if not listed.exists():
        return []
    found: list[Mapping[str, Any]] = tomllib.loads(listed.read_text(encoding="utf-8"))["text"]
    for number, gold in enumerate(found, 1):
        if not (folder / FOLDER / gold["file"]).exists():
            raise KnowledgeError(FILE, number, f"there is no {gold['file']}")
        if any("at" not in t for t in gold["terms"]):
            raise KnowledgeError(FILE, number, f"{gold['file']}: a term without `at`, words of its clause")
    return found


def reading_of(folder: Path, gold: Mapping[str, Any]) -> Reading:
    """One of the texts, read."""
    return read_agreement((folder / FOLDER / gold["file"]).read_text(encoding="utf-8"))


def score(folder: Path) -> Score:
    """Terms of all texts: right in article, duty, modality, obligor; in deadline, zone and condition where given."""
    total = Score()
    for gold in texts(folder):
        reading = reading_of(folder, gold)
        terms = [t for g in reading.agreements for t in g.terms]
        missed = [w for w in gold["terms"] if not any(right(w, t, reading) for t in terms)]
        told = tuple(f"{gold['file']}: missed {w}; read {_near(w, terms)}" for w in missed)
        total += Score(len(gold["terms"]) - len(missed), len(terms), len(gold["terms"]), told)
    return total


def right(want: Mapping[str, Any], term: Term, reading: Reading) -> bool:
    """Whether a term is the one that is expected."""
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


def _near(want: Mapping[str, Any], terms: list[Term]) -> list[tuple[str | None, str, str]]:
    return [(t.article, t.duty, t.modality) for t in terms if want["at"] in t.evidence.text] or []
