"""How rare words are in reports of violence: a table that is shipped, so that no account's likeness to another depends
on which other reports are in the record."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from zlib import crc32

from dateline.errors import KnowledgeError
from dateline.knowledge import read_tsv

FILE = "matching_words.tsv"
UNLISTED = 0.0015  # share of reports in which a word that is not listed stands
_SHORT = 4  # letters of the shortest word that is compared


def word_codes(words: Iterable[str]) -> frozenset[int]:
    """Words as 32-bit codes (CRC 32 of the letters), short ones left out."""
    return frozenset(crc32(w.encode("utf-8", "surrogatepass")) for w in words if len(w) >= _SHORT)


def is_common(word: str) -> bool:
    """Whether a word in lower case is listed: common in reports, and no rare name."""
    return crc32(word.encode("utf-8", "surrogatepass")) in _table()


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """Cosine of two sets of word codes, 0–1, each weighted by its inverse document frequency; held down where a text is
    short, since two short texts of one kind are alike by their kind alone."""
    return _weight(a & b) / (math.sqrt(_weight(a) * _weight(b)) + _DAMP)


def _weight(codes: frozenset[int]) -> float:
    # fsum is exact: the order in which a set gives its members must not show
    table = _table()
    return math.fsum([table[c] for c in codes if c in table]) + _REST * sum(c not in table for c in codes)


_DAMP = 10 * math.log(1 + 1 / UNLISTED) ** 2  # ten rare words
_REST = math.log(1 + 1 / UNLISTED) ** 2


@cache
def _table() -> Mapping[int, float]:
    """Word code -> squared inverse document frequency.

    Raises:
        KnowledgeError: a share is no number between 0 and 1.
    """
    found: dict[int, float] = {}
    for line, row in read_tsv(FILE, ("word", "share")):
        try:
            share = float(row["share"])
        except ValueError:
            share = 0.0
        if not 0 < share <= 1:
            raise KnowledgeError(FILE, line, f"share of reports {row['share']!r} is not between 0 and 1")
        found[crc32(row["word"].encode())] = math.log(1 + 1 / share) ** 2
    return found
