"""Judgements and the audit log: only added to, undone without overwriting, and chained."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from dateline.errors import RecordError, UsageError
from dateline.store import ClaimFilter, Record
from dateline.store.connect import writing

from .readings import sample


def review(record: Record, local: str) -> str:
    return next(c.review for c in record.claims() if c.id == local)


def test_a_decision_shows_on_its_claim(record: Record) -> None:
    reading = sample(1)
    record.add(reading)
    target = f"{reading.report.id}#c1"
    said = record.judge(target, "reject", who="Ama", comment="counted twice")
    assert (said.n, said.who, said.action, said.target) == (1, "Ama", "reject", target)
    assert said.before["low"] == 12
    assert said.span == ("casualty", reading.casualties[0].quote.start, reading.casualties[0].quote.end)
    assert review(record, "c1") == "reject"
    assert review(record, "e1") == "machine"
    record.judge(target, "comment", comment="see the hospital's list")
    assert review(record, "c1") == "reject"
    record.judge(target, "change", after={"low": 11})
    assert review(record, "c1") == "change"
    assert [j.action for j in record.judgements(target)] == ["reject", "comment", "change"]


def test_undo_and_redo(record: Record) -> None:
    record.add(sample(1))
    target = f"{sample(1).report.id}#e1"
    record.judge(target, "accept")
    record.judge(target, "reject")
    undo = record.undo(2, who="Ama")
    assert undo.target == target
    assert review(record, "e1") == "accept"
    assert [j.undone_by for j in record.judgements()] == [None, 3, None]
    with pytest.raises(UsageError, match="undone already, by 3"):
        record.undo(2)
    record.undo(3)
    assert review(record, "e1") == "reject"
    assert [j.undone_by for j in record.judgements()] == [None, None, 4, None]
    with pytest.raises(UsageError, match="no judgement 99"):
        record.undo(99)


def test_what_cannot_be_judged_is_told(record: Record) -> None:
    record.add(sample(1))
    with pytest.raises(UsageError, match="no claim"):
        record.judge(f"{sample(1).report.id}#e9", "accept")
    with pytest.raises(UsageError, match="no action 'destroy'"):
        record.judge("i:1", "destroy")  # type: ignore[arg-type]
    assert not list(record.judgements())


def test_a_decision_stays_with_what_was_judged(record: Record) -> None:
    from dataclasses import replace

    old = sample(1, fingerprint="run:1")
    record.add(old, record.start_run("events/1"))
    record.judge(f"{old.report.id}#e1", "accept")
    moved = replace(old, events=(replace(old.events[1], id="e1"),), fingerprint="run:2")
    record.add(moved, record.start_run("events/2"))
    assert review(record, "e1") == "machine"
    assert len(list(record.judgements())) == 1


def test_merges_are_judgements_too(record: Record) -> None:
    said = record.judge("i:one", "merge", after="i:two", comment="same market, same day")
    assert list(record.judgements("i:one")) == [said]


def test_every_change_is_in_the_audit_log(record: Record) -> None:
    record.add(sample(1))
    record.judge("i:one", "merge", after="i:two", who="Ama")
    entries = list(record.audit())
    assert [(e.n, e.who, e.action, e.target) for e in entries] == [
        (1, "tester", "add", sample(1).report.id),
        (2, "Ama", "judge", "i:one"),
    ]
    assert entries[1].prev_hash == entries[0].hash
    assert list(record.audit(after=1)) == entries[1:]
    assert record.audit_break() is None


@pytest.mark.parametrize("table", ["audit", "judgements"])
@pytest.mark.parametrize("change", ["UPDATE {} SET who = 'x'", "DELETE FROM {}"])
def test_the_past_cannot_be_changed(record: Record, table: str, change: str) -> None:
    record.judge("i:one", "merge", after="i:two")
    with pytest.raises(RecordError, match="only added to"), record._writing() as db:
        db.execute(text(change.format(table)))
    assert record.audit_break() is None


def test_an_edit_of_the_past_is_found(record: Record) -> None:
    for n in range(5):
        record.judge(f"i:{n}", "merge", after="i:x")
    drop = {
        "sqlite": ["DROP TRIGGER audit_no_update"],
        "postgresql": ["DROP TRIGGER audit_kept ON audit"],
    }
    with writing(record._engine) as db:
        for statement in drop[db.dialect.name]:
            db.execute(text(statement))
        db.execute(text("UPDATE audit SET who = 'someone else' WHERE n = 3"))
    assert record.audit_break() == 3


def test_filters_see_decided_claims(record: Record) -> None:
    record.add(sample(1))
    record.judge(f"{sample(1).report.id}#c1", "accept")
    assert [c.review for c in record.claims(ClaimFilter(kind="casualty"))] == ["accept", "machine"]
