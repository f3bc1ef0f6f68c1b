"""Persons, forces, armed groups, states, organizations and populations."""

from __future__ import annotations

from dateline.reading.layers import Layers


class ActorStage:
    """Persons, forces, armed groups, states, organizations and populations."""

    name, version = "actors", "1"
    requires = frozenset({"sentences", "places"})
    assigns = frozenset({"actors"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return layers
