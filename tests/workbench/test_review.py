"""Review without a browser: the list with its progress, the three panes' data, one claim, what stands beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.desk_lines import Line
from dateline.workbench import sheet
from dateline.workbench.sheet_html import document, queue_lines
from store.readings import sample

from .conftest import SAMPLES, Hand, House

REPORT = SAMPLES[0].report
HERE = f"/reports/{REPORT.id}"


def line(hand: Hand, local: str) -> dict[str, Any]:
    """A line of the queue."""
    found: dict[str, Any] = next(x for x in hand.json(f"{HERE}.json")["lines"] if x["id"] == local)
    return found


def fields(hand: Hand, local: str) -> dict[str, dict[str, Any]]:
    """The fields of a claim by name."""
    return {f["name"]: f for f in hand.json(f"{HERE}/claims/{local}.json")["fields"]}


def test_the_list_tells_how_far_each_report_is_decided(hand: Hand, target: str) -> None:
    hand.post("/decide", target=target, action="accept", seen=0)
    hand.post("/decide", target=f"{REPORT.id}#e1", action="unsure", seen=0)
    rows = hand.json("/reports.json")["rows"]
    assert [(r["claims"], r["decided"], r["unsure"]) for r in rows] == [(7, 1, 1), (7, 0, 0), (7, 0, 0)]


@pytest.mark.parametrize(
    ("params", "reports"),
    [
        ({}, 3),
        ({"harm": "killed"}, 3),
        ({"harm": "missing"}, 0),
        ({"status": "accepted"}, 1),
        ({"status": "accepted", "harm": "displaced"}, 0),
        ({"status": "machine"}, 3),
        ({"place": "Dürsa"}, 3),
        ({"q": "report 2"}, 1),
        ({"type": "ASSAULT"}, 3),
        ({"since": "2022-01-01"}, 0),
    ],
)
def test_the_filter_asks_for_reports_with_such_a_claim(
    hand: Hand, target: str, params: dict[str, str], reports: int
) -> None:
    hand.post("/decide", target=target, action="accept", seen=0)
    assert hand.json("/reports.json", **params)["total"] == reports


def test_a_report_hides_what_the_filter_does_not_show_and_keeps_its_place(hand: Hand) -> None:
    data = hand.json(f"{HERE}.json", harm="killed")
    assert [x["id"] for x in data["lines"] if x["shown"]] == ["c1"]
    assert data["queue"] == {"at": None, "total": None, "before": None, "after": SAMPLES[1].report.id}
    assert hand.json(f"{HERE}.json")["queue"] == {"at": 1, "total": 3, "before": None, "after": SAMPLES[1].report.id}


def test_lines_stand_in_text_order_and_say_what_matters(hand: Hand) -> None:
    lines = hand.json(f"{HERE}.json")["lines"]
    assert [x["start"] for x in lines] == sorted(x["start"] for x in lines)
    assert line(hand, "c1")["title"] == "at least 11 killed"
    assert line(hand, "c1")["detail"] == "Dürsa · 2021-05-04"
    assert line(hand, "c2")["detail"] == "… – 2021-05-09 · running total · hedged"
    assert line(hand, "g1.1")["title"] == "must withdraw"


def test_what_was_seen_but_not_recorded_is_told_with_its_reason(hand: Hand) -> None:
    assert [u["why"] for u in hand.json(f"{HERE}.json")["unplaced"]] == ["no place", "y"]
    assert "Seen, but not recorded: 2" in hand.get(HERE).text


def test_a_claim_shows_its_values_with_the_words_that_say_them(hand: Hand) -> None:
    text, found = REPORT.text, fields(hand, "c1")
    said = {name: [text[a:b] for a, b in found[name]["spans"]] for name in ("low", "victims", "place", "time")}
    assert said == {"low": ["at least 11"], "victims": ["civilians"], "place": ["Dürsa"], "time": ["4 May"]}
    assert found["perpetrators"]["value"] == "Kafa Front"
    told = hand.json(f"{HERE}/claims/c1.json")
    assert [s["name"] for s in told["said"]["chain"]] == ["a doctor", "Lake Agency"]
    assert (told["stand"], told["seen"]) == ("machine", 0)


@pytest.mark.parametrize("local", ["c1", "c2", "e1", "e2", "g1", "g1.1", "g1.2"])
def test_every_kind_of_claim_is_shown(hand: Hand, local: str) -> None:
    page = hand.get(f"{HERE}/claims/{local}")
    assert page.status_code == 200
    assert 'data-key-press="a"' in page.text
    part = hand.client.get(f"{HERE}/claims/{local}", headers={"HX-Request": "true"})
    assert "<html" not in part.text


def test_a_changed_value_stands_beside_what_the_reader_gave(hand: Hand, target: str) -> None:
    hand.post("/decide", target=target, action="change", seen=0, after={"low": 8, "high": 10, "place": "p2"})
    found = fields(hand, "c1")
    assert (found["low"]["value"], found["low"]["was"]) == ("8–10", "at least 11")
    assert (found["place"]["value"], found["place"]["was"]) == ("Ombe, ETH", "Dürsa, Ombe, ETH")
    assert found["harm"]["was"] is None
    assert line(hand, "c1")["title"] == "8–10 killed"


def test_a_rejected_claim_can_still_be_read(hand: Hand, target: str) -> None:
    hand.post("/decide", target=target, action="reject", seen=0)
    told = hand.json(f"{HERE}/claims/c1.json")
    assert (told["stand"], told["title"]) == ("reject", "at least 11 killed")


def test_moved_evidence_moves_the_line(hand: Hand, target: str) -> None:
    start = REPORT.text.index("11 civilians")
    hand.post("/decide", target=target, action="change", seen=0, after={"quote": {"start": start, "end": start + 12}})
    assert (line(hand, "c1")["start"], line(hand, "c1")["end"]) == (start, start + 12)
    assert hand.json(f"{HERE}/claims/c1.json")["words"] == "11 civilians"


def test_an_added_claim_is_in_the_queue_until_it_is_taken_back(hand: Hand) -> None:
    start = REPORT.text.index("Some people")
    after = {"kind": "casualty", "start": start, "end": start + 11, "harm": "displaced", "low": 5, "high": None}
    said = hand.post("/decide", target=REPORT.id, action="add", after={**after, "place": "p1", "time": "2021-05-05"})
    local = said.json()["target"].partition("#")[2]
    assert line(hand, local)["title"] == "at least 5 displaced"
    assert line(hand, local)["stand"] == "add"
    assert fields(hand, local)["place"]["value"] == "Dürsa, Ombe, ETH"
    hand.post("/decide", target=f"{REPORT.id}#{local}", action="change", seen=said.json()["seen"], after={"low": 6})
    assert line(hand, local)["title"] == "at least 6 displaced"
    hand.post("/undo")
    hand.post("/undo")
    assert local not in [x["id"] for x in hand.json(f"{HERE}.json")["lines"]]
    assert hand.get(f"{HERE}/claims/{local}.json").status_code == 404


def test_what_is_not_there_is_not_found(hand: Hand) -> None:
    assert hand.get(f"{HERE}/claims/c9").status_code == 404
    assert hand.get("/reports/b2:none").status_code == 404
    assert hand.get("/reports/b2:none/claims/c1").status_code == 404


def test_claims_of_one_incident_stand_side_by_side(house: House, hand: Hand) -> None:
    house.record.refresh_incidents()
    data = hand.json(f"{HERE}/claims/c1/beside.json")
    assert data["incident"]
    assert [c["mine"] for c in data["claims"]].count(True) == 1
    assert {c["title"] for c in data["claims"]} <= {"at least 11 killed", "at least 12 killed", "at least 13 killed"}


def test_merge_offers_other_incidents_and_split_the_claims(house: House, hand: Hand) -> None:
    house.record.refresh_incidents()
    split = hand.json(f"{HERE}/claims/c1/split.json")
    assert f"{REPORT.id}#c1" in [c["target"] for c in split["claims"] if c["mine"]]
    merge = hand.json(f"{HERE}/claims/c1/merge.json")
    assert merge["incident"]["id"] not in [i["id"] for i in merge["near"]]
    assert hand.get(f"{HERE}/claims/g1/merge").status_code == 422


@given(st.lists(st.tuples(st.integers(0, 199), st.integers(1, 60)), max_size=12))
def test_runs_give_back_the_text_and_cover_exactly_the_claims(spans: list[tuple[int, int]]) -> None:
    text = sample().report.text[:60] + "\n\n" + "Wrapped 💥 line & <b>\n" + sample().report.text[:120]
    values: dict[str, Any] = dict.fromkeys(("type", "harm", "low", "high", "status", "certainty", "name", "modality"))
    lines = [
        Line(f"e{n}", "event", values, a, min(a + b, len(text)), None, None, None, None, "machine", 0, None)
        for n, (a, b) in enumerate(spans)
        if a < len(text)
    ]
    found = sheet.blocks(text, lines)
    for block in found:
        runs = block["runs"]
        assert runs[0][0] == block["start"]
        assert all(x[1] == y[0] for x, y in pairwise(runs))
    marked = {
        (n, k) for b in found for start, end, keys, _ in b["runs"] for k in keys.split() for n in range(start, end)
    }
    shown = {n for b in found for start, end, _, _ in b["runs"] for n in range(start, end)}
    assert marked == {(n, x.id) for x in lines for n in range(x.start, x.end) if n in shown}
    assert all(text[n].isspace() for n in set(range(len(text))) - shown)


def test_markup_in_a_report_or_a_title_stays_text() -> None:
    text = "<script>x</script> & 5 dead"
    told = {"id": "c1", "kind": "casualty", "title": "<b>5</b>", "detail": "<i>", "start": 19, "end": 25, "stand": "machine",
            "seen": 0, "shown": True}  # fmt: skip
    block = {"start": 0, "tight": False, "wrapped": False, "runs": [(0, 19, "", ""), (19, 27, "c1", "casualty")], "rail": ["c1"]}  # fmt: skip
    said = str(queue_lines([told]) + document([block], text, [told]))
    assert "<script" not in said
    assert "<b>" not in said
    assert "<i>" not in said
