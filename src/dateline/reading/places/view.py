"""The tokens of a report as plain lists, so that scanning them costs little."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.layers import Layers
from dateline.reading.places.words import Words, words
from dateline.reading.syntax import syntax_of


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `[start, end)` that name a place.

    Attributes:
        name: the name to look up.
        kind: what a class word says it is ("province" → admin1), or `None`.
        label: the parser's entity label, "GAZ" for a name that only the gazetteer knows, "ORG" for the place in the
            name of a local body ("Basra police").
        sure: the text itself shows that it is a place (a preposition, a class word, a division after it).
    """

    start: int
    end: int
    name: str
    kind: str | None
    label: str
    sure: bool = False


class View:
    """One report's tokens: words as printed and in lower case, entity labels and bounds, proper nouns."""

    def __init__(self, layers: Layers) -> None:
        doc = layers.doc
        self.layers, self.doc = layers, doc
        self.words: Words = words()
        syntax = syntax_of(doc)
        self.text, self.low, self.starts = syntax.text, syntax.lower, syntax.start
        self.upper = [t[0].isupper() for t in self.text]
        self.proper = [pos == "PROPN" for pos in syntax.pos]
        self.label: list[str] = [""] * len(doc)
        self.bounds: dict[int, tuple[int, int]] = {}
        self.surnames: set[str] = set()
        for first, last, kind in syntax.ents:
            for i in range(first, last):
                self.label[i] = kind
                self.bounds[i] = (first, last)
            if kind == "PERSON" and last - first > 1:
                tail = last - 2 if self.low[last - 1] in ("'s", "’s") else last - 1
                self.surnames |= {self.low[first], self.low[tail]}
        self.sentences = [(s.first, s.last) for s in layers.content()]
        self.opening = {first for first, _ in self.sentences}

    def name(self, start: int, end: int) -> str:
        """The report's own characters of tokens `[start, end)`, white space evened."""
        stretch = self.layers.text[self.starts[start] : self.starts[end - 1] + len(self.text[end - 1])]
        return " ".join(stretch.split())

    def article(self, i: int) -> bool:
        """Whether an Arabic article in lower case begins a name at `i`: "al-Bureij"."""
        return (
            self.low[i] in self.words.articles
            and i + 2 < len(self.low)
            and self.low[i + 1] == "-"
            and self.upper[i + 2]
        )

    def before(self, start: int) -> int:
        """Index of the word before `start` that is no article and no "northern", "nearby" …; -1 if there is none."""
        at = start - 1
        skip = self.words.skipped
        while at >= 0 and self.low[at] in skip:
            at -= 1
        return at

    def titled(self, start: int) -> bool:
        """Whether a title of a person stands before `start`."""
        return start > 0 and self.upper[start - 1] and self.low[start - 1].rstrip(".") in self.words.titles

    def timed(self, i: int) -> bool:
        """Whether token `i` stands in a time of the report: "in Ramadan"."""
        at = self.starts[i]
        return any(t.span.start <= at < t.span.end for t in self.layers.times)

    def after(self, end: int) -> str:
        """The word at `end` in lower case, or "" at the end of the report; "refugee camp" counts as "camp"."""
        if end >= len(self.low):
            return ""
        word = self.low[end]
        if word in self.words.camps and end + 1 < len(self.low) and self.low[end + 1] == "camp":
            return "camp"
        return word

    def of_class(self, start: int) -> str | None:
        """What "city of …", "province of …" before `start` says, or `None`; not "the Karrada district of …"."""
        if start < 2 or self.low[start - 1] != "of":
            return None
        if start >= 3 and self.upper[start - 3] and self.low[start - 3] not in self.words.demonyms:
            return None
        kind = self.words.classes.get(self.low[start - 2])
        return None if kind == "neighborhood" else kind
