"""Nothing is invented: texts with no conflict in them give no violence and no figure; true violence is not silenced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.record import Reading

GOLD = Path(__file__).parents[1] / "gold"
VIOLENT = ("ASSAULT", "COERCE", "MOBILIZE", "THREATEN")


def lines(name: str) -> list[str]:
    """The texts of a file, one a line, without its comments."""
    return [x for x in (GOLD / name).read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]


@pytest.mark.parametrize("text", lines("quiet.txt"))
def test_no_figure_and_no_violence(read: Callable[..., Reading], text: str) -> None:
    reading = read(text, published="2024-03-06")
    assert [(c.harm, c.low, c.quote.text) for c in reading.casualties] == []
    assert [
        (e.type, e.trigger.text) for e in reading.events if e.type in VIOLENT and e.status in ("happened", "begun")
    ] == []


@pytest.mark.parametrize("text", lines("loud.txt"))
def test_violence_in_a_quiet_place_is_told(read: Callable[..., Reading], text: str) -> None:
    reading = read(text, published="2024-03-06")
    assert [e for e in reading.events if e.type == "ASSAULT" and e.status == "happened"], reading.unplaced
    assert [u for u in reading.unplaced if u.what == "event"] == []


def test_what_is_left_out_is_said_with_its_reason(read: Callable[..., Reading]) -> None:
    reading = read("The central bank attacked inflation with a second rise in rates.", published="2024-03-06")
    assert [(u.what, u.quote.text if u.quote else "") for u in reading.unplaced] == [("event", "attacked")]
    assert "inflation" in reading.unplaced[0].why
