"""What a short line of names is: an outlet, a place, a section of a paper, or a name that nothing tells apart."""

from __future__ import annotations

import re
from functools import cache

from dateline.knowledge import read_tsv
from dateline.reading.head.vocabulary import head_words

LONGEST = 48
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "del", "du", "des", "el", "al", "&", "y", "e", "di", "da"})
_UNNAMELY = re.compile(r"[\d.,:;!?\"“”()\[\]…]")
_ARTICLES = frozenset({"the", "el", "la", "le", "die", "der", "il", "al"})


@cache
def known_outlets() -> frozenset[str]:
    """Lower-case names and aliases of agencies and media (knowledge/media.tsv)."""
    rows = read_tsv("media.tsv", ("name", "aliases"))
    return frozenset(n.lower() for _, r in rows for n in (r["name"], *r["aliases"].split("|")) if n)


def is_outlet(name: str, bare: bool = True) -> bool:
    """Whether a name is that of a medium or of a body that publishes: a known one, or one with such a word in it.

    Args:
        name: the name, as printed.
        bare: a known name counts without such a word ("Haaretz").
    """
    low = name.lower().strip(". ")
    words, known = low.split(), head_words()
    if not words or (bare and (low in known.agencies or low in known_outlets())):
        return bool(words)
    return name_shape(name) and len(words) > 1 and (words[-1] in known.publishers or words[0] in known.publishers_first)


def name_shape(text: str) -> bool:
    """Whether a line has the form of a name: one to five words in title case, without figures or marks."""
    words = text.split()
    if not 1 <= len(words) <= 5 or not 2 < len(text) <= LONGEST or _UNNAMELY.search(text):
        return False
    if words[-1].lower() in _SMALL or words[-1].lower() in head_words().no_last:
        return False
    return all(w[0].isupper() or (n and w.lower() in _SMALL) or w[:3] in ("al-", "el-") for n, w in enumerate(words))


def person_shape(text: str) -> bool:
    """Whether a name may be a person's: two or three words, no article before them, none that outlets are called by."""
    words = text.lower().split()
    known = head_words()
    return (
        2 <= len(words) <= 3
        and words[0] not in _ARTICLES
        and not any(w in known.publishers or w in known.publishers_first for w in words)
        and text.lower() not in known_outlets()
        and all(w.replace("-", "").replace("'", "").replace("’", "").isalpha() for w in words)
    )


def is_section(text: str) -> bool:
    """Whether a line is the label of a part of a paper ("Middle East", "Opinion")."""
    return text.lower().strip(" .:/>") in head_words().sections


def is_place(text: str) -> bool:
    """Whether every name between commas is that of a country, a people's land or a large town ("Goma, Congo")."""
    from dateline.knowledge.gazetteer.names import proper_words

    known = proper_words()
    names = [n.strip() for n in text.lower().split(",")]
    return len(names) <= 3 and all(
        n and (n in known.pairs or all(w in known.always or w in known.mostly or w in _SMALL for w in n.split()))
        for n in names
    )
