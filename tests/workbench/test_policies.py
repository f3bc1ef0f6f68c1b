"""A counting policy of the user's own stands beside ours wherever one is chosen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.reconcile import reconcile
from dateline.reconcile.policies import Policy, policy_from
from dateline.store import Record
from dateline.store.verify import verify
from dateline.workbench.app import Settings, create_app
from store.cheap import CheapReader

from .conftest import CHEAP, SAMPLES, House

FILE = """[house]
version = "2"
source = "Our <script>alert(1)</script> manual"
closing = "stay_open"
best = ["highest"]
"""
SHOWN = ("/incidents", "/map", "/timeline", "/charts", "/actors", "/tolls", "/export")


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    file = tmp_path / "house.toml"
    file.write_text(FILE, encoding="utf-8")
    return policy_from(file)


def opened(url: str, *policies: Policy) -> TestClient:
    settings = Settings(record=url, reader=CheapReader, apart=False, passwords=lambda: CHEAP, policies=policies)
    return TestClient(create_app(settings), base_url="http://127.0.0.1")


@pytest.fixture
def house(url: str, policy: Policy) -> Iterator[House]:
    with opened(url, policy) as client:
        made = House(client.app)  # type: ignore[arg-type]
        made.record.add_many(list(SAMPLES), made.record.start_run("hand/1"))
        yield made


def told(house: House, policy: Policy) -> dict[str, tuple[int, int, int | None] | None]:
    """Killed by incident, as the record has them made from nothing."""
    found = reconcile(house.record.readings(), policy, house.record.decisions())
    return {i.id: (i.killed.low, i.killed.best, i.killed.high) if i.killed else None for i in found}


def shown(house: House) -> dict[str, tuple[int, int, int | None] | None]:
    rows = house.alone().client.get("/incidents.json?policy=house").json()["rows"]
    return {r["id"]: tuple(r["counts"]["killed"].values()) if r["counts"].get("killed") else None for r in rows}


def test_lists_count_by_it_and_follow_decisions(house: House, policy: Policy) -> None:
    assert any(counts and counts[2] is None for counts in told(house, policy).values())  # it says what no other does
    before = shown(house)
    assert before == told(house, policy)
    hand = house.alone()
    target = f"{SAMPLES[2].report.id}#c1"
    changed = hand.post("/decide", target=target, action="change", after='{"low": 40, "high": 41}', seen=0)
    assert changed.status_code == 200
    assert before != shown(house) == told(house, policy)


def test_it_stands_in_every_view_and_what_its_file_says_is_text(house: House) -> None:
    hand = house.alone()
    for path in SHOWN:
        page = hand.client.get(f"{path}?policy=house")
        assert page.status_code == 200, path
        assert '<option value="house" selected>' in page.text, path
        assert "<script>alert" not in page.text
    ident = next(iter(shown(house)))
    one = hand.client.get(f"/incidents/{ident}.json?policy=house").json()
    assert [p["policy"] for p in one["policies"]] == ["acled", "airwars", "house", "ibc", "ucdp"]
    assert one["incident"]["policy"] == "house/2"
    page = hand.client.get(f"/incidents/{ident}?policy=house").text
    assert "house/2" in page
    assert "<script>alert" not in page


def test_queue_and_export_ask_by_it(house: House, policy: Policy) -> None:
    hand = house.alone()
    most = max(counts[1] for counts in told(house, policy).values() if counts)
    for least, some in ((most, True), (most + 1, False)):
        found = hand.client.get(f"/queue.json?policy=house&min_killed={least}").json()
        assert (found["progress"]["total"] > 0) is some
        rows = hand.client.get(f"/export/file?what=incidents&format=jsonl&policy=house&min_killed={least}").text
        assert ('"policy": "house/2"' in rows or '"policy":"house/2"' in rows) is some


def test_an_edited_file_never_shows_the_counts_of_the_one_before(house: House, policy: Policy, url: str) -> None:
    before = shown(house)
    edited = replace(policy, closing="at_low")  # and nobody raised the version
    with opened(url, edited) as client:
        again = House(client.app)  # type: ignore[arg-type]
        assert shown(again) == told(again, edited) != before
    with opened(url) as client:
        refused = client.get("/incidents?policy=house")
        assert refused.status_code == 400
        assert "choose one of acled, airwars, ibc, ucdp" in refused.text


def test_what_another_process_adds_is_counted_by_it_too(house: House, policy: Policy, url: str) -> None:
    before = shown(house)
    with Record.open(url) as other:
        other.judge(f"{SAMPLES[2].report.id}#c1", "reject")
        other.refresh_incidents()
    assert before != shown(house) == told(house, policy)
    assert not list(verify(house.record))  # which knows nothing of it, and takes no offence


def test_many_incidents_are_counted_beside_the_pages(url: str, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(url) as record:
        record.add_many(list(SAMPLES), record.start_run("hand/1"))
        record.refresh_incidents()
    monkeypatch.setattr("dateline.workbench.keeping.FEW", 0)
    told: list[str] = []
    settings = Settings(
        record=url, reader=CheapReader, apart=False, passwords=lambda: CHEAP, policies=(policy,), tell=told.append
    )
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        until = time.monotonic() + 30
        while (answer := client.get("/incidents.json?policy=house")).status_code == 503 and time.monotonic() < until:
            time.sleep(0.02)
        assert answer.status_code == 200
        assert answer.json()["rows"][0]["counts"]["killed"]["high"] is None
    assert any(line.startswith("bringing incidents up to date") for line in told)
