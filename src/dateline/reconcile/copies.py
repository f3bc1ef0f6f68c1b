"""Near-copies of one text: MinHash over word shingles (Broder 1997), by `rensa`.

Two texts are compared by their sketches alone, so that whether they are copies depends on no third text.
"""

from __future__ import annotations

from itertools import batched

from dateline.reconcile.words import tokens

SHINGLE = 5  # words
WIDTH = 128  # hashes of a sketch
SEED = 42
COPY = 0.35  # share of shingles that two copies have in common: half of one text and little else
ROWS, BANDS = 3, 8  # of a sketch, by which copies find each other

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The smallest hash of the text's shingles under each of WIDTH hash functions; empty for a text of no shingle."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    said = tokens(text)
    if len(said) < SHINGLE:
        return ()
    made = RMinHash(num_perm=WIDTH, seed=SEED)
    made.update([" ".join(said[i : i + SHINGLE]) for i in range(len(said) - SHINGLE + 1)])
    return tuple(made.digest())


def bands(found: Sketch) -> list[str]:
    """Keys of which two copies share one, most likely (97 % at a likeness of 0.7)."""
    return [f"{n}:{'.'.join(map(str, rows))}" for n, rows in enumerate(batched(found[: ROWS * BANDS], ROWS))]


def likeness(a: Sketch, b: Sketch) -> float:
    """Estimated share of shingles that two texts have in common, 0–1 (standard error 0.04)."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / WIDTH
