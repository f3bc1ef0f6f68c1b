"""What a reading gives for a topic, and when it is what the gold expects."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dateline.record import Reading
from dateline.score.gold import Expected, Passage
from dateline.text import Span


@dataclass(frozen=True, slots=True)
class Given:
    """One value of a reading: where it stands, its fields, and how a person would call it."""

    span: Span
    fields: dict[str, Any]
    label: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one topic over some passages."""

    hits: int = 0
    given: int = 0
    expected: int = 0
    misses: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.hits + other.hits,
            self.given + other.given,
            self.expected + other.expected,
            self.misses + other.misses,
        )

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 1 where nothing was given."""
        return self.hits / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of what is expected that was given; 1 where nothing is expected."""
        return self.hits / self.expected if self.expected else 1.0

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def compare(passage: Passage, reading: Reading, topic: str) -> Score:
    """Pair what the gold expects with what the reading gives, one to one, in text order.

    Actors are scored by recall alone: a gold passage does not list every actor.
    """
    given = list(GIVEN[topic](reading))
    expected = passage.expected[topic]
    free, hits, misses = list(given), 0, []
    for item in expected:
        start, end = passage.span(item)
        found = next((g for g in free if g.span.start < end and start < g.span.end and fits(item, g)), None)
        if found:
            hits += 1
            if topic != "actors":
                free.remove(found)
        else:
            near = [g.label for g in given if g.span.start < end and start < g.span.end]
            misses.append(f"{passage.id} {topic}: missed {item}; read {near or 'nothing'}")
    if topic == "actors":
        return Score(hits, hits, len(expected), tuple(misses))
    misses += [f"{passage.id} {topic}: false {g.label} at {g.span.text!r}" for g in free]
    return Score(hits, len(given), len(expected), tuple(misses))


def fits(item: Expected, given: Given) -> bool:
    """Whether every field that the gold names is what the reading gives.

    Text fields fit where the given name holds the expected words (in lower case), `lat`/`lon` within `km` (30 by
    default), others where they are equal; `null` is written as "none".
    """
    for key, want in item.items():
        if key in ("at", "nth", "km", "lon"):
            continue
        have = given.fields.get(key)
        if key == "lat":
            if have is None or _km(want, item["lon"], have, given.fields["lon"]) > item.get("km", 30):
                return False
        elif key in _NAMED:
            if not _name_fits(want, have or ()):
                return False
        elif (None if want == "none" else want) != have:
            return False
    return True


_NAMED = frozenset({"speaker", "chain", "by", "to", "obligor", "victims", "inside", "also"})


def _name_fits(want: str | list[str], have: Iterable[str]) -> bool:
    names = list(have)
    if want in ("none", []):
        return not names
    wanted = [want] if isinstance(want, str) else want
    return all(any(w.lower() in n.lower() for n in names) for w in wanted)


def _km(a: float, b: float, c: float, d: float) -> float:
    return 111.2 * math.hypot(a - c, (b - d) * math.cos(math.radians(a)))


def _actor_names(reading: Reading) -> Callable[[Iterable[str]], list[str]]:
    names = {a.id: [a.name, *(m.text for m in a.mentions)] for a in reading.actors}
    return lambda ids: [n for i in ids for n in names.get(i, [])]


def _times(reading: Reading) -> Iterable[Given]:
    for t in reading.times:
        if t.start or t.end:
            yield Given(t.span, {"start": t.start, "end": t.end, "prec": t.date_prec}, f"{t.start}/{t.end}")


def _places(reading: Reading) -> Iterable[Given]:
    names = {p.id: p.name for p in reading.places}
    for p in reading.places:
        inside = [names[p.within]] if p.within in names else []
        fields = {
            "lat": p.lat,
            "lon": p.lon,
            "country": p.country,
            "admin1": p.admin1,
            "prec": p.where_prec,
            "inside": inside,
        }
        for m in p.mentions:
            yield Given(m, fields, f"{p.name} {p.country} {p.lat},{p.lon} prec {p.where_prec}")


def _actors(reading: Reading) -> Iterable[Given]:
    for a in reading.actors:
        fields = {"kind": a.kind, "sector": a.sector, "country": a.country, "also": [m.text for m in a.mentions]}
        for m in a.mentions:
            yield Given(m, fields, f"{a.name} {a.kind} {a.sector} {a.country}")


def _said(reading: Reading) -> Iterable[Given]:
    sources = {s.id: [s.name, *(m.text for m in s.mentions)] for s in reading.sources}
    kinds = {s.id: s.kind for s in reading.sources}
    for q in reading.attributions:
        speaker = sources.get(q.chain[0], []) if q.chain else []
        carried = [n for i in q.chain[1:] for n in sources.get(i, [])]
        kind = kinds.get(q.chain[0]) if q.chain else None
        yield Given(
            q.content,
            {"speaker": speaker, "chain": carried, "mode": q.mode, "kind": kind},
            f"said by {speaker[:1]} via {carried[:1]}",
        )


def _events(reading: Reading) -> Iterable[Given]:
    names = _actor_names(reading)
    for e in reading.events:
        fields = {
            "type": e.type, "mode": e.mode, "acled": e.acled, "status": e.status, "certainty": e.certainty,
            "by": names(e.actors), "to": names(e.recipients),
        }  # fmt: skip
        yield Given(
            e.trigger,
            fields,
            f"{e.type} {e.mode} {e.status} {e.certainty} by {names(e.actors)[:1]} to {names(e.recipients)[:1]}",
        )


def _figures(reading: Reading) -> Iterable[Given]:
    names = _actor_names(reading)
    said = {g.span.start: g for g in _said(reading)}
    speakers = {q.id: said[q.content.start].fields["speaker"] for q in reading.attributions if q.content.start in said}
    for c in reading.casualties:
        quote = [c.victims.quote.text] if c.victims.quote else []
        fields = {
            "harm": c.harm, "low": c.low, "high": c.high, "qualifier": c.qualifier, "scope": c.scope,
            "certainty": c.certainty, "status": c.victims.status, "by": names(c.perpetrators),
            "victims": [*quote, *names([c.victims.actor] if c.victims.actor else [])],
            "speaker": speakers.get(c.attribution or "", []), "part": c.part_of is not None,
        }  # fmt: skip
        yield Given(c.quote, fields, f"{c.harm} {c.low}-{c.high} {c.scope} {c.certainty} {c.victims.status}")


def _terms(reading: Reading) -> Iterable[Given]:
    names = _actor_names(reading)
    for t in (t for g in reading.agreements for t in g.terms):
        fields = {
            "duty": t.duty,
            "modality": t.modality,
            "obligor": names(t.obligors),
            "condition": t.condition is not None,
        }
        yield Given(t.evidence, fields, f"{t.modality} {t.duty} owed by {names(t.obligors)[:1]}")


def _conduct(reading: Reading) -> Iterable[Given]:
    events = {e.id: e for e in reading.events}
    for t in (t for g in reading.agreements for t in g.terms):
        for c in t.conduct:
            if c.event in events:
                yield Given(events[c.event].trigger, {"duty": t.duty, "bearing": c.bearing}, f"{c.bearing} {t.duty}")


GIVEN: dict[str, Callable[[Reading], Iterable[Given]]] = {
    "times": _times, "places": _places, "actors": _actors, "attributions": _said, "events": _events,
    "figures": _figures, "terms": _terms, "conduct": _conduct,
}  # fmt: skip
