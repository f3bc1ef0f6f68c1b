"""Giving a claim the values that a person says it has, or adding theirs: checked, with what it names in the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

from dateline.errors import UsageError
from dateline.reconcile.anchors import LISTS
from dateline.reconcile.decisions import Value
from dateline.reconcile.wording import settled
from dateline.record import Actor, Agreement, Casualty, Event, Place, Reading, Term, Time, plain
from dateline.text import Span, span_of

_CLASSES: dict[str, type[Any]] = {
    "event": Event, "casualty": Casualty, "agreement": Agreement, "term": Term, "actor": Actor, "place": Place,
    "time": Time,
}  # fmt: skip
ADDED = ("event", "casualty")
MOST = 10**10  # more people than there are, and as many as every database keeps in one column
_SPANS = frozenset({"trigger", "quote", "evidence", "span", "object", "condition"})
PLACES, TIMES = frozenset({"place"}), frozenset({"time", "period", "deadline"})
ACTORS = frozenset({"actors", "recipients", "perpetrators", "parties", "mediators", "obligors", "beneficiaries"})
_NEW: dict[str, dict[str, Any]] = {
    "event": {
        "mode": None, "acled": None, "actors": [], "recipients": [], "place": None, "time": None, "weapons": [],
        "size": None, "status": "happened", "certainty": "stated", "attribution": None, "confidence": 1.0,
    },
    "casualty": {
        "qualifier": "exact", "victims": {"actor": None, "status": "unknown", "quote": None}, "perpetrators": [],
        "scope": "incident", "events": [], "period": None, "place": None, "time": None, "certainty": "stated",
        "attribution": None, "confidence": 1.0,
    },
}  # fmt: skip


def checked(reading: Reading, kind: str, ident: str | None, value: Value) -> dict[str, Any]:
    """The value of a change (or of a new claim, where `ident` is `None`) as it is to be kept.

    Places, times and actors that it names by their local ids are written out, so that they hold when a later reading
    numbers anew.

    Raises:
        UsageError: it names no field, or a value that the field cannot have.
    """
    kept = {k: _written_out(reading, k, v) for k, v in value.items()}
    try:
        left = put(reading, kind, ident or "j0", kept, new=ident is None)
        if kind == "casualty" and "qualifier" in kept:
            _same_wording(next(c for c in left.casualties if c.id == (ident or "j0")), kept["qualifier"])
    except (ValueError, TypeError, KeyError, LookupError) as error:
        raise UsageError(f"this {kind} cannot be as you say: {reason(error)}") from error
    return kept


def _same_wording(figure: Casualty, said: str) -> None:
    """Refuse a wording that the bounds beside it make untrue."""
    if figure.qualifier != said:
        bounds = f"{figure.low} to {'open' if figure.high is None else figure.high}"
        raise ValueError(f"{said.replace('_', ' ')!r} does not say {bounds}: change the numbers or the wording")


def reason(error: Exception) -> str:
    """Why a value cannot be, in one line."""
    said = getattr(error, "errors", None)
    if said is None:
        return str(error)
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in said())


def put(reading: Reading, kind: str, ident: str, value: Value, *, new: bool) -> Reading:
    """The reading with the claim changed or added.

    Raises:
        ValueError: it cannot be (or `LookupError`, `TypeError`).
    """
    if kind not in (ADDED if new else _CLASSES):
        raise ValueError(f"a claim of kind {kind!r} cannot be {'added' if new else 'changed'}")
    if kind == "term":
        return _put_term(reading, ident, value)
    list_name, cls = LISTS[kind], _CLASSES[kind]
    claims = getattr(reading, list_name)
    if new and any(c.id == ident for c in claims):
        return reading  # it is there already: taken twice, decisions are as taken once
    if new:
        start = {"id": ident, **_NEW[kind], **_words(reading, kind, value)}
        value = {k: v for k, v in value.items() if k not in ("kind", "start", "end")}
    else:
        start = plain(next(c for c in claims if c.id == ident))
    parts = _Parts(reading, ident)
    if kind == "casualty":
        value = settled(start, value)
    changed = _claim(cls, start, {k: parts.value(k, v, start) for k, v in value.items()})
    claims = (*claims, changed) if new else tuple(changed if c.id == ident else c for c in claims)
    return with_lists(parts.reading, {list_name: claims})


def with_lists(reading: Reading, lists: dict[str, Any]) -> Reading:
    """The reading with other lists of claims."""
    return replace(reading, **lists)


def _put_term(reading: Reading, ident: str, value: Value) -> Reading:
    home = next(g for g in reading.agreements if any(t.id == ident for t in g.terms))
    start = plain(next(t for t in home.terms if t.id == ident))
    parts = _Parts(reading, ident)
    changed = _claim(Term, start, {k: parts.value(k, v, start) for k, v in value.items()})
    terms = tuple(changed if t.id == ident else t for t in home.terms)
    agreements = tuple(replace(home, terms=terms) if g is home else g for g in reading.agreements)
    return replace(parts.reading, agreements=agreements)


@cache
def _adapter(cls: Any) -> Any:
    from pydantic import TypeAdapter  # slow to import, so not at import time

    return TypeAdapter(cls)


def _claim(cls: type[Any], start: Mapping[str, Any], value: Mapping[str, Any]) -> Any:
    names = {f.name for f in fields(cls)} - {"id", "conduct", "terms", "mentions"}
    if unknown := sorted(set(value) - names):
        raise ValueError(f"there is no field {', '.join(unknown)}; there are {', '.join(sorted(names))}")
    adapter: Any = _adapter(cls)  # type: ignore[arg-type]
    made = adapter.validate_python({**start, **value})
    low, high = getattr(made, "low", 0), getattr(made, "high", None)
    if not 0 <= low <= MOST or (high is not None and not low <= high <= MOST):
        raise ValueError(f"no range of people: {low} to {high}")
    return made


def _words(reading: Reading, kind: str, value: Value) -> dict[str, Any]:
    """The words of a new claim, and the sentence around them where the reader has one."""
    said = span_of(reading.report.text, int(value["start"]), int(value["end"]))
    sentences = [*(e.evidence for e in reading.events), *(c.evidence for c in reading.casualties)]
    evidence = min((s for s in sentences if s.covers(said)), key=lambda s: s.end - s.start, default=said)
    return {"trigger" if kind == "event" else "quote": plain(said), "evidence": plain(evidence)}


class _Parts:
    """What a changed claim names: places, times and actors of the reading, or new ones."""

    def __init__(self, reading: Reading, claim: str) -> None:
        self.reading = reading
        self._claim = claim

    def value(self, name: str, value: Any, start: Mapping[str, Any]) -> Any:
        """The value of one field, ready to be validated; what it names is in the reading afterwards."""
        if name in _SPANS and isinstance(value, Mapping):
            return plain(span_of(self.reading.report.text, int(value["start"]), int(value["end"])))
        if name in PLACES and isinstance(value, Mapping):
            return self._place(value)
        if name in TIMES and isinstance(value, Mapping):
            return self._time(name, value, start)
        if name in ACTORS:
            return [self._actor(v) for v in value]
        if name == "victims" and isinstance(value, Mapping):
            who = {"actor": self._actor(value["actor"])} if value.get("actor") else {}
            return {**start["victims"], **value, **who}
        return value

    def _place(self, value: Mapping[str, Any]) -> str:
        known = ("name", "geonames", "lat", "lon", "where_prec")
        for p in self.reading.places:
            if all(value.get(k, getattr(p, k)) == getattr(p, k) for k in known if k in value):
                return p.id
        ident = f"{self._claim}.place"
        made: Place = _adapter(Place).validate_python({**value, "id": ident, "mentions": []})
        self.reading = replace(self.reading, places=(*self.reading.places, made))
        return ident

    def _time(self, name: str, value: Mapping[str, Any], start: Mapping[str, Any]) -> str:
        wanted = (value.get("start"), value.get("end", value.get("start")))
        for t in self.reading.times:
            if (t.start, t.end) == wanted:
                return t.id
        ident = f"{self._claim}.{name}"
        words = start.get("quote") or start.get("trigger") or start["evidence"]
        span = Span(words["start"], words["end"], words["text"])
        prec = value.get("date_prec") or (1 if wanted[0] == wanted[1] else 2)
        made = Time(ident, span, *_days(*wanted), prec, "date", None, "a person said so")
        self.reading = replace(self.reading, times=(*self.reading.times, made))
        return ident

    def _actor(self, value: Any) -> str:
        """The actor of that id or name, or a new one."""
        for a in self.reading.actors:
            if value in (a.id, a.name):
                return a.id
        ident = f"{self._claim}.{len(self.reading.actors)}"
        made = Actor(ident, str(value), "unknown", None, None, (), ())
        self.reading = replace(self.reading, actors=(*self.reading.actors, made))
        return ident


def _days(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    from datetime import date

    days = [d and date.fromisoformat(d).isoformat() for d in (start, end)]
    if start and end and end < start:
        raise ValueError(f"{end} is before {start}")
    return days[0], days[1]


def _written_out(reading: Reading, name: str, value: Any) -> Any:
    """What a field names by a local id, by itself."""
    if name in PLACES and isinstance(value, str):
        place = _by_id(reading.places, value, "place")
        keep = ("name", "geonames", "lat", "lon", "country", "admin1", "where_prec")
        return {k: getattr(place, k) for k in keep}
    if name in TIMES and isinstance(value, str):
        if value[:1].isdigit():
            first, _, last = value.partition("/")
            return {"start": first, "end": last or first}
        time = _by_id(reading.times, value, "time")
        return {"start": time.start, "end": time.end, "date_prec": time.date_prec}
    if name in ACTORS:
        return [next((a.name for a in reading.actors if a.id == v), v) for v in value]
    if name == "victims" and isinstance(value, Mapping) and value.get("actor"):
        return {**value, "actor": next((a.name for a in reading.actors if a.id == value["actor"]), value["actor"])}
    return value


def _by_id(parts: tuple[Any, ...], ident: str, what: str) -> Any:
    found = next((p for p in parts if p.id == ident), None)
    if found is None:
        raise UsageError(f"this report has no {what} {ident!r}")
    return found
