"""Toponyms, facilities and relative places, resolved against the gazetteer."""

from __future__ import annotations

from dataclasses import replace

from dateline.knowledge.gazetteer import gazetteer
from dateline.knowledge.gazetteer.version import version
from dateline.reading.layers import Layers
from dateline.reading.places.assemble import assemble
from dateline.reading.places.mentions import find
from dateline.reading.places.view import View


class PlaceStage:
    """Toponyms, facilities and relative places, resolved against the gazetteer."""

    name = "places"
    requires = frozenset({"sentences"})
    assigns = frozenset({"places", "unplaced"})

    def __init__(self) -> None:
        self.version = f"1+{version()}"

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `places`, and with names that could not be placed in `unplaced`.

        Raises:
            SetupError: the gazetteer cannot be built or opened.
        """
        view, gazette = View(layers), gazetteer()
        mentions = find(view, gazette)
        if not mentions:
            return layers
        places, unplaced = assemble(layers, view, gazette, mentions)
        return replace(layers, places=places, unplaced=layers.unplaced + unplaced)
