"""The pipeline: its order is checked, its stages are pure, its output keeps the one invariant."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.errors import PipelineError, SetupError
from dateline.reading.head import HeadStage
from dateline.reading.parser import ParseStage, load_model, shadow
from dateline.reading.pipeline import Reader, default_stages
from dateline.reading.times import TimeStage
from dateline.record import Reading, Report

WORDS = [
    "Police", "rebels", "killed", "wounded", "12", "dozens of", "people", "in", "Najaf", "on Friday", "said", "“", "”",
    "the army", "a ceasefire", "Mr. Hassan", "told", "AFP", ".", ",", "\n\n", "مدينة", "🙂", "e\u0301", "at least", "no one",
    "was", "were", "and", "—", "(", ")", "'", "KABUL", "withdraw", "must", "2004", "yesterday", "the", "of", "Gaza",
    "under the truce", "the peace plan", "have to", "hand in their weapons", "offered", "an amnesty", "provided that", "they",
    "kept", "rifles", "if", "denied", "tried to", "12 km north of", "between", "5 and 7 May", "the death toll", "a", "told", ";",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_every_span_quotes_the_text_and_every_id_resolves(words: list[str]) -> None:
    check(dateline.read(" ".join(words), published="2024-05-17"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    check(dateline.read(text))


def check(reading: Reading) -> None:
    """Spans quote the text; figures and dates are in order; ids are unique and resolve."""
    text = reading.report.text
    for span in reading.spans():
        assert text[span.start : span.end] == span.text != ""
    for figure in reading.casualties:
        assert figure.low >= 0
        assert figure.high is None or figure.high >= figure.low
        assert figure.evidence.covers(figure.quote)
    for time in reading.times:
        assert None in (time.start, time.end) or str(time.start) <= str(time.end)
    ids = {name: [x.id for x in getattr(reading, name)] for name in ("actors", "places", "times", "sources", "events")}
    assert all(len(v) == len(set(v)) for v in ids.values())
    for event in reading.events:
        assert {*event.actors, *event.recipients} <= set(ids["actors"])
        assert event.place is None or event.place in ids["places"]
        assert event.time is None or event.time in ids["times"]
    for said in reading.attributions:
        assert set(said.chain) <= set(ids["sources"])


@given(st.text(max_size=300))
def test_the_parser_sees_a_text_of_the_same_length(text: str) -> None:
    assert len(shadow(text)) == len(text)


def test_a_stage_without_its_layer_is_named_before_any_text_is_read() -> None:
    with pytest.raises(PipelineError, match=r"'times' requires sentences"):
        Reader(stages=[HeadStage(), TimeStage(), ParseStage()])


def test_stages_can_be_sent_to_another_process() -> None:
    stages = default_stages()
    assert [s.name for s in pickle.loads(pickle.dumps(stages))] == [s.name for s in stages]


def test_the_fingerprint_changes_with_text_day_and_model() -> None:
    reader, report = Reader(), Report.of("One.")
    same = reader.fingerprint(report)
    assert same == Reader().fingerprint(Report.of("One."))
    assert same != reader.fingerprint(Report.of("Two."))
    assert same != reader.fingerprint(Report.of("One.", published="2024-01-01"))
    assert same != Reader(model="other").fingerprint(report)


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(SetupError, match=r"no_such_model.*install"):
        load_model("no_such_model")


def test_several_processes_read_the_same_in_the_same_order() -> None:
    texts = [f"Gunmen killed {n} farmers near Bunia on Tuesday." for n in range(2, 9)]
    one = list(dateline.read_many(texts))
    two = list(dateline.read_many(iter(texts), workers=2, batch_size=2))
    assert one == two
    assert [r.report.text for r in one] == texts


def test_spacy_users_get_the_reading_of_their_own_doc() -> None:
    nlp = load_model()
    with nlp.select_pipes(enable=nlp.pipe_names):
        nlp.add_pipe("dateline", last=True)
        try:
            reading = nlp("Rebels killed three soldiers in Goma.")._.dateline
        finally:
            nlp.remove_pipe("dateline")
    assert isinstance(reading, Reading)
    assert [(c.harm, c.low) for c in reading.casualties] == [("killed", 3)]


def test_paragraphs_end_sentences(read: Callable[..., Reading]) -> None:
    reading = read("Soldiers shot dead two men in Osh\n\nProtesters gathered in Bishkek the next day.")
    assert all("\n" not in e.evidence.text for e in reading.events)
