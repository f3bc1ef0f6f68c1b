"""Single words and short names that are places or their people, for texts that have no letter case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.knowledge.gazetteer.curated import countries
from dateline.knowledge.gazetteer.fold import fold
from dateline.knowledge.gazetteer.store import gazetteer
from dateline.knowledge.loader import read_toml


@dataclass(frozen=True, slots=True)
class ProperWords:
    """Words in lower case that are names.

    Attributes:
        always: of countries and their people: names even where they are also words ("Turkey", "Polish").
        mostly: of large towns: names unless they are also verbs or adjectives ("Split", "Orange").
        pairs: two-word names that begin with an article or preposition ("el salvador", "la paz").
    """

    always: frozenset[str]
    mostly: frozenset[str]
    pairs: frozenset[str]


@cache
def proper_words() -> ProperWords:
    """Names of countries, peoples and towns of 150 000 people or more outside countries where English is spoken (there
    towns are called after words: Independence, Enterprise)."""
    block = read_toml("places_case.toml")["case"]
    small, common = frozenset(block["small"]), frozenset(block["common"])
    named = [n for c in countries() for n in (c.name, *c.aliases, *c.demonyms) if len(n) > 3]
    always = {w for n in named for w in n.lower().split() if len(w) > 3 and w.isalpha()} - common
    large = gazetteer().large(150_000, tuple(block["english"]))
    towns = [form for n in large for form in {n.lower(), fold(n)}]
    pairs = {n for n in (*towns, *(n.lower() for n in named)) if n.count(" ") == 1 and n.split()[0] in small}
    mostly = {n for n in towns if n.isalpha() and len(n) > 3}
    return ProperWords(frozenset(always), frozenset(mostly - common), frozenset(pairs))
