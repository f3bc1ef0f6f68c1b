"""Which incidents, claims and events an export is of. Every field that is given must hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from dateline.knowledge.gazetteer.curated import countries
from dateline.knowledge.gazetteer.fold import fold
from dateline.reconcile.incident import Incident


@dataclass(frozen=True, slots=True)
class Query:
    """Filters of an export; names are compared without case and accents.

    Attributes:
        since: first day, ISO 8601: what ended before it is left out, and so is what has no day.
        until: last day: what began after it is left out.
        country: ISO 3166-1 alpha-3, or the country's name.
        place: a place's whole name, or that of the first-level unit that it lies in, or a country.
        actor: part of the name of anyone who did it or came to harm.
        type: PLOVER type or mode, ACLED sub-event type, or UCDP's type of violence (`state`, `non_state`, `one_sided`).
        min_killed: least best number of killed.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None
    min_killed: int | None = None

    def given(self) -> dict[str, str | int]:
        """The fields that are given, by name."""
        return {f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None}

    def keeps(self, incident: Incident) -> bool:
        """Whether an incident is wanted."""
        place = incident.place
        where = (place.name, place.admin1, place.country) if place else ()
        kinds = (incident.type, incident.mode, incident.acled, incident.violence)
        return (
            self.dated(incident.start, incident.end)
            and self.placed(where, place.country if place else None)
            and self.involves((*incident.actors, *incident.recipients))
            and self.of_type(kinds)
            and (self.min_killed is None or (incident.killed is not None and incident.killed.best >= self.min_killed))
        )

    def dated(self, start: str | None, end: str | None) -> bool:
        """Whether a time touches the days wanted."""
        if self.since is None and self.until is None:
            return True
        first, last = start or end, end or start
        if first is None or last is None:
            return False
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)

    def placed(self, names: Iterable[str | None], country: str | None) -> bool:
        """Whether a place (its names and those of what it lies in) is wanted."""
        if self.country is not None and country != _alpha3(self.country):
            return False
        if self.place is None:
            return True
        wanted = fold(self.place)
        return wanted in {fold(n) for n in names if n} or (country is not None and country == _alpha3(self.place))

    def involves(self, names: Iterable[str]) -> bool:
        """Whether anyone of that name is in it."""
        return self.actor is None or any(fold(self.actor) in fold(n) for n in names)

    def of_type(self, kinds: Iterable[str | None]) -> bool:
        """Whether it is of the type wanted, in any of the schemes."""
        return self.type is None or fold(self.type) in {fold(k) for k in kinds if k}


@cache
def _alpha3(name: str) -> str | None:
    key = fold(name)
    return next((c.alpha3 for c in countries() if key in map(fold, (c.alpha3, c.name, *c.aliases))), None)
