"""How rare words are in reports of violence: a table that is shipped, so that no account's likeness to another depends
on which other reports are in the record."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from zlib import crc32

from dateline.errors import KnowledgeError
from dateline.knowledge import read_tsv

FILE = "matching_words.tsv"
UNLISTED = 0.0015  # share of reports in which a word that is not listed stands
_SHORT = 4  # letters of the shortest word that is compared


def word_codes(words: Iterable[str]) -> bytes:
    """Different words as packed 32-bit codes (CRC 32 of the letters), ascending, short ones left out."""
    codes = {crc32(w.encode("utf-8", "surrogatepass")) for w in set(words) if len(w) >= _SHORT}
    return array("I", sorted(codes)).tobytes()


def is_common(word: str) -> bool:
    """Whether a word in lower case is listed: common in reports, and no rare name."""
    return crc32(word.encode("utf-8", "surrogatepass")) in _table()


def likeness(a: bytes, b: bytes) -> float:
    """Cosine of two sets of word codes, 0–1, each weighted by its inverse document frequency; held down where a text is
    short, since two short texts of one kind are alike by their kind alone."""
    (mine, weight), (theirs, other) = _weighed(a), _weighed(b)
    return _weight(mine & theirs) / (math.sqrt(weight * other) + _DAMP)


@lru_cache(maxsize=8192)
def _weighed(packed: bytes) -> tuple[frozenset[int], float]:
    codes = frozenset(memoryview(packed).cast("I"))
    return codes, _weight(codes)


def _weight(codes: frozenset[int]) -> float:
    # fsum is exact: the order in which a set gives its members must not show
    get = _table().get
    return math.fsum([get(c, _REST) for c in codes])


_REST = math.log(1 + 1 / UNLISTED) ** 2
_DAMP = 10 * _REST  # ten rare words


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
