"""What counting never does, whatever the reports: count a person twice, leave the claims' bounds, mind the order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Count, Incident
from dateline.reconcile.policies import policies, policy_named
from dateline.reconcile.shared import sum_of
from dateline.record import Reading
from reconcile.build import Maker
from reconcile.told import LIRA, PAPERS, one, told

POLICIES = sorted(policies())
TOWNS = {"Lira": LIRA, "Soroti": (1.7, 33.6), "Gulu": (2.77, 32.3), "Arua": (3.02, 30.91)}


@st.composite
def tellings(draw: st.DrawFn) -> list[Reading]:
    """Reports of one shelling by different papers."""
    papers = draw(st.lists(st.integers(0, len(PAPERS) - 1), min_size=1, max_size=5, unique=True))
    found = []
    for by in papers:
        low = draw(st.integers(1, 80))
        high = draw(st.one_of(st.none(), st.integers(low, 99)))
        meant = "exact" if high == low else "at_least" if high is None else "between"
        source, kind = draw(
            st.sampled_from([(None, "media"), ("a doctor", "medical"), ("the army", "military"), ("police", "police")])
        )
        found.append(
            told(low, high, by=by, day=draw(st.integers(6, 9)), source=source, kind=kind,  # type: ignore[arg-type]
                 qualifier=meant, people=draw(st.sampled_from(["civilian", "combatant", "unknown"])))  # type: ignore[arg-type]
        )  # fmt: skip
    return found


def counts_of(incident: Incident) -> list[Count]:
    return [c for c in (incident.killed, incident.wounded, incident.captured, incident.missing) if c is not None]


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=40, deadline=None)
@given(readings=tellings(), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(policy: str, readings: list[Reading], shuffle: object) -> None:
    mixed = list(readings)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert [i.to_json() for i in reconcile(mixed, policy)] == [i.to_json() for i in reconcile(readings, policy)]


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=60, deadline=None)
@given(readings=tellings())
def test_totals_stay_within_what_the_claims_say(policy: str, readings: list[Reading]) -> None:
    rule = policy_named(policy)
    said = [rule.close(rule.range_of(r.casualties[0])) for r in readings]
    for incident in reconcile(readings, policy):
        for count in counts_of(incident):
            assert count.high is not None
            assert min(s.low for s in said) <= count.low <= count.best <= count.high
            assert count.high <= max(s.high or s.low for s in said)
            for part in (count.civilian, count.combatant, count.unknown):
                assert part.low <= part.best <= (part.high or 0) <= count.high
            assert count.civilian.low + count.combatant.low <= count.high


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=30, deadline=None)
@given(readings=tellings(), copies=st.integers(1, 3))
def test_a_copied_story_counts_once(policy: str, readings: list[Reading], copies: int) -> None:
    first = readings[0]
    more = [
        replace(first, report=replace(first.report, id=f"{first.report.id}{n}", publisher=f"Copier {n}"))
        for n in range(copies)
    ]
    before = sum_of(reconcile(readings, policy), "killed")
    assert sum_of(reconcile([*readings, *more], policy), "killed") == before


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=40, deadline=None)
@given(total=st.integers(2, 90), towns=st.integers(2, 4), own=st.integers(0, 3), part=st.integers(1, 9))
def test_a_joint_figure_is_never_counted_twice(policy: str, total: int, towns: int, own: int, part: int) -> None:
    """Whatever of it the incidents have for themselves: all together are the joint figure, where it can be."""
    own = min(own, towns - 1, total // (part + 1))
    maker = Maker(
        "Raids on Lira, Soroti, Gulu and Arua on Monday killed all of them. "
        + " ".join(f"In {t} it was {part} dead at the {t} gate." for t in TOWNS)
    )
    when = maker.time("Monday", "2031-05-05")
    names = list(TOWNS)[:towns]
    raids = [maker.event(t, time=when, place=maker.place(t, *TOWNS[t], country="UGA"), mode="firearms") for t in names]
    maker.figure("all of them", total, scope="joint", events=tuple(raids))
    for name, raid in zip(names[:own], raids, strict=False):
        maker.figure(f"{part} dead at the {name}", part, events=(raid,))
    found = list(reconcile([maker.reading], policy))
    assert len(found) == towns
    together = sum_of(found, "killed")
    assert (together.low, together.high) == (total, total)
    assert sum(i.killed.low for i in found if i.killed) <= total


@settings(max_examples=40, deadline=None)
@given(whole=st.integers(2, 60), part=st.integers(1, 60))
def test_a_part_is_inside_its_whole(whole: int, part: int) -> None:
    maker = Maker(f"Shells killed {whole} people in Lira, among them {min(part, whole)} children.")
    event = maker.event("killed")
    all_of = maker.figure(f"{whole} people", whole, events=(event,))
    maker.figure(f"{min(part, whole)} children", min(part, whole), events=(event,), part_of=all_of)
    count = one("ibc", maker.reading).killed
    assert count is not None
    assert (count.low, count.high) == (whole, whole)
