"""Decisions, the queue, acts on many, sign-off, search, the log: as pages and programs use them, on both databases."""

from __future__ import annotations

import pytest

from store.readings import sample

from .conftest import SAMPLES, Hand, House

REPORT = SAMPLES[0].report.id


def state(hand: Hand, target: str) -> str:
    found: str = hand.json("/decide.json", target=target)["state"]
    return found


def test_a_decision_is_answered_with_where_it_stands(hand: Hand, target: str) -> None:
    assert state(hand, target) == "machine"
    said = hand.post("/decide", target=target, action="accept", seen=0, comment="as the doctor says")
    assert said.status_code == 200
    data = said.json()
    assert (data["state"], data["seen"], data["comment"]) == ("accept", 1, "as the doctor says")
    assert [j["action"] for j in data["history"]] == ["accept"]
    assert hand.json("/decide.json", target=target) == data


def test_a_form_comes_back_to_its_page_and_to_no_other(hand: Hand, target: str) -> None:
    fields = {"target": target, "action": "accept"}
    assert (
        hand.form("/decide", **fields, seen="0", next="/queue?harm=killed").headers["location"] == "/queue?harm=killed"
    )
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"):
        hand.form("/decide", **fields, seen="9", next=elsewhere)
        assert "location" not in hand.form("/decide", **fields, seen="9", next=elsewhere).headers


def test_htmx_gets_a_fragment(hand: Hand, target: str) -> None:
    headers = {"HX-Request": "true", "X-CSRF-Token": hand.csrf}
    said = hand.client.post("/decide", data={"target": target, "action": "reject", "seen": "0"}, headers=headers)
    assert "<html" not in said.text
    assert 'data-state="reject"' in said.text
    wrong = hand.client.post("/decide", data={"target": target, "action": "fly", "seen": "0"}, headers=headers)
    assert (wrong.status_code, "<html" in wrong.text) == (400, False)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"action": "accept", "seen": 0}, 400),
        ({"target": "c1", "action": "fly", "seen": 0}, 400),
        ({"target": f"{REPORT}#c1", "action": "accept"}, 400),
        ({"target": f"{REPORT}#c1", "action": "accept", "seen": "soon"}, 400),
        ({"target": f"{REPORT}#c1", "action": "sign", "seen": 0}, 400),
        ({"target": f"{REPORT}#c1", "action": "undo", "seen": 0}, 400),
        ({"target": f"{REPORT}#c9", "action": "accept", "seen": 0}, 422),
        ({"target": f"{REPORT}#c1", "action": "change", "seen": 0, "after": {"low": -4}}, 422),
        ({"target": f"{REPORT}#c1", "action": "change", "seen": 0, "after": '{"low":'}, 400),
        ({"target": f"{REPORT}#c1", "action": "change", "seen": 0, "after": "[" * 5000}, 400),
    ],
)
def test_what_cannot_be_done_is_told_and_not_done(
    house: House, hand: Hand, fields: dict[str, object], status: int
) -> None:
    said = hand.post("/decide", **fields)
    assert said.status_code == status, said.text
    assert said.json()["error"]
    assert not list(house.record.judgements())


def test_two_people_on_one_claim(house: House, target: str) -> None:
    ama, ben = house.hire("Ama", "coder"), house.hire("Ben", "coder")
    assert ama.post("/decide", target=target, action="change", seen=0, after={"low": 9, "high": 9}).status_code == 200
    lost = ben.post("/decide", target=target, action="reject", seen=0, comment="counted twice")
    assert lost.status_code == 409
    data = lost.json()
    assert (data["theirs"]["state"], data["theirs"]["by"], data["theirs"]["after"]["low"]) == ("change", "Ama", 9)
    assert (data["yours"]["action"], data["yours"]["comment"]) == ("reject", "counted twice")
    assert ben.post("/decide", target=target, action="reject", seen=data["theirs"]["seen"]).json()["by"] == "Ben"


def test_ten_undone_and_redone_by_another_browser(house: House, hand: Hand) -> None:
    targets = [f"{r.report.id}#{c}" for r in SAMPLES for c in ("e1", "c1", "c2", "g1")][:10]
    for target in targets:
        assert hand.post("/decide", target=target, action="accept", seen=0).status_code == 200
    again = house.alone()  # as after a reload
    undone = [again.post("/undo").json()["target"] for _ in targets]
    assert undone == targets[::-1]
    assert again.post("/undo").status_code == 422
    assert {state(again, t) for t in targets} == {"machine"}
    assert [again.post("/redo").json()["target"] for _ in targets] == targets
    assert {state(again, t) for t in targets} == {"accept"}
    assert again.post("/redo").status_code == 422


def test_one_undoes_ones_own_alone(house: House, target: str) -> None:
    ama, ben = house.hire("Ama", "coder"), house.hire("Ben", "coder")
    ama.post("/decide", target=target, action="accept", seen=0)
    assert ben.post("/undo").status_code == 422
    assert ama.post("/undo").json()["state"] == "machine"


def test_the_queue_tells_what_is_left(hand: Hand, target: str) -> None:
    before = hand.json("/queue.json")
    assert before["progress"]["decided"] == 0  # what the machine suggests is not decided
    assert before["progress"]["left"] == before["progress"]["total"] == len(before["rows"]) == 21
    hand.post("/decide", target=target, action="accept", seen=0)
    hand.post("/decide", target=f"{REPORT}#c2", action="unsure", seen=0)
    after = hand.json("/queue.json")["progress"]
    assert (after["accepted"], after["unsure"], after["decided"], after["left"]) == (1, 1, 1, 19)
    rows = hand.json("/queue.json", status="accepted")["rows"]
    assert [(r["target"], r["stand"]) for r in rows] == [(target, "accepted")]
    assert rows[0]["what"] == "at least 11 killed"
    assert rows[0]["words"] in SAMPLES[0].report.text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"kind": "casualty"}, 6), ({"harm": "killed"}, 3), ({"report": REPORT}, 7), ({"place": "Ombe"}, 12),
        ({"q": "shelled"}, 6), ({"q": "kafa -fled", "kind": "event"}, 6), ({"run": 1}, 21), ({"run": 2}, 0),
        ({"min_killed": 13}, 6), ({"bbox": "0,0,1,1"}, 0), ({"status": "machine", "harm": "displaced"}, 3),
    ],
)  # fmt: skip
def test_the_queue_is_filtered(hand: Hand, asked: dict[str, object], count: int) -> None:
    data = hand.json("/queue.json", **asked)
    assert (data["progress"]["total"], len(data["rows"])) == (count, count)


@pytest.mark.parametrize(
    "asked", [{"status": "maybe"}, {"kind": "rumour"}, {"bbox": "1,2"}, {"page": "x"}, {"policy": "mine"}]
)
def test_a_filter_that_is_none_is_told(hand: Hand, asked: dict[str, str]) -> None:
    assert hand.get("/queue.json", **asked).status_code == 400


def test_next_goes_through_all_and_ends(hand: Hand) -> None:
    seen = []
    while (found := hand.json("/queue/next.json", report=REPORT)["next"]) is not None:
        seen.append(found["target"])
        hand.post("/decide", target=found["target"], action="accept", seen=found["seen"])
    starts = [hand.json("/queue.json", report=REPORT)["rows"][i]["start"] for i in range(len(seen))]
    assert len(seen) == 7
    assert starts == sorted(starts)
    assert hand.json("/queue/next.json", report=REPORT)["progress"]["left"] == 0
    where = hand.get("/queue/next", harm="killed")
    assert (where.status_code, where.headers["location"]) == (
        303,
        f"/reports/{SAMPLES[1].report.id.replace(':', '%3A')}?harm=killed#c1",
    )
    after = hand.json("/queue/next.json", after=f"{SAMPLES[1].report.id}#c1", back="1", status="accepted")["next"]
    assert after["report"] == REPORT


def test_a_bulk_act_decides_exactly_what_was_shown(house: House, hand: Hand) -> None:
    preview = hand.json("/decide/bulk.json", harm="killed")
    assert (preview["count"], [r["kind"] for r in preview["rows"]]) == (3, ["casualty"] * 3)
    fields = {"action": "accept", "count": 3, "mark": preview["mark"]}
    done = hand.post("/decide/bulk?harm=killed", **fields, comment="all from one list")
    assert (done.status_code, done.json()["decided"]) == (200, 3)
    assert hand.json("/queue.json")["progress"]["decided"] == 3
    assert hand.json("/queue.json", harm="killed", status="accepted")["progress"]["total"] == 3
    assert len(hand.post("/undo").json()["turned"]) == 3
    assert hand.json("/queue.json")["progress"]["decided"] == 0
    assert len(hand.post("/redo").json()["turned"]) == 3
    assert hand.json("/queue.json")["progress"]["decided"] == 3


def test_a_bulk_act_is_not_done_on_what_was_not_shown(house: House, hand: Hand) -> None:
    preview = hand.json("/decide/bulk.json", harm="killed")
    fields = {"action": "reject", "count": 3, "mark": preview["mark"]}
    house.record.add(sample(7, title="Late"))
    late = hand.post("/decide/bulk?harm=killed", **fields)
    assert (late.status_code, late.json()["count"], late.json()["expected"]) == (409, 4, 3)
    fresh = late.json()["mark"]
    hand.post("/decide", target=f"{REPORT}#c1", action="accept", seen=0)  # as another person would
    assert hand.post("/decide/bulk?harm=killed", **fields | {"mark": fresh}).status_code == 409
    assert hand.post("/decide/bulk", **fields).status_code == 409  # another filter
    assert len(list(house.record.judgements())) == 1


def test_what_one_decides_another_signs_off(house: House, target: str) -> None:
    ama, rui, zoe = house.hire("Ama", "coder"), house.hire("Rui", "reviewer"), house.hire("Zoe", "admin")
    assert rui.post("/sign", target=target).status_code == 422  # nothing is decided
    ama.post("/decide", target=target, action="accept", seen=0)
    assert ama.post("/sign", target=target).status_code == 403
    assert rui.post("/sign", target=target, comment="seen").status_code == 200
    assert ama.json("/queue.json", status="signed")["rows"][0]["signed_by"] == "Rui"
    rui.post("/decide", target=target, action="change", after={"low": 10}, seen=2)
    assert ama.json("/queue.json", status="signed")["rows"] == []
    own = rui.post("/sign", target=target)
    assert own.status_code == 422
    assert "somebody else" in own.json()["error"]
    assert zoe.post("/sign", target=target).status_code == 200
    assert zoe.post("/undo").status_code == 200
    assert ama.json("/queue.json", status="unsigned")["progress"]["total"] == 1


def test_alone_nothing_is_signed_off(hand: Hand, target: str) -> None:
    hand.post("/decide", target=target, action="accept", seen=0)
    assert hand.post("/sign", target=target).status_code == 422


def test_a_decision_follows_its_words_to_a_new_reading(house: House, hand: Hand) -> None:
    from dataclasses import replace

    old = SAMPLES[0]
    hand.post("/decide", target=f"{REPORT}#e2", action="accept", seen=0)
    renumbered = replace(
        old, events=(replace(old.events[1], id="e1"),), casualties=(), agreements=(), fingerprint="new"
    )
    house.record.add(renumbered, house.record.start_run("hand/2"))
    rows = hand.json("/queue.json", report=REPORT)["rows"]
    assert [(r["id"], r["stand"]) for r in rows] == [("e1", "accepted")]


# Search


@pytest.mark.parametrize(
    ("said", "reports"),
    [
        ("shelled", 3), ("SHELLED", 3), ("durs*", 3), ("dursa", 3), ("Dürsa", 3), ('"kafa front"', 3), ('"front kafa"', 0),
        ("13", 1), ("kafa -13", 2), ("Ombe", 3), ("nothing-like-it", 0), ("displaced", 3), ("Report 2", 1),
    ],
)  # fmt: skip
def test_search_finds_text_and_values(hand: Hand, said: str, reports: int) -> None:
    assert hand.json("/search.json", q=said)["total"] == reports


def test_search_shows_the_words_around(hand: Hand) -> None:
    found = hand.json("/search.json", q="dursa")["rows"][0]
    pieces = found["snippets"][0]["pieces"]
    assert [p for p, hit in pieces if hit] == ["Dürsa", "Dürsa"]
    text = "".join(p for p, _ in pieces)
    report = next(s.report for s in SAMPLES if s.report.id == found["report"])
    assert text in report.text
    assert found["snippets"][0]["start"] == report.text.index(text)
    assert found["claims_found"] >= len(found["claims"]) > 0


@pytest.mark.parametrize(
    "said", ['"', "-only", "* *", "()", "AND OR", "a' OR 1=1 --", 'x" OR body:"y', "NEAR(a b)", "&|!:*<->", "\x00", "%"]
)
def test_search_survives_any_words(hand: Hand, said: str) -> None:
    assert hand.get("/search.json", q=said).status_code in (200, 400, 404)


def test_search_follows_decisions_and_their_undoing(hand: Hand, target: str) -> None:
    assert hand.json("/search.json", q="tamale")["total"] == 0
    hand.post("/decide", target=target, action="change", after={"place": {"name": "Tamale", "country": "GHA"}}, seen=0)
    assert hand.json("/search.json", q="tamale")["rows"][0]["claims"][0]["target"] == target
    hand.post("/decide", target=target, action="comment", comment="the gravedigger's list")
    assert hand.json("/search.json", q="gravedigger")["total"] == 1
    hand.post("/undo")
    hand.post("/undo")
    assert hand.json("/search.json", q="tamale")["total"] == hand.json("/search.json", q="gravedigger")["total"] == 0


# The log and marks


def test_the_log_says_who_changed_what_from_what_to_what(house: House, target: str) -> None:
    ama = house.hire("Ama", "reviewer")
    ama.post("/decide", target=target, action="accept", seen=0)
    ama.post("/decide", target=target, action="change", after={"low": 9}, seen=1, comment="misread")
    ama.post("/undo")
    ama.post("/sensitive", report=REPORT, sensitive="1", comment="a witness is named")
    data = ama.json("/audit.json", who="Ama")
    assert [(e["what"], e["from"], e["to"], e["why"]) for e in data["rows"]] == [
        ("sensitive", False, True, "a witness is named"),
        ("undo of judgement 2", "change", None, None),
        ("change", {"low": 11}, {"low": 9}, "misread"),
        ("accept", None, "accept", None),
    ]
    assert data["rows"][-1]["link"] == f"/reports/{REPORT.replace(':', '%3A')}#c1"
    added = ama.json("/audit.json", action="add")["rows"]
    assert {e["target"] for e in added} == {s.report.id for s in SAMPLES}
    assert [e["what"] for e in ama.json("/audit.json", target=REPORT)["rows"]][-1] == "report added"
    assert ama.json("/audit.json", target="person:Ama")["rows"][0]["to"] == "reviewer"
    assert house.record.audit_break() is None


def test_hostile_words_stay_words(house: House) -> None:
    words = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    house.record.add(sample(9, title=words, publisher=words))
    ama = house.hire("Ama", "admin")
    ama.post("/decide", target=f"{sample(9).report.id}#c1", action="comment", comment=words)
    for path in (
        "/queue",
        "/audit",
        "/search?q=script",
        "/decide/bulk",
        f"/decide?target={words}",
        f"/search?q={words}",
        "/people",
        "/export",
    ):
        page = ama.get(path).text
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
