"""What later reports tell that bears on a clause: same obligor, fitting act, place in its zone, time in its window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dateline.reading.agreements.bearing import act_of, wholly
from dateline.reading.agreements.lexicon import lexicon
from dateline.reading.agreements.sides import fights_others, related
from dateline.reconcile.agreements.clauses import Drafted
from dateline.reconcile.agreements.monitors import protected
from dateline.reconcile.agreements.window import says_until
from dateline.reconcile.claims import Book
from dateline.record import Actor, Bearing, Event, Place
from dateline.text import Span

_DONE = ("happened", "begun")
_LOCAL = 5


@dataclass(frozen=True)
class Found:
    """An event that bears on a clause, and what speaks against its being in the clause's scope."""

    book: Book
    event: Event
    bearing: Bearing
    outside: str | None  # why it is outside the scope
    doubt: str | None  # why it cannot be told

    @property
    def day(self) -> str | None:
        """Its first day."""
        time = self.book.times.get(self.event.time or "")
        return time.start if time else None

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.book.places.get(self.event.place or "")

    @property
    def doers(self) -> list[Actor]:
        """Who did it."""
        return [a for d in self.event.actors if (a := self.book.actors.get(d)) is not None]


@dataclass(frozen=True)
class Scope:
    """What an agreement reaches: its day, its parties, the countries they are of, its last day where one is told."""

    day: str | None
    parties: tuple[Actor, ...]
    countries: frozenset[str]
    end: str | None = None


def conduct_of(clause: Drafted, scope: Scope, books: Iterable[Book]) -> Iterator[Found]:
    """Events of the reports that bear on the clause, one for each deed that a sentence tells."""
    rule = lexicon().duties.get(clause.lead.term.duty)
    if rule is None or clause.lead.term.modality in ("may", "offers"):
        return
    told = {(o.book.reading.report.id, s) for o in (clause.lead, *clause.others) for s in _stretch(o.term.evidence)}
    for book in books:
        report = book.reading.report
        seen: set[tuple[int, Bearing, tuple[str, ...]]] = set()
        for event in book.reading.events:
            bearing = act_of(rule, event) if event.status in _DONE else None
            key = (event.evidence.start, bearing or "begins", event.actors)
            if bearing is None or key in seen or (report.id, event.trigger.start) in told:
                continue
            doers = [a for d in event.actors if (a := book.actors.get(d)) is not None]
            if not _owes(doers, clause.lead.obligors):
                continue
            if bearing == "breaches" and not (_hits_party(book, event, scope) and _hits_protected(clause, book, event)):
                continue
            if bearing == "fulfils" and not wholly(clause.lead.term, event):
                bearing = "begins"
            seen.add(key)
            outside, doubt = _judged(clause, scope, book, event)
            if outside and _before(scope.day, book, event):
                continue  # what was done before the agreement bears on nothing in it
            yield Found(book, event, bearing, outside, doubt)


def _stretch(span: Span) -> range:
    return range(span.start, span.end)


def _owes(doers: list[Actor], obligors: list[Actor]) -> bool:
    return any(related(d, o) for d in doers for o in obligors)


def _hits_party(book: Book, event: Event, scope: Scope) -> bool:
    hit = [a for r in event.recipients if (a := book.actors.get(r)) is not None]
    return not fights_others(hit, scope.parties)


def _hits_protected(clause: Drafted, book: Book, event: Event) -> bool:
    """False where a ban names whom it protects, and neither they nor their like were hit."""
    term = clause.lead.term
    named = protected(term.object.text) if term.object and term.modality == "must_not" else frozenset()
    if not named:
        return True
    hit = [a for r in event.recipients if (a := book.actors.get(r)) is not None]
    civil = "civilian" in named and any(a.sector in ("CVL", "REF", "MED", "JRN") for a in hit)
    return civil or bool(named & protected(event.evidence.text))


def _before(day: str | None, book: Book, event: Event) -> bool:
    time = book.times.get(event.time or "")
    return bool(day and time and time.end and time.end < day)


def _from(clause: Drafted, scope: Scope) -> str | None:
    """The first day of a clause: of a ceasefire the day that its own words begin with, else that of the agreement."""
    term, book = clause.lead.term, clause.lead.book
    time = book.times.get(term.deadline or "")
    if term.duty != "cease_fire" or time is None or time.start is None or (scope.day and time.start < scope.day):
        return scope.day
    return time.start


def _until(clause: Drafted, scope: Scope) -> str | None:
    """The last day of a clause: of a ban that "until 10 May" ends, that day, else that of the agreement."""
    term, book = clause.lead.term, clause.lead.book
    time = book.times.get(term.deadline or "")
    banned = term.duty == "cease_fire" or term.modality == "must_not"
    if banned and time is not None and time.end and says_until(book.reading.report.text, time):
        return time.end
    return scope.end


def _judged(clause: Drafted, scope: Scope, book: Book, event: Event) -> tuple[str | None, str | None]:
    """Why a deed is outside the clause's time or place, or why that cannot be told."""
    time, place, zone = book.times.get(event.time or ""), book.places.get(event.place or ""), clause.lead.place
    begun = _from(clause, scope)
    if _before(begun, book, event):
        return "it was before the clause took effect", None
    end = _until(clause, scope)
    if end and time is not None and time.start and time.start > end:
        return f"it was after {end}, the last day", None
    if place is not None and place.country and scope.countries and place.country not in scope.countries:
        return f"{place.name} is in another country than the parties", None
    if zone is not None and place is not None and _apart(place, zone, book):
        return f"{place.name} is not in {zone.name}, where the clause holds", None
    if time is None or time.start is None:
        return None, "no day is given"
    if begun is None:
        return None, "the day of the agreement is not known"
    if time.start < begun:
        return None, "it may have been before the agreement"
    if zone is not None and zone.where_prec <= _LOCAL and place is None:
        return None, f"no place is given, and the clause holds in {zone.name}"
    return None, None


def _apart(place: Place, zone: Place, book: Book) -> bool:
    """Whether a place is known to lie elsewhere than a zone."""
    if (place.geonames and place.geonames == zone.geonames) or place.name.lower() == zone.name.lower():
        return False
    if zone.country and place.country and zone.country != place.country:
        return True
    around = {p.name.lower() for p in book.reading.places if p.id == place.within} | {(place.admin1 or "").lower()}
    if zone.name.lower() in around or zone.where_prec > _LOCAL:
        return False
    if place.lat is None or place.lon is None or zone.lat is None or zone.lon is None:
        return False
    if zone.where_prec >= 3 and (zone.admin1 == place.admin1 or zone.admin1 is None):
        return False
    return max(abs(place.lat - zone.lat), abs(place.lon - zone.lon)) > 0.5  # about 50 km


def same_deed(one: Found, other: Found) -> bool:
    """Whether two reports tell of one deed: bearing, side, day and place."""
    if one.bearing != other.bearing or (one.outside is None) != (other.outside is None):
        return False
    if one.day is None or other.day is None:
        return False
    if abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) > 1:
        return False
    if one.day != other.day and (one.place is None or other.place is None):
        return False
    a, b = one.place, other.place
    if (
        a is not None
        and b is not None
        and a.name.lower() != b.name.lower()
        and max(a.where_prec, b.where_prec) < _LOCAL
    ):
        inside = {(p.admin1 or "").lower() for p in (a, b)}
        if a.name.lower() not in inside and b.name.lower() not in inside:
            return False
    return any(related(x, y) for x in one.doers for y in other.doers)
