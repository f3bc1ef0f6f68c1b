"""An incident with what it rests on: the articles, who the parties are, and the words that tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.reconcile.claims import Book
from dateline.reconcile.incident import Incident
from dateline.reconcile.violence import Side, side_of
from dateline.record import Actor, Casualty, Event, Reading

_ARMED = ("combatant", "security")


@dataclass(frozen=True, slots=True)
class Article:
    """One report that tells of an incident."""

    report: str
    office: str | None
    published: str | None
    headline: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who did it or came to harm; `side` is `None` where it is not known whether they bear arms."""

    name: str
    kind: str
    sector: str | None
    country: str | None
    side: Side | None


@dataclass(frozen=True, slots=True)
class Case:
    """An incident and its background.

    Attributes:
        incident: the incident.
        articles: its reports, in order of publication.
        doers: who did it.
        sufferers: who came to harm.
        fallen: armed people killed, by the name of their party, as the reports count them; the highest count of each.
        told: the sentence that tells of it, `None` where the readings are not at hand.
        where: how the reports name the place.
        joint: every figure of the killed counts several incidents together.
    """

    incident: Incident
    articles: tuple[Article, ...] = ()
    doers: tuple[Party, ...] = ()
    sufferers: tuple[Party, ...] = ()
    fallen: Mapping[str, int] | None = None
    told: str | None = None
    where: tuple[str, ...] = ()
    joint: bool = False


def case_of(incident: Incident, readings: Mapping[str, Reading]) -> Case:
    """The case of an incident.

    Args:
        incident: the incident.
        readings: those of its reports, by report id; what is missing leaves gaps, and nothing is made up.
    """
    books = {r: Book(readings[r]) for r in incident.reports if r in readings}
    claims = list(_claims(incident, books))
    known = _actors(claims)
    figures = [c for _, c in claims if isinstance(c, Casualty) and c.harm == "killed"]
    return Case(
        incident,
        tuple(sorted(map(_article, books.values()), key=lambda a: (a.published or "9999", a.office or "", a.report))),
        tuple(_party(n, known) for n in incident.actors),
        tuple(_party(n, known) for n in incident.recipients),
        _fallen(claims),
        _told(incident, claims),
        _where(claims),
        bool(figures) and all(c.scope == "joint" for c in figures),
    )


def _claims(incident: Incident, books: Mapping[str, Book]) -> Iterator[tuple[Book, Event | Casualty]]:
    figures = {r: {c.id: c for c in b.reading.casualties} for r, b in books.items()}
    for key in incident.claims:
        report, _, local = key.rpartition("#")
        if (book := books.get(report)) is None:
            continue
        found = book.events.get(local) or figures[report].get(local)
        if found is not None:
            yield book, found


def _article(book: Book) -> Article:
    r = book.reading.report
    return Article(r.id, r.publisher, r.published, r.title, r.url)


def _actors(claims: Iterable[tuple[Book, Event | Casualty]]) -> dict[str, Actor]:
    """Actors of the claims by name; of two of one name the one of which more is known."""
    found: dict[str, Actor] = {}
    for book, claim in claims:
        ids = claim.actors + claim.recipients if isinstance(claim, Event) else claim.perpetrators
        if isinstance(claim, Casualty) and claim.victims.actor:
            ids = (*ids, claim.victims.actor)
        for actor in (book.actors[i] for i in ids if i in book.actors):
            if actor.name not in found or (side_of(found[actor.name]) is None and side_of(actor) is not None):
                found[actor.name] = actor
    return found


def _party(name: str, known: Mapping[str, Actor]) -> Party:
    actor = known.get(name)
    if actor is None:
        return Party(name, "unknown", None, None, None)
    return Party(name, actor.kind, actor.sector, actor.country, side_of(actor))


def _fallen(claims: Iterable[tuple[Book, Event | Casualty]]) -> dict[str, int]:
    """Armed people killed, by party: within a report their figures add up unless one is part of another."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for book, claim in claims:
        if not isinstance(claim, Casualty) or claim.harm != "killed" or claim.scope != "incident" or claim.part_of:
            continue
        actor = book.actors.get(claim.victims.actor or "")
        if actor is not None and claim.victims.status in _ARMED:
            key = (actor.name, book.reading.report.id)
            counts[key] = max(counts[key], claim.low)
    highest: dict[str, int] = {}
    for (name, _), n in counts.items():
        highest[name] = max(highest.get(name, 0), n)
    return highest


def _told(incident: Incident, claims: Iterable[tuple[Book, Event | Casualty]]) -> str | None:
    """The sentence that gives the best estimate of the killed, before one of another figure, before one of the event
    itself; of equals the latest report's."""
    best = incident.killed.best if incident.killed else None

    def rank(item: tuple[Book, Event | Casualty]) -> tuple[bool, bool, bool, bool, str]:
        book, claim = item
        figure = isinstance(claim, Casualty) and claim.harm == "killed" and claim.scope == "incident"
        chosen = figure and isinstance(claim, Casualty) and claim.low == best
        same = isinstance(claim, Event) and claim.type == incident.type
        return chosen, figure, same, claim.certainty == "stated", book.reading.report.published or ""

    found = max(claims, key=rank, default=None)
    return " ".join(found[1].evidence.text.split()) if found else None


def _where(claims: Iterable[tuple[Book, Event | Casualty]]) -> tuple[str, ...]:
    """How the claims' places are named, each once: `south of Bogota`, `Abu Shouk`."""
    found = (book.places[claim.place] for book, claim in claims if claim.place in book.places)
    return tuple(dict.fromkeys(p.name for p in found))
