"""Sessions are seen and ended: by their person, by an admin, and from every page; what is refused is in the log."""

from __future__ import annotations

import logging

import pytest
from starlette.testclient import TestClient

from dateline.workbench.security.gate import SESSION

from .conftest import PASSWORD, Hand, House


def second(house: House, name: str) -> Hand:
    """Somebody at another machine."""
    hand = Hand(TestClient(house.app, base_url="http://127.0.0.1"), name)
    hand.client.cookies.set(SESSION, house.bench.people.log_in(name), domain="127.0.0.1")
    return hand


def is_in(hand: Hand) -> bool:
    return hand.get("/me").status_code == 200


def test_people_see_their_sessions_and_end_them_by_their_password(house: House) -> None:
    here, eve = house.hire("Ama", "admin"), house.hire("Eve", "coder")
    there, elsewhere = second(house, "Ama"), second(house, "Ama")
    seen = here.json("/me.json")["sessions"]
    assert sorted(s["this"] for s in seen) == [False, False, True]
    assert here.form("/me/sessions", old="wrong").status_code == 422
    assert all(map(is_in, (here, there, elsewhere)))
    one = next(s["id"] for s in there.json("/me.json")["sessions"] if s["this"])
    assert eve.form("/me/sessions", old=PASSWORD, session=one).status_code == 303  # another's is not hers to end
    assert is_in(there)
    assert here.form("/me/sessions", old=PASSWORD, session=one).status_code == 303
    assert [is_in(h) for h in (here, there, elsewhere, eve)] == [True, False, True, True]
    assert here.form("/me/sessions", old=PASSWORD).status_code == 303
    assert [is_in(h) for h in (here, elsewhere, eve)] == [True, False, True]
    cookie = here.client.cookies[SESSION]
    assert cookie not in here.get("/me.json").text + here.get("/me").text


def test_an_admin_ends_one_persons_sessions_or_everybodys(house: House) -> None:
    ama, ben, eve = house.hire("Ama", "admin"), house.hire("Ben", "coder"), house.hire("Eve", "coder")
    assert ben.form("/people", act="sessions", name="Eve").status_code == 403
    assert ama.form("/people", act="sessions", name="Ben").status_code == 303
    assert [is_in(h) for h in (ama, ben, eve)] == [True, False, True]
    assert ama.form("/people", act="all-sessions").status_code == 303
    assert [is_in(h) for h in (ama, ben, eve)] == [True, False, False]
    ended = [e for e in house.record.audit() if e.action == "person" and e.details["field"] == "sessions"]
    assert [(e.who, e.target) for e in ended] == [("Ama", "person:Ben"), ("Ama", "person:Eve")]


@pytest.mark.parametrize("path", ["/reports", "/incidents", "/add", "/people", "/me"])
def test_every_page_has_a_way_out(house: House, path: str) -> None:
    assert 'action="/logout"' in house.hire("Ama", "admin").get(path).text


def test_values_that_mean_nothing_are_in_the_servers_log_without_what_was_sent(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    ama = house.hire("Ama", "admin")
    with caplog.at_level(logging.INFO, "dateline.workbench"):
        ama.get("/incidents?policy=../../etc/passwd")
        ama.form("/people", act="add", name="x\r\nforged", role="emperor", password=PASSWORD)
    assert [r.getMessage() for r in caplog.records if r.name == "dateline.workbench"] == [
        "refused 400: GET /incidents, Ama from testclient", "refused 422: POST /people, Ama from testclient",
    ]  # fmt: skip
