"""A long report: what is out of sight is not laid out, and keeps its room, so that it scrolls as a short one does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from dateline.record import Casualty, Reading, Report, Victims
from dateline.store import Record
from dateline.text import Span

from .conftest import Server

PARAGRAPHS = 600
LAID_OUT = """() => [...document.querySelectorAll(".block p")]
    .filter(p => p.checkVisibility({contentVisibilityAuto: true})).length"""
HEIGHT = "() => document.querySelector('.doc').scrollHeight"


def reading() -> Reading:
    """A report of many paragraphs, each with a figure."""
    text, figures = "", []
    for n in range(PARAGRAPHS):
        words, start = f"{n + 2} people were killed", len(text)
        text += f"{words} on the road to the ferry, {'and the water rose, ' * 12}a boatman said.\n\n"
        quote = Span(start, start + len(words), words)
        victims = Victims(None, "unknown", quote)
        figures.append(
            Casualty(f"c{n}", "killed", n + 2, n + 2, "exact", quote, quote, victims, (), "incident", (), None, None,
                     None, "stated", None, 0.8)
        )  # fmt: skip
    return Reading(Report.of(text, title="The ferry"), casualties=tuple(figures), fingerprint="long")


def test_what_is_out_of_sight_is_not_laid_out(browser: Browser, tmp_path: Path, serve: Callable[[str], Server]) -> None:
    url, long = f"sqlite:///{tmp_path}/long.db", reading()
    with Record.open(url) as record:
        record.add_many([long])
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{serve(url).base}/reports/{long.report.id}")
    assert page.locator(".block").count() == PARAGRAPHS
    assert 0 < page.evaluate(LAID_OUT) < 60
    before = page.evaluate(HEIGHT)
    page.evaluate("() => { const d = document.querySelector('.doc'); d.scrollTop = d.scrollHeight; }")
    page.wait_for_function(
        "() => document.querySelector('.block:last-child p').checkVisibility({contentVisibilityAuto: true})"
    )
    assert page.evaluate(LAID_OUT) < 60
    assert 0.7 < page.evaluate(HEIGHT) / before < 1.4  # the bar at the side does not jump
    page.keyboard.press("k")
    page.wait_for_function(f"() => location.hash === '#c{PARAGRAPHS - 1}' || location.hash === '#c0'")
    page.close()
