"""Which cue bears which quotation: inside its clause, beside it, announced, split, carried on."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.attributions.quoted import Quoted
from dateline.reading.attributions.said import Said

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REACH = 14  # tokens between the pieces of one split quotation
_CLAUSE = 10  # tokens of a clause before a colon that are looked at
_WINDOW = 150  # tokens from a quotation to the cue that bears it: more would cost, and none stands so far
_JOINS = frozenset({",", ":", "--", "-", "—", "–", "that", "*"})
_ENDS = frozenset({".", "!", "?", ";"})


def borne(quoted: Quoted, found: list[Said], paragraph_of: NDArray[np.int64]) -> list[Said]:
    """`found` with every quotation given to the cue that bears it; cues that stay empty are left out.

    Args:
        quoted: the report's quotations.
        found: what cues say, in order of their cues, bare ones among them.
        paragraph_of: index of each token's paragraph.
    """
    bearers = _Bearers(quoted, found, paragraph_of)
    for k in range(len(quoted.quotes)):
        bearers.give(k)
    return [s for s in map(bearers.block, bearers.result) if not s.bare] + bearers.extra


class _Bearers:
    """The cues of one report while quotations are given to them, in text order."""

    def __init__(self, quoted: Quoted, found: list[Said], paragraph_of: NDArray[np.int64]) -> None:
        self.result = list(found)
        self.extra: list[Said] = []
        self._cues = [s.cue[0] if s.cue else s.content[0] for s in found]
        self._paragraph_of = paragraph_of
        self._last: int | None = None  # the cue that bore the last outer quotation
        self._quoted, self.doc, self.quotes, self.range = quoted, quoted.doc, quoted.quotes, quoted.range

    def give(self, k: int) -> None:
        """Give quotation `k` to its cue, if it has one."""
        if self.range[k][0] >= self.range[k][1]:
            return
        near = self._near_cues(k)
        chosen = self._overlapping(near, k)
        if chosen is None:
            chosen = self._beside(near, k)
        outer = self.quotes[k].depth == 0
        if chosen is None and outer and self._last is not None and self._carried(self.result[self._last], k):
            self._carry(self._last, k)
            return
        if chosen is None and outer:
            chosen = self._announced(k)
        if chosen is None and outer and (said := self._blunt(k)) is not None:
            self.extra.append(said)
        if chosen is not None:
            self.result[chosen] = self._widened(self.result[chosen], k)
            self._last = chosen if outer else self._last

    def _near_cues(self, k: int) -> list[int]:
        """Cues of the paragraph that stand just outside quotation `k`, not too far from it."""
        first, end = self.range[k]
        begin, stop = self._bounds(int(self._paragraph_of[first]))
        low = bisect_left(self._cues, max(begin, first - _WINDOW))
        high = bisect_left(self._cues, min(stop, end + _WINDOW))
        return [i for i in range(low, high) if self._level(self.result[i], k)]

    def _bounds(self, paragraph: int) -> tuple[int, int]:
        """First token of a paragraph and the one after its last."""
        begin, stop = np.searchsorted(self._paragraph_of, [paragraph, paragraph + 1])
        return int(begin), int(stop)

    def _level(self, said: Said, k: int) -> bool:
        """Whether the cue stands just outside quotation `k`, in the same one around it if any."""
        return said.cue is not None and int(self._quoted.inside[said.cue[0]]) == self._quoted.parent[k]

    def _overlapping(self, near: list[int], k: int) -> int | None:
        first, last = self.range[k]
        found = [
            i
            for i in near
            if not self.result[i].bare and self.result[i].content[0] < last and first < self.result[i].content[1]
        ]
        # a clause bears a quotation; a phrase only where it holds the whole of it
        best = [i for i in found if self.result[i].frame in ("that", "quote")] or [
            i for i in found if self.result[i].content[0] <= first + 1 and self.result[i].content[1] >= last - 1
        ]
        return min(best, key=lambda i: self.result[i].content[1] - self.result[i].content[0], default=None)

    def _beside(self, near: list[int], k: int) -> int | None:
        """A cue right after or right before the quotation."""
        first, last = self.range[k]
        sentence = self._quoted.words_in(k) >= 3 or self.doc[max(first, last - 2)].text in {*_ENDS, ","}
        if not sentence:
            return None
        for i in near:
            left = self.result[i].group[0]
            follows = left >= last and left - last <= 1 and self._speaks(self.result[i])
            if follows and (self.result[i].bare or self.doc[max(first, last - 2)].text != "."):
                return i
            if left > last + 1:
                break
        before = [i for i in near if self.result[i].group[1] <= first and self._speaks(self.result[i])]
        for i in reversed(before):
            gap = self.doc[self.result[i].group[1] : first]
            texts = [t.text for t in gap if not t.is_space]
            colon = bool(texts) and texts[-1] == ":"
            if not any(t in _ENDS for t in texts) and (
                colon
                or all(t in _JOINS for t in texts)
                or (texts[-1] == "," and len(texts) < 25 and self.result[i].bare)
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

    def _carried(self, said: Said, k: int) -> bool:
        """Whether quotation `k`, which no cue bears, goes on from what `said` bears."""
        first = self.range[k][0]
        here, there = int(self._paragraph_of[first]), int(self._paragraph_of[said.content[1] - 1])
        if self.quotes[k].continues:
            return True
        if self._quoted.words_in(k) < 3:
            return False
        if here == there:
            return self._opens_sentence(first)
        starts_paragraph = int(np.searchsorted(self._paragraph_of, here)) >= first - 1
        return here - there <= 1 and starts_paragraph and self._quoted.words_in(k) >= 5 and self._fills(k)

    def _fills(self, k: int) -> bool:
        first, last = self.range[k]
        end = int(np.searchsorted(self._paragraph_of, int(self._paragraph_of[first]), side="right"))
        return sum(1 for t in self.doc[last:end] if t.is_alpha) == 0

    def _opens_sentence(self, first: int) -> bool:
        at = first - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        return at < 0 or self.doc[at].text in {*_ENDS, ",", '"', "''", "..."}

    def _carry(self, chosen: int, k: int) -> None:
        said, (first, last) = self.result[chosen], self.range[k]
        if self.quotes[k].continues or self._near(said, first):
            self.result[chosen] = self._widened(said, k)
        else:
            self.extra.append(replace(said, cue=None, group=(first, first), content=(first, last), frame="quote"))

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

    def _blunt(self, k: int) -> Said | None:
        """ "The abbot was blunt: "They will come back."": the subject of the clause before the colon speaks."""
        first, last = self.range[k]
        colon = first - 1
        if colon < 2 or self.doc[colon].text != ":" or self._quoted.words_in(k) < 3:
            return None
        for token in self.doc[max(0, colon - _CLAUSE) : colon]:
            if token.lemma_ == "be" and any(c.dep_ == "acomp" and c.i < colon for c in token.children):
                speaker = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
                if speaker is not None and self._paragraph_of[speaker.i] == self._paragraph_of[first]:
                    group = (speaker.left_edge.i, colon + 1)
                    return Said((colon, colon + 1), group, (first, last), speaker, (), "asserts", "quote")
        return None

    def block(self, said: Said) -> Said:
        """ "The governor added:" with the next paragraph, unquoted, as what he said."""
        end = said.group[1]
        if not said.bare or said.speaker is None or end >= len(self.doc) or self.doc[end].text != ":":
            return said
        paragraph = int(self._paragraph_of[end])
        if end + 1 < self._bounds(paragraph)[1] and not self.doc[end + 1].is_space:
            return said
        first, last = self._bounds(paragraph + 1)
        if first >= last or not self.doc[first].is_alpha or int(self._quoted.inside[first]) >= 0:
            return said
        return replace(said, content=(first, last), frame="quote")

    def _announced(self, k: int) -> int | None:
        """ "The mayor continued:" with the quotation as a paragraph of its own."""
        first = self.range[k][0]
        start = int(np.searchsorted(self._paragraph_of, int(self._paragraph_of[first])))
        at = start - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        if at < 0 or start < first - 1 or self.doc[at].text not in (":", ","):
            return None
        before = bisect_left(self._cues, start)
        low = int(np.searchsorted(self._paragraph_of, int(self._paragraph_of[at])))
        for i in range(before - 1, -1, -1):
            if self._cues[i] < low:
                return None
            if self.result[i].frame in ("that", "quote", "np", "cited") and self.result[i].speaker is not None:
                return i
        return None
