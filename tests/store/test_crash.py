"""The short form of `make crash`: killed while it adds, decides, migrates and archives, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "crash.py"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_acknowledged_survives_a_kill(database: str) -> None:
    command = [sys.executable, str(SCRIPT), "--kills", "10", "--database", database, "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 kills (add 2, judge 2, workbench 2, migrate 2, archive 2), 0 faults" in done.stdout
