"""Figures that replace others: corrections, tolls that rise, and what a report repeats of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dateline.reconcile.claims import Book
from dateline.reconcile.words import tokens, words, words_of
from dateline.record import Casualty

Revision = Literal["correction", "rise"]
NEAR = 3  # words from "rose" to "to"
_OPENING = 6  # words in which an earlier version is named
_OF = (("of", "this"), ("of", "the"))


def revision_of(book: Book, figures: Sequence[Casualty]) -> Revision | None:
    """How a report's figures of one harm stand to earlier ones, or `None` where it does not say.

    Args:
        book: the report.
        figures: its figures of one harm, of one incident.
    """
    if _headed_correction(book) or any(superseded(f) for f in figures):
        return "correction"
    return "rise" if any(_rises(f) for f in figures) else None


def superseded(figure: Casualty) -> bool:
    """Whether a report repeats the figure as one that was published before ("a report published on Thursday said")."""
    said = _before(figure)
    if not words().published.isdisjoint(said) and not words().superseded.isdisjoint(said):
        return True
    return _earlier_version(words_of(figure.evidence.text))


def _before(figure: Casualty) -> tuple[str, ...]:
    """Words of its sentence before it."""
    return words_of(figure.evidence.text[: max(0, figure.quote.start - figure.evidence.start)])


def _earlier_version(said: Sequence[str]) -> bool:
    """ "An earlier version of this story said that 13 people had died"."""
    return not words().before.isdisjoint(said[:_OPENING]) and any(
        a in words().before and said[n + 1] in words().published and said[n + 2 : n + 4] in _OF
        for n, a in enumerate(said[: min(_OPENING, len(said) - 1)])
    )


def not_superseded(figures: Sequence[Casualty]) -> list[Casualty]:
    """Figures of one harm without those that the report repeats in order to replace them."""
    kept = [f for f in figures if not superseded(f)]
    return kept or list(figures)


def _headed_correction(book: Book) -> bool:
    report = book.reading.report
    return bool(words().correction.intersection(tokens((report.title or report.text.lstrip())[:40])[:1]))


def _rises(figure: Casualty) -> bool:
    """ "The death toll rose to 21": the figure takes in the ones before it."""
    before = _before(figure)
    return any(w in words().rising and "to" in before[n + 1 : n + 1 + NEAR] for n, w in enumerate(before))
