"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import dateline
from dateline.record import Reading


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """`dateline.read`, with the model loaded once for the whole run."""
    return dateline.read
