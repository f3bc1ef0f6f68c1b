"""Events in PLOVER types with actors, recipients, place and time."""

from __future__ import annotations

from dateline.reading.layers import Layers


class EventStage:
    """Events in PLOVER types with actors, recipients, place and time."""

    name, version = "events", "1"
    requires = frozenset({"times", "places", "actors", "attributions", "assessments"})
    assigns = frozenset({"events", "unplaced"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
