"""The record's JSON: its schema, and the way there and back."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from dateline.record import Reading, Report
from dateline.schema import reading_schema

TEXT = """Shells hit a market in Kutum

By Amna Tahir
9 June 2024

KUTUM, Sudan — Shelling killed at least 12 people and wounded dozens in a market on Saturday, a doctor told Meridian Wire.

"We have no more blood," said the doctor, Musa Adam. The army denied that it had fired.
"""


def test_what_is_written_fits_the_schema_and_comes_back(read: Callable[..., Reading]) -> None:
    reading = read(TEXT, published="2024-06-09", publisher="Meridian Wire")
    data = json.loads(json.dumps(reading.to_json()))
    jsonschema.validate(data, reading_schema())
    assert Reading.from_json(data) == reading


def test_no_key_is_ever_left_out(read: Callable[..., Reading]) -> None:
    data = read("").to_json()
    assert data["events"] == data["casualties"] == data["agreements"] == []
    assert data["report"]["title"] is None
    jsonschema.validate(data, reading_schema())


def test_the_schema_refuses_another_word() -> None:
    data = Reading(Report.of("x")).to_json()
    data["schema"] = "dateline/2"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, reading_schema())
    with pytest.raises(ValueError, match="dateline/2"):
        Reading.from_json(data)


def test_the_same_text_gives_the_same_reading(read: Callable[..., Reading]) -> None:
    assert read(TEXT, published="2024-06-09") == read(TEXT, published="2024-06-09")


@pytest.mark.parametrize("published", ["yesterday", "2024-13-01"])
def test_a_day_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match=r"[Ii]sofo|month"):
        Report.of("x", published=published)
