"""Whether a text can hold a claim, told from its words alone, hundreds of times faster than parsing it.

Most of an archive is not about conflict. A text is cut into blocks; a block whose every window of words looks like
windows that held no claim is left out before the parse. The weights are learned (`scripts/train_triage.py`) from what
the whole reading found in the development texts, so nothing here knows more than the reading does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml, read_tsv
from dateline.record import Reading, Unplaced

FILE, WORDS = "triage.toml", "triage_words.tsv"
WINDOW = 50  # words looked at together; half of them again in the next window
BLOCK = 2400  # characters, about; a block ends with its paragraph
SHORT = 600  # characters: a text of two or three sentences has too few words to tell by, and costs little to parse
WHY = "left out before the parse: its words are those of texts that hold no claim"
_WORD = re.compile(r"[a-z]+")
_BREAK = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Triage:
    """Weights of words, and from which score a window may hold a claim.

    Attributes:
        bias: score of a window without a known word.
        threshold: lower scores cannot hold a claim.
        weights: by word, lower case.
    """

    bias: float
    threshold: float
    weights: Mapping[str, float]
    name: str = "triage"
    version: str = "1"

    def score(self, text: str) -> float:
        """The score of its best window."""
        words = _WORD.findall(text.lower())
        step = WINDOW // 2
        last = max(1, len(words) - step)
        get = self.weights.get
        return self.bias + max(sum(get(w, 0.0) for w in set(words[at : at + WINDOW])) for at in range(0, last, step))

    def blocks(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Start, end and score of each block, in order; together they are the whole text."""
        start = 0
        for found in _BREAK.finditer(text):
            if found.end() - start >= BLOCK:
                yield start, found.end(), self.score(text[start : found.end()])
                start = found.end()
        if start < len(text):
            yield start, len(text), self.score(text[start:])

    def kept(self, text: str) -> str | None:
        """The text with the blocks that can hold no claim as spaces, of the same length; `None` if all are such.

        A text of less than `SHORT` characters is kept whole: half of the claims that triage lost stood in such texts.
        A block beside one that is kept is kept too: what a claim leans on is most often next to it; so is the first,
        which says where and when.
        """
        if len(text) < SHORT:
            return text
        blocks = list(self.blocks(text))
        holds = [score >= self.threshold for _, _, score in blocks]
        if not any(holds):
            return None
        if all(holds):
            return text
        near = [n == 0 or any(holds[max(0, n - 1) : n + 2]) for n in range(len(blocks))]
        return "".join(
            text[a:b] if keep else "".join(c if c == "\n" else " " for c in text[a:b])
            for (a, b, _), keep in zip(blocks, near, strict=True)
        )


def left_out(reading: Reading) -> bool:
    """Whether the whole report was left out before the parse."""
    return len(reading.unplaced) == 1 and reading.unplaced[0].why == WHY


NOTHING = (Unplaced("report", WHY, None),)


@cache
def triage() -> Triage:
    """The triage with the weights that come with dateline.

    Raises:
        KnowledgeError: a line of its files is not as it should be.
    """
    settings = read_toml(FILE)
    weights: dict[str, float] = {}
    for line, row in read_tsv(WORDS, ("word", "weight")):
        try:
            weights[row["word"]] = float(row["weight"])
        except ValueError as error:
            raise KnowledgeError(WORDS, line, f"{row['weight']!r} is no weight") from error
    return Triage(float(settings["bias"]), float(settings["threshold"]), weights)
