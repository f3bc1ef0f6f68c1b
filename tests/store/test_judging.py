"""Judgements and the audit log: only added to, undone without overwriting, and chained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from dateline.errors import ConflictError, RecordError, UsageError
from dateline.store import ClaimFilter, Judgement, Record
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


def two(record: Record) -> tuple[str, str]:
    """Two reports in the record; the ids of one claim of each."""
    record.add_many([sample(1), sample(2)])
    return f"{sample(1).report.id}#e1", f"{sample(2).report.id}#e1"


def test_merges_are_judgements_too(record: Record) -> None:
    one, other = two(record)
    said = record.judge("i:one", "merge", claims=[one], others=[other], comment="same market, same day")
    assert list(record.judgements("i:one")) == [said]
    assert said.after["claims"][0]["claim"] == other
    assert said.after["claims"][0]["kind"] == "event"


def test_every_change_is_in_the_audit_log(record: Record) -> None:
    record.add(sample(1))
    record.judge("i:one", "comment", who="Ama", comment="look at the map")
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
    record.judge("i:one", "comment", comment="look")
    with pytest.raises(RecordError, match="only added to"), record._writing() as db:
        db.execute(text(change.format(table)))
    assert record.audit_break() is None


def test_an_edit_of_the_past_is_found(record: Record) -> None:
    for n in range(5):
        record.judge(f"i:{n}", "comment", comment="look")
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


def test_an_incident_is_judged_by_its_claims(record: Record) -> None:
    one, other = two(record)
    with pytest.raises(UsageError, match="name the claims"):
        record.judge("i:one", "merge", after="i:two")
    with pytest.raises(UsageError, match="no claim"):
        record.judge("i:one", "accept", claims=[f"{one}9"])
    with pytest.raises(UsageError, match="not all"):
        record.judge("i:one", "split", claims=[one], others=[one])
    record.judge("i:one", "forbid", claims=[one], others=[other])
    assert [d.act for d in record.decisions().about("incident")] == ["forbid"]
    assert [j.action for j in record.standing_on([other])] == ["forbid"]


def test_an_incident_is_judged_by_its_id_once_the_record_knows_it(record: Record) -> None:
    record.add(sample(1))
    record.refresh_incidents()
    ident = next(iter(record.incident_page(None, "ibc")[0])).id
    said = record.judge(ident, "pin", after={"killed": {"low": 12, "best": 13, "high": 14}})
    assert {c["claim"].split("#")[1] for c in said.before["claims"]} == {"e1", "c1"}
    record.refresh_incidents()
    found = record.incident(ident, "ibc")
    assert found.killed is not None
    assert (found.killed.low, found.killed.best, found.killed.high) == (12, 13, 14)
    with pytest.raises(UsageError, match="cannot be pinned"):
        record.judge(ident, "pin", after={"killed": {"low": 12, "best": 13, "high": 10}})
    with pytest.raises(UsageError, match="'colour'"):
        record.judge(ident, "pin", after={"colour": "red"})


def test_two_persons_on_one_claim_conflict(record: Record) -> None:
    record.add(sample(1))
    target = f"{sample(1).report.id}#c1"
    first = record.judge(target, "accept", who="Ama", seen=0)
    with pytest.raises(ConflictError, match="Ama decided “accept”") as caught:
        record.judge(target, "reject", who="Ben", seen=0)
    assert caught.value.theirs == first
    assert isinstance(caught.value.mine, Judgement)
    assert (caught.value.mine.who, caught.value.mine.action) == ("Ben", "reject")
    assert record.judge(target, "reject", who="Ben", seen=first.n).n == 2
    record.undo_last("Ben")
    with pytest.raises(ConflictError, match="undo"):
        record.judge(target, "unsure", who="Cem", seen=2)  # Cem saw what no longer stands
    assert record.judge(target, "unsure", who="Cem", seen=1).n == 4  # what was taken back since is in nobody's way


def test_two_persons_on_one_incident_conflict_by_its_claims(record: Record) -> None:
    one, other = two(record)
    record.judge("i:one", "merge", who="Ama", claims=[one], others=[other], seen=0)
    with pytest.raises(ConflictError):
        record.judge("i:two", "reject", who="Ben", claims=[other], seen=0)


def test_undo_and_redo_of_the_last(record: Record) -> None:
    record.add(sample(1))
    target = f"{sample(1).report.id}#c1"
    record.judge(target, "accept", who="Ama")
    record.judge(target, "change", after={"low": 11}, who="Ama")
    record.judge(target, "reject", who="Ben")
    assert record.undo_last("Ama").undoes == 2
    assert record.undo_last("Ama").undoes == 1
    with pytest.raises(UsageError, match="nothing to undo"):
        record.undo_last("Ama")
    assert record.redo_last("Ama").undoes == 5
    assert record.redo_last("Ama").undoes == 4
    with pytest.raises(UsageError, match="nothing to redo"):
        record.redo_last("Ama")
    assert record.standing([target])[target].who == "Ben"
    record.undo_last("Ama")
    record.judge(target, "unsure", who="Ama")
    with pytest.raises(UsageError, match="nothing to redo"):
        record.redo_last("Ama")


def test_a_change_is_checked_and_written_out(record: Record) -> None:
    reading = sample(1)
    record.add(reading)
    target = f"{reading.report.id}#c1"
    said = record.judge(target, "change", after={"low": 11, "high": 13, "place": "p2", "victims": {"status": "mixed"}})
    assert said.before["low"] == 12
    assert said.after["place"]["name"] == "Ombe"
    again = record.judge(target, "change", after={"low": 10})
    assert again.before["low"] == 11
    (figure, _) = record.effective(reading.report.id).casualties
    assert (figure.low, figure.high, figure.place, figure.victims.status) == (10, 13, "p2", "mixed")
    assert record.reading(reading.report.id) == reading
    for wrong, why in (({"low": 20}, "no range"), ({"lows": 1}, "no field"), ({"place": "p9"}, "no place"),
                       ({"harm": "eaten"}, "harm"), ({"quote": {"start": 5, "end": 5}}, "span")):  # fmt: skip
        with pytest.raises(UsageError, match=why):
            record.judge(target, "change", after=wrong)


def test_a_persons_own_claim(record: Record) -> None:
    reading = sample(1)
    record.add(reading)
    at = reading.report.text.index("Some people")
    new = {
        "kind": "casualty",
        "start": at,
        "end": at + 11,
        "harm": "displaced",
        "low": 40,
        "high": 60,
        "time": "2021-05-04",
    }
    said = record.judge(reading.report.id, "add", after=new, who="Ama")
    assert said.target == f"{reading.report.id}#j1"
    added = record.effective(reading.report.id).casualties[-1]
    assert (added.id, added.low, added.high, added.quote.text) == ("j1", 40, 60, "Some people")
    assert added.evidence.text == "Some people fled."
    assert added.time == "t1"
    record.judge(said.target, "change", after={"low": 45})
    assert record.effective(reading.report.id).casualties[-1].low == 45
    record.judge(said.target, "reject")
    assert len(record.effective(reading.report.id).casualties) == 2
    with pytest.raises(UsageError, match="cannot be added"):
        record.judge(reading.report.id, "add", after={"kind": "place", "start": 0, "end": 3})


def test_a_decision_on_a_claim_follows_its_words(record: Record) -> None:
    from dataclasses import replace

    old = sample(1, fingerprint="run:1")
    record.add(old, record.start_run("events/1"))
    record.judge(f"{old.report.id}#e1", "reject")
    moved = replace(old, events=(replace(old.events[1], id="e1"), replace(old.events[0], id="e2")), fingerprint="run:2")
    record.add(moved, record.start_run("events/2"))
    assert [e.trigger.text for e in record.effective(old.report.id).events] == ["agreed"]


def test_a_figure_too_large_for_32_bits_is_kept_and_one_beyond_all_people_is_refused(record: Record) -> None:
    reading = sample(1)
    record.add(replace(reading, casualties=(replace(reading.casualties[0], low=3 * 10**9, high=None),)))
    target = f"{reading.report.id}#c1"
    assert [row.counts["killed"][0] for row in record.incident_page(None, "ibc")[0] if "killed" in row.counts] == [
        3 * 10**9
    ]
    with pytest.raises(UsageError, match="no range of people"):
        record.judge(target, "change", after={"low": 10**30, "high": 10**30})
    record.judge(target, "change", after={"low": 4 * 10**9, "high": 4 * 10**9})
    assert [row.counts["killed"][0] for row in record.incident_page(None, "ibc")[0] if "killed" in row.counts] == [
        4 * 10**9
    ]
