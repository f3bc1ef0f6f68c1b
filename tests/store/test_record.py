"""What the record keeps and gives back, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.errors import UsageError
from dateline.record import Reading, Report
from dateline.store import ClaimFilter, Record, ReportFilter

from .readings import sample

STAGES = {"events": "events/3", "casualties": "casualties/2", "agreements": "agreements/1"}


def test_a_reading_comes_back_the_same(record: Record) -> None:
    reading = sample(title="Shells", publisher="Hill Radio", published="2021-05-05")
    assert record.add(reading) == "added"
    assert record.reading(reading.report.id) == reading
    assert list(record.readings()) == [reading]
    empty = Reading(Report.of("Nothing to tell. \U0001f54a Ünïcödé “quotes” | bars % and _"), fingerprint="run:x")
    record.add(empty)
    assert record.reading(empty.report.id) == empty


def test_the_same_report_twice_is_one(record: Record) -> None:
    assert record.add_many([sample(1), sample(1), sample(2)]) == ["added", "unchanged", "added"]
    assert record.add(sample(1)) == "unchanged"
    assert record.count() == 2
    assert [a.action for a in record.audit()] == ["add", "add"]


def test_what_is_done_is_known(record: Record) -> None:
    reading = sample(1, fingerprint="run:a")
    record.add(reading)
    assert record.has(reading.report.id, "run:a")
    assert not record.has(reading.report.id, "run:b")
    assert not record.has("b2:none", "run:a")


def test_readings_stream_past_one_chunk(record: Record) -> None:
    record.add_many([sample(n) for n in range(150)])
    assert [r.report.text.split(".")[0] for r in record.readings()] == [f"Report {n}" for n in range(150)]


def test_newer_code_replaces_claims(record: Record) -> None:
    first = record.start_run("model;events/1", {"events": "events/1"})
    second = record.start_run("model;events/2", {"events": "events/2"})
    old = sample(1, fingerprint="run:old")
    new = replace(old, events=old.events[:1], casualties=(), agreements=(), fingerprint="run:new")
    assert record.add(old, first) == "added"
    assert record.add(new, second) == "updated"
    assert record.add(new, second) == "unchanged"
    assert record.reading(old.report.id) == new
    assert not record.has(old.report.id, "run:old")
    assert {c.stage for c in record.claims()} == {"events/2"}
    assert record.report(old.report.id).events == 1


def test_a_copy_fills_head_matter_and_never_overwrites_it(record: Record) -> None:
    run = record.start_run("v")
    record.add(sample(1, fingerprint="run:1", publisher="Hill Radio"), run)
    copy = sample(1, fingerprint="run:2", publisher="The Post", published="2021-05-05", title="Shells")
    assert record.add(copy, run) == "updated"
    report = record.report(copy.report.id).report
    assert (report.publisher, report.published, report.title) == ("Hill Radio", "2021-05-05", "Shells")
    entry = list(record.audit())[-1]
    assert (entry.action, entry.details["differs"]) == (
        "update",
        {"publisher": {"kept": "Hill Radio", "other": "The Post"}},
    )
    third = sample(1, fingerprint="run:3", publisher="Third")
    assert record.add(third, run) == "unchanged"
    assert list(record.audit())[-1].action == "copy"
    assert all(record.has(copy.report.id, f"run:{n}") for n in (1, 2, 3))
    assert record.count() == 1


def test_copies_in_one_batch(record: Record) -> None:
    run = record.start_run("v")
    batch = [
        sample(1, fingerprint="run:1"),
        sample(1, fingerprint="run:2", title="Shells"),
        sample(1, fingerprint="run:2"),
    ]
    assert record.add_many(batch, run) == ["added", "updated", "unchanged"]
    assert record.report(batch[0].report.id).report.title == "Shells"
    assert len(list(record.claims(ClaimFilter(kind="event")))) == 2


def test_every_claim_is_a_row(record: Record) -> None:
    reading = sample(1)
    record.add(reading, record.start_run("v", STAGES))
    rows = list(record.claims())
    assert [r.id for r in rows] == ["g1", "c1", "c2", "e1", "e2", "g1.1", "g1.2"]
    assert {r.kind: r.stage for r in rows} == {
        "event": "events/3", "casualty": "casualties/2", "agreement": "agreements/1", "term": "agreements/1",
    }  # fmt: skip
    figure = rows[1]
    assert figure.claim == reading.casualties[0]
    assert reading.report.text[figure.start : figure.end] == "at least 12"
    assert (figure.place, figure.country, figure.date_start, figure.source_kind) == (
        "Dürsa",
        "ETH",
        "2021-05-04",
        "medical",
    )
    assert (figure.actors, figure.sources) == (("civilians", "Kafa Front"), ("a doctor", "Lake Agency"))
    assert (figure.fingerprint, figure.review) == (reading.fingerprint, "machine")
    assert (rows[5].parent, rows[5].claim) == ("g1", reading.agreements[0].terms[0])
    for kind, values in (("actor", reading.actors), ("place", reading.places), ("time", reading.times),
                         ("source", reading.sources), ("attribution", reading.attributions),
                         ("unplaced", reading.unplaced)):  # fmt: skip
        assert tuple(r.claim for r in record.claims(ClaimFilter(kind=kind))) == values


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (ClaimFilter(kind="casualty"), ["c1", "c2"]),
        (ClaimFilter(place="dursa"), ["g1", "c1", "e1", "g1.1"]),
        (ClaimFilter(place="Ombe", kind="event"), ["e1"]),
        (ClaimFilter(place="ETH", kind="casualty"), ["c1"]),
        (ClaimFilter(place="ethiopia", kind="casualty"), ["c1"]),
        (ClaimFilter(place="Dur"), []),
        (ClaimFilter(since="2021-05-04", until="2021-05-04"), ["c1", "c2", "e1", "g1.1"]),  # until 9 May: began when?
        (ClaimFilter(since="2021-05-05"), ["c2", "g1.1"]),
        (ClaimFilter(since="2021-05-10"), []),
        (ClaimFilter(until="2021-05-03", kind="event"), []),
        (ClaimFilter(actor="KAFA"), ["g1", "c1", "e1", "e2", "g1.1", "g1.2"]),
        (ClaimFilter(actor="a_a"), []),
        (ClaimFilter(place="%"), []),
        (ClaimFilter(actor="%"), []),
        (ClaimFilter(harm="killed"), ["c1"]),
        (ClaimFilter(source="medical"), ["c1", "e1"]),
        (ClaimFilter(source="lake agency"), ["c1", "e1"]),
        (ClaimFilter(certainty="hedged"), ["c2"]),
        (ClaimFilter(type="ASSAULT"), ["e1"]),
        (ClaimFilter(status="declared"), ["g1"]),
        (ClaimFilter(kind="source", source="news_agency"), ["s1"]),
        (ClaimFilter(kind="time", since="2021-05-06"), ["t2"]),
    ],
)
def test_claims_are_filtered(record: Record, wanted: ClaimFilter, ids: list[str]) -> None:
    record.add(sample(1))
    assert [c.id for c in record.claims(wanted)] == ids


def test_claims_of_one_report(record: Record) -> None:
    record.add_many([sample(1), sample(2)])
    wanted = sample(2).report.id
    assert {c.report for c in record.claims(ClaimFilter(report=wanted[:12]))} == {wanted}
    assert {c.report for c in record.claims(ClaimFilter(report=wanted[3:12]))} == {wanted}


def test_wrong_filters_are_told(record: Record) -> None:
    with pytest.raises(UsageError, match="no kind of claim 'evnt'"):
        list(record.claims(ClaimFilter(kind="evnt")))
    with pytest.raises(UsageError, match="no harm 'dead'"):
        list(record.claims(ClaimFilter(harm="dead")))


def test_reports_are_listed_and_found(record: Record) -> None:
    record.add(sample(1, publisher="Hill Radio", published="2021-05-05", title="Shells on Dürsa"))
    record.add(sample(2, publisher="The Post", published="2021-06-05"))
    record.add(sample(3))

    def numbers(**wanted: str) -> list[str]:
        return [r.report.text[7] for r in record.reports(ReportFilter(**wanted))]

    assert numbers() == ["1", "2", "3"]
    assert numbers(publisher="hill radio") == ["1"]
    assert numbers(since="2021-05-06") == ["2"]
    assert numbers(until="2021-05-06") == ["1"]
    assert numbers(title="DURSA") == ["1"]
    found = record.report(sample(2).report.id[3:15])
    assert (found.report, found.events, found.casualties, found.agreements) == (
        sample(2, publisher="The Post", published="2021-06-05").report,
        2,
        2,
        1,
    )
    with pytest.raises(UsageError, match="no report 'zz'"):
        record.report("zz")
    with pytest.raises(UsageError, match="more than one report"):
        record.report("b2:")


def test_a_record_that_is_closed_is_all_there(url: str) -> None:
    with Record.open(url) as record:
        record.add(sample(1))
    with Record.open(url, create=False) as record:
        assert list(record.readings()) == [sample(1)]
        assert record.audit_break() is None
