"""Every policy reads words and closes bounds as its published rule says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError, UsageError
from dateline.reconcile import reconcile
from dateline.reconcile.intervals import Range
from dateline.reconcile.policies import policies, policy_named
from dateline.record import Qualifier
from reconcile.build import Maker
from reconcile.told import killed, told

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


DOCS = Path(__file__).resolve().parents[2] / "docs/reference/policies.md"
(EXAMPLE,) = re.findall(r"^```toml\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.M | re.S)


def test_the_policy_file_of_the_documentation_counts(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    readings = (
        told(20),
        told(26, by=1, source="a hospital", kind="medical"),
        told(90, by=2, source="rebels", kind="armed_group"),
    )
    (incident,) = reconcile(readings, str(file))
    assert incident.policy == "house/1"
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == (20, 26, 26)
    words = told(24, 99, word="dozens of", qualifier="order")
    assert killed(str(file), words)[::2] == (24, 60)


WRONG = [
    ("", "holds one table"),
    ("[a]\nversion='1'\nsource='x'\n[b]\nversion='1'\nsource='y'", "holds one table"),
    ("[house", "house.toml"),
    ("[house]\nversion='1'", "needs a version and a source"),
    ("[house]\nversion='1'\nsource='x'\nclosing='never'", "closing = 'never'"),
    ("[house]\nversion='1'\nsource='x'\nbest=['loudest']", "best ="),
    ("[house]\nversion='1'\nsource='x'\nunreliable=['rumour']", "'rumour' is no kind of source"),
    ("[house]\nversion='1'\nsource='x'\ncolour='red'", "colour means nothing"),
    ("[house]\nversion='1'\nsource='x'\n[house.words]\ndozens=[9,3]", "dozens"),
    ("[Our House]\nversion='1'", "house.toml"),
]


@pytest.mark.parametrize(("text", "why"), WRONG)
def test_a_policy_file_with_a_fault_is_refused_by_name(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=re.escape(why)) as caught:
        policy_named(str(file))
    assert "house.toml" in str(caught.value)


def test_a_policy_file_takes_no_name_of_ours_and_must_be_there(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    with pytest.raises(UsageError, match="mine"):
        policy_named(str(file))
    file.write_text("[ibc]\nversion='9'\nsource='x'", encoding="utf-8")
    with pytest.raises(UsageError, match="dateline's own"):
        policy_named(str(file))
