"""The parse as plain lists says what spaCy's own objects say."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dateline.reading.layers import Layers
from dateline.reading.parser import load_model, shadow
from dateline.reading.syntax import Syntax
from dateline.record import Report

TEXTS = [
    "Rebels who had fled Goma on Monday shelled the town’s market, killing “at least 12” traders, two medics said.",
    "LA PAZ — The mayor of Kherson, Ihor Kolykhaiev, and his aide were freed.\n\nNobody\tclaimed   the raid.\n",
    "*Update:* 3 soldiers hurt; a cease-fire was agreed in Doha, Qatar.",
    "Boom",
]


@pytest.fixture(scope="module", params=TEXTS)
def doc(request: pytest.FixtureRequest) -> Doc:
    """A parsed text."""
    return load_model()(shadow(request.param))


def test_columns(doc: Doc) -> None:
    s = Syntax(doc)
    assert s.shadow == doc.text
    assert [(t.text, t.lower_, t.lemma_, t.dep_, t.tag_, t.pos_, t.ent_type_, t.idx, t.head.i) for t in doc] == list(
        zip(s.text, s.lower, s.parsed, s.dep, s.tag, s.pos, s.ent, s.start, s.head, strict=True)
    )
    assert [[c.i for c in t.children] for t in doc] == s.children
    assert [(e.start, e.end, e.label_) for e in doc.ents] == s.ents


def test_every_stretch_has_the_root_the_words_and_the_tokens_that_spacy_gives(doc: Doc) -> None:
    s, layers = Syntax(doc), Layers(Report.of(doc.text), doc)
    for first in range(len(doc)):
        for last in range(first + 1, len(doc) + 1):
            span = doc[first:last]
            assert s.root(first, last) == span.root.i
            assert s.words(first, last) == span.text
            if span.text.strip():
                assert layers.stretch(first, last) == layers.span(span)
            assert layers.indices(span.start_char, span.end_char) == (first, last)


def test_a_document_without_tokens() -> None:
    s = Syntax(load_model()(""))
    assert (s.shadow, s.text, s.head, s.children, s.ents, s.words(0, 0), s.at(3)) == ("", [], [], [], [], "", 0)
