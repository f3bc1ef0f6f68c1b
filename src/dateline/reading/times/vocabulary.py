"""The words of time, loaded from knowledge/times.toml and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml

FILE = "times.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lower-case words to what they mean."""

    months: dict[str, int]
    full_months: frozenset[str]
    weekdays: dict[str, int]
    full_weekdays: frozenset[str]
    cardinals: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, str]
    decades: dict[str, int]
    day_words: dict[str, int]
    day_parts: frozenset[str]
    vague: frozenset[str]
    parts: dict[str, str]
    part_bounds: dict[str, dict[str, tuple[int, int]]]
    seasons: dict[str, int]
    sets: frozenset[str]
    zones: frozenset[str]
    future: frozenset[str]
    ongoing: frozenset[str]
    saying: frozenset[str]
    reached: frozenset[str]
    deadline: frozenset[str]
    weekly: frozenset[str]
    named: frozenset[str]
    counted: frozenset[str]
    streets: frozenset[str]
    vehicles: frozenset[str]
    named_days: frozenset[str]


def _numbers(data: dict[str, Any], block: str, low: int, high: int) -> dict[str, int]:
    found = {k: v for k, v in data[block].items() if k != "source"}
    for word, value in found.items():
        if not isinstance(value, int) or not low <= value <= high or word != word.lower():
            raise KnowledgeError(FILE, 0, f"[{block}] {word}: expected a lower-case word and {low} to {high}")
    return found


def _words(data: dict[str, Any], block: str, key: str = "words") -> frozenset[str]:
    return frozenset(data[block][key])


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of times.

    Raises:
        KnowledgeError: an entry of times.toml is out of range.
    """
    data = read_toml(FILE)
    full, short = _numbers(data, "months", 1, 12), _numbers(data, "month_abbreviations", 1, 12)
    days, short_days = _numbers(data, "weekdays", 0, 6), _numbers(data, "weekday_abbreviations", 0, 6)
    bounds = {
        unit: {part: (edges[0], edges[1]) for part, edges in parts.items()}
        for unit, parts in data["part_bounds"].items()
        if unit != "source"
    }
    strings = {b: {k: v for k, v in data[b].items() if k != "source"} for b in ("units", "part_words")}
    return Vocabulary(
        months=full | short,
        full_months=frozenset(full),
        weekdays=days | short_days,
        full_weekdays=frozenset(days),
        cardinals=_numbers(data, "cardinals", 1, 90),
        ordinals=_numbers(data, "ordinals", 1, 30),
        units=strings["units"],
        decades=_numbers(data, "decade_words", 1900, 2000),
        day_words=_numbers(data, "day_words", -2, 2),
        day_parts=_words(data, "day_parts"),
        vague=_words(data, "vague"),
        parts=strings["part_words"],
        part_bounds=bounds,
        seasons=_numbers(data, "seasons", 1, 12),
        sets=_words(data, "repeated", "set_words"),
        zones=_words(data, "time_zones"),
        future=_words(data, "future_lemmas"),
        ongoing=_words(data, "ongoing_lemmas"),
        reached=_words(data, "saying_lemmas", "reached"),
        weekly=_words(data, "repeated", "after_a_weekday"),
        deadline=_words(data, "deadline_lemmas"),
        saying=_words(data, "saying_lemmas"),
        named=_words(data, "named"),
        counted=_words(data, "counted"),
        streets=_words(data, "counted", "streets"),
        vehicles=_words(data, "counted", "vehicles"),
        named_days=_words(data, "named", "before_a_weekday"),
    )
