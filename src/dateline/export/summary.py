"""What a situation report says: sums, the deadliest incidents, groupings. One pass; memory holds sums and the list."""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.export.cases import Case
from dateline.export.codes import state
from dateline.export.query import Query
from dateline.export.svg_chart import Range
from dateline.export.svg_map import Spot
from dateline.reconcile.claims import Book
from dateline.reconcile.incident import COUNTED, Bounds, Count
from dateline.record import Reading

LISTED = 500  # incidents in the list: the deadliest
TOTALS = 60  # running totals shown
NOBODY = ("not named", "place not known")


@dataclass(slots=True)
class Group:
    """Incidents that share a place or a doer."""

    name: str
    incidents: int = 0
    killed: Range = field(default_factory=Range)


@dataclass(frozen=True, slots=True)
class Total:
    """A running total as a report gives it; it is added to nothing."""

    harm: str
    low: int
    high: int | None
    where: str
    start: str | None
    end: str | None
    who: str
    words: str
    publisher: str
    published: str


@dataclass(slots=True)
class Summary:
    """Sums over all incidents of a report.

    Attributes:
        harms: people harmed by harm; only harms of which something is said.
        civilians: people killed who were civilians, as far as reports say.
        days: people killed by first day of the incident.
        units: groups by country and first-level unit.
        doers: groups by who is said to have done it.
        listed: the cases in the list, in order of date.
        left: how many incidents are not in the list.
    """

    incidents: int = 0
    undated: int = 0
    unplaced: int = 0
    disputed: int = 0
    reviewed: int = 0
    first: str | None = None
    last: str | None = None
    harms: dict[str, Range] = field(default_factory=dict)
    civilians: Range = field(default_factory=Range)
    days: dict[datetime.date, Range] = field(default_factory=dict)
    units: dict[str, Group] = field(default_factory=dict)
    doers: dict[str, Group] = field(default_factory=dict)
    offices: dict[str, set[str]] = field(default_factory=dict)
    listed: list[Case] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Incidents that are not in the list."""
        return self.incidents - len(self.listed)

    @property
    def reports(self) -> int:
        """Reports that tell of the incidents."""
        return len(set().union(*self.offices.values()))


def summary_of(cases: Iterable[Case]) -> Summary:
    """The sums of cases."""
    found = Summary()
    heap: list[tuple[int, int, Case]] = []
    for n, case in enumerate(cases):
        _add(found, case)
        killed = case.incident.killed
        entry = (killed.best if killed else -1, -n, case)
        if len(heap) < LISTED:
            heapq.heappush(heap, entry)
        else:
            heapq.heappushpop(heap, entry)
    found.listed = [c for _, _, c in sorted(heap, key=lambda e: -e[1])]
    return found


def _add(found: Summary, case: Case) -> None:
    i = case.incident
    found.incidents += 1
    found.undated += i.start is None
    found.unplaced += i.place is None or i.place.lat is None
    found.disputed += i.certainty == "disputed"
    found.reviewed += i.status != "machine"
    if i.start:
        found.first = min(found.first or i.start, i.start)
        found.last = max(found.last or i.start, i.end or i.start)
    for harm in COUNTED:
        count: Count | None = getattr(i, harm)
        if count is not None:
            found.harms[harm] = _plus(found.harms.get(harm, Range()), count)
    killed = i.killed
    if killed is not None:
        found.civilians = _plus(found.civilians, killed.civilian)
        if i.start:
            day = datetime.date.fromisoformat(i.start)
            found.days[day] = _plus(found.days.get(day, Range()), killed)
    for name, groups in ((_unit(case), found.units), *((d, found.doers) for d in i.actors or (NOBODY[0],))):
        group = groups.setdefault(name, Group(name))
        group.incidents += 1
        group.killed = _plus(group.killed, killed) if killed else group.killed
    for article in case.articles:
        found.offices.setdefault(article.office or "publisher not named", set()).add(article.report)


def _plus(r: Range, count: Count | Bounds) -> Range:
    return r.plus(count.low, count.best, count.high)


def _unit(case: Case) -> str:
    place = case.incident.place
    if place is None:
        return NOBODY[1]
    country = state(place.country)
    return ", ".join(p for p in (place.admin1, country.name if country else place.country) if p) or place.name


def spots_of(cases: Iterable[Case]) -> Iterator[Spot]:
    """The cases that have a point, with their numbers in the list."""
    for number, case in enumerate(cases, 1):
        place, killed = case.incident.place, case.incident.killed
        if place is not None and place.lat is not None and place.lon is not None:
            best = killed.best if killed else 0
            yield Spot(number, place.name, place.country, place.lat, place.lon, best, place.where_prec)


def totals_of(readings: Iterable[Reading], query: Query) -> list[Total]:
    """Running totals that a query lets through, in order of publication; the newest where there are many."""
    found = []
    for reading in readings:
        book = Book(reading)
        for figure in reading.casualties:
            if figure.scope != "period":
                continue
            place, time = book.places.get(figure.place or ""), book.times.get(figure.period or figure.time or "")
            start, end = (time.start, time.end) if time else (None, None)
            names = (place.name, place.admin1, place.country) if place else ()
            if not (query.dated(start, end) and query.placed(names, place.country if place else None)):
                continue
            said = book.attributions.get(figure.attribution or "")
            chain = [book.sources[s].name for s in said.chain if s in book.sources] if said else []
            report = reading.report
            found.append(
                Total(figure.harm, figure.low, figure.high, place.name if place else "", start, end, " ← ".join(chain),
                      " ".join(figure.evidence.text.split()), report.publisher or "", report.published or "")
            )  # fmt: skip
    return sorted(found, key=lambda t: t.published)[-TOTALS:]
