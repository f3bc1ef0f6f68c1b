"""The short form of `make load`: some people read and decide at once for some seconds, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "load.py"


@pytest.mark.parametrize(("database", "servers"), [("sqlite", 1), ("postgresql", 2)])
def test_people_at_once_lose_nothing(database: str, servers: int) -> None:
    much = ["--people", "5", "--minutes", "0.33", "--incidents", "60", "--haste", "8", "--servers", str(servers)]
    command = [sys.executable, str(SCRIPT), "--database", database, *much, "--untimed"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing failed, nothing was lost." in done.stdout
    assert ", 0 decisions" not in done.stdout
