"""The words by which figures of one report hang together, from `policies_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml

FILE = "policies_words.toml"
FIELDS = (
    "adding",
    "parts",
    "apart",
    "everyone",
    "violent_modes",
    "agencies",
    "leading",
    "back",
    "irregular",
    "numbers",
    "ordinals",
    "sequel",
    "correction",
    "published",
    "superseded",
    "before",
    "rising",
    "partitive",
    "soon",
    "ground",
    "remote",
    "entries",
)
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONG = 2000  # characters of a sentence whose words are not kept


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, lower case: `adding` (another, additional), `parts` (children, women: part of a whole unless alone),
    `apart` (separate, elsewhere: another incident), `everyone` (person, insurgent: singular nouns for no one in
    particular), `leading` (commander: one of rank beside the rank and file), `back` (the, those: points back),
    `irregular` (men=man), `numbers` (two, dozen), `ordinals` (second), PLOVER's `violent_modes`, news `agencies`,
    `sequel` (hours later: another thing that happened), `correction` (headings), `published` and `superseded` (a report
    published on Thursday), `before` (an earlier version), `rising` (rose to), `partitive` (of the dead),
    `soon` (hours later), `ground` (raided) beside `remote` modes, `entries` (deeds that open lines of a list)."""

    adding: frozenset[str]
    parts: frozenset[str]
    apart: frozenset[str]
    everyone: frozenset[str]
    violent_modes: frozenset[str]
    agencies: frozenset[str]
    leading: frozenset[str]
    back: frozenset[str]
    irregular: frozenset[str]
    numbers: frozenset[str]
    ordinals: frozenset[str]
    sequel: frozenset[str]
    correction: frozenset[str]
    published: frozenset[str]
    superseded: frozenset[str]
    before: frozenset[str]
    rising: frozenset[str]
    partitive: frozenset[str]
    soon: frozenset[str]
    ground: frozenset[str]
    remote: frozenset[str]
    entries: frozenset[str]


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


def words_of(sentence: str) -> tuple[str, ...]:
    """Words of a sentence in lower case, for those who ask for the same one again and again."""
    return _words_of(sentence) if len(sentence) <= _LONG else tuple(tokens(sentence))


@lru_cache(maxsize=256)
def _words_of(sentence: str) -> tuple[str, ...]:
    return tuple(tokens(sentence))


@cache
def _plurals() -> Mapping[str, str]:
    return dict(pair.split("=", 1) for pair in words().irregular)


def singular(noun: str) -> str:
    """A noun without its plural ending; a guess that is the same for both forms is enough here."""
    if noun in _plurals():
        return _plurals()[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3:
        return noun[:-1]
    return noun
