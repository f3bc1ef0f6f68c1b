"""The claims of a reading as rows to show: what it is, its fields, its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.record import Agreement, Casualty, Event, Reading, Term
from dateline.text import Span
from dateline.view.words import Names, figure

RowKind = Literal["figure", "event", "agreement", "term", "attribution"]


@dataclass(frozen=True, slots=True)
class Row:
    """One claim.

    Attributes:
        id: the claim's local id.
        kind: what sort of claim it is.
        title: the claim in a few words.
        fields: label and value of what is known; unknown fields are left out.
        anchor: the words that name it (trigger, quote, content).
        evidence: the sentences that say it.
    """

    id: str
    kind: RowKind
    title: str
    fields: tuple[tuple[str, str], ...]
    anchor: Span
    evidence: Span


def rows(reading: Reading) -> Iterator[Row]:
    """Figures, events, agreements with their terms, and attributions, each kind in text order."""
    names = Names(reading)
    for casualty in reading.casualties:
        yield _figure(casualty, names)
    for event in reading.events:
        yield _event(event, names)
    for agreement in reading.agreements:
        yield _agreement(agreement, names)
        for term in agreement.terms:
            yield _term(term, names)
    for said in reading.attributions:
        fields: tuple[tuple[str, str | None], ...] = (
            ("who says so", names.sources(said.chain)),
            ("mode", said.mode),
            ("cue", _words(said.cue)),
        )
        yield Row(
            said.id, "attribution", names.sources(said.chain) or "unnamed", _known(*fields), said.content, said.content
        )


def title_of(claim: Casualty | Event | Agreement | Term) -> str:
    """A claim in a few words."""
    match claim:
        case Casualty():
            return f"{claim.harm}: {figure(claim.low, claim.high)}"
        case Event():
            return f"{claim.type}: {claim.trigger.text}"
        case Agreement():
            return claim.name or claim.kind.replace("_", " ")
        case Term():
            return f"{claim.modality} {claim.duty}".replace("_", " ")


def anchor_of(claim: Casualty | Event | Agreement | Term) -> Span:
    """The words that name a claim."""
    match claim:
        case Casualty():
            return claim.quote
        case Event():
            return claim.trigger
        case _:
            return claim.evidence


def _known(*fields: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in fields if value)


def _words(span: Span | None) -> str | None:
    return span.text if span else None


def _sure(certainty: str) -> str | None:
    return None if certainty == "stated" else certainty


def _figure(c: Casualty, names: Names) -> Row:
    fields = _known(
        ("victims", names.victims(c)), ("by", names.actors(c.perpetrators)),
        ("scope", {"incident": None, "joint": "several incidents together", "period": "running total"}[c.scope]),
        ("period", names.time(c.period)), ("counts", ", ".join(c.events)), ("part of", c.part_of),
        ("where", names.place(c.place)), ("when", names.time(c.time)), ("certainty", _sure(c.certainty)),
        ("who says so", names.chain(c.attribution) or "the report"), ("confidence", f"{c.confidence:.2f}"),
    )  # fmt: skip
    return Row(c.id, "figure", title_of(c), fields, anchor_of(c), c.evidence)


def _event(e: Event, names: Names) -> Row:
    fields = _known(
        ("who", names.actors(e.actors)), ("to whom", names.actors(e.recipients)), ("mode", e.mode), ("ACLED", e.acled),
        ("where", names.place(e.place)), ("when", names.time(e.time)), ("size", names.size(e.size)),
        ("weapons", ", ".join(dict.fromkeys(w.text for w in e.weapons))), ("status", e.status),
        ("certainty", _sure(e.certainty)), ("who says so", names.chain(e.attribution) or "the report"),
        ("confidence", f"{e.confidence:.2f}"),
    )  # fmt: skip
    return Row(e.id, "event", title_of(e), fields, anchor_of(e), e.evidence)


def _agreement(g: Agreement, names: Names) -> Row:
    fields = _known(
        ("parties", names.actors(g.parties)), ("mediators", names.actors(g.mediators)), ("where", names.place(g.place)),
        ("when", names.time(g.time)), ("status", g.status), ("who says so", names.chain(g.attribution) or "the report"),
    )  # fmt: skip
    return Row(g.id, "agreement", title_of(g), fields, g.evidence, g.evidence)


def _term(t: Term, names: Names) -> Row:
    fields = _known(
        ("article", t.article), ("who owes it", names.actors(t.obligors)),
        ("to whom", names.actors(t.beneficiaries)),
        ("object", _words(t.object)), ("where", names.place(t.place)), ("deadline", names.time(t.deadline)),
        ("condition", _words(t.condition)),
        ("conduct", "; ".join(f"{c.event} {c.bearing}" for c in t.conduct)),
    )  # fmt: skip
    return Row(t.id, "term", title_of(t), fields, t.evidence, t.evidence)
