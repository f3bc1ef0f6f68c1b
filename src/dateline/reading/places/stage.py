"""Toponyms, facilities and relative places, resolved against the gazetteer."""

from __future__ import annotations

from dateline.reading.layers import Layers


class PlaceStage:
    """Toponyms, facilities and relative places, resolved against the gazetteer."""

    name, version = "places", "1"
    requires = frozenset({"sentences"})
    assigns = frozenset({"places", "unplaced"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
