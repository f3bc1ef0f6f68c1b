"""Whatever people decide, taking it back leaves the record's incidents as they were, byte for byte."""

from __future__ import annotations

import json
import random

from dateline import incidents
from dateline.store import Record

from .readings import sample


def bytes_of(record: Record) -> str:
    found = incidents(record.readings(), policy="ucdp", decisions=record.decisions())
    return "\n".join(json.dumps(i.to_json(), sort_keys=True) for i in found)


def decide(record: Record, rng: random.Random) -> None:
    """One decision on something, anything."""
    readings = list(record.readings())
    now = list(incidents(readings, policy="ucdp", decisions=record.decisions()))
    one, other = rng.choice(now), rng.choice(now)
    report = rng.choice(readings).report.id
    choice = rng.randrange(8)
    if choice == 0:
        record.judge(f"{report}#c1", rng.choice(["accept", "reject", "unsure"]))  # type: ignore[arg-type]
    elif choice == 1:
        record.judge(f"{report}#c1", "change", after={"low": rng.randrange(5), "high": rng.randrange(5, 50)})
    elif choice == 2:
        new = {"kind": "casualty", "start": 0, "end": 6, "harm": "killed", "low": 1, "high": 2, "events": ["e1"]}
        record.judge(report, "add", after=new)
    elif choice in (3, 4) and one is not other:
        act = "merge" if choice == 3 else "forbid"
        record.judge(one.id, act, claims=one.claims, others=other.claims)  # type: ignore[arg-type]
    elif choice in (3, 4, 5) and len(one.claims) > 1:
        leaving = rng.sample(one.claims, rng.randrange(1, len(one.claims)))
        record.judge(one.id, "split", claims=one.claims, others=leaving)
    elif choice == 6:
        record.judge(one.id, "pin", claims=one.claims, after={"killed": {"low": 1, "best": 2, "high": 3}})
    else:
        record.judge(one.id, rng.choice(["accept", "reject", "unsure"]), claims=one.claims)  # type: ignore[arg-type]


def test_each_undo_gives_the_bytes_of_before_and_each_redo_those_of_after(record: Record) -> None:
    rng = random.Random(7)
    record.add_many([sample(n, dead=10 + n, published=f"2021-05-0{n}", publisher=f"Paper {n}") for n in range(1, 5)])
    states = [bytes_of(record)]
    for _ in range(6):
        decide(record, rng)
        states.append(bytes_of(record))
    for before in reversed(states[:-1]):
        record.undo_last()
        assert bytes_of(record) == before
    for after in states[1:]:
        record.redo_last()
        assert bytes_of(record) == after
    assert record.audit_break() is None
    assert len(list(record.judgements())) == 18
