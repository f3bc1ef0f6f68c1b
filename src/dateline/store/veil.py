"""Names that must not be seen: found in any text, whatever its case and accents, and blotted out in place.

A name's words stand in texts alone, too ("Quill said"), so of a person each word is hidden wherever it stands, but for
titles and particles; so another person of that surname is hidden with them. Of an organisation only the whole name is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, get_args
from urllib.parse import quote, unquote

from dateline import record
from dateline.knowledge.loader import read_toml
from dateline.store.flat import flat
from dateline.store.judging import Action
from dateline.store.reviewing import STANDS

BLOT = "█"
_ENUMS = ("ActorKind", "TimeType", "SourceKind", "Mode", "Stance", "EventType", "Status", "Certainty", "Harm",
          "Qualifier", "VictimStatus", "Scope", "AgreementKind", "AgreementStatus", "Duty", "Modality",
          "Bearing")  # fmt: skip
_TOKEN = re.compile(r"\S+")  # of a flat text: letters and digits
_LOOSE = re.compile("[\u0300-\u036f\u200b-\u200f\u00ad\u2060\ufeff]")  # stand in words and are not seen
_NUMBERED = re.compile(r"[^\W\d]\d|\d[^\W\d]")  # a word may stand beside a number without a blank
_SHORT = 200  # characters of a text that may come again
_GAP = 3  # most signs between two words of one name
_PIECE = 4  # letters of a word, at the end of a piece of text, that tell it


@cache
def common() -> frozenset[str]:
    """Words of names and titles that name nobody by themselves."""
    return frozenset(word for block in read_toml("name_words.toml").values() for word in block["words"])


@cache
def ours() -> frozenset[str]:
    """Words that stand in the record's fields by its format, not since a report says them."""
    enums = (getattr(record, name) for name in _ENUMS)
    return frozenset({word for enum in enums for word in get_args(enum)} | {*get_args(Action), *STANDS, "machine"})


class Veil:
    """Hides names.

    Args:
        persons: names that are hidden whole and word by word.
        others: names that are hidden whole.
    """

    def __init__(self, persons: Iterable[str] = (), others: Iterable[str] = ()) -> None:
        alone = [_words(name) for name in persons]
        self._lone = frozenset(w for words in alone for w in words if w not in common() and len(w) > 1)
        turned = [words[-1:] + words[:-1] for words in alone if not self._lone.issuperset(words)]  # "Will, Theresa"
        names = {words for words in (*alone, *turned, *map(_words, others)) if words}
        self._lone |= {w[0] for w in names if len(w) == 1}
        self._inside = tuple(sorted({w for words in names for w in words if not _spaced(w)}, key=len, reverse=True))
        self._first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(names, key=len, reverse=True):
            self._first.setdefault(words[0], []).append(words)
        long = [w for w in self._lone if len(w) > _PIECE]
        self._begins = frozenset(w[:n] for w in long for n in range(_PIECE, len(w)))
        self._ends = frozenset(w[-n:] for w in long for n in range(_PIECE, len(w)))
        self._known = self._lone | self._first.keys()
        self._said = lru_cache(1 << 15)(self._once)  # pages say the same again and again

    def __bool__(self) -> bool:
        return bool(self._first)

    def hides(self, text: str) -> bool:
        """Whether one of the names, or a word of a person's, stands in a text."""
        return next(self._found(text), None) is not None

    def over(self, text: str, *, piece: bool = False) -> str:
        """The text with every letter of the names blotted out; its length stays.

        Args:
            text: any text.
            piece: it may have been cut within a word: what is left of a name at its ends is blotted out, too.
        """
        found = list(self._found(text, piece=piece))
        if not found:
            return self._in_address(text)
        chars = list(text)
        for start, end in found:
            chars[start:end] = [c if c.isspace() else BLOT for c in chars[start:end]]
        return "".join(chars)

    def on(self, value: Any) -> Any:
        """A JSON value, or tuples of such, with the names blotted out of every text that is not a word of ours."""
        if isinstance(value, str):
            return self._said(value) if len(value) < _SHORT else self.over(value, piece=True)
        if isinstance(value, dict):
            return {self._key(k): self.on(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.on(v) for v in value]
        return tuple(self.on(v) for v in value) if isinstance(value, tuple) else value

    def _once(self, text: str) -> str:
        return text if text in ours() else self.over(text, piece=True)

    def _key(self, key: Any) -> Any:
        field = not isinstance(key, str) or (key.isidentifier() and key.islower())
        return key if field else self.on(key)

    def _in_address(self, text: str) -> str:
        """Names may stand in an address, written as it must be there."""
        if "%" not in text or (plain := unquote(text)) == text or not self.hides(plain):
            return text
        return quote(self.over(plain), safe="/?&=#:+,")

    def _found(self, text: str, *, piece: bool = False) -> Iterator[tuple[int, int]]:
        """Where names stand, offsets of first and after last character, in order; they may overlap."""
        if not self._first:
            return
        plain, at = _without_loose(text)
        folded = flat(plain)
        words = folded.split()
        cut = piece and bool(words) and (words[0] in self._ends or words[-1] in self._begins)
        if self._known.isdisjoint(words) and not (cut or self._inside or _NUMBERED.search(folded)):
            return
        tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(folded)]
        for n, (word, start, end) in enumerate(tokens):
            whole = word in self._lone or _bare(word) in self._lone
            cut = piece and ((n == 0 and word in self._ends) or (n == len(tokens) - 1 and word in self._begins))
            last = self._sequence(tokens, n) or (end if whole or cut else 0)
            if last:
                yield at(start), at(last - 1) + 1
        for word in self._inside:
            for m in re.finditer(re.escape(word), folded):
                yield at(m.start()), at(m.end() - 1) + 1

    def _sequence(self, tokens: list[tuple[str, int, int]], n: int) -> int:
        """Where a whole name that begins with this word ends, 0 where none does."""
        for words in self._first.get(_bare(tokens[n][0]), ()):
            here = tokens[n : n + len(words)]
            near = all(b[1] - a[2] <= _GAP for a, b in pairwise(here))
            if near and tuple(_bare(t[0]) for t in here) == words:
                return here[-1][2]
        return 0


def _bare(word: str) -> str:
    """A word without the number of a note that is printed right after it."""
    return word.strip("0123456789") or word


def _words(name: str) -> tuple[str, ...]:
    return tuple(flat(_without_loose(name)[0]).split())


def _spaced(word: str) -> bool:
    """Whether the word's script puts blanks between words."""
    return all(c.isdigit() or unicodedata.name(c, "").split(" ")[0] in ("LATIN", "GREEK", "CYRILLIC") for c in word)


def _without_loose(text: str) -> tuple[str, Callable[[int], int]]:
    """The text without signs that stand within words unseen, and what gives the place in `text` of a place in it."""
    if text.isascii() or _LOOSE.search(text) is None:
        return text, int
    kept = [n for n, c in enumerate(text) if not _LOOSE.match(c)]
    return "".join(text[n] for n in kept), kept.__getitem__
