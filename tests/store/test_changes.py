"""The record as it stood after a run, what changed since, and how one incident's figures grew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline import incidents
from dateline.errors import UsageError
from dateline.store import Record

from .readings import sample


def add(record: Record, *readings: object, versions: str = "figures/1") -> int:
    run = record.start_run(versions)
    for reading in readings:
        record.add(reading, run)  # type: ignore[arg-type]
    record.finish_run(run, added=len(readings), updated=0, unchanged=0, failed=0)
    return run.n


def test_a_run_can_be_seen_again_after_another_has_replaced_its_readings(record: Record) -> None:
    old = sample(1, dead=12, fingerprint="run:1")
    first = add(record, old)
    figure = replace(old.casualties[0], low=15)
    new = replace(old, casualties=(figure, *old.casualties[1:]), fingerprint="run:2")
    second = add(record, new, sample(2, dead=30), versions="figures/2")
    assert record.as_of(0)[0] == []
    assert record.as_of(first)[0] == [old]
    assert record.as_of(second)[0] == list(record.readings())
    with pytest.raises(UsageError, match="no run 9"):
        record.as_of(9)


def test_what_changed_between_runs(record: Record) -> None:
    old = sample(1, dead=12, fingerprint="run:1", published="2021-05-05")
    first = add(record, old)
    new = replace(old, casualties=(replace(old.casualties[0], low=15), *old.casualties[1:]), fingerprint="run:2")
    add(record, new, versions="figures/2")
    (change,) = record.diff(first, None, "ibc")
    assert change.kind == "changed"
    assert change.what == ("killed: 12 (best 12) → 15 (best 15)",)
    assert [c.kind for c in record.diff(0, first, "ibc")] == ["new"]
    assert record.diff(first, first, "ibc") == []


def test_what_people_decided_is_part_of_what_changed(record: Record) -> None:
    add(record, sample(1, published="2021-05-05", publisher="Lake Times"))
    second = add(record, sample(2, published="2021-05-06", publisher="Hill Post"))
    now = list(incidents(record.readings(), decisions=record.decisions()))
    if len(now) == 1:
        one, other = [tuple(c for c in now[0].claims if c.startswith(r)) for r in now[0].reports]
        record.judge(now[0].id, "split", claims=now[0].claims, others=other)
        kind = "split"
    else:
        one, other = (i.claims for i in now)
        record.judge(now[0].id, "merge", claims=one, others=other)
        kind = "merged"
    (change,) = record.diff(second, None, "ibc")
    assert change.kind == kind
    assert set(change.before) == {i.id for i in now}
    record.undo_last()
    assert record.diff(second, None, "ibc") == []


def test_how_the_figures_of_an_incident_stood_on_each_day(record: Record) -> None:
    record.add(sample(1, dead=12, published="2021-05-05", publisher="Lake Times"))
    record.add(sample(2, dead=20, published="2021-05-07", publisher="Hill Post"))
    now = list(incidents(record.readings(), decisions=record.decisions()))
    if len(now) > 1:
        record.judge(now[0].id, "merge", claims=now[0].claims, others=now[1].claims)
    (incident,) = incidents(record.readings(), decisions=record.decisions())
    days = record.incident_history(incident.id, "ibc")
    assert [(d.day, [r.publisher for r in d.reports]) for d in days] == [
        ("2021-05-05", ["Lake Times"]),
        ("2021-05-07", ["Hill Post"]),
    ]
    assert [d.counts["killed"].low for d in days] == [12, 20]  # the agency's later word replaces its first
    assert [d.counts["killed"].high for d in days] == [12, 20]
    assert [d.changed for d in days] == [("killed",), ("killed",)]
    assert any("20" in s for s in days[1].steps)
