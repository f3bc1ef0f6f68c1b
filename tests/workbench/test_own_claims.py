"""Claims and values of people's own: in the queue, in exports, side by side with what the reader gave."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from .conftest import SAMPLES, Hand, House

REPORT = SAMPLES[0].report
START = REPORT.text.index("Some people")


def add(hand: Hand, **more: Any) -> str:
    """The target of a claim that was added."""
    after = {"kind": "casualty", "start": START, "end": START + 11, "harm": "displaced", "low": 5, "high": None, **more}
    target: str = hand.post("/decide", target=REPORT.id, action="add", after=after).json()["target"]
    return target


def exported(hand: Hand, **asked: Any) -> dict[str, dict[str, str]]:
    said = hand.get("/export/file", what="claims", format="csv", **asked)
    return {r["ref"]: r for r in csv.DictReader(io.StringIO(said.text, newline=""))}


def test_a_claim_of_ones_own_stands_in_the_queue_where_its_words_are(hand: Hand) -> None:
    before = hand.json("/queue.json")["progress"]
    target = add(hand)
    data = hand.json("/queue.json", report=REPORT.id)
    assert [r["stand"] for r in data["rows"] if r["target"] == target] == ["added"]
    assert [r["start"] for r in data["rows"]] == sorted(r["start"] for r in data["rows"])
    after = hand.json("/queue.json")["progress"]
    assert (after["total"], after["added"], after["decided"]) == (before["total"] + 1, 1, 1)
    assert after["left"] == before["left"]
    hand.post("/undo")
    assert hand.json("/queue.json")["progress"] == before
    hand.post("/redo")
    assert hand.json("/queue.json")["progress"] == after


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"status": "added"}, True), ({"status": "decided"}, True), ({"status": "machine"}, False),
        ({"harm": "displaced"}, True), ({"harm": "killed"}, False), ({"place": "Ombe"}, True),
        ({"place": "Kutum"}, False), ({"since": "2021-05-05"}, True), ({"since": "2021-05-06"}, False),
        ({"q": "elders"}, True), ({"country": "ETH"}, True), ({"kind": "event"}, False),
    ],
)  # fmt: skip
def test_a_claim_of_ones_own_passes_the_filter_as_any_other(hand: Hand, asked: dict[str, str], there: bool) -> None:
    target = add(hand, place="p1", time="2021-05-05")
    hand.post("/decide", target=target, action="comment", comment="said by the elders")
    found = {r["target"] for r in hand.json("/queue.json", **asked)["rows"]}
    assert (target in found) is there
    assert {t for t in exported(hand, **asked) if "#g" not in t} == {t for t in found if "#g" not in t}
    assert (REPORT.id in {r["id"] for r in hand.json("/reports.json", **asked)["rows"]}) is any(
        t.startswith(REPORT.id) for t in found
    ) or "q" in asked  # on the list of reports, words are those of the title


def test_a_claim_of_ones_own_is_decided_on_with_the_others(hand: Hand, house: House) -> None:
    target = add(hand)
    assert hand.json("/queue/next.json", status="added")["next"]["target"] == target
    preview = hand.json("/decide/bulk.json", harm="displaced", report=REPORT.id)
    assert preview["count"] == 2
    fields = {"action": "reject", "count": 2, "mark": preview["mark"]}
    address = f"/decide/bulk?harm=displaced&report={REPORT.id}"
    assert hand.post(address, **fields).json()["decided"] == 2
    assert target in {r["target"] for r in hand.json("/queue.json", status="rejected")["rows"]}
    house.record.add_many([SAMPLES[0]])
    assert target in {r["target"] for r in hand.json("/queue.json", status="rejected")["rows"]}


def test_a_claim_of_ones_own_outlives_a_new_reading(hand: Hand, house: House) -> None:
    from store.readings import sample

    target = add(hand)
    again = sample(1, dead=11, title="Report 1", publisher="Lake Post", published="2021-05-05", fingerprint="newer")
    house.record.add_many([again], house.record.start_run("hand/2"))
    rows = {r["target"]: r["stand"] for r in hand.json("/queue.json", report=REPORT.id)["rows"]}
    assert rows[target] == "added"
    assert len(rows) == 8


def test_a_signed_claim_of_ones_own(house: House) -> None:
    ama, ben = house.hire("Ama", "coder"), house.hire("Ben", "reviewer")
    target = add(ama)
    assert ben.post("/sign", target=target).status_code == 200
    assert [r["target"] for r in ben.json("/queue.json", status="signed")["rows"]] == [target]


def test_what_a_person_set_stands_side_by_side_with_what_the_reader_had(hand: Hand, house: House, target: str) -> None:
    hand.post("/decide", target=target, action="change", seen=0, after={"low": 8, "high": 8})
    mine = add(hand, harm="killed", low=9, high=9, time="2021-05-04", place="p1")
    house.record.refresh_incidents()
    data = hand.json(f"/reports/{REPORT.id}/claims/c1/beside.json")
    shown = {c["target"]: c for c in data["claims"]}
    assert (shown[target]["title"], shown[target]["was"]) == ("8 killed", "at least 11 killed")
    assert shown[target]["by"] == shown[mine]["by"] == hand.json("/me.json")["name"]
    assert (shown[mine]["title"], shown[mine]["was"]) == ("9 killed", None)
    others = [c for t, c in shown.items() if t not in (target, mine)]
    assert all(c["by"] is None and c["was"] is None for c in others)
    page = hand.get(f"/reports/{REPORT.id}/claims/c1/beside").text
    assert "the reader had" in page
    incident = hand.json(f"/incidents/{data['incident']}.json")
    figures = {c["ref"]: c for c in incident["figures"]}
    assert (figures[target]["low"], figures[target]["high"], figures[target]["was"]) == (8, 8, "at least 11 killed")
    assert figures[mine]["low"] == 9
    assert "the reader had at least 11 killed" in hand.get(f"/incidents/{data['incident']}").text


@pytest.mark.parametrize(
    ("after", "wording"),
    [
        ({"low": 8, "high": 8}, "exact"), ({"low": 8, "high": 10}, "between"), ({"low": 0, "high": 10}, "at_most"),
        ({"low": 0, "high": 0}, "none"), ({"low": 14}, "at_least"), ({"high": 11}, "exact"),
        ({"low": 8, "high": 8, "qualifier": "about"}, "about"), ({"qualifier": "more_than"}, "more_than"),
    ],
)  # fmt: skip
def test_the_wording_follows_the_bounds(hand: Hand, target: str, after: dict[str, Any], wording: str) -> None:
    assert hand.post("/decide", target=target, action="change", seen=0, after=after).status_code == 200
    assert exported(hand)[target]["qualifier"] == wording


def test_a_wording_that_the_bounds_make_untrue_is_refused(hand: Hand, target: str) -> None:
    for after in ({"qualifier": "exact"}, {"low": 3, "high": 4, "qualifier": "none"}):
        said = hand.post("/decide", target=target, action="change", seen=0, after=after)
        assert said.status_code == 422
        assert "wording" in said.json()["error"]
    assert hand.json("/decide.json", target=target)["state"] == "machine"


def test_the_wording_of_a_new_figure(hand: Hand) -> None:
    target = add(hand)
    assert exported(hand)[target]["qualifier"] == "at_least"
