"""The command line as a user meets it: output, exit status, one line for each bad input."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from dateline.schema import reading_schema

Run = Callable[..., tuple[int, str, str]]
STORY = """Shells hit a market in Kutum

By Amna Tahir
9 June 2024

KUTUM, Sudan — Shelling killed at least 12 people and wounded 30 in a market in Kutum on Saturday, a doctor said.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_read_writes_the_record_format_and_stores_nothing(cli: Run, story: Path, tmp_path: Path) -> None:
    status, out, _ = cli("read", story, "--format", "jsonl")
    assert status == 0
    data = json.loads(out)
    jsonschema.validate(data, reading_schema())
    assert [(c["harm"], c["low"]) for c in data["casualties"]] == [("killed", 12), ("wounded", 30)]
    assert not list(tmp_path.glob("*.db"))


def test_read_for_a_person_shows_figure_words_and_source(cli: Run, story: Path) -> None:
    status, out, _ = cli("read", story)
    assert status == 0
    assert "killed: at least 12" in out
    assert "doctor" in out


def test_adding_twice_keeps_one_report(cli: Run, story: Path) -> None:
    assert cli("add", story)[1].startswith("added 1,")
    status, out, _ = cli("add", story)
    assert (status, out.strip()) == (0, "added 0, updated 0, unchanged 1, failed 0")
    rows = [json.loads(line) for line in cli("reports", "--json")[1].splitlines()]
    assert [r["report"]["published"] for r in rows] == ["2024-06-09"]


def test_claims_are_filtered(cli: Run, story: Path) -> None:
    cli("add", story)
    found = [
        json.loads(line) for line in cli("claims", "--kind", "casualty", "--harm", "killed", "--json")[1].splitlines()
    ]
    assert [(c["claim"]["low"], c["place"]) for c in found] == [(12, "Kutum")]
    assert cli("claims", "--harm", "captured", "--json")[1] == ""
    assert cli("claims", "--since", "2024-06-09", "--kind", "casualty", "--json")[1] == ""
    assert len(cli("claims", "--until", "2024-06-08", "--kind", "casualty", "--json")[1].splitlines()) == 2


def test_incidents_of_files_store_nothing_and_of_a_record_are_the_same(cli: Run, story: Path, tmp_path: Path) -> None:
    status, direct, _ = cli("incidents", story, "--format", "jsonl", "--policy", "ucdp")
    assert status == 0
    assert not list(tmp_path.glob("*.db"))
    cli("add", story)
    assert cli("incidents", "--format", "jsonl", "--policy", "ucdp")[1] == direct
    incident = json.loads(direct.splitlines()[0])
    assert incident["killed"]["low"] == 12
    assert incident["policy"].startswith("ucdp")


def test_incidents_are_explained(cli: Run, story: Path) -> None:
    status, out, _ = cli("incidents", story, "--explain")
    assert status == 0
    assert "2024-06-08" in out
    assert "12" in out


def test_show_writes_a_page(cli: Run, story: Path, tmp_path: Path) -> None:
    cli("add", story)
    ident = json.loads(cli("reports", "--json")[1])["report"]["id"]
    assert cli("show", ident[:8], "--html", "out/page.html")[0] == 0
    assert "at least 12" in (tmp_path / "out/page.html").read_text(encoding="utf-8")
    assert json.loads(cli("show", ident, "--json")[1])["report"]["id"] == ident


def test_exports_are_read_back(cli: Run, story: Path, tmp_path: Path) -> None:
    cli("add", story)
    rows = list(csv.DictReader(io.StringIO(cli("export", "csv")[1])))
    assert rows[0]["killed_low"] == "12"
    assert cli("export", "geojson", "--out", "map.geojson")[0] == 0
    shapes = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    assert shapes["features"][0]["geometry"]["type"] == "Point"
    reading = json.loads(cli("export", "jsonl", "--what", "readings")[1])
    jsonschema.validate(reading, reading_schema())


def test_agreements_are_listed(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "truce.txt").write_text("Under the truce, the army must withdraw from Taiz.", encoding="utf-8")
    cli("add", "truce.txt")
    found = [json.loads(line) for line in cli("agreements", "--json")[1].splitlines()]
    assert [(t["duty"], t["modality"]) for g in found for t in g["terms"]] == [("withdraw", "must")]
    assert "must withdraw" in cli("agreements")[1]


def test_a_bad_input_costs_one_line_and_the_rest_goes_on(cli: Run, story: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    status, out, err = cli("add", "empty.txt", "noise.txt", "broken.pdf", "gone.txt", story)
    assert status == 1
    assert out.strip() == "added 1, updated 0, unchanged 0, failed 4"
    lines = err.strip().splitlines()
    assert len(lines) == 4
    assert all(name in line for name, line in zip(("empty", "noise", "broken", "gone"), lines, strict=True))


WRONG = [
    ("incidents", "--policy", "nobody"),
    ("read", "x.txt", "--format", "xml"),
    ("claims", "--kind", "rumour"),
    ("claims", "--since", "last week"),
    ("export", "xls"),
    ("show", "b2:none"),
    ("add", "x.csv", "--column", "text"),
    ("nonsense",),
]


@pytest.mark.parametrize("args", WRONG, ids=" ".join)
def test_wrong_usage_ends_with_2(cli: Run, story: Path, args: tuple[str, ...]) -> None:
    cli("add", story)
    status, _, err = cli(*args)
    assert status == 2
    assert err.strip()


def test_a_record_that_is_none_is_named(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("this is no database, only some notes that somebody took" * 50)
    status, _, err = cli("reports", "--record", "sqlite:///notes.db")
    assert status == 1
    assert "notes.db" in err
    assert len(err.strip().splitlines()) == 1


def test_doctor_tells_what_is_there_and_what_is_missing(cli: Run, story: Path) -> None:
    cli("add", story)
    status, out, _ = cli("doctor")
    assert status == 0
    assert "1 reports" in out or "1 report" in out
    status, out, _ = cli("doctor", "--model", "no_such_model")
    assert status == 1
    assert "no_such_model" in out


def test_the_schema_is_published(cli: Run) -> None:
    assert json.loads(cli("schema")[1]) == reading_schema()
