"""Events in PLOVER types with actors, recipients, place and time."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.events.build import Builder
from dateline.reading.events.same import distinct
from dateline.reading.layers import Layers


class EventStage:
    """Events in PLOVER's sixteen types, in text order; mentions of one event that are clearly the same are one."""

    name, version = "events", "1"
    requires = frozenset({"times", "places", "actors", "attributions", "assessments"})
    assigns = frozenset({"events", "unplaced"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `events`, numbered `e1`, `e2`, … by trigger; figures of speech go to `unplaced`."""
        builder = Builder(layers)
        drafts = distinct(layers, list(builder.drafts()))
        events = tuple(builder.event(d, f"e{n}") for n, d in enumerate(drafts, 1))
        return replace(layers, events=events, unplaced=(*layers.unplaced, *builder.unplaced))
