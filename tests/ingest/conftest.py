"""Fixtures of the ingest tests."""

from __future__ import annotations

import pytest

from .inputs import PAGE


@pytest.fixture
def page() -> str:
    return PAGE.replace("{charset}", "utf-8").replace("{title}", "Shelling kills six in river town")
