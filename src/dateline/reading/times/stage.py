"""Time expressions and the days they name."""

from __future__ import annotations

from dateline.reading.layers import Layers


class TimeStage:
    """Time expressions and the days they name."""

    name, version = "times", "1"
    requires = frozenset({"sentences"})
    assigns = frozenset({"times"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
