"""A whole review of the demo record in a browser, by keyboard alone; then reload, export and look at the bytes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.store import Judgement, Record

from .conftest import Server
from .hands import Hands

TITLE = "Ministry: 74 dead in two attacks"


def judgements(server: Server) -> list[Judgement]:
    """What stands in the record, in order."""
    with Record.open(server.url) as record:
        return [j for j in record.judgements() if j.undone_by is None and j.action != "undo"]


@pytest.fixture
def hands(demo: Server, open_page: Callable[..., Page]) -> Hands:
    """At the keyboard, with the report of two attacks open."""
    page = open_page()
    page.goto(f"{demo.base}/reports")
    found = Hands(page)
    found.open_report(TITLE)
    return found


def test_a_whole_review_by_keyboard_alone(demo: Server, hands: Hands) -> None:
    page = hands.page
    report = page.locator("#review").get_attribute("data-report") or ""
    assert hands.claim == "c1"

    hands.press("a")  # accept goes on to the next claim
    assert hands.claim == "e1"
    hands.press("x")
    assert hands.claim == "c2"
    page.keyboard.press("e")  # a figure: at least 74 becomes 70 to 80
    page.keyboard.type("70")
    page.keyboard.press("Tab")
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    hands.told("Changed: ")
    hands.at("e2")
    hands.press("]", "]")  # the evidence takes two words more: "killed and 376"
    expect(page.locator("#draft")).to_contain_text("killed and 376")
    page.keyboard.press("Enter")
    hands.told("Changed: ")
    hands.at("c3")
    page.keyboard.press("c")
    page.keyboard.type("Two hospitals, one count.")
    page.keyboard.press("Enter")
    hands.told("Comment kept")
    hands.press("u")
    assert hands.claim == "c4"
    assert page.locator("#line-c2 .what").text_content() == "70–80 killed"
    assert page.locator("#progress-said").text_content() == "4 of 8 decided"

    said = [(j.action, j.target.partition("#")[2]) for j in judgements(demo)]
    assert said == [
        ("accept", "c1"),
        ("reject", "e1"),
        ("change", "c2"),
        ("change", "e2"),
        ("comment", "c3"),
        ("unsure", "c3"),
    ]

    hands.press("a", "a", "a")
    hands.told("Every claim of this report is decided")
    hands.go_to("e2")
    page.keyboard.press("m")  # merge its incident with the one that is offered first
    page.wait_for_selector("#group[open] input[name=others]:checked")
    page.keyboard.press("Enter")
    hands.told("The two incidents are one")
    assert judgements(demo)[-1].action == "merge"

    page.reload()
    hands.settle()
    assert [hands.stands(c) for c in ("c1", "e1", "c2", "e2", "c3")] == [
        "accept",
        "reject",
        "change",
        "change",
        "unsure",
    ]

    for _ in range(10):  # undo ten: merge, three accepts, unsure, comment, two changes, reject, accept
        page.keyboard.press("z")
        hands.told("Taken back")
    assert judgements(demo) == []
    assert page.locator("#progress-said").text_content() == "0 of 8 decided"
    page.reload()
    hands.settle()
    for _ in range(10):  # and done again, after a reload
        page.keyboard.press("Z")
        hands.told("Done again")
    assert [(j.action, j.target.partition("#")[2]) for j in judgements(demo)][:6] == said
    page.reload()
    hands.settle()
    assert hands.stands("e1") == "reject"
    _export_says_what_was_decided(demo, report)


def _export_says_what_was_decided(demo: Server, report: str) -> None:
    """The bytes of an export: the figure as it was changed, the evidence as it was moved, the rejected claim gone."""
    done = CliRunner().invoke(app, ["export", "jsonl", "--what", "claims", "--record", demo.url])
    assert done.exit_code == 0, done.output
    claims = {c["id"]: c for c in map(json.loads, done.stdout.splitlines()) if c.get("report") == report}
    assert (claims["c2"]["low"], claims["c2"]["high"]) == (70, 80)
    print(claims["e2"])
