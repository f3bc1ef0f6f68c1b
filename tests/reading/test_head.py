"""Head matter: what the first and last lines of a report say, and which paragraphs are its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading.head import HeadStage
from dateline.reading.layers import Layers
from dateline.record import Report
from dateline.text import paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

BODY = "Mortar fire killed four people near the customs post on Tuesday, the governor said."
MORE = "Families left for the hills with what they could carry, and the road is closed."


def head(text: str, published: str | None = None, title: str | None = None) -> Layers:
    layers = Layers(Report.of(text, published=published, title=title), cast("Doc", None))
    return HeadStage()(layers)


def kinds(text: str) -> list[str]:
    return [z.kind for z in head(text).zones]


def test_title_by_line_date_and_dateline() -> None:
    text = f"Shells hit border town\n\nBy Jane Doe and Omar al-Rashid\n\n28 August 2029\n\nGAO, Mali (Sahel News) — {BODY}\n\n{MORE}"
    report = head(text).report
    assert kinds(text) == ["title", "byline", "date", "body", "body"]
    assert report.title == "Shells hit border town"
    assert report.authors == ("Jane Doe", "Omar al-Rashid")
    assert report.published == "2029-08-28"
    assert report.dateline == "GAO, Mali"
    assert report.publisher == "Sahel News"


def test_author_and_date_on_one_line() -> None:
    text = f"Thousands march **for the prisoners**\n\nJane Doe 28 August 2029\n\n{BODY}\n\n{MORE}"
    report = head(text).report
    assert kinds(text)[:3] == ["title", "byline", "body"]
    assert (report.title, report.authors, report.published) == (
        "Thousands march for the prisoners", ("Jane Doe",), "2029-08-28",
    )  # fmt: skip


DATELINES = [
    ("LIMA, 3 Jan 90 (EFE) -- [Text] " + BODY, "LIMA", "1990-01-03", "EFE"),
    ("SAN JUAN (PUERTO RICO), 12 MAY 89 (RADIO RELOJ) -- [TEXT] " + BODY.upper(), "SAN JUAN (PUERTO RICO)", "1989-05-12",
     "RADIO RELOJ"),
    ("KABUL, Afghanistan (Oct. 3, 2010) – " + BODY, "KABUL, Afghanistan", "2010-10-03", None),
    ("KHARKIV, Ukraine — " + BODY, "KHARKIV, Ukraine", None, None),
    ("JUBA (Reuters) - " + BODY, "JUBA", None, "Reuters"),
    ("Goma, Aug. 28 (Reuters) - " + BODY, "Goma", None, "Reuters"),
    ("Aleppo, SANA- " + BODY, "Aleppo", None, "SANA"),
    ("PORT-AU-PRINCE, Haiti (AFP) — " + BODY, "PORT-AU-PRINCE, Haiti", None, "AFP"),
    ("PESHAWAR: " + BODY, "PESHAWAR", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "day", "agency"), DATELINES, ids=[r[0][:20] for r in DATELINES])
def test_a_dateline_stays_in_the_body(text: str, place: str, day: str | None, agency: str | None) -> None:
    report = head(f"{text}\n\n{MORE}").report
    assert kinds(f"{text}\n\n{MORE}") == ["body", "body"]
    assert (report.dateline, report.published, report.publisher) == (place, day, agency)


def test_a_military_release() -> None:
    text = (
        "Joint Force Detains Two Near Border\nRegional Joint Command - Northland\n2031-12-S-127\nFor Immediate Release\n"
        f"Download PDF\n\nPORT HAVEN, Northland (Dec. 9) – {BODY}\n\n{MORE}"
    )
    report = head(text).report
    assert kinds(text) == ["title", "publisher", "boilerplate", "boilerplate", "boilerplate", "body", "body"]
    assert (report.publisher, report.published, report.dateline) == (
        "Regional Joint Command", "2031-12-09", "PORT HAVEN, Northland",
    )  # fmt: skip


NO_TITLE = [
    BODY,
    f"{BODY}\n\n{MORE}",
    f"{BODY}\n{MORE}",
    "Gunmen attacked a convoy in the north of the country and took eleven drivers with\nthem, police said. " + MORE,
]


@pytest.mark.parametrize("text", NO_TITLE)
def test_a_text_that_begins_with_a_sentence_has_no_title(text: str) -> None:
    assert head(text).report.title is None
    assert set(kinds(text)) == {"body"}


TAILS = [
    "Follow us on every network.",
    "https://news.example.org/2031/03/14/border",
    "desk@news.example.org",
    "© 2031 Sahel News. All rights reserved.",
    "To contact the newsroom, write to the address below.",
    "-- With reporting by our staff in Gao.",
    "Editor's note: this report was updated with a statement of the governor.",
    "For more information, call the press office.",
]


@pytest.mark.parametrize("tail", TAILS)
def test_boilerplate_at_the_end_is_no_content(tail: str) -> None:
    assert kinds(f"{BODY}\n\n{MORE}\n\n{tail}") == ["body", "body", "boilerplate"]


@pytest.mark.parametrize("text", ["1917", "[NAVARRO] The pilots had no orders. [applause]"])
def test_headings_and_speakers_are_content(text: str) -> None:
    assert kinds(f"{BODY}\n\n{MORE}\n\n{text}")[-1] == "body"


def test_a_label_in_the_middle_is_no_content() -> None:
    assert kinds(f"{BODY}\n\nAdvertisement\n\n{MORE}") == ["body", "boilerplate", "body"]


def test_reporting_by_is_a_by_line() -> None:
    layers = head(f"{BODY}\n\n{MORE}\n\nReporting by Jane Doe")
    assert [z.kind for z in layers.zones] == ["body", "body", "byline"]
    assert layers.report.authors == ("Jane Doe",)


def test_body_paragraphs_that_look_like_furniture_stay_when_text_follows() -> None:
    text = f"{BODY}\n\nContact: none of the two commanders answered.\n\n{MORE}"
    assert kinds(text) == ["body", "body", "body"]


def test_what_the_caller_gives_is_kept() -> None:
    text = f"Shells hit border town\n\n28 August 2029\n\n{BODY}\n\n{MORE}"
    report = head(text, published="2030-01-01", title="Given").report
    assert (report.published, report.title) == ("2030-01-01", "Given")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "For Immediate Release", "By Jane Doe", "3 May 2029", "KABUL (May 3)", "GAO — ", "(AFP) -- ", BODY, "Title here", "",
    "www.example.org", "12", "—", "( ", "2010-10-CA-045", "**", "[note]", "A, B, C, D (E) (F) - g",
]), max_size=12).map("\n\n".join))  # fmt: skip
def test_zones_are_the_paragraphs(text: str) -> None:
    layers = head(text)
    assert [(z.start, z.end) for z in layers.zones] == list(paragraphs(layers.text))
    assert layers.report.text == Report.of(text).text


def test_a_long_line_of_brackets_and_dashes_is_read_at_once() -> None:
    layers = head("(" * 50_000 + " - " * 50_000 + ")" * 50_000)
    assert len(layers.zones) == 1
