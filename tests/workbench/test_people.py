"""People: logging in and out, what a cookie is worth, roles, passwords, and how the last admin is kept."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from starlette.testclient import TestClient

from dateline.errors import UsageError
from dateline.store.people import People
from dateline.workbench.answer_to import local
from dateline.workbench.security.gate import SESSION
from dateline.workbench.security.passwords import Passwords

from .conftest import CHEAP, PASSWORD, Hand, House


def visitor(house: House, base: str = "http://127.0.0.1") -> Hand:
    return Hand(TestClient(house.app, base_url=base))


def log_in(hand: Hand, name: str, password: str = PASSWORD, next_: str = "") -> int:
    page = hand.client.get("/login")
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"csrf": token, "name": name, "password": password, "next": next_}
    answer = hand.client.post("/login", data=fields, follow_redirects=False)
    hand.name = answer.headers.get("location", "")
    return answer.status_code


def test_logging_in_and_out(house: House) -> None:
    house.hire("Ama", "admin")
    hand = visitor(house)
    assert hand.get("/queue", harm="killed").headers["location"] == "/login?next=/queue%3Fharm%3Dkilled"
    assert log_in(hand, "Ama", next_="/queue?harm=killed") == 303
    assert hand.name == "/queue?harm=killed"
    assert hand.json("/me.json")["name"] == "Ama"
    cookie = hand.client.cookies[SESSION]
    assert hand.form("/logout").status_code == 303
    assert hand.get("/queue").status_code == 303
    assert house.bench.people.session(cookie) is None


def test_a_session_is_new_at_each_log_in(house: House) -> None:
    house.hire("Ama", "admin")
    hand = visitor(house)
    log_in(hand, "Ama")
    first = hand.client.cookies[SESSION]
    hand.client.cookies.set("dateline_visitor", "x" * 32, domain="127.0.0.1")
    again = visitor(house)
    again.client.cookies.set(SESSION, "of somebody's choosing", domain="127.0.0.1")
    log_in(again, "Ama")
    assert again.client.cookies.get(SESSION, domain="127.0.0.1") not in (first, "of somebody's choosing")


def test_a_cookie_is_for_us_alone(house: House) -> None:
    house.hire("Ama", "admin")
    for base, flags, name in (
        ("http://127.0.0.1", {"httponly", "samesite=lax", "path=/"}, SESSION),
        ("https://workbench.example", {"httponly", "samesite=lax", "path=/", "secure"}, f"__Host-{SESSION}"),
    ):
        client = TestClient(house.app, base_url=base)
        token = client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]
        said = client.post("/login", data={"csrf": token, "name": "Ama", "password": PASSWORD}, follow_redirects=False)
        cookie = next(c for c in said.headers.get_list("set-cookie") if c.startswith(f"{name}="))
        assert {part.strip().lower() for part in cookie.split(";")[1:]} == flags
        assert client.get("/me.json").json()["name"] == "Ama"


def test_the_record_keeps_neither_passwords_nor_cookies(house: House) -> None:
    house.hire("Ama", "admin")
    hand = visitor(house)
    log_in(hand, "Ama")
    with house.record._reading() as db:
        kept = str([db.execute(text(f"SELECT * FROM {t}")).all() for t in ("people", "sessions", "audit")])
    assert PASSWORD not in kept
    assert hand.client.cookies[SESSION] not in kept
    assert "$argon2id$" in kept
    assert "$argon2id$" not in str(hand.json("/audit.json")) + str(hand.json("/people.json"))


@pytest.mark.parametrize(("column", "hours"), [("seen", 13), ("started", 24 * 8)])
def test_a_session_ends_by_itself(house: House, column: str, hours: int) -> None:
    hand = house.hire("Ama", "admin")
    assert hand.get("/me").status_code == 200
    then = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=hours)).isoformat(timespec="milliseconds")
    with house.record._writing() as db:
        db.execute(text(f"UPDATE sessions SET {column} = :then"), {"then": then.replace("+00:00", "Z")})
    assert hand.get("/me").status_code == 303


def test_guessing_is_slowed_down(house: House) -> None:
    house.hire("Ama", "admin")
    hand = visitor(house)
    assert [log_in(hand, "Ama", "wrong, and long enough") for _ in range(5)] == [403] * 5
    assert log_in(hand, "Ama") == 429  # the right one too
    assert log_in(hand, "Ama", "wrong, and long enough") == 429
    with house.record._writing() as db:  # a quarter of an hour later
        db.execute(text("DELETE FROM login_attempts"))
    assert log_in(hand, "Ama") == 303
    assert [log_in(visitor(house), "Ama") for _ in range(7)] == [303] * 7  # who knows it is never kept out


def test_one_address_cannot_try_everybody(house: House) -> None:
    house.hire("Ama", "admin")
    assert [log_in(visitor(house), f"Name {n}", "x") for n in range(30)] == [403] * 30
    assert log_in(visitor(house), "Name 31", "x") == 429


def test_a_wrong_name_and_a_wrong_password_are_told_alike(house: House) -> None:
    house.hire("Ama", "admin")
    pages = set()
    for name in ("Ama", "Bob"):
        client = visitor(house).client
        token = client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]
        page = client.post("/login", data={"csrf": token, "name": name, "password": "x"})
        pages.add((page.status_code, page.text.replace(name, "NAME").replace(token, "")))
    assert len(pages) == 1


def test_a_log_in_needs_its_own_page(house: House) -> None:
    house.hire("Ama", "admin")
    said = visitor(house).client.post("/login", data={"name": "Ama", "password": PASSWORD}, follow_redirects=False)
    assert said.status_code == 403


def test_admins_look_after_people(house: House) -> None:
    ama = house.hire("Ama", "admin")
    new = {"act": "add", "name": "Ben", "role": "reader", "password": PASSWORD}
    assert ama.form("/people", **new).status_code == 303
    assert ama.form("/people", **new).status_code == 422  # twice
    ben = visitor(house)
    assert log_in(ben, "Ben") == 303
    assert ben.get("/add").status_code == 403
    ama.form("/people", act="role", name="Ben", role="coder")
    assert ben.get("/add").status_code == 200  # at once
    ama.form("/people", act="password", name="Ben", password="another long sentence")
    assert ben.get("/add").status_code == 303  # logged out
    assert log_in(ben, "Ben", "another long sentence") == 303
    ama.form("/people", act="remove", name="Ben")
    assert ben.get("/me").status_code == 303
    people = [
        (e["target"], e["what"], e["from"], e["to"])
        for e in ama.json("/audit.json", action="person", who="Ama")["rows"]
    ]
    assert people == [
        ("person:Ben", "role", "coder", None),
        ("person:Ben", "password", None, None),
        ("person:Ben", "role", "reader", "coder"),
        ("person:Ben", "role", None, "reader"),
    ]


def test_somebody_is_always_admin(house: House) -> None:
    people = house.bench.people
    with pytest.raises(UsageError, match="must be an admin"):
        people.add("Ben", "coder", "hash", who="tester")
    ama = house.hire("Ama", "admin")
    house.hire("Ben", "coder")
    assert ama.form("/people", act="role", name="Ama", role="coder").status_code == 422
    assert ama.form("/people", act="remove", name="Ama").status_code == 422
    with pytest.raises(UsageError, match="only admin"):
        people.remove("Ama", who="tester")
    people.remove("Ben", who="tester")
    people.remove("Ama", who="tester")  # the last of all: the record is one person's again
    assert house.alone().get("/queue").status_code == 200


@pytest.mark.parametrize("name", ["", " ", "a" * 65, "<b>", "a/b", "a\nb", "a;b", "x\x00"])
def test_what_is_no_name(house: House, name: str) -> None:
    with pytest.raises(UsageError):
        house.bench.people.add(name, "admin", "hash", who="tester")


def test_alone_nobody_is_added_by_a_page(house: House) -> None:
    said = house.alone().form("/people", act="add", name="Eve", role="admin", password=PASSWORD)
    assert said.status_code == 422
    assert not house.bench.people.any()


def test_ones_own_password(house: House) -> None:
    house.hire("Ama", "admin")
    here, there = visitor(house), visitor(house)
    log_in(here, "Ama")
    log_in(there, "Ama")
    assert here.form("/me/password", old="wrong", new="another long sentence").status_code == 422
    assert here.form("/me/password", old=PASSWORD, new="short").status_code == 422
    assert here.form("/me/password", old=PASSWORD, new="another long sentence").status_code == 303
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 303
    assert log_in(there, "Ama") == 403


def test_who_is_here(house: House) -> None:
    from .conftest import SAMPLES

    ama, ben = house.hire("Ama", "coder"), house.hire("Ben", "reader")
    report = SAMPLES[0].report.id
    assert ama.post("/presence", report=report).json()["others"] == []
    assert ben.post("/presence", report=report).json()["others"] == ["Ama"]
    assert ama.json("/presence.json", report=report)["others"] == ["Ben"]
    assert ama.json("/presence.json", report=SAMPLES[1].report.id)["others"] == []
    with house.record._writing() as db:
        db.execute(text("UPDATE presence SET at = '2001-01-01' WHERE who = 'Ben'"))
    assert ama.post("/presence", report=report).json()["others"] == []
    assert ama.post("/presence", report="b2:none").status_code == 422


def test_two_servers_of_one_record_share_people(house: House, url: str) -> None:
    from dateline.store import Record

    hand = house.hire("Ama", "admin")
    with Record.open(url) as other:
        people = People(other)
        assert people.secret() == house.bench.people.secret()
        assert people.session(hand.client.cookies[SESSION]) == house.bench.people.all()[0]


def test_hashes_are_argon2id_as_rfc_9106_says() -> None:
    kept = Passwords().hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().fits(PASSWORD, kept)


def test_passwords() -> None:
    kept = CHEAP.hash(PASSWORD)
    assert [CHEAP.fits(p, kept) for p in (PASSWORD, PASSWORD + " ", "", "x" * 2000)] == [True, False, False, False]
    assert not CHEAP.fits("the password of nobody", None)
    assert not CHEAP.fits(PASSWORD, "no hash")
    for bad in ("eleven char", "x" * 1001):
        with pytest.raises(UsageError, match="12 to 1000"):
            CHEAP.hash(bad)


@given(st.text())
def test_no_form_sends_a_person_to_another_site(address: str) -> None:
    from urllib.parse import urljoin

    found = local(address)
    assert found is None or urljoin("http://here.example/a", found).startswith("http://here.example/")
