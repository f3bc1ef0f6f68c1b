"""Triage leaves out what can hold no claim, says so, and moves no offset of what it keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.pipeline import Reader
from dateline.reading.triage import BLOCK, SHORT, Triage, left_out, triage
from dateline.record import Report

BAKING = "The bakers of the valley entered forty loaves, and the judges praised their crust and their crumb. "
ATTACK = "Gunmen killed 12 people in an attack on a market in Goma on Friday, police said."
WEIGHTS = Triage(-1.0, 0.0, {"killed": 2.0})


def test_a_report_without_a_telling_word_is_left_out_and_says_so() -> None:
    reader = Reader(triage=triage())
    quiet, loud = reader.read_all([Report.of(BAKING * 8), Report.of(ATTACK)])
    assert left_out(quiet)
    assert "before the parse" in quiet.unplaced[0].why
    assert not left_out(loud)
    assert [c.low for c in loud.casualties] == [12]


def test_a_few_sentences_have_too_few_words_to_tell_by_and_are_kept() -> None:
    assert WEIGHTS.kept(BAKING) == BAKING
    assert WEIGHTS.kept(BAKING * 8) is None


def test_what_is_kept_is_read_as_without_triage() -> None:
    found = [r.to_json() | {"fingerprint": None} for r in (Reader(triage=triage()).read(Report.of(ATTACK)),
                                                           Reader().read(Report.of(ATTACK)))]  # fmt: skip
    assert found[0] == found[1]


def test_it_is_part_of_the_fingerprint() -> None:
    report = Report.of(ATTACK)
    assert Reader(triage=triage()).fingerprint(report) != Reader().fingerprint(report)


def test_a_claim_deep_in_a_long_report_is_found_where_it_stands() -> None:
    long = "\n\n".join([BAKING * 8] * 30 + [ATTACK] + [BAKING * 8] * 30)
    reading = Reader(triage=WEIGHTS).read(Report.of(long))
    (figure,) = reading.casualties
    text = reading.report.text
    assert text[figure.quote.start : figure.quote.end] == figure.quote.text
    assert text.index(ATTACK) <= figure.quote.start < text.index(ATTACK) + len(ATTACK)


@given(st.lists(st.sampled_from(["killed", "loaf", "\n", "\n\n", "λόγος", "🜁", "x" * 900]), max_size=60))
def test_what_is_kept_has_the_same_length_and_its_blocks_are_the_whole(words: list[str]) -> None:
    text = " ".join(words)
    kept = WEIGHTS.kept(text)
    assert (kept is None) == ("killed" not in words and len(text) >= SHORT)
    assert kept is None or (len(kept) == len(text) and all(a in (b, " ") for a, b in zip(kept, text, strict=True)))
    assert "".join(text[a:b] for a, b, _ in WEIGHTS.blocks(text)) == text


def test_blocks_end_with_paragraphs() -> None:
    text = "\n".join("a" * 500 for _ in range(20))
    assert all(text[b - 1] == "\n" for _, b, _ in list(WEIGHTS.blocks(text))[:-1])
    assert all(b - a < BLOCK + 502 for a, b, _ in WEIGHTS.blocks(text))
