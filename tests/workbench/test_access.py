"""Who may use which address: generated from the table of addresses, every address, every role, and nobody at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.routing import Mount, Route

from dateline.store.people import ROLES
from dateline.workbench import files
from dateline.workbench.routes import ADDRESSES, Address

from .conftest import SAMPLES, Hand, House

REPORT = SAMPLES[0].report.id
PARTS = {"report": REPORT, "claim": "c1", "task": "none", "source": "Lake Agency", "actor": "Kafa Front"}
POSTS = [a for a in ADDRESSES if a.method == "POST"]
EXTRA = {"/"}


def path_of(house: House, address: Address) -> str:
    """The address with its parts filled in; a part that is not known here fails the test."""
    incident = house.record.incident_of(f"{REPORT}#c1") or ""
    return re.sub(r"\{(\w+)\}", lambda m: {**PARTS, "incident": incident}[m[1]], address.path)


def ask(house: House, hand: Hand, address: Address) -> int:
    if address.method == "GET":
        return hand.get(path_of(house, address)).status_code
    return hand.form(path_of(house, address)).status_code


def test_every_route_is_in_the_table(house: House) -> None:
    there = {(r.path, m) for r in house.app.routes if isinstance(r, Route) for m in (r.methods or ()) if m != "HEAD"}
    table = {(a.path, a.method) for a in ADDRESSES} | {
        (f"{a.path}.json", "GET") for a in ADDRESSES if a.method == "GET"
    }
    assert {(p, m) for p, m in there if p not in EXTRA} == table
    assert [r.path for r in house.app.routes if isinstance(r, Mount)] == [files.address()]


def test_an_address_stands_there_once() -> None:
    keys = [(a.path, a.method) for a in ADDRESSES]
    assert len(keys) == len(set(keys))


def test_every_address_is_documented_with_who_may() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/workbench.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| ((?:POST )?`.*?) \| (\w+) \|", page, re.M)
    documented = {
        (path, "POST" if post else "GET"): who
        for cell, who in said
        for post, path in re.findall(r"(POST )?`(/[^`]*)`", cell)
    }

    def least(address: Address) -> str:
        return "anybody" if address.public else next(r for r in ROLES if r in address.roles)

    assert {k: v for k, v in documented.items() if k[0] not in ("/logout", "/login")} == {
        (a.path, a.method): least(a) for a in ADDRESSES if a.path not in ("/logout", "/login")
    }


def test_each_role_gets_what_the_table_says(house: House) -> None:
    wrong = []
    for role in ROLES:
        hand = house.hire(role, role)
        for address in ADDRESSES:
            if address.path == "/logout":
                continue
            allowed = address.public or role in address.roles
            statuses = [ask(house, hand, address)]
            if address.method == "GET":
                statuses.append(hand.get(path_of(house, address) + ".json").status_code)
            if any((status == 403) == allowed or status >= 500 for status in statuses):
                wrong.append((role, address.method, address.path, statuses))
        assert hand.form("/logout").status_code == 303
        assert hand.get("/me").status_code == 303
    assert not wrong


def test_what_is_anothers_is_anothers(house: House) -> None:
    """Every address whose answer depends on whose a thing is: own and another's, for each role that may use it."""
    ana, bob = house.hire("Ana", "admin"), house.hire("Bob", "coder")
    target = f"{REPORT}#c1"
    for role in ("coder", "reviewer", "admin"):
        me = house.hire(f"One {role}", role)
        seen = max((j.n for j in house.record.judgements(target)), default=0)
        assert bob.post("/decide", target=target, action="accept", seen=seen).status_code == 200
        assert me.post("/undo").status_code == 422  # nothing of one's own
        assert me.post("/redo").status_code == 422
        if role != "coder":  # not one's own decision, but another's
            assert bob.post("/sign", target=target).status_code == 403
            assert me.post("/sign", target=target).status_code == 200
        task = me.post("/add", text="SHELLS fell.").json()["id"]
        others = {"ana": ana.get(f"/add/{task}").status_code, "bob": bob.get(f"/add/{task}.json").status_code}
        assert (me.get(f"/add/{task}").status_code, others) == (200, {"ana": 200, "bob": 404})
        assert me.form("/me/password", old="another's", new="three words that are new").status_code == 422
        assert bob.get("/me").status_code == 200
        assert bob.post("/undo").status_code == 200


def test_one_who_has_not_logged_in_sees_nothing(house: House) -> None:
    house.hire("Root", "admin")
    wrong = []
    for address in ADDRESSES:
        hand = house.alone()
        path = path_of(house, address)
        if address.public:
            continue
        if address.method == "GET":
            page, twin = hand.get(path), hand.get(path + ".json")
            if page.status_code != 303 or not page.headers["location"].startswith("/login?next="):
                wrong.append((address, page.status_code))
            if twin.status_code != 401 or set(twin.json()) != {"status", "error"}:
                wrong.append((address, twin.status_code))
        elif hand.client.post(path, follow_redirects=False).status_code not in (401, 403):
            wrong.append((address, "POST"))
    assert not wrong


@pytest.mark.parametrize("how", ["no token", "another's token", "another site", "another site, old browser"])
def test_no_post_is_done_without_its_own_page(house: House, how: str) -> None:
    hand, other = house.hire("Ama", "admin"), house.hire("Eve", "admin")
    theirs, mine = other.csrf, hand.csrf
    before = [e.n for e in house.record.audit()]
    headers = {
        "no token": {},
        "another's token": {"X-CSRF-Token": theirs},
        "another site": {"X-CSRF-Token": mine, "Sec-Fetch-Site": "cross-site"},
        "another site, old browser": {"X-CSRF-Token": mine, "Origin": "https://elsewhere.example"},
    }[how]
    fields = {"target": f"{REPORT}#c1", "action": "accept", "seen": "0", "name": "Eve", "act": "remove"}
    for address in POSTS:
        for sent in ({"data": fields}, {"json": fields}):
            answer = hand.client.post(path_of(house, address), headers=headers, follow_redirects=False, **sent)
            assert answer.status_code == 403, address
    assert [e.n for e in house.record.audit()] == before
    assert hand.get("/me").status_code == 200  # not logged out either


def test_alone_everything_is_open_on_this_machine(house: House) -> None:
    hand = house.alone()
    assert {ask(house, hand, a) for a in ADDRESSES} <= {200, 202, 303, 400, 404, 422}


def test_alone_another_name_for_this_machine_opens_nothing(house: House) -> None:
    client, wrong = house.alone().client, []
    for host in ("evil.example", "192.168.0.7", "127.0.0.1.evil.example", "localhost.evil.example:8600"):
        for address in (a for a in ADDRESSES if a.method == "GET"):
            if client.get(path_of(house, address), headers={"host": host}).status_code != 403:
                wrong.append((host, address))
    assert not wrong


def test_alone_this_machine_goes_by_these_names(house: House) -> None:
    for host in ("127.0.0.1", "127.0.0.1:8600", "localhost:1", "[::1]:8600"):
        assert house.alone().client.get("/me", headers={"host": host}).status_code == 200, host
