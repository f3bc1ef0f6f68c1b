"""A real browser on a real server: the demo record, pages that tell of errors and of requests that leave the machine."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from dateline import Reader
from dateline.ingest import ingest
from dateline.store import Record, add_all
from dateline.workbench import Settings, create_app

ROOT = Path(__file__).resolve().parents[3]
UNPACKED = ROOT / "frontend/browser/.chromium/chromium"


def executable() -> tuple[str, dict[str, str | float | bool]]:
    """A Chromium and the environment that it needs: the machine's own, else the one that `make` unpacked."""
    found = shutil.which("chromium")
    if found:
        return found, dict(os.environ)
    if not UNPACKED.exists():
        pytest.fail("no chromium on the PATH and none unpacked: run `make test`, or `make frontend/browser/.ready`")
    libraries = f"{UNPACKED.parent / 'lib'}:{UNPACKED.parent}"
    return str(UNPACKED), {**os.environ, "LD_LIBRARY_PATH": libraries}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the whole run."""
    path, env = executable()
    opened = playwright.chromium.launch(executable_path=path, env=env, args=["--no-sandbox"])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, read once."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    samples = [p for p in sorted((ROOT / "examples").rglob("*")) if p.is_file() and p.suffix != ".md"]
    with Record.open(f"sqlite:///{path}") as record:
        add_all(record, ingest(samples), Reader())
        record.refresh_incidents()
    return path


@dataclass
class Server:
    """A workbench that runs.

    Attributes:
        base: `http://127.0.0.1:PORT`.
        url: of its record.
    """

    base: str
    url: str


@pytest.fixture
def serve() -> Iterator[Callable[[str], Server]]:
    """Serve a record in this process until the test ends."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(url: str) -> Server:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(url, port=port)), port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.02)
        return Server(f"http://127.0.0.1:{port}", url)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture
def demo(demo_record: Path, tmp_path: Path, serve: Callable[[str], Server]) -> Server:
    """A workbench on a fresh copy of the demo record."""
    copy = tmp_path / "demo.db"
    shutil.copy(demo_record, copy)
    return serve(f"sqlite:///{copy}")


@dataclass
class Watched:
    """What went wrong on pages, and where their requests went."""

    problems: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, allowed: tuple[int, ...] = ()) -> None:
        """Listen to every page of a context; statuses that a test provokes are allowed."""
        context.on("console", lambda m: self._said(m.type, m.text, allowed))
        context.on("weberror", lambda e: self.problems.append(f"error: {e.error}"))
        context.on("request", lambda r: self._asked(r.url))

    def _said(self, kind: str, text: str, allowed: tuple[int, ...]) -> None:
        if kind == "error" and not any(f"status of {n}" in text for n in allowed):
            self.problems.append(f"{kind}: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.away.append(url)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own; at the end no console error was seen and no request left loopback."""
    watched, contexts = Watched(), []

    def start(width: int = 1280, height: int = 800, *, dark: bool = False, allowed: tuple[int, ...] = ()) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        watched.watch(context, allowed)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()
    assert watched.problems == []
    assert watched.away == []
