"""`dateline export` and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.export import EXPORTERS
from dateline.record import Reading
from dateline.store import Record
from dateline.store.marks import mark_sensitive
from store.readings import sample

Run = Callable[..., tuple[int, str, str]]
ARABIC = "Zwei Männer, قتل ثلاثة, 三人\u200b died in 2031."


@pytest.fixture
def stored(cli: Run, read: Callable[..., Reading]) -> str:
    """A record with two readings in the current folder."""
    readings = [
        read("GAO, Mali, 9 May 2031 - Rebels killed at least 7 soldiers near Gao on Friday, the army said.", publisher="Example Wire"),
        read(ARABIC),
    ]  # fmt: skip
    with Record.open("sqlite:///there.db") as record:
        run = record.start_run("test/1")
        record.add_many(readings, run)
        record.finish_run(run, added=2, updated=0, unchanged=0, failed=0)
    return "sqlite:///there.db"


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_every_format_is_written_and_says_where_it_comes_from(name: str, cli: Run, stored: str) -> None:
    code, told, error = cli("export", name, "--record", stored, "--out", "x.out", "--since", "2031-01-01")
    assert (code, error) == (0, "")
    assert "x.out" in told
    said = Path("x.out").read_bytes() if EXPORTERS[name].carries else Path("x.out.meta.json").read_bytes()
    for words in (b"2031-01-01", b"test/1", b"dateline"):
        assert words in said
    assert not list(Path().glob("*.part"))


def test_a_format_uses_its_own_houses_policy(cli: Run, stored: str) -> None:
    cli("export", "ged", "--record", stored, "--out", "ged.csv")
    cli("export", "acled", "--record", stored, "--out", "acled.csv", "--policy", "ibc")
    labels = [json.loads(Path(f"{f}.csv.meta.json").read_text())["dateline"]["policy"] for f in ("ged", "acled")]
    assert [label.partition("/")[0] for label in labels] == ["ucdp", "ibc"]


def test_readings_come_back_as_they_were(cli: Run, stored: str) -> None:
    cli("export", "jsonl", "--what", "readings", "--record", stored, "--out", "first.jsonl")
    code, told, error = cli("add", "--from", "jsonl", "first.jsonl", "--record", "copy.db")
    assert (code, told, error) == (0, "added 2, updated 0, unchanged 0, failed 0\n", "")
    cli("export", "jsonl", "--what", "readings", "--record", "copy.db", "--out", "second.jsonl")
    assert Path("second.jsonl").read_bytes() == Path("first.jsonl").read_bytes()
    assert cli("add", "first.jsonl", "--record", "copy.db")[1] == "added 0, updated 0, unchanged 2, failed 0\n"


def test_a_reading_that_was_tampered_with_is_refused_and_the_rest_goes_on(cli: Run, stored: str) -> None:
    cli("export", "jsonl", "--what", "readings", "--record", stored, "--out", "x.jsonl")
    first, second = Path("x.jsonl").read_text(encoding="utf-8").splitlines()
    Path("x.jsonl").write_text(f"{first.replace('7 soldiers', '9 soldiers')}\nnot json\n{second}\n", encoding="utf-8")
    code, told, error = cli("add", "x.jsonl", "--record", "copy.db")
    assert code == 1
    assert told == "added 1, updated 0, unchanged 0, failed 2\n"
    assert "x.jsonl: row 1: its text is not the one that it was made from" in error
    assert "x.jsonl: row 2: not a reading" in error


def test_a_moved_span_is_refused(cli: Run, stored: str) -> None:
    with Record.open(stored) as record:
        reading = next(record.readings())
    actor = reading.actors[0]
    moved = replace(actor.mentions[0], text="another")
    forged = replace(reading, actors=(replace(actor, mentions=(moved,)), *reading.actors[1:]))
    Path("x.jsonl").write_text(json.dumps(forged.to_json()) + "\n", encoding="utf-8")
    assert "a span does not say what stands at its offsets" in cli("add", "x.jsonl", "--record", "copy.db")[2]


def test_reports_as_json_lines_are_still_read(cli: Run) -> None:
    Path("r.jsonl").write_text('{"text": "Two people were killed in Gao."}\n', encoding="utf-8")
    assert cli("add", "r.jsonl", "--record", "copy.db")[1].startswith("added 1")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("xls",), "no format 'xls'"),
        (("ged", "--what", "claims"), "claims are not written as ged; it takes incidents"),
        (("csv", "--what", "sums"), "--what sums: choose incidents, claims"),
        (("csv", "--policy", "mine"), "no policy 'mine'"),
    ],
)
def test_wrong_usage_says_what_is_right(args: tuple[str, ...], says: str, cli: Run, stored: str) -> None:
    code, _, error = cli("export", *args, "--record", stored)
    assert code == 2
    assert says in error


def test_a_folder_that_is_not_there_is_a_clear_error(cli: Run, stored: str) -> None:
    code, _, error = cli("export", "csv", "--record", stored, "--out", "nowhere/x.csv")
    assert (code, error.count("\n")) == (1, 1)
    assert "nowhere/x.csv" in error


def test_agreements_say_where_they_come_from(cli: Run) -> None:
    with Record.open("sqlite:///there.db") as record:
        record.add(sample(1, published="2021-05-05"))
    cli("export", "pam", "--record", "there.db", "--out", "pam.csv")
    said = json.loads(Path("pam.csv.meta.json").read_text())
    assert said["dateline"]["what"] == "agreements"
    assert [c["name"] for c in said["tableSchema"]["columns"]] == Path("pam.csv").read_text().splitlines()[0].split(",")


def test_what_comes_from_a_sensitive_report_is_coarse_unless_it_is_asked_for_exactly(cli: Run) -> None:
    with Record.open("sqlite:///there.db") as record:
        record.add(sample(1, published="2021-05-05"))
        mark_sensitive(record, next(record.reports()).report.id, True, who="tester")
    for what in (("csv",), ("csv", "--what", "claims"), ("plover",), ("jsonl", "--what", "readings"), ("pam",)):
        cli("export", *what, "--record", "there.db", "--out", "coarse.out")
        cli("export", *what, "--exact", "--record", "there.db", "--out", "exact.out")
        coarse, exact = (Path(f"{n}.out").read_text(encoding="utf-8") for n in ("coarse", "exact"))
        assert "Dürsa" not in coarse, what
        assert "Dürsa" in exact, what
    assert json.loads(Path("coarse.out.meta.json").read_text())["dateline"]["coarse"] == 1
    assert json.loads(Path("exact.out.meta.json").read_text())["dateline"]["coarse"] == 0


def test_what_a_person_rejected_is_not_exported_as_a_claim_and_stays_in_the_readings(cli: Run) -> None:
    with Record.open("sqlite:///there.db") as record:
        record.add(sample(1, published="2021-05-05"))
        figure = next(c for c in record.claims() if c.kind == "casualty")
        record.judge(figure.ref, "reject")
    cli("export", "csv", "--what", "claims", "--record", "there.db", "--out", "claims.csv")
    cli("export", "jsonl", "--what", "readings", "--record", "there.db", "--out", "readings.jsonl")
    assert figure.ref not in Path("claims.csv").read_text(encoding="utf-8")
    assert figure.claim.quote.text in Path("readings.jsonl").read_text(encoding="utf-8")  # type: ignore[union-attr]


def test_a_policy_of_ones_own(cli: Run, stored: str) -> None:
    Path("house.toml").write_text('[house]\nversion = "2"\nsource = "our handbook"\nclosing = "stay_open"\n', "utf-8")
    asked = ("export", "csv", "--record", stored, "--policy", "house.toml", "--min-killed", "7")
    assert cli(*asked, "--out", "ours.csv")[0] == 0
    cli(*asked[:-4], "--min-killed", "7", "--policy", "ibc", "--out", "theirs.csv")
    ours, theirs = (Path(f).read_text("utf-8") for f in ("ours.csv", "theirs.csv"))
    assert json.loads(Path("ours.csv.meta.json").read_text("utf-8"))["dateline"]["policy"] == "house/2"
    assert len(ours.splitlines()) == len(theirs.splitlines()) == 2
    assert ",7,7,," in ours
    assert ",7,7,7," in theirs
    assert cli(*asked[:-1], "8", "--out", "none.csv")[1].startswith("wrote 0 ")
    code, _, error = cli("export", "csv", "--record", stored, "--policy", "nowhere.toml")
    assert (code, "nowhere.toml" in error) == (2, True)
