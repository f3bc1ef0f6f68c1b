"""A workbench over a record of three reports, on each database in turn, and people who use it without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dateline.store import Record
from dateline.workbench import Settings, create_app
from dateline.workbench.app import Workbench
from dateline.workbench.security.gate import SESSION
from dateline.workbench.security.passwords import Passwords
from store.cheap import CheapReader
from store.readings import sample

PASSWORD = "a sentence to keep in mind"
SAMPLES = tuple(
    sample(n, dead=10 + n, title=f"Report {n}", publisher="Lake Post", published=f"2021-05-0{4 + n}") for n in (1, 2, 3)
)
CHEAP = Passwords(memory_kib=64, passes=1)  # as the real ones, and quick


@dataclass
class Hand:
    """Somebody at the workbench: a browser's cookies and the token of its pages."""

    client: TestClient
    name: str = ""

    @cached_property
    def csrf(self) -> str:
        token: str = self.client.get("/me.json").json()["csrf"]
        return token

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.client.get(path, params=params or None, follow_redirects=False)

    def json(self, path: str, **params: Any) -> Any:
        found = self.get(path, **params)
        assert found.status_code == 200, found.text
        return found.json()

    def post(self, path: str, **fields: Any) -> httpx.Response:
        """A program's POST."""
        return self.client.post(path, json=fields, headers={"X-CSRF-Token": self.csrf}, follow_redirects=False)

    def form(self, path: str, **fields: Any) -> httpx.Response:
        """A plain form's POST."""
        return self.client.post(path, data={"csrf": self.csrf, **fields}, follow_redirects=False)


@dataclass
class House:
    """An open workbench."""

    app: Starlette

    @property
    def bench(self) -> Workbench:
        found: Workbench = self.app.state.bench
        return found

    @property
    def record(self) -> Record:
        return self.bench.record

    def alone(self) -> Hand:
        """Whoever is at this machine."""
        return Hand(TestClient(self.app, base_url="http://127.0.0.1"))

    def hire(self, name: str, role: str) -> Hand:
        """A new person who has logged in."""
        if not self.bench.people.any() and role != "admin":
            self.bench.people.add("Root", "admin", CHEAP.hash(PASSWORD), who="tester")
        self.bench.people.add(name, role, CHEAP.hash(PASSWORD), who="tester")
        hand = Hand(TestClient(self.app, base_url="http://127.0.0.1"), name)
        hand.client.cookies.set(SESSION, self.bench.people.log_in(name), domain="127.0.0.1")
        return hand


@pytest.fixture
def house(url: str) -> Iterator[House]:
    settings = Settings(record=url, reader=CheapReader, apart=False, passwords=lambda: CHEAP)
    with TestClient(create_app(settings)) as client:
        made = House(client.app)  # type: ignore[arg-type]
        run = made.record.start_run("hand/1")
        made.record.add_many(list(SAMPLES), run)
        yield made


@pytest.fixture
def hand(house: House) -> Hand:
    """Somebody alone."""
    return house.alone()


@pytest.fixture
def target() -> str:
    """A claim of the first report."""
    return f"{SAMPLES[0].report.id}#c1"
