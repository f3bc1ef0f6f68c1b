"""The record from above: incidents in cells of a map, sums by side and kind of source, and who acted against whom.

Everything is grouped in the database; what comes back is as large as what is shown, not as the record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, func, literal_column, select

from dateline.store.base import Record
from dateline.store.incident_query import narrowed, select_incidents
from dateline.store.incident_tables import ASKED, INCIDENTS, VOICES
from dateline.store.incidents import IncidentFilter, Step

Split = Literal["actor", "recipient", "source_kind"]
COARSE = 4  # where_prec from which a point stands for a whole province or country
_A, _V = ASKED.c, VOICES.c
_LENGTH: dict[Step, int] = {"year": 4, "month": 7, "week": 10, "day": 10}  # characters of a day that name its step
_NOBODY = "not named"
_LINES = 10_000_000  # more than there are lines of cells


class Bounds(NamedTuple):
    """Sums of people; `high` `None`: one of them is open above."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The incidents in one cell of a grid over the map.

    Attributes:
        lat, lon: their mean, WGS 84 degrees.
        incidents: how many.
        coarse: how many of them are placed no better than a province.
        killed: sums.
        incident: the one incident, where there is one.
        place: the place that all of them have, or `None`.
    """

    lat: float
    lon: float
    incidents: int
    coarse: int
    killed: Bounds
    incident: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """Who acted against whom: incidents and the killed in them."""

    actor: str
    recipient: str
    incidents: int
    killed: Bounds


class Network(NamedTuple):
    """Links, and by name the incidents in which somebody acts and in which somebody is hit, each counted once."""

    links: list[Link]
    acts: Counter[str]
    hit: Counter[str]


@dataclass(frozen=True, slots=True)
class Part:
    """Sums of one year, month or day (named by its first characters) and one side or kind of source."""

    start: str
    name: str
    incidents: int
    killed: Bounds


class Overview:
    """Questions about the whole record, under a policy."""

    def __init__(self, record: Record, policy: str) -> None:
        self._record = record
        self._policy = record.rule(policy).key

    def total(self) -> int:
        """How many incidents there are."""
        with self._record.asking() as db:
            return int(db.execute(select(func.count()).select_from(INCIDENTS)).scalar_one())

    def cells(self, wanted: IncidentFilter, size: float) -> list[Cell]:
        """Incidents that are on the map, by cells of `size` degrees, those with most incidents first."""
        column, line = func.round(_A.lon / size - 0.5), func.round(_A.lat / size - 0.5)
        cell = cast(column * _LINES + line, BigInteger)  # one number sorts faster than two
        coarse = func.sum(case((_A.where_prec >= COARSE, 1), else_=0))
        columns = [func.avg(_A.lat), func.avg(_A.lon), func.count(), coarse, *_killed(), func.min(_A.id),
                   func.min(_A.place), func.max(_A.place)]  # fmt: skip
        placed = (_A.lat.is_not(None), _A.lon.is_not(None))
        found = [
            Cell(r[0], r[1], r[2], int(r[3]), _bounds(r[4:8]), r[8] if r[2] == 1 else None, _same(r[9], r[10]))
            for r in self._rows(wanted, columns, lambda query: query.where(*placed).group_by(cell))
        ]
        return sorted(found, key=lambda c: (-c.incidents, c.lat, c.lon))

    def parts(self, wanted: IncidentFilter, step: Step, split: Split) -> list[Part]:
        """The killed over time by who did it, by who came to harm, or by the kind of source that gives the figure.

        An incident with two sides of one kind stands under each of them; one that two kinds of source tell of stands
        under both, with the bounds that each gives.
        """
        start = func.substr(_A.date_start, 1, _LENGTH[step])
        dated = _A.date_start.is_not(None)
        if split == "source_kind":
            return self._by_source(wanted, start, dated)
        people = _A.actors if split == "actor" else _A.recipients
        columns = [start, people, func.count(), *_killed()]
        found: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for r in self._rows(wanted, columns, lambda query: query.where(dated).group_by(start, people)):
            for name in (r[1] or _NOBODY).split("\n"):
                found[r[0], name].append((r[2], _bounds(r[3:7])))
        return [
            Part(start, name, sum(n for n, _ in rows), _sum(b for _, b in rows))
            for (start, name), rows in sorted(found.items())
        ]

    def _by_source(self, wanted: IncidentFilter, start: Any, dated: ColumnElement[bool]) -> list[Part]:
        """Each kind of source's own bounds of an incident's dead, added up. Nobody's word is the report's own voice."""
        sums = (func.sum(_V.low), func.sum(_V.best), func.sum(_V.high), func.sum(_V.unbounded))
        columns = [start, _V.kind, func.count(), *sums]
        said = self._rows(
            wanted,
            columns,
            lambda query: query.join(VOICES, _V.incident == _A.id).where(dated).group_by(start, _V.kind),
        )
        return [Part(r[0], r[1], r[2], Bounds(int(r[3]), int(r[4]), None if r[6] else int(r[5]))) for r in sorted(said)]

    def links(self, wanted: IncidentFilter) -> list[Link]:
        """Who acted against whom, most incidents first; an incident of several on a side is a link for each pair."""
        return self.network(wanted).links

    def network(self, wanted: IncidentFilter) -> Network:
        """The links, and in how many incidents each name stands on a side."""
        # Joined to nothing where more is asked than the index of pairs holds: each of its rows would be looked up.
        pair: list[ColumnElement[Any]] = [_A.actors, _A.recipients]
        if wanted != IncidentFilter():
            pair = [side.concat(literal_column("''")) for side in pair]
        found: dict[tuple[str, str], list[Any]] = defaultdict(list)
        acts, hit = Counter[str](), Counter[str]()
        for r in self._rows(wanted, [*pair, func.count(), *_killed()], lambda query: query.group_by(*pair)):
            actors, recipients = ({*(names or _NOBODY).split("\n")} for names in r[:2])
            for actor, recipient in product(actors, recipients):
                found[actor, recipient].append((r[2], _bounds(r[3:7])))
            acts.update(dict.fromkeys(actors, r[2]))
            hit.update(dict.fromkeys(recipients, r[2]))
        links = [Link(*pair, sum(n for n, _ in rows), _sum(b for _, b in rows)) for pair, rows in found.items()]
        return Network(sorted(links, key=lambda k: (-k.incidents, k.actor, k.recipient)), acts, hit)

    def _rows(
        self, wanted: IncidentFilter, columns: list[Any], grouped: Callable[[Select[Any]], Select[Any]]
    ) -> list[Any]:
        """Columns of the incidents that the filter lets through."""
        with self._record.asking() as db:
            return list(db.execute(grouped(select_incidents(narrowed(db, wanted), self._policy, columns))))


def _killed() -> list[Any]:
    """Sums of the killed, and how many incidents are open above."""
    opened = case((and_(_A.killed_low.is_not(None), _A.killed_high.is_(None)), 1), else_=0)
    sums = (_A.killed_low, _A.killed_best, func.coalesce(_A.killed_high, _A.killed_low))
    return [*(func.sum(func.coalesce(s, 0)) for s in sums), func.sum(opened)]


def _bounds(sums: Any) -> Bounds:
    return Bounds(int(sums[0]), int(sums[1]), None if sums[3] else int(sums[2]))


def _same(first: str | None, last: str | None) -> str | None:
    return first if first == last else None


def _sum(bounds: Iterable[Bounds]) -> Bounds:
    kept = list(bounds)
    highs = [b.high for b in kept]
    return Bounds(
        sum(b.low for b in kept), sum(b.best for b in kept), None if None in highs else sum(h or 0 for h in highs)
    )
