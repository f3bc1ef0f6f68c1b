"""Values of the record in a person's words."""

from __future__ import annotations

from dateline.record import Actor, Casualty, Place, Reading, Size, Time


def figure(low: int, high: int | None) -> str:
    """A bound pair as people write it: `12`, `12–15`, `at least 12`, `up to 15`."""
    if high is None:
        return f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"up to {high:,}" if low == 0 else f"{low:,}–{high:,}"


def days(time: Time | None) -> str | None:
    """The days of a time: one day, or first – last, with `…` for an open side."""
    if time is None or (time.start is None and time.end is None):
        return None
    if time.start == time.end:
        return time.start
    return f"{time.start or '…'} – {time.end or '…'}"


def place_name(place: Place | None) -> str | None:
    """Name, first-level unit and country, without repeating one."""
    if place is None:
        return None
    parts = [place.name, place.admin1, place.country]
    return ", ".join(dict.fromkeys(p for p in parts if p))


class Names:
    """Looks up the things that a reading's claims refer to by id."""

    def __init__(self, reading: Reading) -> None:
        self._actors: dict[str, Actor] = {a.id: a for a in reading.actors}
        self._places = {p.id: p for p in reading.places}
        self._times = {t.id: t for t in reading.times}
        self._sources = {s.id: s for s in reading.sources}
        self._said = {q.id: q for q in reading.attributions}

    def actors(self, ids: tuple[str, ...]) -> str | None:
        """Names of actors, comma between."""
        return ", ".join(self._actors[i].name for i in ids if i in self._actors) or None

    def place(self, ident: str | None) -> str | None:
        """A place with its unit and country."""
        return place_name(self._places.get(ident or ""))

    def time(self, ident: str | None) -> str | None:
        """The days of a time."""
        return days(self._times.get(ident or ""))

    def chain(self, ident: str | None) -> str | None:
        """Who says so: `speaker ← agency`; `None` is the report's own voice."""
        said = self._said.get(ident or "")
        return self.sources(said.chain) if said else None

    def sources(self, ids: tuple[str, ...]) -> str | None:
        """Names of sources in the order of a chain."""
        return " ← ".join(self._sources[i].name for i in ids if i in self._sources) or None

    def victims(self, casualty: Casualty) -> str | None:
        """Victims as quoted, with their status where it is known."""
        named = casualty.victims
        who = named.quote.text if named.quote else self.actors((named.actor,) if named.actor else ())
        if named.status == "unknown":
            return who
        return f"{who} ({named.status})" if who else named.status

    def size(self, size: Size | None) -> str | None:
        """The size of a crowd or force."""
        return figure(size.low, size.high) if size else None
