"""Agreements, their terms, and the conduct that bears on them."""

from __future__ import annotations

from dateline.reading.layers import Layers


class AgreementStage:
    """Agreements, their terms, and the conduct that bears on them."""

    name, version = "agreements", "1"
    requires = frozenset({"events", "times", "places", "actors", "attributions"})
    assigns = frozenset({"agreements"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
