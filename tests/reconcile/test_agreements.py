"""Agreements across reports: one agreement, its conduct, who says so, and how far it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.reading.agreements import read_agreement
from dateline.reconcile.agreements import Deed, Pact, agreements_of
from dateline.reconcile.anchors import anchored
from dateline.reconcile.decisions import Decision, Decisions
from dateline.record import Reading

GOLD = Path(__file__).resolve().parents[1] / "gold" / "agreement-texts"
Read = Callable[..., Reading]
SIGNED = "Yemen's government and the Houthis signed a ceasefire in Taiz on 3 May 2031."


@pytest.fixture(scope="module")
def followed(read: Read) -> list[Reading]:
    """The Juba agreement and six later reports."""
    own = read_agreement((GOLD / "juba-2031.txt").read_text(encoding="utf-8"))
    reports = sorted((GOLD / "juba-reports").glob("*.txt"))
    return [own, *(read(p.read_text(encoding="utf-8")) for p in reports)]


def accepted(deed: str) -> Decisions:
    return Decisions((Decision(1, deed, "Ama", "2031-04-02T00:00:00Z", "accept", "conduct", ()),))


def deeds(pacts: list[Pact]) -> dict[tuple[str | None, str, str | None], Deed]:
    return {(c.article, d.bearing, d.start): d for p in pacts for c in p.terms for d in c.conduct}


EXPECTED = [
    ("1(1)", "breaches", "2031-03-18", "corroborated", 2),
    ("1(1)", "breaches", "2031-03-26", "confirmed_by_monitor", 2),
    ("2(1)", "begins", "2031-03-23", "alleged", 1),
    ("3", "begins", "2031-04-01", "confirmed_by_monitor", 1),
]


def test_conduct_of_six_reports_stands_under_the_clauses_of_the_text(followed: list[Reading]) -> None:
    found = list(agreements_of(followed))
    assert len([p for p in found if p.terms]) == 1
    told = [(a, b, s, d.verdict, len(d.tellings)) for (a, b, s), d in deeds(found).items()]
    assert sorted(told) == sorted(EXPECTED)


def test_the_order_of_the_reports_changes_nothing(followed: list[Reading]) -> None:
    assert list(agreements_of(followed)) == list(agreements_of(followed[::-1]))


def test_every_word_is_where_it_is_said_to_be(followed: list[Reading]) -> None:
    texts = {r.report.id: r.report.text for r in followed}
    words = [c.words for p in agreements_of(followed) for c in p.terms]
    words += [t.words for p in agreements_of(followed) for c in p.terms for d in c.conduct for t in d.tellings]
    assert words
    assert all(texts[w.report][w.start : w.end] == w.quote for w in words)


def test_only_a_person_confirms(followed: list[Reading]) -> None:
    found = list(agreements_of(followed))
    assert {d.review for d in deeds(found).values()} == {"machine"}
    chosen = deeds(found)["1(1)", "breaches", "2031-03-18"].id
    judged = deeds(list(agreements_of(followed, accepted(chosen))))
    assert judged["1(1)", "breaches", "2031-03-18"].review == "confirmed"


def test_a_ceasefire_of_three_reports_is_one(read: Read) -> None:
    again = "The ceasefire between Yemen's government and the Houthis, signed on 3 May 2031, held on Sunday."
    other = "Sudan's army and the Rapid Support Forces signed a ceasefire in Jeddah on 4 May 2031."
    found = list(agreements_of([read(SIGNED), read(again), read(other)]))
    assert sorted(len(p.claims) for p in found) == [1, 2]


LATER = [
    ("The Houthis shelled Taiz on 9 May 2031, residents said.", "alleged"),
    ("The Houthis shelled Taiz on 9 May 2031, United Nations monitors said.", "confirmed_by_monitor"),
    ("The Houthis shelled Taiz, residents said.", "cannot_tell"),
    ("The Houthis shelled Taiz on 1 May 2031, residents said.", None),
    ("Boko Haram attacked a village on 9 May 2031, residents said.", None),
    ("The Houthis denied that they had shelled Taiz on 9 May 2031.", None),
]


@pytest.mark.parametrize(("report", "verdict"), LATER)
def test_verdicts(read: Read, report: str, verdict: str | None) -> None:
    found = [d.verdict for p in agreements_of([read(SIGNED), read(report)]) for c in p.terms for d in c.conduct]
    assert found == ([verdict] if verdict else [])


def test_two_outlets_that_quote_one_spokesman_are_one_origin(read: Read) -> None:
    one = "The Houthis shelled Taiz on 9 May 2031, the army said."
    two = "Shells fell for an hour. The Houthis shelled Taiz on 9 May 2031, according to the army."
    (deed,) = [d for p in agreements_of([read(SIGNED), read(one), read(two)]) for c in p.terms for d in c.conduct]
    assert (len(deed.tellings), deed.origins, deed.verdict) == (2, 1, "alleged")


def test_nothing_gives_nothing() -> None:
    assert list(agreements_of([])) == []


ENDS = [
    ("Yemen's government and the Houthis signed a seven-day ceasefire in Taiz on 3 May 2031.", "2031-05-10"),
    ("Yemen's government and the Houthis signed a 72-hour truce in Taiz on 3 May 2031.", "2031-05-06"),
    ("Yemen's government and the Houthis signed a ceasefire for two weeks in Taiz on 3 May 2031.", "2031-05-17"),
    (
        "Yemen's government and the Houthis signed a truce in Taiz on 3 May 2031 that holds until 20 May 2031.",
        "2031-05-20",
    ),
    ("Yemen's government and the Houthis signed a ceasefire in Taiz on 3 May 2031 after ten days of fighting.", None),
    (SIGNED, None),
]


@pytest.mark.parametrize(("report", "end"), ENDS)
def test_an_end_that_is_told_is_the_last_day(read: Read, report: str, end: str | None) -> None:
    (pact,) = agreements_of([read(report, published="2031-05-04")])
    assert (pact.start, pact.end) == ("2031-05-03", end)


@pytest.mark.parametrize(("day", "verdict"), [(9, "alleged"), (12, "outside_scope")])
def test_the_end_closes_the_window(read: Read, day: int, verdict: str) -> None:
    made = read(ENDS[0][0], published="2031-05-04")
    later = read(f"The Houthis shelled Taiz on {day} May 2031, residents said.", published="2031-05-13")
    (deed,) = [d for p in agreements_of([made, later]) for c in p.terms for d in c.conduct]
    assert deed.verdict == verdict
    assert ("after 2031-05-10, the last day" in deed.why) == (verdict == "outside_scope")


def test_an_agreement_that_was_prolonged_has_no_last_day(read: Read) -> None:
    renewed = "Yemen's government and the Houthis renewed their ceasefire, signed on 3 May 2031, on Monday."
    found = agreements_of([read(ENDS[0][0], published="2031-05-04"), read(renewed, published="2031-05-13")])
    assert [p.end for p in found if len(p.claims) == 2] == [None]


def test_agreements_are_merged_and_kept_apart_by_people_and_keep_their_ids(read: Read) -> None:
    one, other = (
        read(SIGNED, published="2031-05-04"),
        read("Sudan's army and the Rapid Support Forces signed a truce on 9 June 2031."),
    )
    apart = list(agreements_of([one, other]))
    assert len(apart) == 2
    claims = [anchored(p.claims, {r.report.id: r for r in (one, other)}) for p in apart]
    merge = Decision(1, apart[0].id, "Ama", "2031-07-01T00:00:00Z", "merge", "agreement", claims[0], claims[1])
    (joined,) = agreements_of([one, other], Decisions((merge,)))
    assert joined.id == apart[0].id
    again = read(
        "The ceasefire between Yemen's government and the Houthis, signed on 3 May 2031, held.", published="2031-05-09"
    )
    mine = anchored([f"{one.report.id}#g1"], {one.report.id: one})
    theirs = anchored([f"{again.report.id}#g1"], {again.report.id: again})
    forbid = Decision(2, apart[0].id, "Ama", "2031-07-01T00:00:00Z", "forbid", "agreement", mine, theirs)
    assert [len(p.claims) for p in agreements_of([one, again])] == [2]
    assert sorted(len(p.claims) for p in agreements_of([one, again], Decisions((forbid,)))) == [1, 1]


def test_conduct_keeps_its_id_and_decision_when_a_report_joins(read: Read) -> None:
    signed = read(SIGNED, published="2031-05-04")
    first = read("The Houthis shelled Taiz on 9 May 2031, residents said.", published="2031-05-10")
    second = read("The Houthis shelled Taiz on 9 May 2031, a hospital said. Two houses burned.", published="2031-05-11")
    (before,) = [d for p in agreements_of([signed, first]) for c in p.terms for d in c.conduct]
    (clause,) = [c for p in agreements_of([signed, first]) for c in p.terms]
    known = {r.report.id: r for r in (signed, first)}
    claims = anchored([t.claim for t in before.tellings], known)
    yes = Decision(
        1, "k:of-old", "Ama", "2031-05-12T00:00:00Z", "accept", "conduct", claims, anchored(clause.claims, known)
    )
    (after,) = [
        d for p in agreements_of([signed, first, second], Decisions((yes,))) for c in p.terms for d in c.conduct
    ]
    assert (after.id, len(after.tellings)) == (before.id, 2)
    assert (before.review, after.review) == ("machine", "confirmed")
