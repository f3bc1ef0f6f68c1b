"""Casualty figures with bounds, victims and scope."""

from __future__ import annotations

from dateline.reading.layers import Layers


class CasualtyStage:
    """Casualty figures with bounds, victims and scope."""

    name, version = "casualties", "1"
    requires = frozenset({"events", "times", "places", "actors", "attributions", "assessments"})
    assigns = frozenset({"casualties", "unplaced"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
