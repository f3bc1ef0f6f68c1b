"""The record is gone while people work: they are told, nothing is lost, and the server's log says why."""

from __future__ import annotations

import logging
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

from dateline.store.connect import writing

from .conftest import Hand, House


def test_a_record_that_is_locked(house: House, hand: Hand, target: str, caplog: pytest.LogCaptureFixture) -> None:
    said = {"target": target, "action": "accept", "seen": 0}
    assert hand.csrf
    with writing(house.record._engine):
        event.listen(house.record._engine, "begin", _impatient)
        refused = hand.post("/decide", **said)
    event.remove(house.record._engine, "begin", _impatient)
    assert refused.status_code == 503
    assert "is locked by another process" in refused.json()["error"]
    assert any("POST /decide failed" in r.getMessage() for r in caplog.records if r.levelno == logging.ERROR)
    done = hand.post("/decide", **said)
    assert done.status_code == 200
    assert len(done.json()["history"]) == 1


def _impatient(db: object) -> None:
    connection = db.connection.dbapi_connection  # type: ignore[attr-defined]
    if isinstance(connection, psycopg.Connection):
        connection.execute("SET LOCAL lock_timeout = 100")
    else:
        connection.execute("PRAGMA busy_timeout = 100")


def test_a_lost_connection_is_told_and_the_decision_made_again(
    house: House, hand: Hand, target: str, url: str, tmp_path: Path
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file is not lost")
    said = {"target": target, "action": "accept", "seen": 0}
    assert hand.csrf
    with psycopg.connect(url, autocommit=True) as admin:

        def cut(*_: object) -> None:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

        event.listen(house.record._engine, "commit", cut, once=True)
        refused = hand.post("/decide", **said)
    assert refused.status_code == 503
    assert "lost" in refused.json()["error"]
    assert len(hand.post("/decide", **said).json()["history"]) == 1
