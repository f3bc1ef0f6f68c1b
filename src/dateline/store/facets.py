"""The columns that claims are filtered on, taken from a reading: names, days, bounds, who says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.knowledge.gazetteer.fold import fold
from dateline.reconcile.anchors import Claim
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

EMPTY: dict[str, Any] = dict.fromkeys(
    ("type", "place", "places", "country", "date_start", "date_end", "harm", "low", "high", "source_kind", "sources",
     "source_names", "certainty", "status", "actors", "actor_names")
)  # fmt: skip


def barred(names: Iterable[str | None]) -> str | None:
    """Folded names between bars, `|najaf|iraq|`, without doubles; `None` if there are none."""
    found = dict.fromkeys(fold(n) for n in names if n)
    return f"|{'|'.join(found)}|" if found else None


def lines(names: Iterable[str | None]) -> str | None:
    """Names as they are shown, a line each, without doubles; `None` if there are none."""
    return "\n".join(dict.fromkeys(" ".join(n.split()) for n in names if n)) or None


class Facets:
    """Filter columns for the claims of one reading; build it once."""

    def __init__(self, reading: Reading) -> None:
        self._times = {t.id: t for t in reading.times}
        self._places = {p.id: p for p in reading.places}
        self._actors = {a.id: a.name for a in reading.actors}
        self._sources = {s.id: s for s in reading.sources}
        self._place_columns = {p.id: self._place(p) for p in reading.places}
        self._said = {q.id: self._source(q.chain) for q in reading.attributions}

    def of(self, claim: Claim) -> dict[str, Any]:
        """Every filter column of a claim of this reading; what it does not have is `None`."""
        own: dict[str, Any]
        match claim:
            case Event():
                own = {"type": claim.type, "certainty": claim.certainty, "status": claim.status}
                who: tuple[str, ...] = claim.actors + claim.recipients
                return self._row(own, claim.place, claim.time, claim.attribution, who)
            case Casualty():
                own = {"type": claim.scope, "harm": claim.harm, "low": claim.low, "high": claim.high,
                       "certainty": claim.certainty}  # fmt: skip
                who = (*((claim.victims.actor,) if claim.victims.actor else ()), *claim.perpetrators)
                return self._row(own, claim.place, claim.time or claim.period, claim.attribution, who)
            case Agreement():
                own = {"type": claim.kind, "status": claim.status}
                return self._row(own, claim.place, claim.time, claim.attribution, claim.parties + claim.mediators)
            case Term():
                who = claim.obligors + claim.beneficiaries
                return self._row({"type": claim.duty}, claim.place, claim.deadline, None, who)
        return EMPTY | self._support(claim)

    def _support(self, claim: Actor | Place | Time | Source | Attribution | Unplaced) -> dict[str, Any]:
        match claim:
            case Actor():
                country = {"country": claim.country} if claim.country else {}
                return {"type": claim.kind, **_who([claim.name]), **country}
            case Place():
                return self._place_columns[claim.id]
            case Time():
                return {"type": claim.type, "date_start": claim.start, "date_end": claim.end}
            case Source():
                return self._source((claim.id,))
            case Attribution():
                return {"type": claim.mode, **self._said[claim.id]}
        return {}

    def _row(
        self, own: dict[str, Any], place: str | None, time: str | None, said: str | None, who: tuple[str, ...]
    ) -> dict[str, Any]:
        row = EMPTY | own
        row |= self._place_columns.get(place or "", {})
        row |= self._said.get(said or "", {})
        when = self._times.get(time or "")
        if when:
            row["date_start"], row["date_end"] = when.start, when.end
        return row | _who([self._actors.get(a) for a in who])

    def _place(self, place: Place) -> dict[str, Any]:
        """Its own names and those of what it lies in, so that a search for a province finds its towns."""
        names = [place.name, *(m.text for m in place.mentions), place.admin1, place.country]
        above, steps = place.within, 0
        while above in self._places and steps < 5:
            outer = self._places[above]
            names += [outer.name, outer.admin1, outer.country]
            above, steps = outer.within, steps + 1
        return {"place": place.name, "places": barred(names), "country": place.country}

    def _source(self, chain: tuple[str, ...]) -> dict[str, Any]:
        found = [self._sources[s] for s in chain if s in self._sources]
        names = [s.name for s in found]
        return {"source_kind": found[0].kind, "sources": barred(names), "source_names": lines(names)} if found else {}


def _who(names: list[str | None]) -> dict[str, Any]:
    return {"actors": barred(names), "actor_names": lines(names)}
