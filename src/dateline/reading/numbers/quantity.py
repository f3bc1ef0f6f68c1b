"""Quantities with their bounds, from the words of a stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.numbers.core import Core, core_of, ranged
from dateline.reading.numbers.lexicon import DETERMINERS, Kind, Lexicon, lexicon, longest
from dateline.reading.syntax import syntax_of
from dateline.record import Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Doc

_RISEN = frozenset(
    {"go", "goes", "going", "gone", "went", "rise", "rises", "rising", "risen", "rose", "moved", "is", "now", "was"}
)
_ASKING = frozenset({"how", "so", "too", "as"})  # "how many of the dead" counts nobody


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as the words from token `first` to before token `last` say it.

    Attributes:
        low, high: whole units; `high` `None` is open above.
        qualifier: how the words bound the number.
        kind: written as a number, an order word, a determiner ("a", "another"), or none at all ("no", "none").
        rest: whether it stands beside others already counted ("two more", "another", "five others").
        start: token where the number itself begins, after any bound.
    """

    low: int
    high: int | None
    qualifier: Qualifier
    first: int
    last: int
    kind: Kind
    rest: bool = False
    start: int = -1


def quantities(doc: Doc, first: int, last: int) -> tuple[Quantity, ...]:
    """Every quantity in tokens `[first, last)`, in order, none overlapping; determiners too.

    Bounds follow the record format: "more than 12" is 13 and open above, "up to 15" is 0 to 15, order words have the
    bounds of `numbers.toml`, approximations keep the number itself.
    """
    return tuple(quantities_of(syntax_of(doc).lower[first:last], first))


def quantities_of(words: Sequence[str], offset: int = 0) -> Iterator[Quantity]:
    """Quantities in lower-case words; token indices in the result are counted from `offset`."""
    lex = lexicon()
    at = 0
    while at < len(words):
        word = words[at]
        if at > 0 and word.isdigit() and words[at - 1] in lex.labels:
            at += 2 if words[at + 1 : at + 2] in (["-"], ("-",)) else 1  # "UPDATE 3-Ten killed"
            continue
        asked = word == "many" and at > 0 and words[at - 1] in _ASKING
        found = _quantity(words, at, lex) if not asked and (word[0:1].isdigit() or word in lex.starts) else None
        if found is None:
            at += 1
            continue
        first, last, start = found.first + offset, found.last + offset, found.start + offset
        yield Quantity(found.low, found.high, found.qualifier, first, last, found.kind, found.rest, start)
        at = found.last


def _quantity(words: Sequence[str], at: int, lex: Lexicon) -> Quantity | None:
    first, bound = at, None
    while (hit := longest(words, at, lex.bounds)) is not None:
        over = words[at] == "over" and words[at + 1 : at + 2] in (["one"], ("one",))
        over = over and (at + 2 == len(words) or words[at + 2] not in lex.multipliers)
        risen = words[at] == "up" and at > 0 and words[at - 1] in _RISEN  # "the toll has gone up to 14"
        if (bound is None or bound == "exact") and not over and not risen:  # "before it was over one man was hit"
            bound = hit[0]
        at += hit[1]
        first = at if risen else first
        if at - first > 6:
            return None
    if words[at : at + 1] in (["not"], ("not",)) and (size := _nobody(words, at)):
        return Quantity(0, 0, "none", first, at + size, "none", False, at + 1)
    core = ranged(words, at, lex)
    if core is not None and bound == "at_least" and (wider := _up_to(words, core, lex)) is not None:
        core, bound = wider, None  # "at least 11 and up to 15"
    if core is None and at > first and (again := _determined(words, first)) is not None:
        return again  # the bound's own first word was the determiner ("a confirmed" and no number)
    if core is None:
        return _determined(words, at) if at == first else None
    end, bound = _after(words, core, bound, lex)
    low, high, qualifier = _bounded(core, bound)
    counted = end
    while end < len(words) and words[end] in lex.more:
        end += 1
    rest = end > counted
    rest = rest or any(w in ("further", "additional", "another", "other", "second", "third") for w in words[first:at])
    return Quantity(low, high, qualifier, first, end, core.kind, rest, at)


def _nobody(words: Sequence[str], at: int) -> int:
    """How many words "not one" and "not a single" are; 0 where they are not there ("not one but two")."""
    size = 2 if words[at + 1 : at + 2] in (["one"], ("one",)) else 0
    size = 3 if tuple(words[at + 1 : at + 3]) in (("a", "single"), ("one", "single")) else size
    return 0 if {"but", "or"} & set(words[at + size : at + size + 1]) else size


def _up_to(words: Sequence[str], core: Core, lex: Lexicon) -> Core | None:
    at = core.end
    while at < len(words) and words[at] in ("and", "but", ",", "to", "or", "possibly", "perhaps"):
        at += 1
    hit = longest(words, at, lex.bounds) if at > core.end else None
    if hit is None or hit[0] != "at_most":
        return None
    top = core_of(words, at + hit[1], lex)
    if top is None or top.kind != "number" or top.low <= core.low:
        return None
    return Core(core.low, top.high, "number", top.end, "between")


def _after(words: Sequence[str], core: Core, bound: Qualifier | None, lex: Lexicon) -> tuple[int, Qualifier | None]:
    hit = longest(words, core.end, lex.suffixes)
    if hit is None:
        return core.end, bound
    return core.end + hit[1], bound or hit[0]


def _bounded(core: Core, bound: Qualifier | None) -> tuple[int, int | None, Qualifier]:
    low, high = core.low, core.high
    if core.kind == "none":
        return 0, 0, "none"
    if bound == "at_least":
        return low, None, "at_least"
    if bound == "more_than":
        return low + 1, None, "more_than"
    if bound == "at_most":
        return (low if low < high else 0), high, "at_most"
    if bound == "fewer_than":
        return 0, max(0, high - 1), "fewer_than"
    if bound == "about" and core.qualifier == "exact":
        return low, high, "about"
    return low, high, core.qualifier


def _determined(words: Sequence[str], at: int) -> Quantity | None:
    hit = DETERMINERS.get(words[at])
    if hit is None:
        return None
    value, kind = hit
    qualifier: Qualifier = "none" if kind == "none" else "exact"
    end = at + 1
    if words[at] == "no" and end < len(words) and words[end] in ("one", "-"):
        end += 1
    if words[at] in ("a", "an") and end < len(words) and words[end] in ("single", "lone", "second", "third", "fourth"):
        end += 1
    rest = words[at] == "another" or words[end - 1] in ("second", "third", "fourth")
    return Quantity(value, value, qualifier, at, end, kind, rest, at)
