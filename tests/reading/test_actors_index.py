"""The actor behind a token: noun phrases, relative pronouns, quantities, conjuncts, doers of deeds."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from dateline.reading.actors import ActorStage
from dateline.reading.actors.index import ActorIndex
from dateline.reading.head import HeadStage
from dateline.reading.layers import Layers
from dateline.reading.parser import ParseStage, load_model, parse
from dateline.record import Report


def layered(text: str) -> tuple[Layers, ActorIndex]:
    report = Report.of(text)
    doc, _ = next(iter(parse([(report.text, None)], load_model())))
    layers = Layers(report, doc)
    for stage in (HeadStage(), ParseStage(), ActorStage()):
        layers = stage(layers)
    return layers, ActorIndex(layers)


def word(layers: Layers, text: str) -> Token:
    return next(t for t in layers.doc if t.text == text)


@pytest.mark.parametrize(
    ("text", "token", "name"),
    [
        ("Rebels who held the bridge fled.", "who", "Rebels"),
        ("Thousands of miners marched.", "Thousands", "miners"),
        ("Sudanese troops fired.", "troops", "Sudanese troops"),
        ("The mayor, Rosa Diaz, resigned.", "Diaz", "Rosa Diaz"),
    ],
)
def test_for_np(text: str, token: str, name: str) -> None:
    layers, index = layered(text)
    actor = index.get(index.for_np(word(layers, token)))
    assert actor is not None
    assert actor.name == name


def test_conjuncts_are_all_found_once() -> None:
    layers, index = layered("The army and the police arrested Anna Kovacs and two students.")
    names = [index.get(i).name for i in index.all_for_np(word(layers, "army"))]  # type: ignore[union-attr]
    assert names == ["army", "police"]
    assert len(index.all_for_np(word(layers, "Kovacs"))) == 2


def test_shared_noun() -> None:
    layers, index = layered("Kenyan and Ugandan troops crossed the border.")
    countries = [index.get(i).country for i in index.all_for_np(word(layers, "troops"))]  # type: ignore[union-attr]
    assert countries == ["KEN", "UGA"]


def test_doers() -> None:
    layers, index = layered("A Rwandan airstrike killed two men.")
    assert [index.get(i).country for i in index.doers_of(word(layers, "airstrike"))] == ["RWA"]  # type: ignore[union-attr]


def test_nobody() -> None:
    layers, index = layered("The bridge collapsed.")
    assert index.for_np(word(layers, "bridge")) is None
    assert index.for_token(word(layers, "collapsed")) is None
    assert index.get(None) is None
    assert index.all_for_np(word(layers, "bridge")) == []
