"""Agreements as PAM-like tables: a row for each term and each deed that bears on it.

Columns follow the Peace Accords Matrix (provision, its articles, what was done) and the PA-X codebook (parties, third
parties). `implementation` (PAM's 0-3) is left empty: it is a person's judgement, for which the rows list the evidence.
"""

from __future__ import annotations

import csv as stdlib
import json
from collections.abc import Iterable
from typing import TextIO

from dateline.export.columns import Cell
from dateline.export.csv import JOIN, harmless
from dateline.export.exporter import AgreementExporter
from dateline.reconcile.agreements import Clause, Deed, Pact, Quoted

AGREEMENT = ("agreement", "kind", "name", "parties", "mediators", "agreement_place", "country", "agreed", "status")
TERM = (
    "term", "article", "obligors", "modality", "duty", "object", "zone", "deadline", "condition", "term_report",
    "term_start", "term_end", "term_words",
)  # fmt: skip
CONDUCT = (
    "conduct", "bearing", "date", "place", "by", "verdict", "why", "origins", "alleged_by", "reports", "words",
    "review",
)  # fmt: skip
COLUMNS = (*AGREEMENT, *TERM, "implementation", *CONDUCT)


def write(pacts: Iterable[Pact], sink: TextIO) -> int:
    """Write agreements as rows under a header; gives how many agreements. A term without conduct is one row."""
    rows = stdlib.writer(sink)
    rows.writerow(COLUMNS)
    count = 0
    for pact in pacts:
        for clause in pact.terms:
            for deed in clause.conduct or (None,):
                cells = (*_agreement(pact), *_term(clause), None, *_conduct(deed))
                rows.writerow([harmless(c) for c in cells])
        count += 1
    return count


def _agreement(pact: Pact) -> tuple[Cell, ...]:
    return (
        pact.id, pact.kind, pact.name, JOIN.join(pact.parties), JOIN.join(pact.mediators), pact.place, pact.country,
        pact.start, pact.status,
    )  # fmt: skip


def _term(clause: Clause) -> tuple[Cell, ...]:
    words: Quoted = clause.words
    return (
        clause.id, clause.article, JOIN.join(clause.obligors), clause.modality, clause.duty, clause.object,
        clause.place, clause.deadline, clause.condition, words.report, words.start, words.end, words.quote,
    )  # fmt: skip


def _conduct(deed: Deed | None) -> tuple[Cell, ...]:
    if deed is None:
        return (None,) * len(CONDUCT)
    said = [f"{' < '.join(t.chain) or 'own voice'} ({t.publisher or 'no publisher'})" for t in deed.tellings]
    return (
        deed.id, deed.bearing, deed.start, deed.place, JOIN.join(deed.by), deed.verdict, deed.why, deed.origins,
        JOIN.join(said), JOIN.join(t.claim for t in deed.tellings), JOIN.join(t.words.quote for t in deed.tellings),
        deed.review,
    )  # fmt: skip


def _lines(pacts: Iterable[Pact], sink: TextIO) -> int:
    return sum(sink.write(json.dumps(p.to_json(), ensure_ascii=False) + "\n") > 0 for p in pacts)


EXPORTER = AgreementExporter("pam", ".csv", write)
LINES = AgreementExporter("jsonl", ".jsonl", _lines)
