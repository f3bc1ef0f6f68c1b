"""The fields of a claim: each with its value as people write it, the characters that say it, and how it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from dateline.record import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Casualty,
    Certainty,
    Duty,
    Event,
    EventType,
    Harm,
    Modality,
    Qualifier,
    Reading,
    Scope,
    Status,
    Term,
    VictimStatus,
)
from dateline.text import Span
from dateline.view.rows import title_of as view_title
from dateline.view.words import Names, figure

Claim = Casualty | Event | Agreement | Term
Spans = tuple[tuple[int, int], ...]
WHERE = {2: "near there", 3: "in the district", 4: "in the province", 5: "vague", 6: "country only",
         7: "sea or air"}  # fmt: skip
WHEN = {2: "to some days", 3: "to the week", 4: "to the month", 5: "to the year"}


@dataclass(frozen=True, slots=True)
class Input:
    """How one value is changed.

    Attributes:
        name: key of `after`; `victims.status` stands inside `victims`.
        how: `number`, `choice`, `text`, `names`, `place` or `time`.
        value: as it stands, as the control shows it.
        label: of the control.
        choices: of a `choice`.
    """

    name: str
    how: str
    value: str
    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a claim.

    Attributes:
        name: of the record format.
        label: for people.
        value: as people write it, `None` where the report does not say.
        spans: the characters that say it.
        note: precision, or how it was found.
        inputs: how it is changed; empty: not here.
    """

    name: str
    label: str
    value: str | None
    spans: Spans = ()
    note: str | None = None
    inputs: tuple[Input, ...] = ()


def title_of(claim: Claim) -> str:
    """A claim in a few words, as the queue says it."""
    match claim:
        case Casualty():
            return f"{'nobody' if claim.high == 0 else figure(claim.low, claim.high)} {claim.harm}"
        case Event():
            return f"{claim.type.capitalize()}: {claim.trigger.text}"
        case _:
            return view_title(claim)


def spans_of(*found: Span | None) -> Spans:
    return tuple((s.start, s.end) for s in found if s)


def near(mentions: Sequence[Span], to: Span) -> Spans:
    """The mention inside a span, else the last one before it, else the first."""
    inside = [m for m in mentions if to.covers(m)]
    before = [m for m in mentions if m.end <= to.start]
    return spans_of(inside[0] if inside else before[-1] if before else mentions[0] if mentions else None)


def fields_of(reading: Reading, claim: Claim) -> list[Field]:
    """The fields of a claim, those that a person looks at first above."""
    make = _Fields(reading, claim)
    match claim:
        case Casualty():
            return make.casualty(claim)
        case Event():
            return make.event(claim)
        case Agreement():
            return make.agreement(claim)
        case Term():
            return make.term(claim)


class _Fields:
    """Makes the fields of one claim."""

    def __init__(self, reading: Reading, claim: Claim) -> None:
        self._names = Names(reading)
        self._reading = reading
        self._evidence = claim.evidence

    def casualty(self, c: Casualty) -> list[Field]:
        low = Input("low", "number", str(c.low), "At least")
        high = Input("high", "number", "" if c.high is None else str(c.high), "At most (empty: open)")
        status = Input("victims.status", "choice", c.victims.status, "Status of the victims", get_args(VictimStatus))
        counts = "; ".join(f"{e.trigger.text} ({e.id})" for e in self._reading.events if e.id in c.events)
        return [
            Field("low", "People", figure(c.low, c.high), spans_of(c.quote), None, (low, high)),
            self._choice("harm", "Harm", c.harm, get_args(Harm)),
            Field("victims", "Victims", self._names.victims(c), spans_of(c.victims.quote), None,
                  (self._actor("victims.actor", c.victims.actor), status)),
            self._people("perpetrators", "By whom", c.perpetrators),
            self._choice("scope", "Scope", c.scope, get_args(Scope)),
            Field("events", "Of the event", counts or None, self._of_events(c.events)),
            self._place("place", "Where", c.place), self._time("time", "When", c.time),
            *([self._time("period", "Over", c.period)] if c.scope == "period" or c.period else []),
            self._choice("qualifier", "Wording", c.qualifier, get_args(Qualifier)),
            self._choice("certainty", "Certainty", c.certainty, get_args(Certainty)),
            *self._whole(c.part_of),
        ]  # fmt: skip

    def event(self, e: Event) -> list[Field]:
        return [
            self._choice("type", "Type", e.type, get_args(EventType), spans_of(e.trigger)),
            self._text("mode", "Mode", e.mode), self._text("acled", "ACLED", e.acled),
            self._people("actors", "Who", e.actors), self._people("recipients", "To whom", e.recipients),
            self._place("place", "Where", e.place), self._time("time", "When", e.time),
            Field("weapons", "Weapons", ", ".join(w.text for w in e.weapons) or None, spans_of(*e.weapons)),
            *([Field("size", "Size", self._names.size(e.size), spans_of(e.size.quote))] if e.size else []),
            self._choice("status", "Status", e.status, get_args(Status)),
            self._choice("certainty", "Certainty", e.certainty, get_args(Certainty)),
        ]  # fmt: skip

    def agreement(self, g: Agreement) -> list[Field]:
        return [
            self._choice("kind", "Kind", g.kind, get_args(AgreementKind)), self._text("name", "Name", g.name),
            self._people("parties", "Parties", g.parties), self._people("mediators", "Mediators", g.mediators),
            self._place("place", "Where", g.place), self._time("time", "When", g.time),
            self._choice("status", "Status", g.status, get_args(AgreementStatus)),
            Field("terms", "Terms", "; ".join(view_title(t) for t in g.terms) or None,
                  spans_of(*(t.evidence for t in g.terms))),
        ]  # fmt: skip

    def term(self, t: Term) -> list[Field]:
        events = {e.id: e for e in self._reading.events}
        conduct = "; ".join(
            f"{events[c.event].trigger.text if c.event in events else c.event}: {c.bearing}" for c in t.conduct
        )
        return [
            self._people("obligors", "Who owes it", t.obligors),
            self._choice("modality", "Modality", t.modality, get_args(Modality)),
            self._choice("duty", "Duty", t.duty, get_args(Duty)),
            self._people("beneficiaries", "To whom", t.beneficiaries),
            Field("object", "What", t.object.text if t.object else None, spans_of(t.object)),
            self._place("place", "Where", t.place), self._time("deadline", "By when", t.deadline),
            Field("condition", "If", t.condition.text if t.condition else None, spans_of(t.condition)),
            Field("conduct", "Conduct", conduct or None, spans_of(*(c.evidence for c in t.conduct))),
        ]  # fmt: skip

    @staticmethod
    def _choice(name: str, label: str, value: str, choices: tuple[str, ...], spans: Spans = ()) -> Field:
        return Field(name, label, value.replace("_", " "), spans, None, (Input(name, "choice", value, label, choices),))

    @staticmethod
    def _text(name: str, label: str, value: str | None) -> Field:
        return Field(name, label, value, (), None, (Input(name, "text", value or "", label),))

    def _people(self, name: str, label: str, ids: tuple[str, ...]) -> Field:
        found = [a for a in self._reading.actors if a.id in ids]
        spans = tuple(s for a in found for s in near(a.mentions, self._evidence))
        shown = Input(name, "names", "; ".join(a.name for a in found), f"{label} (several: a; b)")
        return Field(name, label, self._names.actors(ids), spans, None, (shown,))

    def _actor(self, name: str, ident: str | None) -> Input:
        found = next((a.name for a in self._reading.actors if a.id == ident), "")
        return Input(name, "actor", found, "Victims")

    def _place(self, name: str, label: str, ident: str | None) -> Field:
        place = next((p for p in self._reading.places if p.id == ident), None)
        shown = ", ".join(x for x in (place.name, place.country) if x) if place else ""
        spans = near(place.mentions, self._evidence) if place else ()
        note = None if place is None else WHERE.get(place.where_prec) if place.lat is not None else "not on the map"
        return Field(name, label, self._names.place(ident), spans, note, (Input(name, "place", shown, label),))

    def _time(self, name: str, label: str, ident: str | None) -> Field:
        time = next((t for t in self._reading.times if t.id == ident), None)
        note = WHEN.get(time.date_prec or 0) if time else None
        days = (
            ""
            if time is None
            else (time.start or "")
            if time.start == time.end
            else f"{time.start or ''}/{time.end or ''}"
        )
        shown = Input(name, "time", days, f"{label} (day, or first day/last day)")
        return Field(name, label, self._names.time(ident), spans_of(time.span) if time else (), note, (shown,))

    def _whole(self, ident: str | None) -> list[Field]:
        whole = next((c for c in self._reading.casualties if c.id == ident), None)
        return [Field("part_of", "Part of", title_of(whole), spans_of(whole.quote))] if whole else []

    def _of_events(self, ids: tuple[str, ...]) -> Spans:
        return spans_of(*(e.trigger for e in self._reading.events if e.id in ids))
