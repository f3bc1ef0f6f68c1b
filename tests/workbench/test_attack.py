"""What was found when the workbench was attacked; each failed before its mend. See "What was tried to break it"."""

from __future__ import annotations

import asyncio
import html.parser
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from dateline.workbench import Settings, create_app, files
from dateline.workbench.problems import Problem
from dateline.workbench.query import Query
from dateline.workbench.routes import ADDRESSES
from dateline.workbench.security import bounds, patient
from dateline.workbench.security.csrf import check_site
from store.cheap import CheapReader
from store.readings import sample

from .conftest import CHEAP, SAMPLES, Hand, House
from .test_access import path_of

EVIL = "\"'><img src=x onerror=alert(1)><svg onload=alert(1)><script>alert(1)</script>[x](javascript:alert(1)){{7*7}}"


def test_no_redirect_goes_to_the_host_that_a_request_names(house: House) -> None:
    hand = house.alone()
    for path in ("/me/", "/static", "/reports/", "/login/", "/me.json/"):
        said = hand.client.get(path, headers={"host": "evil.example"}, follow_redirects=False)
        assert said.status_code in (403, 404), path
        assert "evil" not in said.headers.get("location", "")


def test_anothers_addition_is_not_shown(house: House) -> None:
    ama, bob, admin = house.hire("Ama", "coder"), house.hire("Bob", "coder"), house.hire("Ana", "admin")
    task = ama.post("/add", text="SHELLS fell.", title="A title that is nobody's business").json()["id"]
    for path in (f"/add/{task}", f"/add/{task}.json"):
        assert [h.get(path).status_code for h in (ama, bob, admin)] == [200, 404, 200]


def test_another_sites_upload_is_refused_before_it_is_read(house: House) -> None:
    read = []

    def body() -> Iterator[bytes]:
        for _ in range(50):
            read.append(1)
            yield b"x" * 1000

    headers = {"Sec-Fetch-Site": "cross-site", "content-type": "multipart/form-data; boundary=b"}
    assert house.alone().client.post("/add", content=body(), headers=headers).status_code == 403
    scope = {"type": "http", "headers": [(b"origin", b"https://evil.example"), (b"host", b"127.0.0.1")]}
    with pytest.raises(Problem):
        check_site(Request(scope))


def test_a_long_text_can_be_pasted(house: House) -> None:
    hand = house.alone()
    said = hand.client.post("/add", data={"csrf": hand.csrf, "text": "word " * 400_000}, follow_redirects=False)
    assert said.status_code == 303  # two million characters, of five
    files = {"files": ("", b"")}
    fields = {"csrf": hand.csrf, "text": "word " * 400_000}
    assert hand.client.post("/add", data=fields, files=files, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("name", ["ama", "AMA", "Ám a", "A.m.a", "\u0410ma", "A\u03bca"])
def test_nobody_looks_like_another_in_the_log(house: House, name: str) -> None:
    ana = house.hire("Ama", "admin")
    said = ana.post("/people", act="add", name=name, role="reader", password="a sentence to keep in mind")
    assert said.status_code == 422
    assert ana.post("/people", act="add", name="Рита", role="reader", password="eine lange Losung").status_code == 303


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_over_tls_a_browser_is_told_to_stay_there(house: House, scheme: str) -> None:
    client = TestClient(house.app, base_url=f"{scheme}://127.0.0.1")
    for path in ("/me", f"{files.address()}/base.css", "/nowhere"):
        said = client.get(path).headers.get("strict-transport-security")
        assert said == ("max-age=31536000; includeSubDomains" if scheme == "https" else None)


def test_logging_out_clears_what_the_browser_keeps(house: House) -> None:
    assert house.hire("Ama", "admin").form("/logout").headers["clear-site-data"] == '"cache", "storage"'


def test_refusals_are_in_the_servers_log_without_what_was_sent(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.hire("Ama", "admin")
    bob = house.hire("Bob", "reader")
    client = TestClient(house.app, base_url="http://127.0.0.1")
    token = client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]
    with caplog.at_level(logging.INFO, "dateline.workbench"):
        for name in ("Ama", "my password by mistake\r\nforged line"):
            client.post("/login", data={"csrf": token, "name": name, "password": "wrong and long"})
        bob.get("/people")
        client.post("/decide", data={})
    said = [r.getMessage() for r in caplog.records if r.name == "dateline.workbench"]
    assert said == [
        "log-in failed: Ama from testclient", "log-in failed: no such person from testclient",
        "refused 403: GET /people, Bob from testclient", "refused 401: POST /decide, nobody from testclient",
    ]  # fmt: skip


def test_a_body_that_does_not_come_is_not_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bounds.patience(bounds.SMALL) < 60
    monkeypatch.setattr("dateline.workbench.answer.patience", lambda _: 0.05)
    hand = house.alone()

    async def never() -> AsyncIterator[bytes]:
        yield b"a=1"
        await asyncio.sleep(5)

    async def ask() -> httpx.Response:
        sent: list[Message] = []
        headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/x-www-form-urlencoded")]
        headers += [(b"cookie", f"dateline_visitor={hand.client.cookies['dateline_visitor']}".encode())]
        scope = {
            "type": "http", "method": "POST", "path": "/undo", "raw_path": b"/undo", "query_string": b"",
            "headers": headers, "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
            "http_version": "1.1", "root_path": "",
        }  # fmt: skip
        body = never()

        async def receive() -> Message:
            return {"type": "http.request", "body": await anext(body), "more_body": True}

        async def send(message: Message) -> None:
            sent.append(message)

        await house.app(scope, receive, send)
        return httpx.Response(sent[0]["status"])

    assert hand.csrf
    start = time.monotonic()
    with ThreadPoolExecutor(1) as other:  # a browser test before this one may have left a loop running in this thread
        assert other.submit(asyncio.run, ask()).result().status_code == 408
    assert time.monotonic() - start < 3


def test_connections_that_say_nothing_are_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "HEAD", 0.5)
    app = create_app(Settings(record=str(tmp_path / "r.db"), reader=CheapReader, apart=False, passwords=lambda: CHEAP))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, http=patient.Patient, ws="none", log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        for said in (b"", b"GET /me HTTP/1.1\r\nX: ", b"GET /me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /me HT"):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
                one.sendall(said)
                while one.recv(65536):
                    pass  # until it is closed from there
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:  # one that is used stays
            assert [client.get("/me").status_code for _ in range(3)] == [200, 200, 200]
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.mark.parametrize(
    "password",
    ["password1234", "aaaaaaaaaaaa", "qwertyuiop12", "dateline dateline", "Ama Ama Ama Ama", "123456789012"],
)
def test_a_password_that_is_soon_guessed_is_not_taken(house: House, password: str) -> None:
    ama = house.hire("Ama", "admin")
    assert ama.post("/people", act="password", name="Ama", password=password).status_code == 422
    assert ama.form("/me/password", old="a sentence to keep in mind", new=password).status_code == 422


class Seen(html.parser.HTMLParser):
    """What a browser would make of a page: its elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("img", "iframe", "object", "embed", "base", "foreignobject") or (
            tag == "script" and not found.keys() & {"src", "type"}
        ):
            self.bad.append(tag)
        self.bad += [n for n in found if n.startswith("on") or n in ("style", "srcdoc", "formaction")]
        for name in ("href", "src", "action", "hx-get", "hx-post"):
            if name in found and not found[name].startswith(("/", "?", "#")) and found[name] != "":
                self.bad.append(f"{name}={found[name]}")


def bad_of(page: str) -> list[str]:
    seen = Seen()
    seen.feed(page)
    return seen.bad


@pytest.fixture
def evil(house: House) -> House:
    """A record whose every name, title and address is markup, as are a person's words and a file's name."""
    old = sample(7, title=f"7 {EVIL}", publisher=EVIL, published="2021-05-05", url="javascript:alert(1)")
    made = replace(
        old,
        report=replace(old.report, authors=(EVIL,)),
        actors=tuple(replace(a, name=f"{a.name}{EVIL}") for a in old.actors),
        sources=tuple(replace(a, name=f"{a.name}{EVIL}") for a in old.sources),
        places=tuple(replace(p, name=f"{p.name}{EVIL}", admin1=EVIL) for p in old.places),
    )
    house.record.add(made)
    hand = house.alone()
    hand.post("/decide", target=f"{made.report.id}#c1", action="accept", comment=EVIL, seen=0)
    hand.post("/at-risk", act="mark", name=f"Zeta {EVIL}", kind="source", comment=EVIL)
    hand.post("/sensitive", report=SAMPLES[0].report.id, sensitive="1", comment=EVIL)
    house.record.refresh_incidents()
    return house


def test_names_titles_and_words_of_markup_are_text_in_every_view(evil: House) -> None:
    hand, report = evil.alone(), next(r.report.id for r in evil.record.reports() if (r.report.title or "")[:1] == "7")
    files = [("files", (f"{EVIL}.txt", b"ONE was hit."))]
    task = hand.client.post("/add", data={"csrf": hand.csrf}, files=files, follow_redirects=False).headers["location"]
    seen = 0
    for address in ADDRESSES:
        if address.method != "GET" or address.path == "/export/file":
            continue
        path = path_of(evil, address).replace(SAMPLES[0].report.id, report)
        for asked in (path, f"{path}?q={EVIL}&actor={EVIL}&order={EVIL}&next={EVIL}&after={EVIL}&target={EVIL}", task):
            page, twin = (
                hand.client.get(asked),
                hand.client.get(asked.replace("?", ".json?", 1), follow_redirects=False),
            )
            seen += "onerror" in page.text
            assert bad_of(page.text) == [], asked
            assert page.headers["content-type"] == "text/html; charset=utf-8", asked
            assert page.headers["cache-control"] == "no-store", asked
            if "?" in asked:
                assert twin.status_code == 303 or twin.headers["content-type"] == "application/json", asked
    assert seen > 30  # it was there to be seen
    html_report = hand.get("/export/file", what="incidents", format="report").text
    assert "onerror" in html_report
    assert {b for b in bad_of(html_report) if b != "style"} == set()


def total(hand: Hand, path: str, asked: dict[str, str]) -> object:
    said = hand.get(path, **asked)
    assert said.status_code in (200, 303, 400, 404), (path, asked, said.text)
    return said.json() if said.headers.get("content-type") == "application/json" else None


PIECES = st.sampled_from(
    ["'", '"', "--", ";", "/*", "*/", "%", "_", "\\", "(", ")", " OR 1=1", " UNION SELECT password FROM people", "\x00",
     "NEAR(", "*", ":", "^", "|", "&", "!", "<->", "Kafa", "a", "{", "}", "é", "\u202e", "$$", "%s", "{0}", "\U0001f600"]
)  # fmt: skip
LISTS = ("/reports.json", "/queue.json", "/incidents.json", "/map.json", "/timeline.json", "/charts.json",
         "/agreements.json", "/sources.json", "/actors.json", "/tolls.json", "/search.json", "/audit.json",
         "/coders.json", "/decide/bulk.json", "/export.json", "/presence.json", "/sensitive.json", "/queue/next.json")  # fmt: skip
FIELDS = [f.name for f in fields(Query)] + ["who", "target", "action", "after", "claim"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    said=st.lists(PIECES, min_size=1, max_size=6).map("".join),
    field=st.sampled_from(FIELDS),
    path=st.sampled_from(LISTS),
)
def test_no_filter_is_sql(house: House, said: str, field: str, path: str) -> None:
    """No filter breaks a query, and the record is as before."""
    total(house.alone(), path, {field: said})
    assert house.record.count() == 3
    assert house.bench.people.all() == []


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    said=st.lists(PIECES, min_size=1, max_size=6).map("".join),
    path=st.sampled_from(
        ["/actors/{}", "/sources/{}", "/reports/{}", "/incidents/{}", "/reports/{}/claims/{}", "/add/{}"]
    ),
)
def test_no_address_is_sql_or_a_path(house: House, said: str, path: str) -> None:
    filled = path.replace("{}", quote(said, safe=""))
    assert house.alone().client.get(filled, follow_redirects=False).status_code in (200, 303, 400, 404)


def test_a_filter_of_sql_lets_nothing_through(house: House) -> None:
    hand = house.alone()
    for field in ("place", "actor", "source", "type", "country", "certainty", "report"):
        for said in ("zz' OR '1'='1", 'zz" OR ""="', "zz%", "%", "_", "zz') UNION SELECT 1--"):
            found = total(hand, "/incidents.json", {field: said})
            assert not isinstance(found, dict) or found.get("total", 0) == 0, (field, said)


@pytest.mark.parametrize(
    "policy", ["/etc/passwd", "../../secret.toml", "own.toml", "file:///etc/passwd", "ibc\x00", "IBC"]
)
def test_no_file_is_read_as_a_policy(house: House, policy: str) -> None:
    for path in ("/incidents", "/charts", "/export/file"):
        assert house.alone().get(path, policy=policy, what="incidents", format="jsonl").status_code == 400, path
