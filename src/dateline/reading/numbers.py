"""Quantities in the text: how many, with bounds, as the words say it.

`quantities` reads digits, number words, ranges, bounds ("at least", "up to"), orders ("dozens") and determiners
("a", "another", "no") from the tokens of a stretch. It does not know what is counted: ages, sums and dates are
told apart by `measures` here, people by who asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

Kind = Literal["number", "order", "determiner", "none"]
FILE = "numbers.toml"
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})[-–—/](\d{1,3}(?:,\d{3})+|\d{1,7})")
_PLUS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})\+")
_RANGING = frozenset(
    {"ranged", "ranging", "range", "ranges", "varied", "varying", "vary", "varies", "anywhere", "anything"}
)
_ASKING = frozenset({"how", "so", "too", "as"})  # "how many of the dead" counts nobody
_YEARLY = frozenset({"in", "since", "during", "by", "until", "till", "from", "early", "late", "mid", "of", "year"})
_DASHES = frozenset({"-", "–", "—", "--"})


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
    units: frozenset[str]
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
        {*cardinals, *multipliers, *groups, *firsts, *_DETERMINERS, "half", "between", "either", "from", "a", "an"}
    )
    more, units = frozenset(data["more"]["words"]), frozenset(data["units"]["words"])
    return Lexicon(cardinals, multipliers, groups, orders, bounds, suffixes, more, units, starts)


def _ints(data: dict[str, Any], block: str) -> dict[str, int]:
    found = {k: v for k, v in data[block].items() if k != "source"}
    if bad := [k for k, v in found.items() if not isinstance(v, int) or v < 0]:
        raise KnowledgeError(FILE, 0, f"[{block}] {bad[0]}: a whole number is needed")
    return found


def _pair(name: str, value: Any) -> tuple[int, int]:
    if not (isinstance(value, list) and len(value) == 2 and 0 <= value[0] <= value[1]):
        raise KnowledgeError(FILE, 0, f"[orders] {name}: [low, high] is needed")
    return int(value[0]), int(value[1])


_DETERMINERS: dict[str, tuple[int, Kind]] = {
    "a": (1, "determiner"), "an": (1, "determiner"), "another": (1, "determiner"), "single": (1, "determiner"),
    "both": (2, "number"), "no": (0, "none"), "none": (0, "none"), "nobody": (0, "none"), "zero": (0, "none"),
    "neither": (0, "none"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Core:
    low: int
    high: int
    kind: Kind
    end: int  # index into the words, after the number
    qualifier: Qualifier = "exact"


def quantities(doc: Doc, first: int, last: int) -> tuple[Quantity, ...]:
    """Every quantity in tokens `[first, last)`, in order, none overlapping; determiners too.

    Bounds follow the record format: "more than 12" is 13 and open above, "up to 15" is 0 to 15, order words have the
    bounds of `numbers.toml`, approximations keep the number itself.
    """
    return tuple(quantities_of([t.lower_ for t in doc[first:last]], first))


def quantities_of(words: Sequence[str], offset: int = 0) -> Iterator[Quantity]:
    """Quantities in lower-case words; token indices in the result are counted from `offset`."""
    lex = lexicon()
    at = 0
    while at < len(words):
        word = words[at]
        asked = word == "many" and at > 0 and words[at - 1] in _ASKING
        found = _quantity(words, at, lex) if not asked and (word[0:1].isdigit() or word in lex.starts) else None
        if found is None:
            at += 1
            continue
        yield replace(found, first=found.first + offset, last=found.last + offset, start=found.start + offset)
        at = found.last


def _quantity(words: Sequence[str], at: int, lex: Lexicon) -> Quantity | None:
    first, bound = at, None
    while (hit := _longest(words, at, lex.bounds)) is not None:
        over = words[at] == "over" and words[at + 1 : at + 2] in (["one"], ("one",))
        over = over and (at + 2 == len(words) or words[at + 2] not in lex.multipliers)
        if (bound is None or bound == "exact") and not over:  # "before it was over one man was hit"
            bound = hit[0]
        at += hit[1]
        if at - first > 6:
            return None
    core = _ranged(words, at, lex)
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


def _up_to(words: Sequence[str], core: _Core, lex: Lexicon) -> _Core | None:
    at = core.end
    while at < len(words) and words[at] in ("and", "but", ",", "to", "or", "possibly", "perhaps"):
        at += 1
    hit = _longest(words, at, lex.bounds) if at > core.end else None
    if hit is None or hit[0] != "at_most":
        return None
    top = _core(words, at + hit[1], lex)
    if top is None or top.kind != "number" or top.low <= core.low:
        return None
    return _Core(core.low, top.high, "number", top.end, "between")


def _after(words: Sequence[str], core: _Core, bound: Qualifier | None, lex: Lexicon) -> tuple[int, Qualifier | None]:
    hit = _longest(words, core.end, lex.suffixes)
    if hit is None:
        return core.end, bound
    return core.end + hit[1], bound or hit[0]


def _bounded(core: _Core, bound: Qualifier | None) -> tuple[int, int | None, Qualifier]:
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


def _ranged(words: Sequence[str], at: int, lex: Lexicon) -> _Core | None:
    """A core, or two that make a range: "12-15", "30 to 40", "three or four", "between 5 and 8"."""
    opener = words[at] if at < len(words) else ""
    if opener == "either":
        return _either(words, at + 1, lex)
    if opener == "between" or (opener == "from" and at > 0 and words[at - 1] in _RANGING):
        one = _core(words, at + 1, lex)
        if one is None or one.kind != "number":
            return None
        return _second(words, one, lex, ("and", "to", *_DASHES))
    one = _core(words, at, lex)
    if one is None or one.kind != "number" or one.low != one.high or (at > 0 and words[at - 1] == "from"):
        return one  # "rose from two to five" is a change, no range
    return _second(words, one, lex, ("to", "or", "/", *_DASHES)) or one


def _either(words: Sequence[str], at: int, lex: Lexicon) -> _Core | None:
    """ "either three, five or no people": from the least to the most of what is offered."""
    found: list[int] = []
    end, last = at, False
    while end < len(words) and len(found) < 6:
        core = _Core(0, 0, "number", end + 1) if words[end] == "no" else _core(words, end, lex)
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
    return _Core(min(found), max(found), "number", end, "between")


def _second(words: Sequence[str], one: _Core, lex: Lexicon, joints: tuple[str, ...]) -> _Core | None:
    if one.end + 1 >= len(words) or words[one.end] not in joints:
        return None
    at = one.end + 1
    hit = _longest(words, at, lex.bounds) if words[one.end] == "to" else None
    two = _core(words, at + (hit[1] if hit else 0), lex)
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
    return _Core(low, two.high, "number", two.end, "between")


def _core(words: Sequence[str], at: int, lex: Lexicon) -> _Core | None:
    if at >= len(words):
        return None
    order = _longest(words, at, lex.orders)
    if order is not None:
        return _order(words, at, order, lex)
    word = words[at]
    if word == "half" and words[at + 1 : at + 3] in (["a", "dozen"], ("a", "dozen")):
        return _Core(6, 6, "number", at + 3)
    if word in ("a", "an"):
        if tuple(words[at + 1 : at + 4]) == ("half", "-", "dozen"):
            return _Core(6, 6, "number", at + 4)
        step = 2 if at + 2 < len(words) and words[at + 1] == "half" else 1
        after = words[at + step] if at + step < len(words) else ""
        if after in lex.groups:
            return _Core(lex.groups[after], lex.groups[after], "number", at + step + 1)
        if after in lex.multipliers:
            value, end = _multiplied(6 if step == 2 and after == "dozen" else 1, words, at + step, lex)
            return _Core(value if step == 1 else 6, value if step == 1 else 6, "number", end)
        return None
    if word in lex.groups and at > 0 and words[at - 1] == "the":
        return None
    return _digits(words, at, lex) or _spelt(words, at, lex)


def _order(words: Sequence[str], at: int, order: tuple[tuple[int, int], int], lex: Lexicon) -> _Core:
    (low, high), length = order
    end = at + length
    if end < len(words) and words[end] in lex.multipliers:  # "several hundred", "a few dozen"
        scale = lex.multipliers[words[end]]
        return _Core(low * scale, high * scale + scale - 1 if scale > 12 else high * scale, "order", end + 1, "order")
    return _Core(low, high, "order", end, "order")


def _digits(words: Sequence[str], at: int, lex: Lexicon) -> _Core | None:
    word = words[at]
    if _DIGITS.fullmatch(word):
        value, end = _multiplied(int(word.replace(",", "")), words, at + 1, lex)
        return _Core(value, value, "number", end)
    if (two := _RANGE.fullmatch(word)) and (low := _int(two[1])) < (high := _int(two[2])) and "/" not in word:
        return _Core(low, high, "number", at + 1, "between")
    if plus := _PLUS.fullmatch(word):
        return _Core(_int(plus[1]), _int(plus[1]), "number", at + 1, "about")
    if _DECIMAL.fullmatch(word) and at + 1 < len(words) and words[at + 1] in lex.multipliers:
        value = round(float(word) * lex.multipliers[words[at + 1]])
        return _Core(value, value, "number", at + 2)
    return None


def _int(digits: str) -> int:
    return int(digits.replace(",", ""))


def _spelt(words: Sequence[str], at: int, lex: Lexicon) -> _Core | None:
    """Number words: "twenty-five", "one hundred and twelve", "two dozen"."""
    if words[at] not in lex.cardinals or words[at] == "zero":
        return None
    total, end = _under_hundred(words, at, lex)
    if end < len(words) and words[end] == "score" and total > 9:
        return _Core(total, total, "number", end)
    total, end = _multiplied(total, words, end, lex)
    return _Core(total, total, "number", end)


def _under_hundred(words: Sequence[str], at: int, lex: Lexicon) -> tuple[int, int]:
    value, end = lex.cardinals[words[at]], at + 1
    if value >= 20 and value % 10 == 0 and end < len(words):
        step = 2 if words[end] in _DASHES else 1
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


def _determined(words: Sequence[str], at: int) -> Quantity | None:
    hit = _DETERMINERS.get(words[at])
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


def _longest[T](words: Sequence[str], at: int, table: dict[tuple[str, ...], T]) -> tuple[T, int] | None:
    for size in (4, 3, 2, 1):
        if at + size <= len(words) and (value := table.get(tuple(words[at : at + size]))) is not None:
            return value, size
    return None


def measures(doc: Doc, quantity: Quantity) -> bool:
    """Whether the quantity is a measure, a sum of money, an age or a date: a number that counts no people or things."""
    lex = lexicon()
    after = doc[quantity.last].lower_ if quantity.last < len(doc) else ""
    before = doc[quantity.first - 1] if quantity.first > 0 else None
    if quantity.kind == "number" and doc[quantity.last - 1].is_digit and _begins(after, lex):
        return True  # "on channel 19 a man said", "October 27, 2023 two men": another noun phrase begins
    if after == "-" and quantity.last + 1 < len(doc):
        after = doc[quantity.last + 1].lower_
    if after in lex.units and quantity.kind != "none":
        return True
    if before is None or quantity.kind != "number":
        return False
    if before.lower_ in ("$", "€", "£", "no.", "number", "aged", "age", "#", "us$") or before.is_currency:
        return True
    digits = doc[quantity.start].is_digit
    if digits and _year(doc, quantity, before.lower_):
        return True
    return digits and before.lower_ in lex.units and before.is_title and quantity.last - quantity.start == 1


def _begins(word: str, lex: Lexicon) -> bool:
    return word in ("a", "an") or word in lex.cardinals or word[0:1].isdigit()


def _year(doc: Doc, quantity: Quantity, before: str) -> bool:
    """Whether four digits are a calendar year: "in 1998", "since 2014"."""
    token = doc[quantity.start]
    if len(token) != 4 or not 1900 <= quantity.low <= 2099 or quantity.last - quantity.first != 1:
        return False
    counted = quantity.last < len(doc) and doc[quantity.last].pos_ in ("NOUN", "ADJ")
    if before == "," and quantity.last < len(doc) and doc[quantity.last].lower_ == ",":
        return True  # "on October 13th, 2023, at least 14 people"
    return token.ent_type_ == "DATE" or (before in _YEARLY and not counted)
