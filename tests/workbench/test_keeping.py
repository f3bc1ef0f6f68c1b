"""A record that is far behind: pages of incidents say so, nothing else waits, and it is brought up to date beside them."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import event, text
from starlette.testclient import TestClient

from dateline.store import Record
from dateline.workbench import Settings, create_app, keeping

from .conftest import CHEAP, SAMPLES, Hand, House


@pytest.fixture
def behind(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record whose incidents were made by other code."""
    monkeypatch.setattr(keeping, "FEW", 2)
    with Record.open(url) as record:
        record.add_many(list(SAMPLES))
        record.refresh_incidents()
        with record._writing() as db:
            db.execute(text("UPDATE incident_state SET value = 'of old' WHERE name = 'code'"))
        assert record.behind() == 3
    return url


def test_a_page_says_that_incidents_are_behind_and_shows_them_when_they_are_not(behind: str) -> None:
    told: list[str] = []
    app = create_app(Settings(behind, apart=False, passwords=lambda: CHEAP, tell=told.append))
    hold = Record.open(behind)
    client = TestClient(app, base_url="http://127.0.0.1")
    with hold._writing():  # whoever writes now keeps the incidents from being made
        for address in ("/incidents", "/map", "/queue?type=ASSAULT", "/export/file?what=incidents&format=csv"):
            page = client.get(address)
            assert page.status_code == 503
            assert "3 reports are left" in page.text
            assert page.headers["refresh"] == "10"
        assert client.get("/incidents.json").json()["left"] == 3
        assert client.get("/reports").status_code == client.get("/queue").status_code == 200
    hold.close()
    until = time.monotonic() + 20
    while (page := client.get("/incidents")).status_code == 503 and time.monotonic() < until:
        time.sleep(0.05)
    assert page.status_code == 200
    assert client.get("/incidents.json").json()["total"] > 0
    assert [t.partition(":")[0] for t in told] == ["bringing incidents up to date", "incidents are up to date"]
    app.state.bench.record.close()


def test_a_page_asks_once_whether_incidents_are_up_to_date(house: House, hand: Hand) -> None:
    ident = hand.json("/incidents.json")["rows"][0]["id"]
    asked: list[str] = []

    def note(*said: Any) -> None:
        asked.append(said[2])

    event.listen(house.app.state.bench.record._engine, "before_cursor_execute", note)
    for address in ("/incidents", "/map", "/timeline", f"/incidents/{ident}", "/sources", "/actors"):
        asked.clear()
        assert hand.get(address).status_code == 200
        assert sum("incident_state" in said for said in asked) <= 2, address


def test_a_page_takes_one_connection(house: House, hand: Hand) -> None:
    ident = hand.json("/incidents.json")["rows"][0]["id"]
    team = [house.hire("Rita", "reader"), house.hire("Carl", "coder")]
    taken: list[int] = []
    event.listen(house.record._engine, "checkout", lambda *_: taken.append(1))
    for address in ("/incidents", f"/incidents/{ident}", "/reports", "/queue/next", "/search?q=killed", "/sources"):
        for who in team:
            taken.clear()
            assert who.get(address).status_code in (200, 303)
            assert len(taken) == 1, address


def test_what_is_decided_is_on_the_next_page(hand: Hand) -> None:
    shown = hand.json("/incidents.json")["rows"][0]
    told = hand.json(f"/incidents/{shown['id']}.json")
    figure = next(f for f in told["figures"] if f["harm"] == "killed")
    assert hand.post("/decide", target=figure["ref"], action="accept", seen=0).status_code == 200
    later = hand.json(f"/incidents/{shown['id']}.json")["figures"]
    assert [f["review"] for f in later if f["ref"] == figure["ref"]] == ["accept"]


def test_a_decision_is_taken_in_before_a_page_asks(house: House, hand: Hand) -> None:
    record = house.app.state.bench.record
    figure = next(f for f in hand.json(f"/incidents/{hand.json('/incidents.json')['rows'][0]['id']}.json")["figures"])
    assert hand.post("/decide", target=figure["ref"], action="accept", seen=0).status_code == 200
    until = time.monotonic() + 20
    while record.behind() and time.monotonic() < until:
        time.sleep(0.02)
    assert record.behind() == 0


def test_it_begins_when_the_workbench_does(behind: str) -> None:
    with TestClient(create_app(Settings(behind, apart=False, passwords=lambda: CHEAP))), Record.open(behind) as record:
        until = time.monotonic() + 20
        while record.behind() and time.monotonic() < until:
            time.sleep(0.05)
        assert record.behind() == 0


def test_a_few_reports_are_taken_in_by_the_page(url: str) -> None:
    with TestClient(create_app(Settings(url, apart=False, passwords=lambda: CHEAP)), base_url="http://127.0.0.1") as at:
        at.app.state.bench.record.add_many(list(SAMPLES))  # type: ignore[attr-defined]
        assert at.get("/incidents.json").json()["total"] > 0


def test_the_terminal_is_told_what_brings_an_older_record_to_this_version(url: str) -> None:
    with Record.open(url) as record, record._writing() as db:
        db.execute(text("DELETE FROM migrations WHERE name = 'by_country'"))
    told: list[str] = []
    create_app(Settings(url, passwords=lambda: CHEAP, tell=told.append)).state.bench.record.close()
    assert [t.rpartition(": ")[2] for t in told] == ["bringing its tables to this version (by_country)"]
