"""Every policy reads words and closes bounds as its published rule says."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.reconcile import reconcile
from dateline.reconcile.intervals import Range
from dateline.reconcile.policies import policies, policy_named
from dateline.record import Qualifier
from reconcile.build import Maker

WORDS = [
    ("acled", "several", 3, 9, Range(3, 3)),
    ("acled", "dozens", 24, 99, Range(12, 12)),
    ("acled", "hundreds", 200, 999, Range(100, 100)),
    ("airwars", "others", 2, None, Range(2, 2)),
    ("ucdp", "dozens", 24, 99, Range(24, 99)),
    ("ibc", "scores", 40, 199, Range(40, 199)),
]


@pytest.mark.parametrize(("name", "word", "low", "high", "expected"), WORDS)
def test_order_words_are_read_in_the_policys_own_way(
    name: str, word: str, low: int, high: int | None, expected: Range
) -> None:
    maker = Maker(f"Shelling killed {word} in Tabit.")
    maker.figure(word, low, high, qualifier="order")
    assert policy_named(name).range_of(maker.reading.casualties[0]) == expected


def test_larger_words_keep_the_bounds_of_the_claim() -> None:
    maker = Maker("Floods displaced hundreds of thousands in Beira.")
    maker.figure("hundreds of thousands", 200_000, 999_999, "displaced", qualifier="order")
    assert policy_named("acled").range_of(maker.reading.casualties[0]) == Range(200_000, 999_999)


CLOSED: list[tuple[str, int, int | None, Qualifier, tuple[int, int, int | None]]] = [
    ("ibc", 12, None, "at_least", (12, 12, 12)),
    ("ucdp", 12, None, "at_least", (12, 12, 12)),
    ("airwars", 12, None, "at_least", (12, 12, 12)),
    ("acled", 12, 15, "between", (12, 12, 12)),
    ("ibc", 12, 15, "between", (12, 12, 15)),
    ("ibc", 0, 15, "at_most", (0, 0, 15)),
]


@pytest.mark.parametrize(("name", "low", "high", "qualifier", "expected"), CLOSED)
def test_open_bounds_are_closed_and_ranges_published(
    name: str, low: int, high: int | None, qualifier: Qualifier, expected: tuple[int, int, int | None]
) -> None:
    maker = Maker("A number of people were killed in Tabit.")
    maker.figure("A number of people", low, high, qualifier=qualifier)
    (incident,) = reconcile([maker.reading], name)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == expected
    assert incident.policy == f"{name}/1"


@pytest.mark.parametrize("label", ["who", "ibc/99", "", "IBC"])
def test_an_unknown_policy_is_a_usage_error(label: str) -> None:
    with pytest.raises(UsageError, match="policy"):
        list(reconcile([], label))


def test_every_policy_names_its_source() -> None:
    assert set(policies()) == {"ibc", "ucdp", "airwars", "acled"}
    assert all(p.source and p.label == f"{n}/{p.version}" for n, p in policies().items())
