"""Persons, forces, armed groups, states, organizations and populations."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.layers import Layers
from dateline.record import Actor, ActorKind
from dateline.text import Span

_KINDS: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organization", "NORP": "population", "GPE": "state"}


class ActorStage:
    """Persons, forces, armed groups, states, organizations and populations."""

    name, version = "actors", "1"
    requires = frozenset({"sentences", "places"})
    assigns = frozenset({"actors"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        found: dict[str, tuple[ActorKind, list[Span]]] = {}
        for sentence in layers.content():
            doc = layers.doc[sentence.first : sentence.last]
            for ent in doc.ents:
                if ent.label_ in ("PERSON", "ORG"):
                    found.setdefault(ent.text.lower(), (_KINDS[ent.label_], []))[1].append(layers.span(ent))
            for chunk in doc.noun_chunks:
                if chunk.root.pos_ in ("NOUN", "PROPN") and chunk.root.ent_type_ not in ("PERSON", "ORG"):
                    found.setdefault(chunk.text.lower(), ("unknown", []))[1].append(layers.span(chunk))
        rows = sorted(found.items(), key=lambda p: p[1][1][0].start)
        actors = tuple(
            Actor(f"a{n}", spans[0].text, kind, None, None, (), tuple(spans))
            for n, (_, (kind, spans)) in enumerate(rows, 1)
        )
        return replace(layers, actors=actors)
