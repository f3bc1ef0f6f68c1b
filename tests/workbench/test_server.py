"""What stands around every answer: headers, problems, bounds; and serving itself."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.errors import SetupError, UsageError
from dateline.store import Record
from dateline.store.people import People
from dateline.workbench import Settings, files, serve
from dateline.workbench.routes import ADDRESSES

from .conftest import Hand, House


def test_every_answer_has_the_headers(house: House, hand: Hand) -> None:
    ours = files.address()
    for path in ("/", "/reports", "/reports.json", "/reports/none", "/none", f"{ours}/base.css", f"{ours}/none",
                 "/static/old/base.css", "/queue?page=x"):  # fmt: skip
        headers = hand.get(path).headers
        policy = dict(p.split(" ", 1) for p in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'", path
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'", path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == (files.KEPT if path == f"{ours}/base.css" else "no-store")
        assert "server" not in headers


def test_every_file_that_pages_name_is_there(house: House, hand: Hand) -> None:
    named = {
        file
        for address in ADDRESSES
        if address.method == "GET" and "{" not in address.path
        for file in re.findall(r'(?:href|src)="(/static/[^"]+)"', hand.get(address.path).text)
    }
    assert {file.rpartition("/")[2] for file in named} >= {"base.css", "views.css", "map.js", "htmx.min.js"}
    assert {hand.get(file).status_code for file in named} == {200}


def test_a_file_that_changes_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_FOLDER", tmp_path)
    seen = {files.address()}
    for name, said in (("a.css", "a"), ("a.css", "b"), ("b.css", "b"), ("ab.css", "")):
        (tmp_path / name).write_text(said)
        seen.add(files.address())
    assert len(seen) == 5
    assert files.address() in seen


def test_no_page_has_inline_code(house: House, hand: Hand) -> None:
    for address in (a for a in ADDRESSES if a.method == "GET" and "{" not in a.path):
        page = hand.get(address.path)
        if page.headers.get("content-type", "").startswith("text/html"):
            for part in ("<style", " style=", " onclick=", "javascript:", "<script>", "http://", "https://"):
                assert part not in page.text.replace("http://www.w3.org/", ""), (address.path, part)


def test_each_page_has_a_twin_with_its_data(hand: Hand) -> None:
    for path in ("/reports", "/queue", "/audit", "/search", "/me", "/people", "/add", "/export"):
        twin = hand.get(path + ".json")
        assert twin.headers["content-type"] == "application/json"
        assert hand.client.get(path, headers={"accept": "application/json"}).json().keys() == twin.json().keys()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/none", 404), ("/reports/none", 404), ("/queue?page=x", 400), ("/queue?policy=mine", 400), ("/decide?target=x", 200),
     ("/undo", 405), ("/add/none", 404), ("/incidents/none", 404), ("/queue?since=%00", 400), ("/reports/%00", 400), ("/search?q=%ff%fe", 404)],
)  # fmt: skip
def test_problems_are_calm(hand: Hand, path: str, status: int) -> None:
    page = hand.get(path)
    assert page.status_code == status
    if status >= 400:
        assert "Traceback" not in page.text
        assert "<h1" in page.text
        twin = hand.client.get(path, headers={"accept": "application/json"})
        assert twin.json()["error"]


def test_a_defect_shows_nothing_of_its_insides(house: House, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(type(house.bench.queue), "page", broken)
    page = hand.get("/queue")
    assert (page.status_code, "secret" in page.text) == (500, False)


def test_a_post_is_bounded_whatever_it_says_of_its_length(hand: Hand) -> None:
    token = hand.csrf
    big = b"x" * ((1 << 20) + 1)
    headers = {"X-CSRF-Token": token, "content-type": "application/x-www-form-urlencoded"}
    assert hand.client.post("/decide", content=big, headers=headers).status_code == 413

    def chunks() -> object:
        for _ in range(20):
            yield b"x" * (1 << 17)

    assert hand.client.post("/decide", content=chunks(), headers=headers).status_code == 413  # type: ignore[arg-type]
    assert (
        hand.client.post("/decide", content=b"[1]", headers=headers | {"content-type": "application/json"}).status_code
        == 400
    )
    assert (
        hand.client.post("/decide", content=b"{", headers=headers | {"content-type": "application/json"}).status_code
        == 400
    )


NASTY = (
    None, True, -1, 1.5, 1e309, 10**40, [], {}, [[]], {"a": {"b": []}}, "", "\0", "\ud800", "a" * 5000, "'; DROP TABLE audit; --",
    "<script>", {"kind": "casualty", "start": -1, "end": 10**9}, {"place": {"lat": "x"}}, {"quote": {"start": "0", "end": None}},
    {"evidence": {"start": 10**30, "end": 0}}, {"harm": "eaten"}, {"low": 10**30, "high": 10**30}, {"events": ["e1", 3]}, {"time": "2021-13-40"},
)  # fmt: skip


def test_no_value_breaks_a_decision(house: House, hand: Hand, target: str) -> None:
    report = target.partition("#")[0]
    wrong = []
    for value in NASTY:
        for field in ("target", "action", "after", "comment", "seen"):
            for fields in (
                {"target": target, "action": "change", "seen": 99, field: value},
                {"target": report, "action": "add", field: value},
                {"target": "i:none", "action": "pin", "seen": 99, field: value},
            ):
                sent = json.dumps(fields).encode("utf-8")
                headers = {"X-CSRF-Token": hand.csrf, "content-type": "application/json"}
                status = hand.client.post("/decide", content=sent, headers=headers).status_code
                if status not in (200, 400, 409, 422):
                    wrong.append((status, fields))
    assert not wrong
    for path in ("/queue", "/audit", "/search?q=a", "/export", f"/reports/{report}", "/incidents"):
        assert hand.get(path).status_code == 200, path
    assert house.record.audit_break() is None


# Adding


def finished(hand: Hand, task: str) -> dict[str, object]:
    for _ in range(200):
        data: dict[str, object] = hand.json(f"/add/{task}.json")
        if data["over"]:
            return data
        time.sleep(0.05)
    raise AssertionError("never read")


def test_pasted_text_is_read_and_gone_to(house: House) -> None:
    ama = house.hire("Ama", "coder")
    said = ama.post("/add", text="SHELLS fell on KAFA.", title="Shells", publisher="Lake Post", published="2021-05-09")
    assert said.status_code == 202
    data = finished(ama, said.json()["id"])
    assert (data["state"], data["summary"]["added"], data["errors"]) == ("done", 1, [])  # type: ignore[index]
    report = ama.json(f"/queue.json?report={data['reports'][0]}")["rows"]  # type: ignore[index]
    assert [r["words"] for r in report] == ["SHELLS", "KAFA."]
    assert ama.json("/search.json", q="shells fell")["total"] == 1
    entry = ama.json("/audit.json", action="add", who="Ama")["rows"][0]
    assert entry["target"] == data["reports"][0]  # type: ignore[index]


def test_files_are_read_and_what_cannot_be_is_told(hand: Hand) -> None:
    files = [
        ("files", ("one.txt", b"ONE was hit.")), ("files", ("one.txt", b"TWO was hit.")), ("files", ("bad.pdf", b"%PDF-1.4 no")),
        ("files", ("../../etc/passwd.txt", b"THREE was hit.")), ("files", ("boom.txt", b"BOOM")), ("files", ("", b"")),
    ]  # fmt: skip
    fields = {"csrf": hand.csrf, "published": "2021-05-09"}
    said = hand.client.post("/add", data=fields, files=files, follow_redirects=False)
    assert said.status_code == 303
    data = finished(hand, said.headers["location"].rpartition("/")[2])
    assert data["names"] == ["one.txt", "2-one.txt", "bad.pdf", "passwd.txt", "boom.txt"]
    assert (data["summary"]["added"], data["summary"]["failed"]) == (3, 2)  # type: ignore[index]
    errors = data["errors"]
    assert isinstance(errors, list)
    assert any(e.startswith("bad.pdf") for e in errors)
    assert not any("/tmp" in e for e in errors)
    assert hand.get(str(data["queue"])).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [{}, {"text": "  "}, {"text": "KAFA", "published": "yesterday"}, {"text": "x" * 1000, "published": "2021-99-01"}],
)
def test_what_cannot_be_added(hand: Hand, fields: dict[str, str]) -> None:
    assert hand.form("/add", **fields).status_code == 422


# Serving


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"port {port} is taken"):
            serve(Settings(str(tmp_path / "r.db"), port=port))


def test_others_are_served_only_with_accounts_and_tls(tmp_path: Path) -> None:
    file = str(tmp_path / "r.db")
    with pytest.raises(UsageError, match="without accounts"):
        serve(Settings(file, host="0.0.0.0", port=0))
    with Record.open(file) as record:
        People(record).add("Ama", "admin", "hash", who="tester")
    with pytest.raises(UsageError, match="in the clear"):
        serve(Settings(file, host="0.0.0.0", port=0))
    with pytest.raises(UsageError, match="go together"):
        serve(Settings(file, certificate="c.pem"))
    with pytest.raises(SetupError, match="certificate"):
        serve(
            Settings(file, host="0.0.0.0", port=0, certificate=str(tmp_path / "no.pem"), key=str(tmp_path / "no.key"))
        )
    with pytest.raises(SetupError, match="cannot listen"):
        serve(Settings(file, host="no.such.host.invalid", port=0, proxy="127.0.0.1"))


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_command_serves_and_stops_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dateline", "workbench", "--record", "r.db", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        try:
            address = next(w for w in said.split() if w.startswith("http://127.0.0.1:"))
            line = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=30)
            for thought in (0, 6):  # seconds: a decision must not meet a connection that is just being closed
                time.sleep(thought)
                line.request("GET", "/reports")
                page = line.getresponse()
                assert (page.status, page.read() != b"") == (200, True)  # it is up when it says so
                line.auto_open = 0  # from here on the same connection
            line.close()
        finally:
            running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out.strip(), err) == (0, "stopped", "")
    assert not (tmp_path / "r.db-wal").exists()  # closed
