"""What each finding weighs, from `matching.toml`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.reconcile.features import FEATURES, VETO, Finding, findings
from dateline.reconcile.profile import Profile

FILE = "matching.toml"
VERSION = "1"  # of grouping, matching and counting; raise it when incidents may come out otherwise
APART = -100.0  # points of a pair that can never be one
_NAMES = frozenset(("words" if f.__name__ == "shared_words" else f.__name__) for f in FEATURES)


@dataclass(frozen=True, slots=True)
class Weights:
    """Points by feature and level.

    Attributes:
        base: points that every pair begins with.
        join: points from which two accounts are of one incident.
        part: points of one pair that keep two groups apart.
        levels: "time.same_day" -> points for a size of 1; a level that is not there weighs nothing.
    """

    base: float
    join: float
    part: float
    levels: Mapping[str, float]

    def points(self, found: Iterable[Finding]) -> float:
        """Points in all."""
        score = self.base
        for f in found:
            if f.level == VETO:
                return APART
            score += self.levels.get(f"{f.feature}.{f.level}", 0.0) * f.size
        return round(score, 6)


def compare(a: Profile, b: Profile) -> float:
    """Points of a pair; the order of the two does not matter."""
    return weights().points(findings(a, b))


def explain(a: Profile, b: Profile) -> tuple[str, ...]:
    """What speaks for and against a pair, in words with points, the weightiest first."""
    w = weights()
    told = [(w.levels.get(f"{f.feature}.{f.level}", 0.0) * f.size, f) for f in findings(a, b)]
    told = [(p, f) for p, f in told if p or f.level == VETO]
    return tuple(f"{f.feature}: {f.reason} ({p:+.1f})" for p, f in sorted(told, key=lambda x: -abs(x[0])))


@cache
def weights() -> Weights:
    """The weights that are shipped.

    Raises:
        KnowledgeError: a bound is missing, or a feature is not known.
    """
    blocks = read_toml(FILE)
    bounds = blocks.pop("points", {})
    if not all(isinstance(bounds.get(k), int | float) for k in ("base", "join", "part")):
        raise KnowledgeError(FILE, 0, "[points] needs base, join and part")
    if unknown := set(blocks) - _NAMES:
        raise KnowledgeError(FILE, 0, f"no feature {min(unknown)!r}; there are {', '.join(sorted(_NAMES))}")
    levels = {
        f"{name}.{level}": float(value)
        for name, block in blocks.items()
        for level, value in block.items()
        if level != "source"
    }
    return Weights(float(bounds["base"]), float(bounds["join"]), float(bounds["part"]), levels)


def fingerprint() -> str:
    """Of the code and numbers that decide what belongs together: other ones may decide otherwise."""
    told = repr((VERSION, weights()))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
