"""The claims of one report that tell of harm or violence, with their times and places looked up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.reconcile.words import words
from dateline.record import Actor, Attribution, Casualty, Event, Harm, Place, Reading, Source, Time

_HAPPENED = ("happened", "begun")
_ENTRY = re.compile(r"^[ \t\-–•*]{0,6}([^\W\d_]{3,20})[,:;]", re.MULTILINE)


@dataclass(frozen=True)
class Book:
    """A reading with its parts by id.

    Attributes:
        reading: the reading.
    """

    reading: Reading

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.reading.actors}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places by id."""
        return {p.id: p for p in self.reading.places}

    @cached_property
    def times(self) -> dict[str, Time]:
        """Times by id."""
        return {t.id: t for t in self.reading.times}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {s.id: s for s in self.reading.sources}

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        """Attributions by id."""
        return {a.id: a for a in self.reading.attributions}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by id."""
        return {e.id: e for e in self.reading.events}

    @cached_property
    def counting(self) -> dict[str, frozenset[tuple[Harm, int, int | None]]]:
        """Event -> harm and bounds of the figures that count it."""
        found: dict[str, set[tuple[Harm, int, int | None]]] = {}
        for c in self.reading.casualties:
            for e in c.events:
                found.setdefault(e, set()).add((c.harm, c.low, c.high))
        return {e: frozenset(f) for e, f in found.items()}

    @cached_property
    def entries(self) -> tuple[int, ...]:
        """Offsets of the lines that open with the name of a deed ("Shooting, 300 block of Ninth Avenue: …"), where
        the report has several: a list, each line of which tells of an incident of its own."""
        named = words().entries
        starts = [m.start(1) for m in _ENTRY.finditer(self.reading.report.text) if m[1].lower() in named]
        return tuple(starts) if len(starts) > 1 else ()

    def entry(self, at: int) -> int | None:
        """Offset of the line of such a list in which an offset stands, or `None`."""
        n = bisect_right(self.entries, at)
        if n == 0:
            return None
        start = self.entries[n - 1]
        return start if "\n" not in self.reading.report.text[start:at] else None

    def key(self, ident: str) -> str:
        """A local id made unique among reports: `<report id>#c1`."""
        return f"{self.reading.report.id}#{ident}"

    def names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Names of actors, in the order given."""
        return tuple(self.actors[a].name for a in ids if a in self.actors)


@dataclass(frozen=True, slots=True)
class Claim:
    """An event or a figure, as grouping sees it.

    Attributes:
        item: the event or figure itself.
        at: offset of the words that say it.
        sentence: offset of the evidence, the same for claims of one sentence.
        time: its time, where it is dated.
        place: its place.
        people: ids of actors who come to harm.
        doers: ids of actors who do it.
    """

    item: Event | Casualty
    at: int
    sentence: int
    time: Time | None
    place: Place | None
    people: frozenset[str]
    doers: frozenset[str]


def tells_of_violence(event: Event) -> bool:
    """Whether an event is one that incidents are made of: an assault, or a coercion that lays hands on people.

    Planned, threatened, demanded and imagined events are no incidents; a denied one disputes, it does not happen.
    """
    if event.status not in _HAPPENED:
        return False
    if event.type == "ASSAULT":
        return True
    if event.type not in ("COERCE", "SANCTION"):
        return False
    return event.mode is not None and any(word in words().violent_modes for word in event.mode.split("_"))


def denies(event: Event) -> bool:
    """Whether someone is quoted as denying that a named party did violence: it disputes an incident and makes none.

    "No one was hurt" is no denial: nobody is said to have done it.
    """
    return event.type == "ASSAULT" and event.status == "denied" and bool(event.actors) and event.attribution is not None


def counts_here(figure: Casualty) -> bool:
    """Whether a figure can be counted for an incident: totals over a period are kept apart."""
    return figure.scope != "period"


def _only_total(event: Event, totals: Mapping[int, Sequence[Casualty]]) -> bool:
    """Whether an event is only the verb of a running total of its sentence ("190 people have been killed since May");
    without a period that may be no total at all."""
    return any(
        t.victims.actor in event.recipients or (event.time is not None and event.time in (t.period, t.time))
        for t in totals.get(event.evidence.start, ())
        if t.period is not None
    )


def claims_of(book: Book) -> list[Claim]:
    """The report's claims in text order: its violent events, and figures with the events that they count."""
    reading = book.reading
    figures = [c for c in reading.casualties if counts_here(c)]
    counted = {e for c in figures for e in c.events}
    totals: dict[int, list[Casualty]] = {}
    for c in reading.casualties:
        if not counts_here(c):
            totals.setdefault(c.evidence.start, []).append(c)
    in_total = {e for some in totals.values() for c in some for e in c.events}
    told = (e for e in reading.events if tells_of_violence(e) or denies(e) or e.id in counted)
    told = (e for e in told if e.id in counted or not (e.id in in_total or _only_total(e, totals)))
    events = [e for e in told if e.status in _HAPPENED or denies(e)]
    found = [_of_event(book, e) for e in events] + [_of_figure(book, c) for c in figures]
    return sorted(found, key=lambda c: (c.at, isinstance(c.item, Casualty), c.item.id))


def _of_event(book: Book, event: Event) -> Claim:
    time, place = book.times.get(event.time or ""), book.places.get(event.place or "")
    people, doers = frozenset(event.recipients), frozenset(event.actors)
    return Claim(event, event.trigger.start, event.evidence.start, time, place, people, doers)


def _of_figure(book: Book, figure: Casualty) -> Claim:
    told = [book.events[e] for e in figure.events if e in book.events] if figure.scope == "incident" else []
    time = book.times.get(figure.time or "") or next((book.times[e.time] for e in told if e.time in book.times), None)
    place = book.places.get(figure.place or "") or next(
        (book.places[e.place] for e in told if e.place in book.places), None
    )
    people = frozenset([figure.victims.actor] if figure.victims.actor else [])
    return Claim(figure, figure.quote.start, figure.evidence.start, time, place, people, frozenset(figure.perpetrators))
