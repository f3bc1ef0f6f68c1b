"""A clock that jumps back: what was done stays in the order in which it was done, and nothing is damaged."""

from __future__ import annotations

import itertools

import pytest

from dateline.store import Record
from dateline.store.verify import verify

from .readings import sample


def test_a_clock_that_jumps_back(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    days = itertools.cycle(["2031-05-04T10:00:00Z", "1999-12-31T23:59:59Z", "2024-02-29T12:00:00Z"])
    for module in ("adds", "audit", "base", "judging"):
        monkeypatch.setattr(f"dateline.store.{module}.now", lambda: next(days))
    run = record.start_run("words/1")
    assert [record.add(sample(n), run) for n in range(4)] == ["added"] * 4
    record.finish_run(run, added=4, updated=0, unchanged=0, failed=0)
    claim = f"{next(record.reports()).report.id}#c1"
    for action in ("accept", "reject", "accept"):
        record.judge(claim, action)
    record.undo_last()
    assert record.standing()[claim].action == "reject"
    assert [j.n for j in record.judgements()] == [1, 2, 3, 4]
    assert [e.n for e in record.audit()] == list(range(1, 9))
    assert record.audit_break() is None
    assert not list(verify(record))


def test_a_run_stands_among_decisions_where_it_was(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that ran ahead when the first was made, and behind for the second, must not swap them."""
    times = iter(["2031-01-01T00:00:00Z"] * 5 + ["2024-01-01T00:00:00Z"] * 2 + ["1999-01-01T00:00:00Z"] * 2)
    for module in ("adds", "audit", "base", "judging"):
        monkeypatch.setattr(f"dateline.store.{module}.now", lambda: next(times, "1999-01-01T00:00:00Z"))
    run = record.start_run("words/1")
    record.add(sample(1), run)
    claim = f"{next(record.reports()).report.id}#c1"
    record.judge(claim, "accept")
    record.finish_run(run, added=1, updated=0, unchanged=0, failed=0)
    record.judge(claim, "reject")
    _, then = record.as_of(run.n)
    assert [d.act for d in then.all] == ["accept"]
    assert [d.act for d in record.decisions().all][-1] == "reject"
