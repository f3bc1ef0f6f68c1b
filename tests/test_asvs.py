"""The page that holds the workbench beside the ASVS: every requirement once, every file that it names is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/reference/asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.M)
STATES = ("met", "*partly*", "**not met**", "does not apply")
# How many requirements of levels 1 and 2 each chapter of 5.0.0 has.
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13,
            16: 16, 17: 7}  # fmt: skip


def test_every_requirement_stands_there_once() -> None:
    numbers = [n for n, *_ in ROWS]
    assert len(numbers) == len(set(numbers)) == 253
    assert Counter(int(n.split(".")[0]) for n in numbers) == CHAPTERS
    assert numbers == sorted(numbers, key=lambda n: [int(p) for p in n.split(".")])


def test_each_says_how_it_stands_and_the_sums_are_right() -> None:
    found = Counter(state for _, _, state, _ in ROWS)
    assert set(found) == set(STATES)
    said = re.search(r"\*\*(\d+) met, (\d+) met in part, (\d+) not met, (\d+) do not apply", PAGE)
    assert said is not None
    assert [int(n) for n in said.groups()] == [found[s] for s in STATES]


def test_what_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:src|tests|docs|frontend|scripts)/[^`]+)`", PAGE))
    assert len(named) > 50
    assert [n for n in sorted(named) if not (ROOT / n).exists()] == []
