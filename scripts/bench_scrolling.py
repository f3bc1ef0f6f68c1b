"""How smoothly a report of 1 MB with 5,000 claims scrolls in a browser, beside the same page laid out whole.

`python scripts/bench_scrolling.py`: opens the report in Chromium (headless, no GPU), scrolls its text by 100 pixels a
frame, then by a page a frame, and walks through claims by `j`. Writes the time until it can be read, the time of each
frame, tasks over 50 ms, and keys as a table in Markdown. What is drawn depends on the machine: there is no limit to
pass.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page, sync_playwright

from bench_review import long_report
from dateline.store import Record
from dateline.workbench import Settings, create_app

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
FRAMES = 60
KEYS = 10
WHOLE = ".block, .lines li { content-visibility: visible !important; }"  # as if nothing were left out
SCROLL = """async ({step, frames}) => {
  const pane = document.querySelector(".doc"), times = [], long = [];
  new PerformanceObserver(list => long.push(...list.getEntries().map(e => e.duration))).observe({type: "longtask"});
  const pixels = step || pane.clientHeight;
  pane.scrollTop = 0;
  await new Promise(requestAnimationFrame);
  let last = performance.now();
  for (let n = 0; n < frames; n++) {
    pane.scrollTop += pixels;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  await new Promise(done => setTimeout(done, 100));
  return {times, long, at: pane.scrollTop, height: pane.scrollHeight};
}"""
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def main() -> int:
    """Serve, open, scroll, write the table."""
    from workbench.browser.conftest import executable

    warnings.simplefilter("ignore")
    path, env = executable()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, env=env, args=["--no-sandbox"])
        with served(f"sqlite:///{folder}/bench.db") as address:
            found = [
                measured(browser.new_page(viewport={"width": 1280, "height": 800}), address, w) for w in ("", WHOLE)
            ]
        browser.close()
    print("| 5,000 claims, 1 MB | as it is | laid out whole |\n|---|---:|---:|")
    for name in found[0]:
        print(f"| {name} | {found[0][name]:.0f} | {found[1][name]:.0f} |")
    return 0


@contextmanager
def served(url: str) -> Iterator[str]:
    """The report's address on a workbench of this process."""
    report = long_report(5000)
    with Record.open(url) as record:
        record.add_many([report])
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(url)), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/reports/{report.report.id}"
    server.should_exit = True
    thread.join(10)


def measured(page: Page, address: str, style: str) -> dict[str, float]:
    """Milliseconds of what a reader does."""
    page.goto(address, wait_until="load")
    found = {"until it can be read, ms": float(page.evaluate(READY))}
    if style:
        page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", style
        )
    for name, step in (("100 pixels a frame", 100), ("a page a frame", 0)):
        said: Any = page.evaluate(SCROLL, {"step": step, "frames": FRAMES})
        times = sorted(said["times"])
        found[f"{name}: median, ms"] = statistics.median(times)
        found[f"{name}: 95 of 100 within, ms"] = times[int(len(times) * 0.95)]
        found[f"{name}: longest, ms"] = times[-1]
        found[f"{name}: tasks over 50 ms"] = len(said["long"])
    found["`j`, until the next claim is chosen: median, ms"] = statistics.median(keys(page))
    page.close()
    return found


def keys(page: Page) -> list[float]:
    """Milliseconds from a key to the claim that it chooses."""
    times = []
    for _ in range(KEYS):
        before = page.evaluate("location.hash")
        begun = time.perf_counter()
        page.keyboard.press("j")
        page.wait_for_function("was => location.hash !== was", arg=before, polling="raf")
        times.append((time.perf_counter() - begun) * 1000)
    return times


if __name__ == "__main__":
    raise SystemExit(main())
