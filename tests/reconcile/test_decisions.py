"""What people decide holds: against new reports, new numbering of claims, and itself undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile import reconcile
from dateline.reconcile.anchors import anchored
from dateline.reconcile.decisions import Decision, Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from reconcile.told import told

TWO = told(20), told(26, by=1)
WHEN = "2031-05-20T08:00:00.000Z"


def decide(
    n: int, act: str, claims: tuple[str, ...], readings: tuple[Reading, ...], others: tuple[str, ...] = (), **value: Any
) -> Decision:
    """A judgement on an incident, given by its claims."""
    known = {r.report.id: r for r in readings}
    return Decision(n, "i:x", "Ama", WHEN, act, "incident", anchored(claims, known), anchored(others, known), value)  # type: ignore[arg-type]


def on_claim(n: int, act: str, reading: Reading, local: str, **value: Any) -> Decision:
    """A judgement on one claim."""
    anchor = anchored([f"{reading.report.id}#{local}"], {reading.report.id: reading})
    return Decision(n, "x", "Ama", WHEN, act, "claim", anchor, value=value)  # type: ignore[arg-type]


def found(readings: tuple[Reading, ...], *decisions: Decision) -> list[Incident]:
    return list(reconcile(readings, "ibc", Decisions.of(decisions)))


def keys(reading: Reading) -> tuple[str, ...]:
    return tuple(f"{reading.report.id}#{c.id}" for c in (*reading.events, *reading.casualties))


def dead(incidents: list[Incident]) -> list[tuple[int, int | None]]:
    return sorted((i.killed.low, i.killed.high) for i in incidents if i.killed)


def test_the_machine_takes_two_tellings_for_one() -> None:
    assert dead(found(TWO)) == [(20, 26)]


def test_what_is_split_stays_split_when_a_new_report_bridges_it() -> None:
    split = decide(1, "split", (*keys(TWO[0]), *keys(TWO[1])), TWO, keys(TWO[1]))
    assert dead(found(TWO, split)) == [(20, 20), (26, 26)]
    bridge = told(23, by=2, day=7)
    for more in ((bridge,), (bridge, told(24, by=3, day=7))):
        parts = found((*TWO, *more), split)
        homes = [next(i.id for i in parts if keys(r)[0] in i.claims) for r in TWO]
        assert homes[0] != homes[1]


def test_what_is_merged_stays_one_whatever_the_machine_thinks() -> None:
    other = told(5, by=1)
    places = tuple(replace(p, lat=-5.0, lon=12.0, name="Cabinda", country="AGO") for p in other.places)
    apart = TWO[0], replace(other, places=places)
    assert len(found(apart)) == 2
    merge = decide(1, "merge", keys(apart[0]), apart, keys(apart[1]))
    assert dead(found(apart, merge)) == [(5, 20)]
    later = found((*apart, told(9, by=3)), merge)
    assert any({keys(apart[0])[0], keys(apart[1])[0]} <= set(i.claims) for i in later)


def test_never_one_and_the_later_decision_holds() -> None:
    forbid = decide(1, "forbid", keys(TWO[0]), TWO, keys(TWO[1]))
    merge = decide(2, "merge", keys(TWO[0]), TWO, keys(TWO[1]))
    assert len(found(TWO, forbid)) == 2
    assert len(found(TWO, forbid, merge)) == 1
    assert len(found(TWO, merge, replace(forbid, n=3))) == 2


def test_an_account_of_one_report_can_be_parted() -> None:
    one = (told(20),)
    (event, figure) = keys(one[0])
    parts = found(one, decide(1, "split", (event, figure), one, (figure,)))
    assert sorted(len(i.claims) for i in parts) == [1, 1]


def test_a_rejected_incident_is_left_alone() -> None:
    reject = decide(1, "reject", keys(TWO[0]), TWO)
    first, second = sorted(found(TWO, reject), key=lambda i: i.status)
    assert (first.status, second.status) == ("machine", "rejected")
    assert second.claims == tuple(sorted(keys(TWO[0])))


def test_an_accepted_incident_takes_new_reports_in_and_says_so() -> None:
    accept = decide(1, "accept", keys(TWO[0]), TWO)
    (incident,) = found(TWO, accept)
    assert incident.status == "accepted"
    assert any(s.startswith("accepted (Ama, 2031-05-20); 2 claims have come since") for s in incident.explanation)
    (doubted,) = found(TWO, accept, decide(2, "unsure", keys(TWO[0]), TWO))
    assert doubted.status == "disputed"


def test_a_pin_sets_what_is_published_and_tells_what_the_machine_has() -> None:
    pin = decide(1, "pin", keys(TWO[0]), TWO, killed={"low": 21, "best": 22, "high": None}, start="2031-05-04")
    (incident,) = found(TWO, pin)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == (21, 22, None)
    assert incident.start == "2031-05-04"
    assert any("the machine has 20–26" in s for s in incident.explanation)


def test_a_rejected_claim_leaves_and_comes_back_when_it_is_accepted() -> None:
    reject = on_claim(1, "reject", TWO[1], "c1")
    assert dead(found(TWO, reject)) == [(20, 20)]
    assert dead(found(TWO, reject, on_claim(2, "accept", TWO[1], "c1"))) == [(20, 26)]


def test_a_changed_claim_counts_with_its_new_values_even_once_accepted() -> None:
    change = on_claim(1, "change", TWO[1], "c1", low=40, high=None)
    assert dead(found(TWO, change, on_claim(2, "accept", TWO[1], "c1"))) == [(20, 40)]


def test_a_change_can_move_a_claim_to_another_day_and_place() -> None:
    where = {"name": "Gulu", "lat": 2.77, "lon": 32.3, "country": "UGA"}
    moved = effective(
        TWO[1], Decisions.of([on_claim(1, "change", TWO[1], "e1", place=where, time={"start": "2031-05-01"})])
    )
    event = moved.events[0]
    assert next(p.name for p in moved.places if p.id == event.place) == "Gulu"
    assert next(t.start for t in moved.times if t.id == event.time) == "2031-05-01"


def test_decisions_hold_on_to_words_when_claims_are_numbered_anew() -> None:
    split = decide(1, "split", (*keys(TWO[0]), *keys(TWO[1])), TWO, keys(TWO[1]))
    again = tuple(
        replace(r, events=tuple(replace(e, id="e7") for e in r.events), casualties=tuple(replace(c, id="c9", events=("e7",)) for c in r.casualties))
        for r in TWO
    )  # fmt: skip
    assert dead(found(again, split)) == [(20, 20), (26, 26)]


def test_a_decision_that_no_longer_fits_is_told_and_breaks_nothing() -> None:
    wrong = on_claim(1, "change", TWO[1], "c1", low=90, high=3)
    reading = effective(TWO[1], Decisions.of([wrong]))
    assert reading.casualties == TWO[1].casualties
    assert "judgement 1" in reading.unplaced[-1].what


def test_without_decisions_a_reading_is_itself() -> None:
    assert effective(TWO[0], Decisions()) is TWO[0]


ACTS = ("accept", "reject", "unsure", "merge", "split", "forbid")


@settings(max_examples=60, deadline=None)
@given(data=st.data(), papers=st.integers(2, 5))
def test_whatever_is_decided_every_claim_is_in_one_incident_and_undoing_gives_the_same(
    data: st.DataObject, papers: int
) -> None:
    readings = tuple(told(20 + n, by=n, day=6 + n % 3) for n in range(papers))
    plain = [i.to_json() for i in found(readings)]
    decisions: list[Decision] = []
    for n in range(1, data.draw(st.integers(1, 6)) + 1):
        mine = data.draw(st.lists(st.sampled_from(readings), min_size=1, max_size=2, unique_by=id))
        theirs = [r for r in readings if r not in mine]
        act = data.draw(st.sampled_from(ACTS)) if theirs else "accept"
        one = tuple(k for r in mine for k in keys(r))
        other = keys(data.draw(st.sampled_from(theirs))) if act in ("merge", "split", "forbid") else ()
        decisions.append(decide(n, act, (*one, *other) if act == "split" else one, readings, other))
        state = found(readings, *decisions)
        claims = [k for i in state for k in i.claims]
        assert sorted(claims) == sorted(k for r in readings for k in keys(r))
        homes = {k: i.id for i in state for k in i.claims}
        if act in ("split", "forbid"):
            assert {homes[k] for k in one if k not in other}.isdisjoint(homes[k] for k in other)
        else:
            assert len({homes[k] for k in (*one, *other)}) == 1
        assert [i.to_json() for i in found(readings[::-1], *decisions[::-1])] == [i.to_json() for i in state]
    assert [i.to_json() for i in found(readings)] == plain


@pytest.mark.parametrize("field", ["low", "place", "colour"])
def test_the_readings_are_never_touched(field: str) -> None:
    before = TWO[1].to_json()
    found(TWO, on_claim(1, "change", TWO[1], "c1", **{field: 3}))
    assert TWO[1].to_json() == before
