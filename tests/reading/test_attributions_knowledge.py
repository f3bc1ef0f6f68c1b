"""The cue lists load, and a bad line is reported where it stands."""

from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.reading.attributions import cues
from dateline.reading.attributions.kinds import kind_of, kinds, media_name


def test_lists_load() -> None:
    assert cues.verbs()["say"].has("that")
    assert cues.nouns()["claim"].has("that")
    assert cues.verbs()["suggest"].frames["that"] == "asserts"  # the first row of a lemma wins
    assert kinds().heads["witness"] == "witness"
    assert media_name("AFP") == "news_agency"
    assert media_name("the BBC") == "media"
    assert media_name("Oxfam") is None


@pytest.mark.parametrize("row", ["say\tasserts\tthat,sung", "say\tclaims\tthat"])
def test_bad_line_names_file_and_line(monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    monkeypatch.setattr("dateline.knowledge.loader.read_text", lambda name: "lemma\tstance\tframes\n" + row)
    with pytest.raises(KnowledgeError, match=r"attribution_verbs\.tsv:2: no such"):
        cues.verbs.__wrapped__()


@pytest.mark.parametrize(
    ("head", "before", "after", "kind"),
    [
        ("spokesman", ["army"], [], "military"),
        ("spokesman", [], ["rebel"], "armed_group"),
        ("spokeswoman", [], [], "official"),
        ("official", ["hospital"], [], "medical"),
        ("official", ["senior"], [], "official"),
        ("source", ["security"], [], "unnamed"),
        ("source", ["police"], [], "police"),
        ("resident", [], [], "witness"),
        ("survivor", [], [], "victim"),
        ("report", [], [], "document"),
        ("ministry", ["health"], [], "official"),
        ("wombat", [], [], "unknown"),
    ],
)
def test_kind_by_words(head: str, before: list[str], after: list[str], kind: str) -> None:
    assert kind_of(head, before, after, None, None) == kind
