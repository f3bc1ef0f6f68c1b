"""Near-copies of one text by shared word shingles, in about linear time.

Each text is sketched by its smallest hashed shingles (Broder 1997, bottom-k sketch); texts that share enough of a
sketch are copies. Exact sketch overlap is used, so that nothing depends on chance or on the order of reports.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping

from dateline.reconcile.words import tokens

SHINGLE = 5  # words
SKETCH = 64  # hashes kept of each text
PROBES = 8  # the smallest hashes, by which candidates are found
COPY = 0.6  # share of the smaller sketch that two copies have in common
CROWD = 200  # a shingle that more texts share than this is boilerplate


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's word shingles, ascending."""
    said = tokens(text)
    shingles = {" ".join(said[i : i + SHINGLE]) for i in range(max(1, len(said) - SHINGLE + 1))}
    hashes = sorted(
        int.from_bytes(hashlib.blake2b(s.encode("utf-8", "surrogatepass"), digest_size=8).digest()) for s in shingles
    )
    return tuple(hashes[:SKETCH])


def families(texts: Mapping[str, str]) -> dict[str, str]:
    """Report id -> the smallest id among its near-copies (itself where it has none)."""
    sketches = {ident: sketch(text) for ident, text in sorted(texts.items())}
    parent = {ident: ident for ident in sketches}
    shared: dict[int, list[str]] = defaultdict(list)
    for ident, hashes in sketches.items():
        for h in hashes[:PROBES]:
            shared[h].append(ident)
    for group in shared.values():
        if 1 < len(group) <= CROWD:
            for other in group[1:]:
                if likeness(sketches[group[0]], sketches[other]) >= COPY:
                    _join(parent, group[0], other)
    return {ident: _root(parent, ident) for ident in parent}


def likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Share of the smaller sketch that both have, 0–1."""
    return len(set(a) & set(b)) / max(1, min(len(a), len(b)))


def _root(parent: dict[str, str], ident: str) -> str:
    while parent[ident] != ident:
        parent[ident] = parent[parent[ident]]
        ident = parent[ident]
    return ident


def _join(parent: dict[str, str], a: str, b: str) -> None:
    low, high = sorted((_root(parent, a), _root(parent, b)))
    parent[high] = low
