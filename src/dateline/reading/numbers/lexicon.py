"""The words that count, loaded from `numbers.toml` and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import Qualifier

FILE = "numbers.toml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words of `numbers.toml`; phrases are tuples of lower-case tokens."""

    cardinals: dict[str, int]
    multipliers: dict[str, int]
    groups: dict[str, int]
    orders: dict[tuple[str, ...], tuple[int, int]]
    bounds: dict[tuple[str, ...], Qualifier]
    suffixes: dict[tuple[str, ...], Qualifier]
    more: frozenset[str]
    labels: frozenset[str]
    units: frozenset[str]
    months: frozenset[str]
    starts: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The number words, loaded and checked.

    Raises:
        KnowledgeError: a value in `numbers.toml` is not of its kind.
    """
    data = read_toml(FILE)
    cardinals, multipliers, groups = (_ints(data, k) for k in ("cardinals", "multipliers", "groups"))
    orders = {tuple(k.split()): _pair(k, v) for k, v in data["orders"].items() if k != "source"}
    bounds: dict[tuple[str, ...], Qualifier] = {
        tuple(p.split()): q for q, block in data["bounds"].items() for p in block["phrases"]
    }
    suffixes: dict[tuple[str, ...], Qualifier] = {
        tuple(p.split()): q for q, phrases in data["suffixes"].items() if q != "source" for p in phrases
    }
    firsts = {p[0] for p in (*orders, *bounds)}
    starts = frozenset(
        {*cardinals, *multipliers, *groups, *firsts, *DETERMINERS, "half", "between", "either", "from", "a", "an"}
    )
    more, months = frozenset(data["more"]["words"]), frozenset(data["units"]["months"])
    units = months.union(data["units"]["words"])
    labels = frozenset(data["labels"]["words"])
    return Lexicon(cardinals, multipliers, groups, orders, bounds, suffixes, more, labels, units, months, starts)


def _ints(data: dict[str, Any], block: str) -> dict[str, int]:
    found = {k: v for k, v in data[block].items() if k != "source"}
    if bad := [k for k, v in found.items() if not isinstance(v, int) or v < 0]:
        raise KnowledgeError(FILE, 0, f"[{block}] {bad[0]}: a whole number is needed")
    return found


def _pair(name: str, value: Any) -> tuple[int, int]:
    if not (isinstance(value, list) and len(value) == 2 and 0 <= value[0] <= value[1]):
        raise KnowledgeError(FILE, 0, f"[orders] {name}: [low, high] is needed")
    return int(value[0]), int(value[1])


def longest[T](words: Sequence[str], at: int, table: dict[tuple[str, ...], T]) -> tuple[T, int] | None:
    for size in (4, 3, 2, 1):
        if at + size <= len(words) and (value := table.get(tuple(words[at : at + size]))) is not None:
            return value, size
    return None


DETERMINERS: dict[str, tuple[int, Kind]] = {
    "a": (1, "determiner"), "an": (1, "determiner"), "another": (1, "determiner"), "single": (1, "determiner"),
    "both": (2, "number"), "no": (0, "none"), "none": (0, "none"), "nobody": (0, "none"), "zero": (0, "none"),
    "neither": (0, "none"),
}  # fmt: skip


Kind = Literal["number", "order", "determiner", "none"]
