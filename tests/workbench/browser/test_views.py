"""Every view in a real browser: what the islands draw, the filter without a reload, axe-core, and screenshots.

`SCREENSHOTS=docs/images make test` writes the pictures of the docs; without it they are made and thrown away.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import ROOT, Server

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
LISTS = ("incidents", "map", "timeline", "charts", "agreements", "sources", "actors", "tolls", "coders")
REST = {"reports": "reports", "queue": "queue", "audit": "audit", "export": "export", "add": "add",
        "search": "search?q=mosque", "bulk": "decide/bulk?harm=killed", "at-risk": "at-risk"}  # fmt: skip
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(v => ["serious", "critical"].includes(v.impact))
  .map(v => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")}`)"""
READY = {
    "map": "dateline-map[data-ready]",
    "timeline": "dateline-brush[data-ready]",
    "charts": "dateline-chart[data-ready]",
}
BLANK = 12  # colours of a page that shows nothing


@pytest.fixture
def views(demo: Server) -> dict[str, str]:
    """Name -> address of every view, and of one thing in each of those that have them."""
    import httpx

    def rows(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = httpx.get(f"{demo.base}/{name}.json").json()["rows"]
        return found

    incident = max(rows("incidents"), key=lambda r: (r["reports"], r["claims"]))
    pact = max(rows("agreements"), key=lambda r: (sum(r["conduct"].values()), len(r["terms"])))["lead"]
    toll = max(rows("tolls"), key=lambda r: r["compared"]["parts"])
    one = {
        "incident": f"incidents/{incident['id']}",
        "agreement": f"agreements/{pact['report']}/{pact['claim']}",
        "toll": f"tolls/{toll['report']}/{toll['claim']}",
        "source": f"sources/{rows('sources')[1]['name']}",
        "actor": f"actors/{rows('actors')[0]['name']}",
    }
    return {**{n: f"{demo.base}/{n}" for n in LISTS}, **{n: f"{demo.base}/{p}" for n, p in (one | REST).items()}}


@pytest.fixture
def shoot(tmp_path: Path) -> Callable[[Page, str], None]:
    """Take a picture of a page, small, and see that it shows something."""
    from PIL import Image

    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)

    def take(page: Page, name: str) -> None:
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        assert len(picture.getcolors(1 << 24) or ()) > BLANK, f"{name} is blank"
        picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            folder / f"workbench-{name}.png", optimize=True
        )

    return take


def open_view(page: Page, name: str, address: str) -> None:
    """Go there and wait until it is drawn."""
    page.goto(address)
    if name in READY:
        page.wait_for_selector(READY[name])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_view_has_a_serious_fault_of_access(
    views: dict[str, str], open_page: Callable[..., Page], shoot: Callable[[Page, str], None], dark: bool
) -> None:
    page = open_page(dark=dark)
    faults = {}
    for name, address in views.items():
        open_view(page, name, address)
        if name == "map":
            page.wait_for_timeout(600)  # labels are placed after the first frame
        shoot(page, f"{name}-dark" if dark else name)
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        page.evaluate(AXE.read_text())
        if found := page.evaluate(RUN):
            faults[name] = found
    assert faults == {}


def test_no_view_is_wider_than_a_phone(
    views: dict[str, str], open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    page = open_page(360, 740)
    for name, address in views.items():
        open_view(page, name, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        if name in ("incidents", "map"):
            shoot(page, f"{name}-phone")


def test_the_filter_shows_at_once_and_stays_in_the_address(
    views: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    open_view(page, "incidents", views["incidents"])
    page.evaluate("window.stayed = true")
    page.get_by_label("Place", exact=True).fill("IRQ")
    page.keyboard.press("Tab")
    page.wait_for_url("**/incidents?place=IRQ")
    expect(page.locator("#results tbody tr")).to_have_count(3)
    assert page.evaluate("window.stayed")
    page.reload()
    expect(page.locator("#results tbody tr")).to_have_count(3)


def test_the_table_follows_the_map(views: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_view(page, "map", views["map"])
    everywhere = page.locator("#results tbody tr").count()
    page.locator("canvas.maplibregl-canvas").focus()
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_timeout(400)
    page.wait_for_url("**/map?bbox=*")
    page.wait_for_function(f"() => document.querySelectorAll('#results tbody tr').length < {everywhere}")
    page.reload()
    page.wait_for_selector(READY["map"])
    assert page.locator("#results tbody tr").count() < everywhere


def test_a_window_of_days_is_chosen_by_keyboard(views: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_view(page, "timeline", views["timeline"])
    page.locator("dateline-brush").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=*")
    assert "until=" in page.url


def test_an_incident_is_accepted_and_pinned_from_its_page(
    views: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    open_view(page, "incident", views["incident"])
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.locator(".head .state")).to_have_text("accepted")
    page.get_by_text("Pin a figure").click()
    page.get_by_label("Low").fill("24")
    page.get_by_label("Best").fill("26")
    page.get_by_label("High, empty is open").fill("30")
    page.get_by_label("Why").last.fill("as the hospital counts")
    page.get_by_role("button", name="Pin").click()
    expect(page.locator("tr.chosen .figure").first).to_have_text("24–26–30")
    expect(page.locator("main")).to_contain_text("as the hospital counts")


def test_conduct_is_confirmed_from_its_agreement(views: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_view(page, "agreement", views["agreement"])
    page.get_by_role("button", name="Holds", exact=True).first.click()
    expect(page.locator(".deed .state").first).to_have_text("accepted")
