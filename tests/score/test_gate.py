"""The evaluation gate: the pinned floors hold, and the gate can fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.score.gate import measure, raise_floors
from dateline.score.gold import passages

GOLD = Path(__file__).resolve().parent.parent / "gold"
ONE = """
[[passage]]
id = "x"
text = "Gunmen killed four farmers near Bunia, police said."
published = "2024-05-17"
figures = [{{ at = "four farmers", harm = "killed", low = {low}, high = 4 }}]
"""


def test_no_floor_is_broken() -> None:
    gate = measure(GOLD)
    assert gate.floors
    assert not gate.broken()


def test_a_wrong_reading_breaks_the_gate(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(ONE.format(low=4))
    assert raise_floors(tmp_path, measure(tmp_path)) == {"figures": 100.0}
    (tmp_path / "one.toml").write_text(ONE.format(low=5))
    broken = measure(tmp_path)
    assert broken.broken() == ["figures: F 0.0 is below its floor 100.0"]
    assert raise_floors(tmp_path, broken) == {"figures": 100.0}, "a floor does not fall by itself"
    assert raise_floors(tmp_path, broken, lower=True) == {"figures": 0.0}
    assert json.loads((tmp_path / "floors.json").read_text()) == {"figures": 0.0}


def test_words_that_are_not_in_the_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('[[passage]]\nid = "x"\ntext = "Nothing."\ntimes = [{ at = "Friday" }]\n')
    with pytest.raises(KnowledgeError, match=r"bad\.toml:1: passage x: 'Friday' is not in the text"):
        list(passages(tmp_path))
