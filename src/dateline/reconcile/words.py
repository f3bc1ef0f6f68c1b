"""The words by which figures of one report hang together, from `policies_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml

FILE = "policies_words.toml"
FIELDS = ("adding", "parts", "apart", "everyone", "violent_modes", "agencies")
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, lower case: `adding` (another, additional), `parts` (children, women: part of a whole unless alone),
    `apart` (separate, elsewhere: another incident), `everyone` (people, persons: no group in particular)."""

    adding: frozenset[str]
    parts: frozenset[str]
    apart: frozenset[str]
    everyone: frozenset[str]
    violent_modes: frozenset[str]
    agencies: frozenset[str]


@cache
def words() -> Words:
    """The word lists.

    Raises:
        KnowledgeError: a list is missing or not a list of words.
    """
    lists = read_toml(FILE)
    return Words(**{name: _list(lists, name) for name in FIELDS})


def _list(lists: Mapping[str, object], name: str) -> frozenset[str]:
    block = lists.get(name)
    found = block.get("words") if isinstance(block, dict) else None
    if not isinstance(found, list) or not all(isinstance(w, str) for w in found):
        raise KnowledgeError(FILE, 0, f'[{name}] needs words = ["…"]')
    return frozenset(w.lower() for w in found)


def tokens(text: str) -> list[str]:
    """Words of a text in lower case."""
    return TOKEN.findall(text.lower())
