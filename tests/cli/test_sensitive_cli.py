"""`dateline sensitive` and the blotting of a name from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.store import Record
from store.readings import sample


def said(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(words))
    return found.exit_code, found.output if found.exception is None else f"{found.output}{found.exception}"


def test_marks(tmp_path: Path) -> None:
    file = str(tmp_path / "r.db")
    with Record.open(file) as record:
        record.add(sample(1, title="Zoltan Quill tells"))
        report = next(record.reports()).report.id
    here = ("--record", file, "--by", "Ida")
    assert said("sensitive", "mark", "--person", "Zoltan Quill", "--why", "threats", *here) == (0, "person marked\n")
    assert said("sensitive", "mark", "--source", "Lake Agency", *here)[0] == 0
    assert said("sensitive", "mark", "--report", report[:12], *here)[0] == 0
    listed = [json.loads(line) for line in said("sensitive", "list", "--json", "--record", file)[1].splitlines()]
    assert [(r["kind"], r["name"], r["who"]) for r in listed] == [
        ("person", "Zoltan Quill", "Ida"), ("source", "Lake Agency", "Ida"), ("report", report, "Ida"),
    ]  # fmt: skip
    for how, holds in (((), False), (("--exact",), True)):
        code, text = said("export", "jsonl", "--what", "readings", "--record", file, *how)
        assert code == 0
        assert ("Quill" in text) is holds
        assert ("Lake Agency" in text) is holds
    assert said("sensitive", "lift", "--person", "zoltan quill", *here) == (0, "person no longer marked\n")
    assert "not marked" in said("sensitive", "lift", "--person", "Zoltan Quill", *here)[1]
    assert "name one of" in said("sensitive", "mark", "--person", "X", "--source", "Y", *here)[1]
    assert "name one of" in said("sensitive", "mark", *here)[1]


def test_a_name_is_blotted_out(tmp_path: Path) -> None:
    file = str(tmp_path / "r.db")
    with Record.open(file) as record:
        record.add(sample(1, title="Zoltan Quill tells"))
    told = ("expunge", "--person", "Zoltan Quill", "--keep-reports", "--reason", "asked for it", "--record", file)
    assert "1 reports would lose the name" in said(*told)[1]
    assert "blotted the name out of 1 reports" in said(*told, "--yes")[1]
    assert "Quill" not in said("reports", "--record", file)[1]
    assert said("verify", "--record", file)[0] == 0
    assert "goes with --person" in said("expunge", "b2:x", "--keep-reports", "--reason", "y", "--record", file)[1]
