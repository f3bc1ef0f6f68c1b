"""Agreements of many reports that are one agreement: kind, parties, day, place and name. A doubt keeps them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.reading.agreements.sides import related
from dateline.reconcile.claims import Book
from dateline.reconcile.links import Links
from dateline.record import Actor, Agreement, Place

_FAMILY = {"truce": "ceasefire", "other": "peace_plan"}
_LOCAL = 5  # where_prec of a place below a country
DAYS = 3  # between the day of signing and the day of effect


@dataclass(frozen=True)
class Naming:
    """One report's naming of an agreement."""

    book: Book
    agreement: Agreement

    @property
    def key(self) -> str:
        """`<report id>#g1`."""
        return self.book.key(self.agreement.id)

    @property
    def own_text(self) -> bool:
        """Whether the report is the agreement's own text."""
        return any(t.article for t in self.agreement.terms)

    @property
    def day(self) -> str | None:
        """Its day, where it is one."""
        time = self.book.times.get(self.agreement.time or "")
        return time.start if time is not None and (time.date_prec or 5) <= 2 else None

    @property
    def place(self) -> Place | None:
        """Where it was made or holds."""
        return self.book.places.get(self.agreement.place or "")

    @property
    def parties(self) -> list[Actor]:
        """Its parties as the report's actors."""
        return [a for p in self.agreement.parties if (a := self.book.actors.get(p)) is not None]


def grouped(books: Iterable[Book], links: Links | None = None) -> list[list[Naming]]:
    """Namings of one agreement together: an agreement's own text first, then those with a day, in order of day.

    Args:
        books: the reports.
        links: what people put together or keep apart; the machine joins only the rest.
    """
    links = links or Links()
    found = [Naming(b, g) for b in books for g in b.reading.agreements]
    found.sort(key=lambda n: (not n.own_text, n.day is None, n.day or "", n.key))
    groups: list[list[Naming]] = []
    for naming in found:
        tie = links.of([naming.key])
        ties = [(g, links.of(n.key for n in g)) for g in groups]
        tied = next((g for g, t in ties if t is not None and t == tie), None)
        fitting = [g for g, t in ties if not links.apart(tie, t) and _same(g[0], naming)]
        home = tied if tied is not None else _latest(fitting, naming)
        if home is not None:
            home.append(naming)
        else:
            groups.append([naming])
    return groups


def _latest(groups: list[list[Naming]], naming: Naming) -> list[Naming] | None:
    """Of several that fit, the one that a report of this day would mean: the last that was made before it."""
    if naming.day is not None or len(groups) <= 1:
        return groups[-1] if groups else None
    published = naming.book.reading.report.published
    made = [g for g in groups if g[0].day and published and g[0].day <= published]
    return max(made, key=lambda g: g[0].day or "", default=None)


def _same(one: Naming, other: Naming) -> bool:
    a, b = one.agreement, other.agreement
    if one.book.reading.report.id == other.book.reading.report.id:
        return False  # the reader of that report kept them apart
    if a.name and b.name and a.name.lower() == b.name.lower() and len(a.name.split()) > 1:
        return _near(one.day, other.day, 60)
    if _FAMILY.get(a.kind, a.kind) != _FAMILY.get(b.kind, b.kind) or not _near(one.day, other.day, DAYS):
        return False
    published = other.book.reading.report.published
    if other.day is None and one.day and published and published < one.day:
        return False
    return _parties_fit(one, other) and _places_fit(one, other)


def _near(a: str | None, b: str | None, most: int) -> bool:
    return a is None or b is None or abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= most


def _parties_fit(one: Naming, other: Naming) -> bool:
    """Both know two parties and they are the same; or one knows one, and their days or places say the rest."""
    named = other.parties or list(other.book.actors.values())
    pairs = _paired(one.parties, named)
    if pairs >= 2:
        return True
    exact = one.day is not None and one.day == other.day
    return pairs == 1 and exact and min(len(one.parties), len(other.parties)) == 1


def _paired(ours: list[Actor], theirs: list[Actor]) -> int:
    """How many of ours have a counterpart of their own among theirs."""
    free, count = list(theirs), 0
    for actor in ours:
        match = next((t for t in free if related(actor, t)), None)
        if match is not None:
            free.remove(match)
            count += 1
    return count


def _places_fit(one: Naming, other: Naming) -> bool:
    a, b = one.place, other.place
    if a is None or b is None or one.day == other.day or max(a.where_prec, b.where_prec) > _LOCAL:
        return True
    return not (a.country and b.country and a.country != b.country and not (one.own_text or other.own_text))
