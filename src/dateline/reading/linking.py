"""Which time, place and attribution a claim has: own clause first, then its sentence, then its paragraph.

Every answer comes with its reason, so that a record can say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dateline.reading.layers import Layers, SpanIndex
from dateline.record import Attribution, Place, Time
from dateline.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSE_HEADS = frozenset({"ROOT", "conj", "advcl", "relcl", "ccomp", "acl", "parataxis", "pcomp", "csubj", "xcomp"})


class Linker:
    """Finds time, place and attribution for tokens of one report; build it once per stage call."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        dated = (t for t in layers.times if t.start or t.end)
        self._times = SpanIndex((t.span, t) for t in dated)
        self._places = SpanIndex((m, p) for p in layers.places for m in p.mentions)
        vouching = (a for a in layers.attributions if a.stance not in ("judges", "asks"))
        self._said = SpanIndex((a.content, a) for a in vouching)

    def time_for(self, token: Token) -> tuple[str | None, str]:
        """Id of the time of what `token` tells, or `None`, and why."""
        return self._nearest(token, self._times, lambda t: t.id)

    def place_for(self, token: Token) -> tuple[str | None, str]:
        """Id of the place of what `token` tells, or `None`, and why."""
        return self._nearest(token, self._places, lambda p: p.id)

    def attribution_for(self, span: Span) -> Attribution | None:
        """The narrowest attribution whose content holds all of `span`; `None` is the report's own voice."""
        holding = [a for s, a in self._said.touching(span.start, span.end) if s.covers(span)]
        return min(holding, key=lambda a: a.content.end - a.content.start, default=None)

    def _nearest[T: (Time, Place)](
        self, token: Token, index: SpanIndex[T], ident: Callable[[T], str]
    ) -> tuple[str | None, str]:
        layers = self._layers
        sentence = layers.sentence_at(token.idx)
        if sentence is None:
            return None, "outside every sentence"
        here = index.touching(sentence.start, sentence.end)
        clause = clause_head(token)
        own = [(s, v) for s, v in here if clause_head(layers.tokens(s.start, s.end).root) == clause]
        for found, why in ((own, "same clause"), (here, "same sentence")):
            if found:
                return ident(min(found, key=lambda p: abs(p[0].start - token.idx))[1]), why
        zone = layers.zones[sentence.paragraph]
        before = index.touching(zone.start, sentence.start)
        if before:
            return ident(before[-1][1]), "running in the paragraph"
        return None, "nothing in the sentence or before it in the paragraph"


def clause_head(token: Token) -> Token:
    """The predicate of the clause that `token` stands in."""
    while token.dep_ not in CLAUSE_HEADS and token.head.i != token.i:
        token = token.head
    return token


def in_order[T](items: Iterable[tuple[Span, T]]) -> list[tuple[Span, T]]:
    """Pairs by place in the text, longer spans first."""
    return sorted(items, key=lambda p: (p[0].start, -p[0].end))
