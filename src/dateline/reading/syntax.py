"""The parse as plain lists: made once for a document, then read many times faster than token by token."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dateline.knowledge import read_tsv

if TYPE_CHECKING:
    from spacy.tokens import Doc


# compounds that the tokenizer parts and that mean one thing; the last part then carries the whole as its lemma
_JOINED = frozenset({
    "cease-fire", "sit-in", "pull-out", "air-strike", "tear-gas", "shoot-out", "counter-attack", "counter-offensive",
    "build-up", "hostage-taking",
    "work-stoppage", "test-fire", "gun-battle", "booby-trap", "baton-charge", "peace-keeping",
})  # fmt: skip


class Syntax:
    """Columns of a parsed document, indexed by token.

    Attributes:
        lower, lemma, dep, tag, pos: strings; `lower` and `lemma` are in lower case.
        head: index of the head (its own index for a root).
        children: indices of the dependants, in text order.
    """

    __slots__ = ("children", "dep", "head", "lemma", "lower", "pos", "tag")

    def __init__(self, doc: Doc) -> None:
        names = ("LOWER", "LEMMA", "DEP", "TAG", "POS", "HEAD")
        table = doc.to_array(list(names)) if len(doc) else None
        columns = {n: table[:, k] for k, n in enumerate(names)} if table is not None else {}
        strings, forms = doc.vocab.strings, _lemmas()

        def words(name: str) -> list[str]:
            keys = columns[name].tolist() if columns else []
            known = {key: strings[key] for key in set(keys)}
            return [known[key] for key in keys]

        self.lower, self.dep, self.tag, self.pos = words("LOWER"), words("DEP"), words("TAG"), words("POS")
        self.lemma = [forms.get(w) or lemma.lower() for w, lemma in zip(self.lower, words("LEMMA"), strict=True)]
        steps = columns["HEAD"].astype("int64").tolist() if columns else []
        self.head: list[int] = [i + step for i, step in enumerate(steps)]
        for i in range(1, len(self.lower) - 1):
            if self.lower[i] == "-" and (whole := f"{self.lower[i - 1]}-{self.lemma[i + 1]}") in _JOINED:
                self.lemma[i + 1] = whole
        self.children: list[list[int]] = [[] for _ in self.head]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)

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


@cache
def _lemmas() -> dict[str, str]:
    """Forms that the model's lemmatizer gets wrong, with their lemma."""
    return {row["form"]: row["lemma"] for _, row in read_tsv("lemmas.tsv", ("form", "lemma"))}


@lru_cache(maxsize=2)
def syntax_of(doc: Doc) -> Syntax:
    """The columns of `doc`; kept for the next stage of the same report. The parse must not change after."""
    return Syntax(doc)
