"""Quotations as stretches of tokens, and what stands inside which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.attributions.quotes import Quote
from dateline.reading.attributions.said import Said
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from dateline.reading.layers import Layers

_OUTSIDE = -1


class Quoted:
    """Quotations of one report as stretches of tokens, with what stands inside which."""

    def __init__(self, layers: Layers, quotes: Sequence[Quote]) -> None:
        doc = layers.doc
        self.doc: Doc = doc
        self.quotes = quotes
        starts = syntax_of(doc).start
        self.range = [(bisect_left(starts, q.start), bisect_left(starts, q.end)) for q in quotes]
        self.inside: NDArray[np.int32] = np.full(len(doc), _OUTSIDE, np.int32)
        self.parent: list[int] = []
        for k, (first, last) in enumerate(self.range):  # outer before inner: inner overwrites
            self.parent.append(int(self.inside[first]) if first < len(doc) else _OUTSIDE)
            self.inside[first:last] = k

    def clipped(self, said: Said) -> Said:
        """A cue inside a quotation says nothing outside it."""
        assert said.cue is not None
        at = int(self.inside[said.cue[0]])
        if at == _OUTSIDE:
            return said
        first, last = self.range[at]
        start, end = max(said.content[0], first), min(said.content[1], last)
        if self.quotes[at].closed and end == last:
            end -= 1
        return replace(said, content=(start, max(start, end)))

    def words_in(self, k: int) -> int:
        """How many words the quotation holds."""
        first, last = self.range[k]
        return sum(1 for t in self.doc[first:last] if t.is_alpha or t.like_num)
