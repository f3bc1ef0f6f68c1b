"""The words around a report's body, loaded from knowledge/head.toml and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml

FILE = "head.toml"
MEANINGS = frozenset({"title", "date", "author", "publisher", "sender", "place", "furniture"})


@dataclass(frozen=True, slots=True)
class HeadWords:
    """Lower-case words and phrases; see knowledge/head.toml."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    longest: int
    by: tuple[str, ...]
    roles: frozenset[str]
    desks: frozenset[str]
    dates: frozenset[str]
    publishers: frozenset[str]
    agencies: frozenset[str]
    flags: frozenset[str]
    no_last: frozenset[str]
    publishers_first: frozenset[str]
    sections: frozenset[str]
    writers: frozenset[str]
    changed: tuple[str, ...]
    dated_titles: tuple[str, ...]
    fields: dict[str, str]


def _strings(data: dict[str, Any], block: str, key: str) -> tuple[str, ...]:
    found = data.get(block, {}).get(key)
    if not isinstance(found, list) or not all(isinstance(w, str) and w == w.lower() for w in found):
        raise KnowledgeError(FILE, 0, f"[{block}] {key}: expected a list of lower-case strings")
    return tuple(found)


def _fields(data: dict[str, Any]) -> dict[str, str]:
    block: dict[str, str] = data["fields"]["words"]
    if bad := sorted(v for v in block.values() if v not in MEANINGS):
        raise KnowledgeError(FILE, 0, f"[fields] {bad[0]!r} is none of {', '.join(sorted(MEANINGS))}")
    return block


@cache
def head_words() -> HeadWords:
    """The vocabulary of head matter.

    Raises:
        KnowledgeError: a block of head.toml is missing or not in lower case.
    """
    data = read_toml(FILE)
    return HeadWords(
        whole=frozenset(_strings(data, "furniture", "whole")),
        starts=_strings(data, "furniture", "starts"),
        longest=int(data["furniture"]["longest"]),
        by=_strings(data, "by", "starts"),
        roles=frozenset(_strings(data, "by", "roles")),
        desks=frozenset(_strings(data, "by", "desks")),
        dates=frozenset(_strings(data, "dates", "words")),
        publishers=frozenset(_strings(data, "publishers", "words")),
        agencies=frozenset(_strings(data, "publishers", "agencies")),
        flags=frozenset(_strings(data, "titles", "flags")),
        no_last=frozenset(_strings(data, "titles", "no_last")),
        publishers_first=frozenset(_strings(data, "publishers", "first")),
        sections=frozenset(_strings(data, "furniture", "sections")),
        writers=frozenset(_strings(data, "by", "writers")),
        changed=_strings(data, "dates", "changed"),
        dated_titles=_strings(data, "titles", "dated"),
        fields=_fields(data),
    )
