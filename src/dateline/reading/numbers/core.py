"""A bare number in words or digits, or two that make a range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.reading.numbers.lexicon import Kind, Lexicon, longest
from dateline.record import Qualifier

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})[-–—/](\d{1,3}(?:,\d{3})+|\d{1,7})")
_PLUS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})\+")
_RANGING = frozenset(
    {"ranged", "ranging", "range", "ranges", "varied", "varying", "vary", "varies", "anywhere", "anything"}
)
_WIDENING = frozenset({"or", "to", "perhaps", "possibly", "maybe", "probably", "even", "if"})
_BETWEEN = _WIDENING | {",", "and", "not"}
_STEPS = 4  # words between two orders that make a range
DASHES = frozenset({"-", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Core:
    """A number without the words that bound it; `end` is the index into the words after it."""

    low: int
    high: int
    kind: Kind
    end: int
    qualifier: Qualifier = "exact"


def ranged(words: Sequence[str], at: int, lex: Lexicon) -> Core | None:
    """A core, or two that make a range: "12-15", "30 to 40", "three or four", "between 5 and 8"."""
    opener = words[at] if at < len(words) else ""
    if opener == "either":
        return _either(words, at + 1, lex)
    if opener == "between" or (opener == "from" and at > 0 and words[at - 1] in _RANGING):
        one = core_of(words, at + 1, lex)
        if one is None or one.kind != "number":
            return None
        return _second(words, one, lex, ("and", "to", *DASHES))
    one = core_of(words, at, lex)
    if one is not None and one.kind == "order":
        return (None if at > 0 and words[at - 1] == "from" else _rising(words, one, lex)) or one
    if one is None or one.kind != "number" or one.low != one.high or (at > 0 and words[at - 1] == "from"):
        return one  # "rose from two to five" is a change, no range
    if _year(words, at, lex):
        return one  # "brought the toll since May 7, 2023 to 41"
    return _second(words, one, lex, ("to", "or", "/", *DASHES)) or one


def _year(words: Sequence[str], at: int, lex: Lexicon) -> bool:
    """Whether a number is the year of a date: it follows a month, or a month, a day and a comma."""
    if at == 0 or len(words[at]) != 4:
        return False
    return words[at - 1] in lex.months or (at >= 3 and words[at - 1] == "," and words[at - 3] in lex.months)


def _either(words: Sequence[str], at: int, lex: Lexicon) -> Core | None:
    """ "either three, five or no people": from the least to the most of what is offered."""
    found: list[int] = []
    end, last = at, False
    while end < len(words) and len(found) < 6:
        core = Core(0, 0, "number", end + 1) if words[end] == "no" else core_of(words, end, lex)
        if core is None or core.kind != "number" or core.low != core.high:
            break
        found.append(core.low)
        end = core.end
        if last or end >= len(words) or words[end] not in (",", "or"):
            break
        last = words[end] == "or" or (end + 1 < len(words) and words[end + 1] == "or")
        end += 2 if words[end] == "," and last else 1
    if len(found) < 2 or not last or words[end - 1] == "or" or min(found) == max(found):
        return None
    return Core(min(found), max(found), "number", end, "between")


def _rising(words: Sequence[str], one: Core, lex: Lexicon) -> Core | None:
    """ "tens, perhaps hundreds", "scores if not hundreds", "dozens or hundreds": from the least to the most."""
    at = one.end
    while at < len(words) and at - one.end < _STEPS and words[at] in _BETWEEN:
        at += 1
    two = core_of(words, at, lex) if _WIDENING & set(words[one.end : at]) else None
    if two is None or two.kind != "order" or two.low <= one.low:
        return None
    return Core(one.low, two.high, "order", two.end, "order")


def _second(words: Sequence[str], one: Core, lex: Lexicon, joints: tuple[str, ...]) -> Core | None:
    if one.end + 1 >= len(words) or words[one.end] not in joints:
        return None
    at = one.end + 1
    hit = longest(words, at, lex.bounds) if words[one.end] == "to" else None
    two = core_of(words, at + (hit[1] if hit else 0), lex)
    if two is None or two.kind != "number":
        return None
    low = one.low
    scale = next(
        (m for m in (1_000_000, 1000, 100, 12) if two.low % m == 0 and words[two.end - 1] in lex.multipliers), 1
    )
    if low < two.low and scale > 1 and low * scale < two.low and words[one.end - 1] not in lex.multipliers:
        low *= scale  # "two to three hundred"
    if not low < two.low:
        return None
    return Core(low, two.high, "number", two.end, "between")


def core_of(words: Sequence[str], at: int, lex: Lexicon) -> Core | None:
    if at >= len(words):
        return None
    order = longest(words, at, lex.orders)
    if order is not None:
        return _order(words, at, order, lex)
    word = words[at]
    if word == "half" and words[at + 1 : at + 3] in (["a", "dozen"], ("a", "dozen")):
        return Core(6, 6, "number", at + 3)
    if word in ("a", "an"):
        if tuple(words[at + 1 : at + 4]) == ("half", "-", "dozen"):
            return Core(6, 6, "number", at + 4)
        step = 2 if at + 2 < len(words) and words[at + 1] == "half" else 1
        after = words[at + step] if at + step < len(words) else ""
        if after in lex.groups:
            return Core(lex.groups[after], lex.groups[after], "number", at + step + 1)
        if after in lex.multipliers:
            value, end = _multiplied(6 if step == 2 and after == "dozen" else 1, words, at + step, lex)
            return Core(value if step == 1 else 6, value if step == 1 else 6, "number", end)
        return None
    if word in lex.groups and at > 0 and words[at - 1] == "the":
        return None
    return _digits(words, at, lex) or _spelt(words, at, lex)


def _order(words: Sequence[str], at: int, order: tuple[tuple[int, int], int], lex: Lexicon) -> Core:
    (low, high), length = order
    end = at + length
    if end < len(words) and words[end] in lex.multipliers:  # "several hundred", "a few dozen"
        scale = lex.multipliers[words[end]]
        return Core(low * scale, high * scale + scale - 1 if scale > 12 else high * scale, "order", end + 1, "order")
    return Core(low, high, "order", end, "order")


def _digits(words: Sequence[str], at: int, lex: Lexicon) -> Core | None:
    word = words[at]
    if _DIGITS.fullmatch(word):
        value, end = _multiplied(int(word.replace(",", "")), words, at + 1, lex)
        return Core(value, value, "number", end)
    if (two := _RANGE.fullmatch(word)) and (low := _int(two[1])) < (high := _int(two[2])) and "/" not in word:
        return Core(low, high, "number", at + 1, "between")
    if plus := _PLUS.fullmatch(word):
        return Core(_int(plus[1]), _int(plus[1]), "number", at + 1, "about")
    if _DECIMAL.fullmatch(word) and at + 1 < len(words) and words[at + 1] in lex.multipliers:
        value = round(float(word) * lex.multipliers[words[at + 1]])
        return Core(value, value, "number", at + 2)
    return None


def _int(digits: str) -> int:
    return int(digits.replace(",", ""))


def _spelt(words: Sequence[str], at: int, lex: Lexicon) -> Core | None:
    """Number words: "twenty-five", "one hundred and twelve", "two dozen"."""
    if words[at] not in lex.cardinals or words[at] == "zero":
        return None
    total, end = _under_hundred(words, at, lex)
    if end < len(words) and words[end] == "score" and total > 9:
        return Core(total, total, "number", end)
    total, end = _multiplied(total, words, end, lex)
    return Core(total, total, "number", end)


def _under_hundred(words: Sequence[str], at: int, lex: Lexicon) -> tuple[int, int]:
    value, end = lex.cardinals[words[at]], at + 1
    if value >= 20 and value % 10 == 0 and end < len(words):
        step = 2 if words[end] in DASHES else 1
        unit = lex.cardinals.get(words[end + step - 1], 0) if end + step - 1 < len(words) else 0
        if 0 < unit < 10:
            return value + unit, end + step
    return value, end


def _multiplied(value: int, words: Sequence[str], end: int, lex: Lexicon) -> tuple[int, int]:
    """`value` with the multipliers and lower parts that follow: hundred, thousand and so on."""
    while end < len(words) and (scale := lex.multipliers.get(words[end])):
        if scale == 20 and (end + 1 >= len(words) or words[end + 1] not in ("people", "or", "of")):
            break
        value, end = value * scale, end + 1
        rest = end + 1 if end < len(words) and words[end] == "and" and scale >= 100 else end
        if rest < len(words) and scale >= 100 and 0 < lex.cardinals.get(words[rest], 0) < scale:
            part, after = _under_hundred(words, rest, lex)
            nested = after < len(words) and words[after] in lex.multipliers
            follows = after < len(words) and words[after] in ("more", "others")
            if not nested and not (rest > end and (scale > 100 or follows)):
                value, end = value + part, after
    return value, end
