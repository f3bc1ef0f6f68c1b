"""Gives quotations to their speakers: inside a clause, before or after a cue, carried on, split, floating."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.attributions.quotes import Quote
from dateline.reading.attributions.said import Said

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from dateline.reading.layers import Layers

_REACH = 14  # tokens between the pieces of one split quotation
_WINDOW = 150  # tokens from a quotation to the cue that bears it: more would cost, and none stands so far
_OUTSIDE = -1
_JOINS = frozenset({",", ":", "--", "-", "—", "–", "that", "*"})
_ENDS = frozenset({".", "!", "?", ";"})


class Quoted:
    """Quotations of one report as stretches of tokens, with what stands inside which."""

    def __init__(self, layers: Layers, quotes: Sequence[Quote]) -> None:
        doc = layers.doc
        self.doc: Doc = doc
        self.quotes = quotes
        starts: NDArray[np.int64] = doc.to_array("IDX").astype(np.int64) if len(doc) else np.zeros(0, np.int64)
        self.range = [
            (int(np.searchsorted(starts, q.start)), max(int(np.searchsorted(starts, q.end)), 0)) for q in quotes
        ]
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

    def bearers(self, found: list[Said], paragraph_of: NDArray[np.int32]) -> list[Said]:
        """`found` with every quotation given to the cue that bears it; cues that stay empty are left out.

        Args:
            found: what cues say, in order of their cues, bare ones among them.
            paragraph_of: index of each token's paragraph.
        """
        result = list(found)
        cues = [s.cue[0] if s.cue else s.content[0] for s in result]
        extra: list[Said] = []
        last: int | None = None  # index into result of the last one that bore an outer quotation
        for k, quote in enumerate(self.quotes):
            first, end = self.range[k]
            if first >= end:
                continue
            paragraph = int(paragraph_of[first])
            begin, stop = (
                np.searchsorted(paragraph_of, paragraph),
                np.searchsorted(paragraph_of, paragraph, side="right"),
            )
            low = bisect_left(cues, max(int(begin), first - _WINDOW))
            high = bisect_left(cues, min(int(stop), end + _WINDOW))
            near = [i for i in range(low, high) if self._level(result[i], k)]
            chosen = self._overlapping(result, near, k)
            if chosen is None:
                chosen = self._beside(result, near, k)
            if chosen is not None:
                result[chosen] = self._widened(result[chosen], k)
            elif quote.depth == 0 and last is not None:
                chosen = last if self._carried(result[last], k, paragraph_of) else None
                if chosen is not None:
                    self._carry(result, chosen, k, extra)
            if chosen is None and quote.depth == 0:
                chosen = self._announced(result, cues, k, paragraph_of)
                if chosen is not None:
                    result[chosen] = self._widened(result[chosen], k)
            if chosen is not None and quote.depth == 0:
                last = chosen
        return [s for s in result if not s.bare] + extra

    def _level(self, said: Said, k: int) -> bool:
        """Whether the cue stands just outside quotation `k`, in the same one around it if any."""
        return said.cue is not None and int(self.inside[said.cue[0]]) == self.parent[k]

    def _overlapping(self, result: list[Said], near: list[int], k: int) -> int | None:
        first, last = self.range[k]
        found = [i for i in near if not result[i].bare and result[i].content[0] < last and first < result[i].content[1]]
        # a clause bears a quotation; a phrase only where it holds the whole of it
        best = [i for i in found if result[i].frame in ("that", "quote")] or [
            i for i in found if result[i].content[0] <= first + 1 and result[i].content[1] >= last - 1
        ]
        return min(best, key=lambda i: result[i].content[1] - result[i].content[0], default=None)

    def _beside(self, result: list[Said], near: list[int], k: int) -> int | None:
        """A cue right after or right before the quotation."""
        first, last = self.range[k]
        sentence = self.words_in(k) >= 3 or self.doc[max(first, last - 2)].text in {*_ENDS, ","}
        if not sentence:
            return None
        for i in near:
            left = result[i].group[0]
            follows = left >= last and left - last <= 1 and self._speaks(result[i])
            if follows and (result[i].bare or self.doc[max(first, last - 2)].text != "."):
                return i
            if left > last + 1:
                break
        before = [i for i in near if result[i].group[1] <= first and self._speaks(result[i])]
        for i in reversed(before):
            gap = self.doc[result[i].group[1] : first]
            texts = [t.text for t in gap if not t.is_space]
            colon = bool(texts) and texts[-1] == ":"
            if not any(t in _ENDS for t in texts) and (
                colon or all(t in _JOINS for t in texts) or (texts[-1] == "," and len(texts) < 25 and result[i].bare)
            ):
                return i
            if any(t in _ENDS for t in texts):
                break
        return None

    def _speaks(self, said: Said) -> bool:
        return said.speaker is not None and (said.stance != "intends" or said.frame in ("that", "quote"))

    def _widened(self, said: Said, k: int) -> Said:
        first, last = self.range[k]
        if said.bare:
            return replace(said, content=(first, last), frame="quote")
        return replace(said, content=(min(said.content[0], first), max(said.content[1], last)))

    def _carried(self, said: Said, k: int, paragraph_of: NDArray[np.int32]) -> bool:
        """Whether quotation `k`, which no cue bears, goes on from what `said` bears."""
        first = self.range[k][0]
        here, there = int(paragraph_of[first]), int(paragraph_of[said.content[1] - 1])
        if self.quotes[k].continues:
            return True
        if self.words_in(k) < 3:
            return False
        if here == there:
            return self._opens_sentence(first)
        starts_paragraph = int(np.searchsorted(paragraph_of, here)) >= first - 1
        return here - there <= 1 and starts_paragraph and self.words_in(k) >= 5 and self._fills(k, paragraph_of)

    def _fills(self, k: int, paragraph_of: NDArray[np.int32]) -> bool:
        first, last = self.range[k]
        end = int(np.searchsorted(paragraph_of, int(paragraph_of[first]), side="right"))
        return sum(1 for t in self.doc[last:end] if t.is_alpha) == 0

    def _opens_sentence(self, first: int) -> bool:
        at = first - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        return at < 0 or self.doc[at].text in {*_ENDS, ",", '"', "''", "..."}

    def _carry(self, result: list[Said], chosen: int, k: int, extra: list[Said]) -> None:
        said, (first, last) = result[chosen], self.range[k]
        if self.quotes[k].continues or self._near(said, first):
            result[chosen] = self._widened(said, k)
        else:
            extra.append(replace(said, cue=None, group=(first, first), content=(first, last), frame="quote"))

    def _near(self, said: Said, first: int) -> bool:
        """Whether nothing is told between the pieces but who speaks: the figures in it would be no quotation's."""
        gap = first - said.content[1]
        if not 0 <= gap <= 3 * _REACH:
            return False
        if gap <= _REACH:
            return True
        cue = said.cue or (0, 0)
        between = self.doc[said.content[1] : first]
        return not any(t.pos_ in ("VERB", "NUM") and not cue[0] <= t.i < cue[1] for t in between)

    def _announced(self, result: list[Said], cues: list[int], k: int, paragraph_of: NDArray[np.int32]) -> int | None:
        """ "The mayor continued:" with the quotation as a paragraph of its own."""
        first = self.range[k][0]
        start = int(np.searchsorted(paragraph_of, int(paragraph_of[first])))
        at = start - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        if at < 0 or start < first - 1 or self.doc[at].text != ":":
            return None
        before = bisect_left(cues, start)
        low = int(np.searchsorted(paragraph_of, int(paragraph_of[at])))
        for i in range(before - 1, -1, -1):
            if cues[i] < low:
                return None
            if result[i].frame in ("that", "quote", "np", "cited") and result[i].speaker is not None:
                return i
        return None
