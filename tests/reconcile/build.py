"""Readings made by hand: short texts of our own with the claims that a good reader would find in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dateline.record import (
    Actor,
    ActorKind,
    Attribution,
    Casualty,
    Event,
    Harm,
    Place,
    Qualifier,
    Reading,
    Report,
    Source,
    SourceKind,
    Time,
    Victims,
    VictimStatus,
)
from dateline.text import Span, span_of


@dataclass
class Maker:
    """Builds one reading, claim by claim."""

    text: str
    published: str | None = "2031-05-10"
    publisher: str | None = "Example Wire"
    parts: dict[str, list[Any]] = field(default_factory=dict)

    def _next(self, kind: str, prefix: str) -> str:
        return f"{prefix}{len(self.parts.setdefault(kind, [])) + 1}"

    def span(self, words: str) -> Span:
        """The first place in the text where the words stand."""
        start = self.text.index(words)
        return span_of(self.text, start, start + len(words))

    def sentence(self, words: str) -> Span:
        """The sentence that holds the words."""
        start = self.text.index(words)
        first = max(self.text.rfind(". ", 0, start) + 2, self.text.rfind("\n", 0, start) + 1)
        first = first if first > 1 else 0
        ends = [e for e in (self.text.find(". ", start) + 1, self.text.find("\n", start)) if e > 0]
        return span_of(self.text, first, min(ends, default=len(self.text)))

    def time(self, words: str, start: str, end: str | None = None, prec: int = 1) -> str:
        ident = self._next("times", "t")
        self.parts["times"].append(Time(ident, self.span(words), start, end or start, prec, "date"))
        return ident

    def place(self, name: str, lat: float | None = None, lon: float | None = None, **more: Any) -> str:
        ident = self._next("places", "p")
        spans = (self.span(name),) if name in self.text else ()
        self.parts["places"].append(Place(ident, name, spans, lat=lat, lon=lon, **more))
        return ident

    def actor(self, name: str, kind: ActorKind = "unknown", sector: str | None = None) -> str:
        ident = self._next("actors", "a")
        self.parts["actors"].append(Actor(ident, name, kind, sector, None, (), (self.span(name),)))
        return ident

    def said(self, source: str, words: str, kind: SourceKind = "official") -> str:
        ident, where = self._next("sources", "s"), self._next("attributions", "q")
        self.parts["sources"].append(Source(ident, source, None, kind, True, ()))
        self.parts["attributions"].append(Attribution(where, "indirect", None, self.sentence(words), (ident,)))
        return where

    def event(self, trigger: str, type_: str = "ASSAULT", **more: Any) -> str:
        ident = self._next("events", "e")
        values: dict[str, Any] = {
            "mode": None, "acled": None, "actors": (), "recipients": (), "place": None, "time": None, "weapons": (),
            "size": None, "status": "happened", "certainty": "stated", "attribution": None, "confidence": 0.9,
        }  # fmt: skip
        values.update(more)
        self.parts["events"].append(
            Event(ident, type_, trigger=self.span(trigger), evidence=self.sentence(trigger), **values)  # type: ignore[arg-type]
        )
        return ident

    def figure(
        self, quote: str, low: int, high: int | None = -1, harm: Harm = "killed", *,
        status: VictimStatus = "unknown", qualifier: Qualifier = "exact", actor: str | None = None, **more: Any,
    ) -> str:  # fmt: skip
        ident = self._next("casualties", "c")
        values: dict[str, Any] = {
            "perpetrators": (), "scope": "incident", "events": (), "period": None, "place": None, "time": None,
            "certainty": "stated", "attribution": None, "confidence": 0.9, "part_of": None,
        }  # fmt: skip
        values.update(more)
        self.parts["casualties"].append(
            Casualty(
                ident,
                harm,
                low,
                low if high == -1 else high,
                qualifier,
                self.span(quote),
                self.sentence(quote),
                Victims(actor, status, None),
                **values,
            )
        )
        return ident

    @property
    def reading(self) -> Reading:
        """The reading so far."""
        report = Report.of(self.text, published=self.published, publisher=self.publisher)
        return Reading(report, **{k: tuple(v) for k, v in self.parts.items()})
