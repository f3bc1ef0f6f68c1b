"""Which place a name means: all names of a report are resolved together.

Every name has candidates with a prior (size, own name or alternative). Names lend each other support where their
candidates lie in one country, one division, one neighbourhood of about 100 km; a few rounds let the likelier ones
pull the others along (mean field). What the text says outright ("Latakia, Syria", "Helmand province") weighs most.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.knowledge.gazetteer import Entry, fold
from dateline.reading.places.capitals import capital_of


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in nats. Fitted on development sets, few and coarse."""

    size: float = 0.9  # per factor of ten in population
    main: float = 0.8
    country: float = 2.5  # a country of that name
    admin1: float = 0.5
    admin2: float = -2.5
    region: float = 2.0
    no_point: float = -1.5
    namesake: float = 2.0  # against a division that has a town of its name
    kind: float = 4.0  # the class word fits, or not
    within: float = 6.0  # lies in what the text says it lies in
    same_country: float = 1.0
    same_admin1: float = 1.2
    near: float = 1.0
    rounds: int = 4


@dataclass(slots=True)
class Name:
    """A name of the report, all its mentions together.

    Attributes:
        candidates: what it may be.
        count: how often it is named.
        kind: what its class word says.
        containers: indexes of names that the text says it lies in.
        countries: alpha-3 codes that the text says it lies in ("the Iraqi city of …").
    """

    candidates: tuple[Entry, ...]
    count: int
    kind: str | None = None
    containers: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for.

    Attributes:
        entry: the best candidate.
        ranked: the best and the next ones, each with its share (0..1).
        reason: what decided, in words.
    """

    entry: Entry
    ranked: tuple[tuple[Entry, float], ...]
    reason: str


_FITS: dict[str, frozenset[str]] = {
    "admin1": frozenset({"admin1", "region"}),
    "admin2": frozenset({"admin2", "district", "neighborhood"}),
    "city": frozenset({"city"}),
    "country": frozenset({"country"}),
    "camp": frozenset({"camp"}),
    "river": frozenset({"river"}),
    "water": frozenset({"water"}),
    "region": frozenset({"region"}),
    "island": frozenset({"island"}),
    "neighborhood": frozenset({"neighborhood", "city", "district", "camp"}),
}
_INSIDE = frozenset({"neighborhood", "facility", "camp", "district", "admin2"})  # what may lie in a town
_STATES_ALONE = frozenset({"USA", "CAN", "AUS"})  # where reports name a state without its class word
CELL = 1.0  # degrees
_Cell = tuple[int, int]
RIVALS = 5  # candidates among which a country's capital may stand
KEPT = 3  # candidates that the record keeps


def resolve(names: Sequence[Name], demonyms: dict[str, float], weights: Weights | None = None) -> list[Choice | None]:
    """The best candidate of every name, or `None` where there is none.

    Args:
        names: the report's names.
        demonyms: how often words for a country's people and things stand in the report, by alpha-3 code.
        weights: how much each kind of evidence counts.
    """
    w = weights or Weights()
    cells = [[_cell(c) for c in n.candidates] for n in names]
    fixed = [[_prior(c, n, w) - _namesake(c, n, w) + _contained(c, n, names, w) for c in n.candidates] for n in names]
    shares = [_softmax(f) for f in fixed]
    for _ in range(w.rounds):
        field_ = _Field(names, shares, demonyms, cells)
        shares = [
            _softmax([f + field_.support(i, j, c, w) for j, (f, c) in enumerate(zip(known, n.candidates, strict=True))])
            for i, (n, known) in enumerate(zip(names, fixed, strict=True))
        ]
    return [_choice(n, s, names) for n, s in zip(names, shares, strict=True)]


def _prior(c: Entry, n: Name, w: Weights) -> float:
    score = w.size * math.log10(c.size)
    if c.main:
        score += w.main
    score += {
        "country": w.country, "admin1": w.admin1, "admin2": w.admin2, "region": w.region, "continent": w.region
    }.get(c.kind, 0.0)  # fmt: skip
    if c.lat is None:
        score += w.no_point
    if n.kind:
        if c.kind in _FITS.get(n.kind, ()):
            score += w.kind
        elif c.kind in ("country", "admin1", "admin2", "river", "water"):
            score -= w.kind / 2
    return score


def _namesake(c: Entry, n: Name, w: Weights) -> float:
    """A division of its chief town's name is meant only where a class word says so."""
    if n.kind or c.kind not in ("admin1", "admin2"):
        return 0.0
    if any(o.kind == "city" and o.country != c.country and _capital(o) for o in n.candidates[:RIVALS]):
        return w.namesake  # "San Salvador" is an island of the Bahamas too
    capital = capital_of(c.country) if c.country else None
    if capital and any(
        o.kind == "city" and o.country == c.country and fold(o.name).startswith(capital) for o in n.candidates[:3]
    ):
        return w.namesake
    if c.country in _STATES_ALONE:
        return 0.0
    return (
        w.namesake
        if any(o.kind == "city" and lies_in(o, c) and o.population > c.population / 10 for o in n.candidates)
        else 0.0
    )


def _capital(c: Entry) -> bool:
    return bool(c.country) and capital_of(c.country or "") == fold(c.name)


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether `inner` lies in `outer`, by their divisions; a town holds what is within 25 km."""
    if inner.id == outer.id:
        return False
    if outer.kind == "country":
        return inner.country == outer.country
    if inner.country != outer.country:
        return False
    if outer.kind == "admin1" or (outer.kind == "region" and outer.admin1 is not None):
        return inner.admin1 == outer.admin1
    if outer.kind == "admin2":
        return inner.admin1 == outer.admin1 and inner.admin2 == outer.admin2
    return outer.kind == "city" and inner.kind in _INSIDE and _near(inner, outer, 0.25)


def _near(a: Entry, b: Entry, degrees: float) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) < degrees and abs(a.lon - b.lon) * math.cos(math.radians(a.lat)) < degrees


def _contained(c: Entry, n: Name, names: Sequence[Name], w: Weights) -> float:
    if any(_names_holder(c, names[i]) for i in n.containers):
        return w.within
    return w.within if c.country in n.countries else 0.0


def _softmax(scores: list[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


class _Field:
    """Where the names of a report are thought to lie: weight by country, division and cell of one degree."""

    def __init__(
        self,
        names: Sequence[Name],
        shares: list[list[float]],
        demonyms: dict[str, float],
        cells: list[list[_Cell | None]],
    ) -> None:
        self._cells = cells
        self.countries: dict[str | None, float] = {k: 0.5 * math.log1p(v) for k, v in demonyms.items()}
        self.divisions: dict[tuple[str | None, str | None], float] = {}
        self.cells: dict[_Cell, float] = {}
        self._own: list[dict[object, float]] = []
        for n, share, where in zip(names, shares, cells, strict=True):
            mass = math.log1p(n.count)
            own: dict[object, float] = {}
            for c, s, cell in zip(n.candidates, share, where, strict=True):
                if s < 0.01:
                    continue
                for key in (c.country, (c.country, c.admin1), cell):
                    if key is not None:
                        own[key] = own.get(key, 0.0) + mass * s
                self.countries[c.country] = self.countries.get(c.country, 0.0) + mass * s
                if c.admin1:
                    division = (c.country, c.admin1)
                    self.divisions[division] = self.divisions.get(division, 0.0) + mass * s
                if cell is not None:
                    self.cells[cell] = self.cells.get(cell, 0.0) + mass * s
            self._own.append(own)

    def support(self, i: int, j: int, c: Entry, w: Weights) -> float:
        """What the other names lend to candidate `j` of name `i`."""
        own = self._own[i]
        country = self.countries.get(c.country, 0.0) - own.get(c.country, 0.0) if c.country else 0.0
        score = w.same_country * math.log1p(max(0.0, country) * 2)
        if c.kind == "country":
            return score
        if c.admin1:
            division = (c.country, c.admin1)
            score += w.same_admin1 * math.log1p(
                max(0.0, self.divisions.get(division, 0.0) - own.get(division, 0.0)) * 2
            )
        if (cell := self._cells[i][j]) is not None:
            near = 0.0
            for around in _around(*cell):
                if around in self.cells:
                    near += self.cells[around] - own.get(around, 0.0)
            score += w.near * math.log1p(max(0.0, near) * 2)
        return score


def _around(y: int, x: int) -> tuple[_Cell, ...]:
    """A cell and its neighbours."""
    south, north, west, east = y - 1, y + 1, x - 1, x + 1
    return (
        (south, west), (south, x), (south, east), (y, west), (y, x), (y, east),
        (north, west), (north, x), (north, east),
    )  # fmt: skip


def _cell(c: Entry) -> _Cell | None:
    if c.kind in ("country", "admin1", "region", "continent", "water") or c.lat is None or c.lon is None:
        return None
    return int(c.lat // CELL), int(c.lon // CELL)


def _choice(n: Name, shares: list[float], names: Sequence[Name]) -> Choice | None:
    if not shares:
        return None
    order = sorted(range(len(shares)), key=lambda k: (-shares[k], k))
    ranked = tuple((n.candidates[k], round(shares[k], 3)) for k in order[:KEPT] if shares[k] >= 0.001)
    best = n.candidates[order[0]]
    if _denied(best, n, names):
        return None
    if len(n.candidates) == 1:
        reason = "the only place of that name"
    elif best.country in n.countries or any(_names_holder(best, names[i]) for i in n.containers):
        reason = "the text says what it lies in"
    elif n.kind and best.kind in _FITS.get(n.kind, ()):
        reason = "the class word beside it, the places named with it, and its size"
    else:
        reason = "the places named with it, and its size"
    return Choice(best, ranked, reason)


def _denied(best: Entry, n: Name, names: Sequence[Name]) -> bool:
    """Whether the text says that the name lies in something of another country: then no gazetteer has the place."""
    holders = {c.country for i in n.containers for c in names[i].candidates[:12]}
    small = best.kind not in ("country", "region", "continent") and best.country is not None
    return bool(holders) and None not in holders and small and best.country not in holders


def _names_holder(inner: Entry, outer: Name) -> bool:
    return any(lies_in(inner, o) for o in outer.candidates[:12])
