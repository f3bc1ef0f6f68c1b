"""The parse as plain lists: made once for a document, then read many times faster than token by token."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from unicodedata import category

import numpy as np

from dateline.knowledge import read_tsv

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_STRINGS = 200_000  # strings of the parser that are kept decoded
_COLUMNS = ("ORTH", "LOWER", "LEMMA", "DEP", "TAG", "POS", "ENT_TYPE", "IDX", "SPACY", "HEAD")

# compounds that the tokenizer parts and that mean one thing; the last part then carries the whole as its lemma
_JOINED = frozenset({
    "cease-fire", "sit-in", "pull-out", "air-strike", "tear-gas", "shoot-out", "counter-attack", "counter-offensive",
    "build-up", "hostage-taking",
    "work-stoppage", "test-fire", "gun-battle", "booby-trap", "baton-charge", "peace-keeping",
})  # fmt: skip


class Syntax:
    """Columns of a parsed document, indexed by token.

    Attributes:
        shadow: the text that was parsed; offsets count in it as in the report's own.
        text, lower, lemma, dep, tag, pos, ent: strings; `lower` and `lemma` are in lower case.
        parsed: the lemma as the parser gives it.
        start: offset of the first character.
        head: index of the head (its own index for a root).
        ents: named entities in text order: first token, token after the last, label.
        children: indices of the dependants, in text order; not to be changed.
    """

    __slots__ = (
        "children", "dep", "ent", "ents", "head", "lemma", "lower", "parsed", "pos", "shadow", "start", "tag", "text",
    )  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        table = doc.to_array(list(_COLUMNS)) if len(doc) else np.zeros((0, len(_COLUMNS)), np.uint64)
        *named, start, spaces, _ = table.T.tolist()
        string, forms = _strings(doc.vocab.strings).__getitem__, _lemmas()
        text, lower, parsed, dep, tag, pos, ent = (list(map(string, keys)) for keys in named)
        self.text, self.lower, self.parsed = text, lower, parsed
        self.dep, self.tag, self.pos, self.ent = dep, tag, pos, ent
        self.lemma = [forms.get(w) or lemma.lower() for w, lemma in zip(lower, parsed, strict=True)]
        self.shadow = "".join([word + " " if space else word for word, space in zip(text, spaces, strict=True)])
        self.start: list[int] = start
        self.head: list[int] = (np.arange(len(table)) + table[:, -1].astype(np.int64)).tolist()
        for i in range(1, len(lower) - 1):
            if lower[i] == "-" and (whole := f"{lower[i - 1]}-{self.lemma[i + 1]}") in _JOINED:
                self.lemma[i + 1] = whole
        self.ents = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
        none: list[int] = []  # one for all leaves: most words are
        self.children = [none] * len(self.head)
        for i, h in enumerate(self.head):
            if h != i:
                if self.children[h] is none:
                    self.children[h] = [i]
                else:
                    self.children[h].append(i)

    def root(self, first: int, last: int) -> int:
        """The token of `[first, last)` that stands highest in the tree, the first of equals (spaCy's `Span.root`).

        A mark or white space that nothing depends on heads no other word.
        """
        if last - first == 1:
            return first
        best, least = first, -1
        for i in range(first, last):
            above = self.head[i]
            if above == i:
                return i
            if first <= above < last:
                continue
            depth = len(self.head) - 1 if self._mark(i) else 1
            while depth < len(self.head) - 1 and (higher := self.head[above]) != above:
                above, depth = higher, depth + 1
            if least < 0 or depth < least:
                best, least = i, depth
        return best

    def _mark(self, i: int) -> bool:
        word = self.text[i]
        return not self.children[i] and (word.isspace() or all(category(c)[0] == "P" for c in word))

    def end(self, i: int) -> int:
        """Offset after the last character of token `i`."""
        return self.start[i] + len(self.text[i])

    def words(self, first: int, last: int) -> str:
        """The characters of tokens `[first, last)` as the parser sees them; empty if there is none."""
        return self.shadow[self.start[first] : self.end(last - 1)] if first < last else ""

    def at(self, offset: int) -> int:
        """Index of the token that holds the character at `offset`, or of the last token before it."""
        return max(0, bisect_right(self.start, offset) - 1)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Dependants of token `i` in one of the relations `deps`."""
        dep = self.dep
        return [c for c in self.children[i] if dep[c] in deps]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first dependant of token `i` in one of the relations `deps`."""
        dep = self.dep
        for c in self.children[i]:
            if dep[c] in deps:
                return c
        return None


class _Strings(dict[int, str]):
    """Strings by their hash, decoded once."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self._store = store

    def __missing__(self, key: int) -> str:
        if len(self) >= _STRINGS:
            self.clear()
        found = self[key] = self._store[key]
        return found


@lru_cache(maxsize=2)
def _strings(store: StringStore) -> _Strings:
    return _Strings(store)


@cache
def _lemmas() -> dict[str, str]:
    """Forms that the model's lemmatizer gets wrong, with their lemma."""
    return {row["form"]: row["lemma"] for _, row in read_tsv("lemmas.tsv", ("form", "lemma"))}


@lru_cache(maxsize=2)
def syntax_of(doc: Doc) -> Syntax:
    """The columns of `doc`; kept for the next stage of the same report. The parse must not change after."""
    return Syntax(doc)
