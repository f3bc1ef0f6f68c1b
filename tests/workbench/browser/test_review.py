"""A whole review of the demo record in a browser, by keyboard alone; then reload, export and look at the bytes."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dateline.record import Casualty, Place, Reading, Report, Victims
from dateline.store import Judgement, Record
from dateline.text import Span

from .conftest import Server
from .hands import Hands

AXE = Path(__file__).resolve().parents[3] / "frontend/node_modules/axe-core/axe.min.js"
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
    untouched = exported(page, demo)

    hands.press("a")  # accept goes on to the next claim
    assert hands.claim == "e1"
    hands.press("x")
    assert hands.claim == "c2"
    page.keyboard.press("e")  # a figure: at least 74 becomes 70 to 80
    page.keyboard.type("70")
    page.keyboard.press("Tab")
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    hands.told("Changed “")
    hands.at("e2")
    hands.press("]", "]")  # the evidence takes two words more: "killed and 376"
    expect(page.locator("#draft")).to_contain_text("killed and 376")
    page.keyboard.press("Enter")
    hands.told("Changed “")
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
    hands.told("Nothing is left here but what is unsure")
    hands.go_to("e2")
    page.keyboard.press("m")  # merge its incident with the one that is offered first
    page.wait_for_selector("#group[open] input[name=others]:checked")
    page.keyboard.press("Enter")
    hands.told("The two incidents are one")
    assert judgements(demo)[-1].action == "merge"

    done = exported(page, demo)
    left = of_report(done, report)
    with Record.open(demo.url) as record:
        text = record.report(report).report.text
    assert (left["c2"]["low"], left["c2"]["high"]) == ("70", "80")
    start, end = int(left["e2"]["quote_start"]), int(left["e2"]["quote_end"])
    assert left["e2"]["quote"] == "killed and 376" == text[start:end]
    assert "e1" not in left, "a rejected claim is not exported"

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
    assert exported(page, demo) == untouched
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
    assert exported(page, demo) == done, "decided, undone and done again gives the same bytes"


def exported(page: Page, demo: Server) -> bytes:
    """The bytes of an export of every claim as people left it."""
    answer = page.request.get(f"{demo.base}/export/file?what=claims&format=csv")
    assert answer.ok
    return answer.body()


def of_report(exported: bytes, report: str) -> dict[str, dict[str, str]]:
    """The claims of one report in an export, by local id."""
    rows = csv.DictReader(io.StringIO(exported.decode()))
    return {r["claim"]: r for r in rows if r["report"] == report}


def test_bulk_says_how_many_first(demo: Server, hands: Hands) -> None:
    page = hands.page
    page.keyboard.press("b")
    page.wait_for_url("**/decide/bulk?report=*")
    expect(page.locator("main")).to_contain_text("8")


def test_a_missed_claim_is_added_from_the_words_that_say_it(demo: Server, hands: Hands) -> None:
    page = hands.page
    hands.go_to("c4")
    hands.press("[")  # "overnight" is not needed; the words are "correct, another nine people" now
    page.keyboard.press("i")
    page.wait_for_selector("#add[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    hands.told("Added")
    added = judgements(demo)[-1]
    assert added.action == "add"
    assert (added.after["kind"], added.after["harm"], added.after["low"]) == ("casualty", "killed", 9)
    assert hands.claim == f"j{added.n}"
    assert hands.stands(hands.claim) == "add"
    page.keyboard.press("z")
    hands.told("Taken back")
    expect(page.locator(f"#line-j{added.n}")).to_have_count(0)


def test_what_is_selected_becomes_the_evidence(demo: Server, hands: Hands) -> None:
    page = hands.page
    hands.go_to("c3")
    page.evaluate(
        """() => {
        const p = [...document.querySelectorAll("#text p")].find((x) => x.textContent.includes("376 wounded"));
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) if (walker.currentNode.nodeValue.startsWith(" wounded")) break;
        const range = document.createRange();
        range.setStart(p, 0);
        range.setEnd(walker.currentNode, 8);
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }"""
    )
    expect(page.locator("#chosen")).to_be_visible()
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    hands.told("Changed")
    last = judgements(demo)[-1]
    with Record.open(demo.url) as record:
        left = record.effective(last.target.partition("#")[0])
    said = next(c.quote.text for c in left.casualties if c.id == "c3")
    assert said.startswith("BAGHDAD (Meridian Wire)")
    assert said.endswith("and 376 wounded")


def test_evidence_and_field_show_each_other(demo: Server, hands: Hands) -> None:
    page = hands.page
    hands.go_to("c2")
    page.locator(".value[data-field=place] .show").click()
    lit = page.evaluate("[...CSS.highlights.get('field')].map(String)")
    assert lit == ["Kufa"]
    page.locator("#text mark", has_text="376").click()
    hands.at("c3")
    page.locator("#text p", has_text="Mahdi Army").locator("mark", has_text="accused").click()
    hands.at("e3")


def test_two_browsers_in_conflict_lose_nothing(demo: Server, open_page: Callable[..., Page]) -> None:
    first, second = Hands(open_page()), Hands(open_page(allowed=(409,)))
    for hands in (first, second):
        hands.page.goto(f"{demo.base}/reports")
        hands.open_report(TITLE)
    first.press("a")
    first.told("Accepted")
    second.page.keyboard.press("x")  # has not seen it
    dialog = second.page.locator("#conflict")
    expect(dialog).to_be_visible()
    expect(dialog.locator("#theirs")).to_contain_text("accepted")
    expect(dialog.locator("#yours")).to_contain_text("reject")
    assert [j.action for j in judgements(demo)] == ["accept"], "nothing was overwritten"
    second.page.keyboard.press("Tab")
    second.page.keyboard.press("Enter")  # decide as I did
    second.told("Rejected")
    assert [j.action for j in judgements(demo)] == ["accept", "reject"], "both are in the record"
    assert second.stands("c1") == "reject"


def test_hostile_text_stays_text(
    tmp_path: Path, serve: Callable[[str], Server], open_page: Callable[..., Page]
) -> None:
    words = "<script>alert(1)</script> <img src=x onerror=alert(2)> 12 people were killed \U0001f4a5 in <b>Taiz</b>."
    report = Report.of(words, title="<script>alert(3)</script>")
    at = words.index("12 people")
    quote = Span(at, at + 9, "12 people")
    whole = Span(0, len(words), words)
    claim = Casualty(
        "c1", "killed", 12, 12, "exact", quote, whole, Victims(None, "unknown", quote), (), "incident", (), None, None,
        None, "stated", None, 0.9,
    )  # fmt: skip
    place = words.index("Taiz")
    found = Reading(
        report, places=(Place("p1", "<i>Taiz</i>", (Span(place, place + 4, "Taiz"),)),), casualties=(claim,)
    )
    with Record.open(f"sqlite:///{tmp_path / 'hostile.db'}") as record:
        record.add(found)
    server = serve(f"sqlite:///{tmp_path / 'hostile.db'}")
    page = open_page()
    page.goto(f"{server.base}/reports/{report.id}#c1")
    Hands(page).settle()
    assert page.locator("#text p").text_content() == words
    assert page.locator("#text script, #text img, #text b").count() == 0
    assert page.evaluate("[...CSS.highlights.get('anchor')].map(String)") == ["12 people"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_serious_problem_for_people_who_cannot_see_it(
    demo: Server, open_page: Callable[..., Page], width: int, dark: bool
) -> None:
    page = open_page(width, 780, dark=dark)
    page.goto(f"{demo.base}/reports")
    assert serious(page) == []
    hands = Hands(page)
    hands.open_report(TITLE)
    hands.press("j")
    page.wait_for_selector(".beside table")
    assert serious(page) == []
    if not (width < 1000 and dark):
        picture(page, f"review-{width}-{'dark' if dark else 'light'}")
    page.keyboard.press("e")
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert serious(page) == []


def picture(page: Page, name: str) -> None:
    """A picture for the docs, where `SCREENSHOTS` names their folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        shown.quantize(96, dither=Image.Dither.NONE).save(Path(folder) / f"{name}.png", optimize=True)


def serious(page: Page) -> list[str]:
    """Serious and critical findings of axe-core on a page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
