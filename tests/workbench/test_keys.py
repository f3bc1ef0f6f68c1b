"""The keys are one table: what answers them is what the documentation lists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "frontend/src/lib/keymap.ts").read_text(encoding="utf-8")
KEYS = re.findall(r'{ key: "([^"]+)", act: "([^"]+)"', TABLE)
PAGE = (ROOT / "docs/how-to/review.md").read_text(encoding="utf-8")


def test_every_key_is_documented_and_no_other() -> None:
    cells = re.findall(r"^\| (`[^|]+) \|", PAGE, re.M)
    documented = {k for cell in cells for k in re.findall(r"`([^`]+)`", cell)}
    assert documented == {key for key, _ in KEYS}


def test_no_key_does_two_things() -> None:
    assert len({key for key, _ in KEYS}) == len(KEYS) > 25


def test_the_keys_that_people_know_are_these() -> None:
    wanted = {
        "j": "next", "k": "previous", "n": "next-report", "p": "previous-report", "a": "accept", "x": "reject",
        "u": "unsure", "e": "edit", "Enter": "save", "z": "undo", "Z": "redo", "c": "comment", "m": "merge",
        "s": "split", "/": "search", "g m": "go:/map", "g t": "go:/timeline", "g i": "go:/incidents",
        "g d": "go:/reports", "g a": "go:/agreements",
    }  # fmt: skip
    assert wanted.items() <= dict(KEYS).items()
