"""Status and certainty of predicates: one sentence a rule, from many conflicts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.reading.certainty import CertaintyStage, assess, combine
from dateline.reading.certainty.words import CLASSES, words
from dateline.reading.head import HeadStage
from dateline.reading.layers import Assessment, Layers
from dateline.reading.parser import ParseStage, load_model, shadow
from dateline.record import Report


def layers_of(text: str) -> Layers:
    report = Report.of(text)
    layers = Layers(report, load_model()(shadow(report.text)))
    for stage in (HeadStage(), ParseStage(), CertaintyStage()):
        layers = stage(layers)
    return layers


def assessment(text: str, word: str) -> Assessment:
    layers = layers_of(text)
    token = next(t for t in layers.doc if t.lower_ == word)
    return assess(layers, token)


@pytest.mark.parametrize(
    ("text", "word", "status", "certainty"),
    [
        ("The garrison shelled the market.", "shelled", "happened", "stated"),
        ("The garrison did not shell the market.", "shell", "denied", "stated"),
        ("Rebels may have shelled the port of Tadjoura.", "shelled", "happened", "hedged"),
        ("Rebels plan to attack Gao and burn its fuel depot.", "burn", "planned", "stated"),
        ("Gendarmes tried to arrest the union's leader.", "arrest", "hypothetical", "stated"),
        ("Marines have begun leaving the island.", "leaving", "begun", "stated"),
        ("The fighters are reported to have left the shrine and handed over its keys.", "left", "happened", "hedged"),
        ("The fighters are reported to have left the shrine and handed over its keys.", "handed", "happened", "hedged"),
        ("The colonel denied that his men had shot the herders.", "shot", "denied", "disputed"),
        ("He was accused of killing a priest in Oaxaca.", "killing", "happened", "hedged"),
        ("The junta threatened to bomb the bridge.", "bomb", "threatened", "stated"),
        ("Villagers in Kachin were allegedly beaten.", "beaten", "happened", "hedged"),
        ("No one was killed at the ford.", "killed", "denied", "stated"),
        ("The minister ordered the brigade to withdraw.", "withdraw", "demanded", "stated"),
        ("The column withdrew without firing a shot.", "firing", "denied", "stated"),
        ("Chad to withdraw troops from the oasis", "withdraw", "planned", "stated"),
        ("Foreign forces have to leave the valley.", "leave", "demanded", "stated"),
        ("The council is to pay compensation.", "pay", "planned", "stated"),
        ("The ministry said that gunmen had attacked a bus.", "attacked", "happened", "stated"),
        ("The air force is believed to have bombed the camp.", "bombed", "happened", "hedged"),
        ("Conscripts were under orders not to storm the abbey.", "storm", "denied", "stated"),
        ("The faction refused to disarm.", "disarm", "denied", "stated"),
        ("Guards prevented the crowd from entering the square.", "entering", "denied", "stated"),
        ("The patrol was not attacked but withdrew anyway.", "withdrew", "happened", "stated"),
        ("Gunmen not only killed the guard but also burned the mill.", "killed", "happened", "stated"),
        ("Peasants marched to Cusco to end the siege.", "end", "planned", "stated"),
        ("Did the navy sink the trawler?", "sink", "hypothetical", "stated"),
        ("Envoys said the truce would hold unless the militia attacks.", "attacks", "hypothetical", "conditional"),
        ("They will stay until the army pulls out.", "pulls", "hypothetical", "stated"),
    ],
)  # fmt: skip
def test_predicates(text: str, word: str, status: str, certainty: str) -> None:
    found = assessment(text, word)
    assert (found.status, found.certainty) == (status, certainty)


@pytest.mark.parametrize(
    ("text", "word", "status", "certainty"),
    [
        ("The bishop demanded the withdrawal of the legion.", "withdrawal", "demanded", "stated"),
        ("The bishop called for a ceasefire.", "ceasefire", "demanded", "stated"),
        ("Police foiled an attack on the refinery.", "attack", "denied", "stated"),
        ("An alleged massacre was recorded near Bria.", "massacre", "happened", "hedged"),
        ("A planned offensive was described in the letter.", "offensive", "planned", "stated"),
        ("There was no raid on the convent.", "raid", "denied", "stated"),
        ("Troops carried out a raid on the convent.", "raid", "happened", "stated"),
    ],
)  # fmt: skip
def test_event_nouns(text: str, word: str, status: str, certainty: str) -> None:
    found = assessment(text, word)
    assert (found.status, found.certainty) == (status, certainty)


def test_condition_makes_the_main_clause_conditional() -> None:
    text = "If the general's count is right, 90 insurgents were killed."
    found = assessment(text, "killed")
    assert (found.status, found.certainty) == ("happened", "conditional")
    assert found.cue is not None
    assert found.cue.text == "If"
    assert assessment("If the talks fail, the army will attack the town.", "attack").status == "hypothetical"


def test_denial_in_the_next_sentence_disputes() -> None:
    text = "Soldiers shot three miners at the gate. The army denied it."
    assert assessment(text, "shot") == Assessment("happened", "disputed", None)
    kept = assessment("Soldiers shot three miners at the gate. The army denied the owner a permit.", "shot")
    assert kept.certainty == "stated"


def test_cue_is_a_span_of_the_text() -> None:
    layers = layers_of("The “rebels” reportedly took Kidal. They didn’t hold it.")
    cues = [a.cue for a in layers.assessments.values() if a.cue is not None]
    assert cues
    assert all(layers.text[c.start : c.end] == c.text for c in cues)


def test_two_negations_cancel() -> None:
    denied = Assessment("denied")
    assert combine(denied, denied).status == "happened"
    assert combine(Assessment("begun"), Assessment("planned")).status == "planned"


def test_vocabulary_is_whole() -> None:
    known = words()
    assert set(known.verbs.values()) <= set(CLASSES)
    statuses = {"planned", "threatened", "demanded", "hypothetical", "hedged"}
    assert set(known.modals.values()) | set(known.adjectives.values()) <= statuses


def test_a_missing_block_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.reading.certainty.words.read_toml", lambda _: {})
    with pytest.raises(KnowledgeError, match=r"certainty\.toml.*adverbs"):
        words.__wrapped__()


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="if not the army will deny that killing .,?\n\"'", max_size=120))
def test_any_text_is_assessed(text: str) -> None:
    layers = layers_of("X. " + text)
    assert all(0 <= i < len(layers.doc) for i in layers.assessments)
