"""Keys under which names are found: no case, no diacritics, no hyphens, no apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dateline.knowledge.loader import read_toml

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
)
_DROP = re.compile(r"['’‘ʼʻʿʾ`´ʹʺ.\u0300-\u036f]")
_BREAK = re.compile(r"[^\w]+|_")
_HEADS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_PAIRS = re.compile(r"ph|kh|gh|dh|th|dj|ou|oo|ee|ei|ai|ay|ey|iy|uw|ck")
_PAIR = {
    "ph": "f", "kh": "h", "gh": "g", "dh": "d", "th": "t", "dj": "j", "ou": "u", "oo": "u", "ee": "i", "ei": "a",
    "ai": "a", "ay": "a", "ey": "a", "iy": "i", "uw": "u", "ck": "k",
}  # fmt: skip
_SINGLE = str.maketrans({"q": "k", "c": "k", "o": "u", "w": "u", "y": "i", "e": "i", "v": "u", " ": None})
_DOUBLE = re.compile(r"(.)\1+")


@cache
def articles() -> frozenset[str]:
    """Forms of the Arabic article."""
    return frozenset(read_toml("places.toml")["names"]["articles"])


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """The key of a name: lower case, ASCII where it can be, words split by one blank ("Musa Qal'ah" → "musa qalah")."""
    plain = _DROP.sub("", unicodedata.normalize("NFKD", name).lower()).translate(_LETTERS)
    words = _BREAK.sub(" ", plain).split()
    if len(words) > 1 and words[0] in _HEADS:
        words[0] = _HEADS[words[0]]
    return " ".join(words)


def bare(key: str) -> str | None:
    """The key without a leading Arabic article ("al falluja" → "falluja"), or `None` if there is none to drop."""
    head, _, rest = key.partition(" ")
    return rest if head in articles() and len(rest) >= 3 else None


def soften(key: str) -> str:
    """A coarse key that romanizations of one Arabic, Persian, Pashto or Slavic name share.

    "falluja", "fallujah" and "faloojah" give "faluja"; the article is dropped.
    """
    plain = _PAIRS.sub(lambda m: _PAIR[m.group()], bare(key) or key).translate(_SINGLE)
    plain = _DOUBLE.sub(r"\1", plain)
    return plain[:-1] if plain.endswith("h") else plain
