"""What is read while a snapshot is held is of one moment."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import event, text

from dateline.errors import DatelineError
from dateline.store import Record

from .readings import sample


def counted_elsewhere(record: Record) -> int:
    """What another thread counts."""
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(record.count()))
    thread.start()
    thread.join()
    return found[0]


def test_what_others_write_is_not_seen_until_it_is_let_go(record: Record, url: str) -> None:
    record.add(sample(1))
    with Record.open(url) as other:
        with record.snapshot():
            assert record.count() == 1
            other.add(sample(2))
            assert record.count() == 1
            assert len(list(record.readings())) == 1
            assert counted_elsewhere(record) == 2  # held by this thread alone
        assert record.count() == 2


def test_what_is_written_oneself_is_seen(record: Record) -> None:
    with record.snapshot():
        assert record.count() == 0
        record.add(sample(1))
        assert record.count() == 1
        record.judge(f"{next(record.reports()).report.id}#c1", "accept")
        assert [j.action for j in record.judgements()] == ["accept"]


def test_a_stream_goes_on_past_what_is_written(record: Record) -> None:
    for n in range(3):
        record.add(sample(n))
    with record.snapshot():
        stream = record.reports()
        first = next(stream)
        record.add(sample(3))
        assert record.count() == 4
        assert len({first.report.id, *(r.report.id for r in stream)}) == 3  # as it was begun


def test_it_is_one_connection_and_given_back(record: Record) -> None:
    taken: list[int] = []
    event.listen(record._engine, "checkout", lambda *_: taken.append(1))
    with record.snapshot(), record.snapshot():
        for _ in range(5):
            record.count()
    assert len(taken) == 1
    assert record._engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_after_a_question_that_failed_another_is_answered(record: Record) -> None:
    record.add(sample(1))
    with record.snapshot():
        assert record.count() == 1
        with pytest.raises(DatelineError), record._reading() as db:
            db.execute(text("SELECT no_such_column FROM reports"))
        assert record.count() == 1
    assert record._engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_incidents_are_those_of_what_was_just_added(record: Record) -> None:
    record.add(sample(1))
    with record.snapshot():
        assert record.incident_page(None, "ibc")[1] == 1
        record.add(sample(2, dead=7))
        page, total = record.incident_page(None, "ibc")
        assert total == len(page)
        assert record.behind() == 0
