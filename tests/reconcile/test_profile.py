"""What matching looks at: names, days without a year, words, keys; written down and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.blocking import crowd_of, keys
from dateline.reconcile.claims import Book
from dateline.reconcile.features import findings
from dateline.reconcile.grouping import accounts_of
from dateline.reconcile.naming import month_days, rare_names
from dateline.reconcile.pairs import pairs
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.rarity import likeness, word_codes
from dateline.reconcile.weights import compare, explain
from reconcile.build import Maker

TOWNS = {"Taiz": (13.58, 44.02), "Mocha": (13.32, 43.25), "Kherson": (46.64, 32.62)}


def profile(town: str = "Taiz", day: str | None = "2031-05-05", dead: int = 7, publisher: str = "One") -> Profile:
    maker = Maker(
        f"Shells killed {dead} people in {town} near the Qasimiya mill on that day, {publisher} said.", day, publisher
    )
    where = maker.place(town, *TOWNS[town], country="UKR" if town == "Kherson" else "YEM")
    when = maker.time("that day", day) if day else None
    event = maker.event("killed", mode="heavy-weapons", time=when, place=where)
    maker.figure(f"{dead} people", dead, events=(event,), time=when, place=where)
    (found,) = profiles_of(accounts_of(Book(maker.reading)))
    return found


@pytest.mark.parametrize("made", [profile(), profile(day=None), profile("Kherson", dead=0)])
def test_a_profile_is_read_back_as_it_was_written(made: Profile) -> None:
    assert Profile.load(made.dump()) == made
    assert Profile.load(made.dump()).dump() == made.dump()


def test_spellings_of_a_rare_name_share_a_key() -> None:
    one = rare_names("Guards of the prison in Ghuwayran fled, and near Gweiran a truck burned.")
    assert len(one) == 1
    assert rare_names("Police said a man was shot on Monday in the city") == frozenset()


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("18 August", {818}),
        ("the evening of Aug. 18", {818}),
        ("the 3rd of May", {503}),
        ("last May", set()),
        ("May 45", set()),
    ],
)
def test_days_of_a_month_without_a_year(phrase: str, days: set[int]) -> None:
    assert month_days([phrase]) == days


@given(st.sets(st.text("abcdefgh", min_size=4, max_size=8)), st.sets(st.text("abcdefgh", min_size=4, max_size=8)))
def test_likeness_is_even_handed_and_between_nothing_and_one(a: set[str], b: set[str]) -> None:
    one, other = word_codes(a), word_codes(b)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


def test_the_order_of_a_pair_does_not_matter_and_every_reason_is_in_words() -> None:
    made = [profile(), profile(publisher="Two"), profile("Mocha"), profile(dead=9, day=None), profile("Kherson")]
    for a in made:
        for b in made:
            assert compare(a, b) == compare(b, a)
            assert all(f.reason for f in findings(a, b))
    assert compare(profile(), profile(publisher="Two")) > compare(profile(), profile("Mocha"))
    assert any("the same day" in reason for reason in explain(profile(), profile(publisher="Two")))


def test_what_may_be_one_shares_a_key_and_a_crowd_is_passed_over() -> None:
    near = [profile(), profile(publisher="Two"), profile("Kherson", "2029-01-01")]
    assert list(pairs(near, [keys(p) for p in near])) == [(0, 1)]
    many = [profile(publisher=f"Paper {n}") for n in range(3)]
    same = [[8, 9]] * 3
    assert len(list(pairs(many, same))) == 3
    assert crowd_of(9) < crowd_of(8)
    crowd = [profile(publisher=f"Paper {n}") for n in range(crowd_of(9) + 1)]
    assert list(pairs(crowd, [[9]] * len(crowd))) == []
