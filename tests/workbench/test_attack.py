"""What was found when the workbench was attacked; each failed before its mend. See "What was tried to break it"."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from dateline.workbench import Settings, create_app
from dateline.workbench.problems import Problem
from dateline.workbench.security import bounds, patient
from dateline.workbench.security.csrf import check_site
from store.cheap import CheapReader

from .conftest import CHEAP, House


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
    for path in ("/me", "/static/base.css", "/nowhere"):
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
    assert asyncio.run(ask()).status_code == 408
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
