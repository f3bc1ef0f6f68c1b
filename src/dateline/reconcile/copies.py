"""Near-copies of one text: MinHash over word shingles (Broder 1997), by `rensa`.

Two texts are compared by their sketches alone, so that whether they are copies depends on no third text.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from dateline.reconcile.words import tokens

SHINGLE = 5  # words
WIDTH = 128  # hashes of a sketch
SEED = 42
COPY = 0.35  # share of shingles that two copies have in common: half of one text and little else
ROWS, BANDS = 3, 8  # of a sketch, by which copies find each other

Sketch = bytes  # packed 32-bit hashes


def sketch(text: str) -> Sketch:
    """The smallest hash of the text's shingles under each of WIDTH hash functions; empty for a text of no shingle."""
    return sketch_of(tokens(text))


def sketch_of(said: Sequence[str]) -> Sketch:
    """The sketch of a text of these words."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    if len(said) < SHINGLE:
        return b""
    made = RMinHash(num_perm=WIDTH, seed=SEED)
    made.update([*map(" ".join, zip(*(said[i:] for i in range(SHINGLE)), strict=False))])
    return array("I", made.digest()).tobytes()


def bands(found: Sketch) -> list[str]:
    """Keys of which two copies share one, most likely (97 % at a likeness of 0.7)."""
    size = 4 * ROWS
    return [f"{n}:{found[n * size : (n + 1) * size].hex()}" for n in range(BANDS)] if found else []


def likeness(a: Sketch, b: Sketch) -> float:
    """Estimated share of shingles that two texts have in common, 0–1 (standard error 0.04)."""
    if not a or not b:
        return 0.0
    same = np.frombuffer(a, np.uint32) == np.frombuffer(b, np.uint32)
    return int(np.count_nonzero(same)) / WIDTH
