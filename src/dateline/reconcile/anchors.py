"""Anchors: the words that a person judged, found again in a later reading of the same report that numbers anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.record import (
    Actor,
    Agreement,
    Attribution,
    Casualty,
    Event,
    Place,
    Reading,
    Source,
    Term,
    Time,
    Unplaced,
)
from dateline.text import Span

Claim = Actor | Place | Time | Source | Attribution | Event | Casualty | Agreement | Term | Unplaced
LISTS: dict[str, str] = {
    "actor": "actors", "place": "places", "time": "times", "source": "sources", "attribution": "attributions",
    "event": "events", "casualty": "casualties", "agreement": "agreements",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """A claim as it was judged.

    Attributes:
        report: id of its report.
        claim: the local id that it had.
        kind: `event`, `casualty`, …; `None` where it was not noted.
        start, end: the characters that say it; `None` where it was not noted.
    """

    report: str
    claim: str
    kind: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def key(self) -> str:
        """`<report id>#<local id>`."""
        return f"{self.report}#{self.claim}"

    @property
    def words(self) -> tuple[str | None, int | None, int | None]:
        """Kind and characters, which stay when a reader numbers its claims anew."""
        return self.kind, self.start, self.end


def main_span(claim: Claim) -> Span | None:
    """The characters that say it: a trigger, a quote, a first mention."""
    match claim:
        case Event():
            return claim.trigger
        case Casualty() | Unplaced():
            return claim.quote
        case Attribution():
            return claim.content
        case Time():
            return claim.span
        case Agreement() | Term():
            return claim.evidence
    return claim.mentions[0] if claim.mentions else None


def anchors_of(reading: Reading) -> dict[str, Anchor]:
    """Every claim of a reading as an anchor, by local id."""
    found = {}
    for kind, name in LISTS.items():
        for claim in getattr(reading, name):
            found[claim.id] = _anchor(reading, kind, claim)
    for agreement in reading.agreements:
        for term in agreement.terms:
            found[term.id] = _anchor(reading, "term", term)
    return found


def _anchor(reading: Reading, kind: str, claim: Any) -> Anchor:
    span = main_span(claim)
    return Anchor(reading.report.id, claim.id, kind, span.start if span else None, span.end if span else None)


def anchored(keys: Iterable[str], readings: Mapping[str, Reading]) -> tuple[Anchor, ...]:
    """Anchors of claims (`<report id>#c1`), in order; one whose claim is not there keeps its id alone.

    Args:
        keys: ids of claims, unique among reports.
        readings: report id -> its reading.
    """
    known: dict[str, dict[str, Anchor]] = {}
    found = []
    for key in keys:
        report, _, local = key.partition("#")
        if report not in known:
            known[report] = anchors_of(readings[report]) if report in readings else {}
        found.append(known[report].get(local, Anchor(report, local)))
    return tuple(found)


class Finder:
    """Finds anchors in one reading: the claim that has the id and the words, else one with the words, else none.

    An anchor without words, and a claim that a person added (`j7`), is found by its id.
    """

    def __init__(self, reading: Reading) -> None:
        self._by_id = anchors_of(reading)
        self._by_words: dict[tuple[str | None, int | None, int | None], str] = {}
        for ident, anchor in self._by_id.items():
            self._by_words.setdefault(anchor.words, ident)

    def find(self, anchor: Anchor) -> str | None:
        """The local id that the claim has in this reading, or `None`: it is no longer read."""
        here = self._by_id.get(anchor.claim)
        if anchor.start is None or (here is not None and here.words == anchor.words):
            return anchor.claim if here is not None else None
        return self._by_words.get(anchor.words)
