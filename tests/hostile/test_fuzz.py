"""Ten thousand damaged files and some hundred hostile texts; `make fuzz` tries more."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "fuzz.py"


@pytest.fixture(scope="module")
def fuzzer() -> Any:
    found = importlib.util.spec_from_file_location("fuzz", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "fuzz", module)
        found.loader.exec_module(module)
        yield module


def test_nothing_but_reports_and_errors(fuzzer: Any) -> None:
    tally = fuzzer.fuzz(inputs=10_000, texts=300, seed=7)
    assert (tally.inputs, tally.texts) == (10_000, 300)
    assert tally.reports > 5_000
    assert tally.spans > 2_000
    assert not tally.found


def test_an_exception_and_a_hang_are_found(fuzzer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzer, "SECONDS", 0.05)
    tally = fuzzer.Tally()
    with fuzzer.limited(tally, "one"):
        raise KeyError("x")
    with fuzzer.limited(tally, "two"):
        while True:
            random.random()
    assert [f.split(":")[0] for f in tally.found] == ["one", "two"]
    assert "KeyError" in tally.found[0]
    assert "more than" in tally.found[1]
