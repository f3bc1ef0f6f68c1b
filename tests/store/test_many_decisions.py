"""A record with years of decisions: what one page or one decision needs is looked up, never found among all of them."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from dateline.store import ClaimFilter, Record, judging

from .readings import sample


def test_nothing_reads_every_judgement(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.add_many([sample(n) for n in range(3)])
    first, second, third = (r.report.id for r in record.reports())
    record.judge(f"{first}#c1", "reject")
    record.refresh_incidents()
    whole = judging.read

    def read(db: Connection, target: str | None = None) -> object:
        assert target is not None, "every judgement was read"
        return whole(db, target)

    monkeypatch.setattr("dateline.store.judging.read", read)
    record.judge(f"{second}#c1", "accept")
    record.undo_last()
    record.judge(f"{third}#c1", "reject")
    assert record.refresh_incidents() > 0
    rows, _ = record.incident_page(None, "ucdp")
    assert record.incident(rows[0].id, "ucdp").id == rows[0].id
    assert {c.report for c in record.claims(ClaimFilter(kind="casualty")) if c.review == "reject"} == {first, third}
    assert set(record.standing([f"{first}#c1", f"{second}#c1"])) == {f"{first}#c1"}
    assert record.standing_on([f"{first}#c1"]) == []
