"""`record` is a fresh SQLite file and a fresh PostgreSQL database in turn (`url`, of tests/conftest.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.store import Record


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record that is open, on each database in turn."""
    with Record.open(url, who="tester", timeout=0.3) as opened:
        yield opened
