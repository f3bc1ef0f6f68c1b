"""Status and certainty of each predicate, by syntax."""

from __future__ import annotations

from dateline.reading.layers import Layers


class CertaintyStage:
    """Status and certainty of each predicate, by syntax."""

    name, version = "certainty", "1"
    requires = frozenset({"sentences", "attributions"})
    assigns = frozenset({"assessments"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
