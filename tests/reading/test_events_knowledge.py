"""The dictionary of events: whole, and a bad line is named."""

from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.reading.events import words
from dateline.reading.events.words import ACLED, EVENTS, lexicon


def test_every_type_has_verbs() -> None:
    found = {e.type for rows in lexicon().verbs.values() for e in rows}
    assert found >= words.TYPES


def test_acled_names_are_the_codebooks() -> None:
    names = set(lexicon().acled.values())
    assert {
        "Armed clash",
        "Air/drone strike",
        "Remote explosive/landmine/IED",
        "Non-violent transfer of territory",
    } <= names
    assert len(names) == 25


def test_modes_belong_to_types() -> None:
    modes = {t: set(m) for t, m in read_toml(EVENTS)["plover"].items() if t != "source"}
    assert set(modes) == words.TYPES


@pytest.mark.parametrize("block", ["plover", "classes", "light", "harm", "families"])
def test_blocks_name_their_source(block: str) -> None:
    assert read_toml(EVENTS)[block]["source"]
    assert read_toml(ACLED)["types"]["source"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"type": "FIGHT"}, "unknown PLOVER type 'FIGHT'"),
        ({"mode": "bread"}, "'bread' is no mode of ASSAULT"),
        ({"acled": "war"}, "unknown ACLED key 'war'"),
        ({"frame": "objekt"}, "unknown condition 'objekt'"),
        ({"frame": "obj=nobody"}, "unknown class 'nobody'"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(monkeypatch: pytest.MonkeyPatch, cells: dict[str, str], message: str) -> None:
    row = {
        "lemmas": "smite",
        "frame": "-",
        "type": "ASSAULT",
        "mode": "-",
        "acled": "-",
        "roles": "-",
        "when": "-",
    } | cells
    monkeypatch.setattr(words, "read_tsv", lambda *_: iter([(7, row)]))
    with pytest.raises(KnowledgeError, match=message) as caught:
        lexicon.__wrapped__()
    assert caught.value.line == 7
