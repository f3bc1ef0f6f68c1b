"""Every regular expression that dateline compiles, and strings that would make a careless one slow."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # the only way to a pattern's parts
from typing import Any

Found = dict[tuple[str, int], tuple[str, bool]]
_OURS = "dateline"
_OF_CLASS = {
    "CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_WORD": "-",
}  # fmt: skip
_MOST = 8  # different signs of a pattern that are tried in pairs
SOURCES = Path(__file__).resolve().parents[2] / "src"
SIZES = (12, 18, 27, 40, 60, 400, 1200, 5000)
SHORT = 100  # characters that take no measurable time
SLOW = 0.015  # seconds from which a text is looked at: what is linear takes well under a thousandth
GROWTH = 3.0  # for twice the text: 2 is linear, 4 quadratic
_OFTEN = 3  # of as many runs the fastest counts


def collect(use: str) -> Found:
    """The patterns that `dateline.*` compiles while every module is imported and `use` is read; by whom, and whether
    they are only ever tried at one place of a text."""
    found: Found = {}
    original = _compiler.compile

    def compile_(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = original(pattern, flags)
        frame: Any = sys._getframe(1)
        while frame and frame.f_globals.get("__name__", "").split(".")[0] == "re":
            frame = frame.f_back
        module = frame.f_globals.get("__name__", "") if frame else ""
        if module.split(".")[0] == _OURS and isinstance(made.pattern, str):
            found[made.pattern, made.flags] = (f"{module}:{frame.f_lineno}", _anchored(frame))
        return made

    re.purge()
    _compiler.compile = compile_
    try:
        package = importlib.import_module(_OURS)
        for module in pkgutil.walk_packages(package.__path__, f"{_OURS}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        package.read(use)
    finally:
        _compiler.compile = original
    return found


def _anchored(frame: Any) -> bool:
    """Whether the constant that a line makes is only used with `match` and `fullmatch`."""
    lines = Path(frame.f_code.co_filename).read_text(encoding="utf-8").splitlines()
    named = re.match(r"(_?[A-Z]\w*) = re\.compile\(", lines[frame.f_lineno - 1])
    if named is None:
        return bool(re.search(r"re\.(?:full)?match\(", lines[frame.f_lineno - 1]))
    where = [Path(frame.f_code.co_filename)] if named[1][0] == "_" else sorted(SOURCES.rglob("*.py"))
    calls = re.compile(rf"(?<!\w){named[1]}\.(\w+)\(")
    used = {m[1] for file in where for m in calls.finditer(file.read_text(encoding="utf-8"))}
    return bool(used) and used <= {"match", "fullmatch"}


def strings(pattern: str, flags: int, size: int) -> Iterator[str]:
    """Adversarial strings of `size` characters: the pattern's own signs repeated, alone, in pairs and in its order,
    at the start and after what the pattern begins with, and an end that nothing fits."""
    tree = _parser.parse(pattern, flags)
    signs = list(dict.fromkeys(_signs(tree)))[:_MOST] or ["a"]
    whole = "".join(_shortest(tree))
    pumps = [*signs, *(a + b for a in signs for b in signs if a != b), whole, whole[:-1], whole[1:], f"{whole} "]
    for pump in filter(None, dict.fromkeys(pumps)):
        body = (pump * (size // len(pump) + 1))[:size]
        yield body + "\x00"
        if len(pump) == 1:
            yield whole[:-1] + body + "\x00"


def slow(pattern: re.Pattern[str], anchored: bool = False) -> str | None:
    """The start of an adversarial text that takes more than its length's share, or `None`.

    Args:
        pattern: the pattern.
        anchored: it is only tried at the start of a text, not at each of its places.

    Texts grow step by step, so that an exponential pattern is found while it still ends.
    """
    series = zip(*(strings(pattern.pattern, pattern.flags, size) for size in SIZES), strict=True)
    for texts in series:
        for text in texts:
            taken = seconds(pattern, text, anchored)
            if taken < SLOW:
                continue
            half = seconds(pattern, text[: len(text) // 2], anchored)
            if len(text) < SHORT or taken / max(half, 1e-6) > GROWTH:
                return text[:40]
            break
    return None


def seconds(pattern: re.Pattern[str], text: str, anchored: bool) -> float:
    """Processor time of one look through the whole text."""
    best = float("inf")
    for _ in range(_OFTEN):
        begun = time.process_time()
        if anchored:
            pattern.match(text)
            pattern.fullmatch(text)
        else:
            for _ in pattern.finditer(text):
                pass
        best = min(best, time.process_time() - begun)
        if best < 0.001:
            break
    return best


def _signs(tree: Any) -> Iterator[str]:
    """A character for each literal, class and wildcard of a pattern."""
    for kind, value in tree:
        match kind:
            case _constants.LITERAL:
                yield chr(value)
            case _constants.NOT_LITERAL | _constants.ANY:
                yield "a"
            case _constants.IN:
                yield from (_in(item) for item in value)
            case _:
                for part in _parts(kind, value):
                    yield from _signs(part)


def _in(item: Any) -> str:
    match item:
        case (_constants.LITERAL, code):
            return chr(code)
        case (_constants.RANGE, (low, _)):
            return chr(low)
        case (_constants.CATEGORY, name):
            return _OF_CLASS[str(name)]
        case _:
            return "é"  # a negated class: something that is in few


def _shortest(tree: Any) -> Iterator[str]:
    """About the shortest text that a pattern takes, each repetition once."""
    for kind, value in tree:
        match kind:
            case _constants.BRANCH:
                yield from _shortest(value[1][0])
            case _constants.ASSERT | _constants.ASSERT_NOT | _constants.AT | _constants.GROUPREF:
                pass
            case _constants.LITERAL | _constants.NOT_LITERAL | _constants.ANY | _constants.IN:
                yield from list(_signs([(kind, value)]))[-1:]
            case _:
                for part in _parts(kind, value):
                    yield from _shortest(part)


def _parts(kind: Any, value: Any) -> list[Any]:
    match kind:
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
            return [value[2]]
        case _constants.SUBPATTERN:
            return [value[3]]
        case _constants.BRANCH:
            return list(value[1])
        case _constants.ASSERT | _constants.ASSERT_NOT:
            return [value[1]]
        case _constants.ATOMIC_GROUP:
            return [value]
        case _constants.GROUPREF_EXISTS:
            return [p for p in value[1:] if p is not None]
        case _:
            return []
