"""Who says so: quotations, indirect speech, chains of sources."""

from __future__ import annotations

from dateline.reading.layers import Layers


class AttributionStage:
    """Who says so: quotations, indirect speech, chains of sources."""

    name, version = "attributions", "1"
    requires = frozenset({"sentences", "actors"})
    assigns = frozenset({"sources", "attributions"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
