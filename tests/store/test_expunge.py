"""Expunging: what a report said is nowhere any more, and the record still stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy import text as text_of

from dateline.errors import RecordError, UsageError
from dateline.record import Actor, Event, Reading, Report
from dateline.store import Record
from dateline.store.at_risk import mark_at_risk, people_at_risk
from dateline.store.backup import backup, restore
from dateline.store.expunging import blot, expunge, naming
from dateline.store.searching import Search
from dateline.store.tables import AUDIT, JUDGEMENTS
from dateline.store.verify import verify
from dateline.text import Span

from .readings import sample

SECRET = "Zoltan Quill"


def every_word(record: Record) -> str:
    """Every value of every table, in one string."""
    found = []
    with record._reading() as db:
        if db.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'"
        else:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        for (name,) in db.execute(text(names)).all():
            found += [str(tuple(row)) for row in db.execute(text(f"SELECT * FROM {name}")).all()]
    return "\n".join(found)


@pytest.fixture
def full(record: Record) -> Record:
    """Two reports, the first of which names a person, judged and commented on."""
    run = record.start_run("words/1")
    record.add(sample(1, title=f"{SECRET} tells", publisher="The Lake Post"), run)
    record.add(sample(2, title="Another day", publisher="The Lake Post"), run)
    record.add(sample(1, title=f"{SECRET} tells all", url="https://lake.example/1"), run)  # the log notes both
    first, second = (r.report.id for r in record.reports())
    record.judge(f"{first}#c1", "change", after={"low": 11}, comment=f"{SECRET} was there")
    record.judge(f"{first}#e1", "accept")
    record.undo_last()
    record.judge(f"{second}#c1", "accept", comment="sure")
    record.judge(f"{second}#e1", "comment", comment=f"ask {SECRET.upper()}")
    record.refresh_incidents()
    assert not list(verify(record))
    return record


def test_a_report_is_gone_and_the_record_stands(full: Record) -> None:
    first, second = (r.report.id for r in full.reports())
    before = [(e.n, e.who, e.action, e.target, e.hash) for e in full.audit()]
    assert expunge(full, [first[:12]], reason="asked by the family", who="Ida") == 3
    assert [r.report.id for r in full.reports()] == [second]
    words = every_word(full)
    assert "Report 1." not in words
    assert f"{SECRET} was there" not in words
    assert [j.target for j in full.judgements()] == [f"{second}#c1", f"{second}#e1"]
    after = list(full.audit())
    assert [(e.n, e.who, e.action, e.target, e.hash) for e in after][: len(before)] == before
    last = [e for e in after if e.action == "expunge"]
    assert last[0].target == first
    assert (last[0].who, last[0].details["reason"]) == ("Ida", "asked by the family")
    assert not list(verify(full))


def test_a_person_is_gone_everywhere(full: Record) -> None:
    found = naming(full, "zoltan  quill")
    assert len(found) == 1
    expunge(full, found, reason="at risk", who="Ida", person="Zoltan Quill")
    assert SECRET.casefold() not in every_word(full).casefold()
    assert full.count() == 1
    assert [j.action for j in full.judgements()] == ["accept"]
    assert not list(verify(full))


def test_what_was_expunged_is_not_added_again(full: Record) -> None:
    first = next(full.reports()).report.id
    expunge(full, [first], reason="at risk", who="Ida")
    assert full.add(sample(1)) == "unchanged"
    assert full.count() == 1
    assert not list(verify(full))


def test_edits_of_the_past_are_still_found(full: Record) -> None:
    first = next(full.reports()).report.id
    expunge(full, [first], reason="at risk", who="Ida")
    emptied = [e.n for e in full.audit() if e.details.get("expunged")]
    with pytest.raises(RecordError, match="only added to"), full._writing() as db:
        db.execute(update(AUDIT).where(AUDIT.c.n == 1).values(who="nobody"))
    with pytest.raises(RecordError, match="only added to"), full._writing() as db:
        db.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.n == 1).values(who="nobody"))
    with full._writing() as db:
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("DROP TRIGGER audit_no_update")
        else:
            db.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_kept")
        db.execute(update(AUDIT).where(AUDIT.c.n == emptied[0]).values(who="nobody"))
    assert full.audit_break() == emptied[0]


def test_twice(full: Record) -> None:
    first, second = (r.report.id for r in full.reports())
    expunge(full, [first], reason="at risk", who="Ida")
    expunge(full, [second], reason="at risk", who="Ida")
    with pytest.raises(UsageError, match="no report"):
        expunge(full, [first], reason="again", who="Ida")
    assert full.count() == 0
    assert not list(verify(full))


@pytest.mark.parametrize("reason", ["", "  ", "zoltan quill asked"])
def test_the_reason_is_asked_for_and_tells_no_name(full: Record, reason: str) -> None:
    with pytest.raises(UsageError, match="say why"):
        expunge(full, naming(full, SECRET), reason=reason, who="Ida", person=SECRET)
    assert full.count() == 2


def test_if_it_fails_nothing_is_gone(full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(full.reports()).report.id
    with monkeypatch.context() as patch:
        patch.setattr("dateline.store.expunging.audit.write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            expunge(full, [first], reason="at risk", who="Ida")
    assert full.count() == 2
    assert not list(verify(full))
    with pytest.raises(RecordError, match="only added to"), full._writing() as db:
        db.execute(update(AUDIT).where(AUDIT.c.n == 1).values(who="nobody"))


def test_the_file_holds_no_byte_of_it(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    with Record.open(str(file)) as record:
        record.add(sample(1, title=SECRET))
        record.add(sample(2))
        expunge(record, naming(record, SECRET), reason="at risk", who="Ida", person=SECRET)
    held = b"".join(f.read_bytes() for f in tmp_path.glob("r.db*")).lower()
    assert b"quill" not in held
    assert b"report 1." not in held


def test_a_backup_keeps_the_tombstone(full: Record, tmp_path: Path) -> None:
    expunge(full, naming(full, SECRET), reason="at risk", who="Ida", person=SECRET)
    backup(full, tmp_path / "b.gz")
    restore(tmp_path / "b.gz", str(tmp_path / "again.db"))
    with Record.open(str(tmp_path / "again.db")) as again:
        assert not list(verify(again))
        assert again.add(sample(1)) == "unchanged"


def test_a_name_is_blotted_out_and_the_reports_stay(full: Record) -> None:
    first, second = (r.report.id for r in full.reports())
    before = next(full.readings())
    mark_at_risk(full, SECRET, "person", who="Ida")
    count = len(list(full.claims()))
    ids, emptied = blot(full, "Zoltan QUILL", reason="asked for it", who="Ida")
    assert (ids, emptied) == ([first], 2)
    assert "quill" not in every_word(full).casefold()
    assert "zoltan" not in every_word(full).casefold()
    after = next(full.readings())
    assert after.report.title == "██████ █████ tells"
    assert (after.report.id, len(after.report.text)) == (before.report.id, len(before.report.text))
    assert len(list(full.claims())) == count
    assert [j.target for j in full.judgements() if j.comment == "sure"] == [f"{second}#c1"]
    last = [e for e in full.audit() if e.action == "expunge"]
    assert (last[0].target, last[0].who, last[0].details["reason"]) == (first, "Ida", "asked for it")
    assert people_at_risk(full) == ()
    assert not list(verify(full))


def named(text: str) -> Reading:
    """A reading whose text, actor and figure name somebody."""
    report = Report.of(text, title="A day", published="2021-05-04")

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words), words)

    actor = Actor("a1", SECRET, "person", None, None, (), (at(SECRET), at("Quill")))
    event = Event(
        "e1", "ASSAULT", None, None, at("shelled"), at(text), (), ("a1",), None, None, (), None, "happened", "stated", None,
        0.5,
    )  # fmt: skip
    return Reading(report, actors=(actor,), events=(event,), fingerprint="x")


def test_text_claims_and_earlier_readings_are_blotted(record: Record) -> None:
    text = f"{SECRET} fled when they shelled Kafa. Quill lived on, “Zoltan” to friends."
    old = named(text)
    record.add(old, record.start_run("one/1"))
    record.judge(f"{old.report.id}#e1", "accept", comment="seen")
    record.add(replace(old, fingerprint="y"), record.start_run("two/1"))
    blot(record, SECRET, reason="asked for it", who="Ida")
    words = every_word(record).casefold()
    assert "quill" not in words
    assert "zoltan" not in words
    (reading,) = record.readings()
    assert reading.report.text == "██████ █████ fled when they shelled Kafa. █████ lived on, “██████” to friends."
    assert reading.actors[0].name == "██████ █████"
    assert not list(verify(record))
    assert record.add(named(text)) == "unchanged"  # it does not come back
    assert "quill" not in every_word(record).casefold()
    assert [f.report for f in Search(record).find("shelled Kafa")[0]] == [old.report.id]
    with record._writing() as db:
        db.execute(text_of("UPDATE reports SET text = 'another text'"))
    assert "its text is not the one that was read" in {f.what for f in verify(record)}


def test_a_blotted_report_can_be_expunged_and_backed_up(full: Record, tmp_path: Path) -> None:
    ids, _ = blot(full, SECRET, reason="asked for it", who="Ida")
    backup(full, tmp_path / "b.gz")
    restore(tmp_path / "b.gz", str(tmp_path / "again.db"))
    with Record.open(str(tmp_path / "again.db")) as again:
        assert not list(verify(again))
    expunge(full, ids, reason="asked again", who="Ida")
    assert full.count() == 1
    assert not list(verify(full))


@pytest.mark.parametrize(("person", "reason"), [("", "why"), ("--", "why"), (SECRET, ""), (SECRET, "quill asked")])
def test_what_is_not_blotted(full: Record, person: str, reason: str) -> None:
    with pytest.raises(UsageError):
        blot(full, person, reason=reason, who="Ida")


def test_if_blotting_fails_nothing_is_gone(full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = every_word(full)
    with monkeypatch.context() as patch:
        patch.setattr("dateline.store.expunging.audit.write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            blot(full, SECRET, reason="asked for it", who="Ida")
    assert every_word(full) == before


def test_accents_and_case_hide_nobody(record: Record) -> None:
    record.add(sample(1, title="What ZOLTÁN  Qúill saw"))
    assert naming(record, SECRET) == [next(record.reports()).report.id]
