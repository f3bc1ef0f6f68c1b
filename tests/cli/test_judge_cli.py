"""Deciding on the command line, as a recorder meets it: judge, undo, judgements, history, diff."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

NAJAF = Path(__file__).resolve().parents[2] / "examples/najaf-2004"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def record(cli: Run) -> list[dict[str, object]]:
    """Four reports in the record, in two runs; its incidents."""
    for names in ("2004-08-26-meridian*", "2004-08-28-levant*"):
        assert cli("add", *NAJAF.glob(names))[0] == 0
    return incidents(cli)


def incidents(cli: Run) -> list[dict[str, object]]:
    return [json.loads(line) for line in cli("incidents", "--format", "jsonl")[1].splitlines()]


def killed(found: list[dict[str, object]]) -> list[tuple[int, int, int]]:
    counts = [i["killed"] for i in found if i["killed"]]
    return [(c["low"], c["best"], c["high"]) for c in counts]  # type: ignore[index]


def test_a_recorder_decides_and_takes_it_back(cli: Run, record: list[dict[str, object]]) -> None:
    before = cli("incidents", "--format", "jsonl")[1]
    mosque, marchers = (str(i["id"]) for i in record if i["killed"])
    assert killed(record) == [(25, 27, 27), (3, 3, 3)]
    commands = [
        ("merge", mosque, marchers[:8], "--comment", "one march"),
        ("forbid", mosque, marchers),
        ("pin", mosque, "--set", "killed=25:27:30", "--set", "start=2004-08-26"),
        ("reject", marchers, "--comment", "another day"),
        ("comment", mosque, "see the hospital's list"),
    ]
    for command in commands[1:]:
        status, out, err = cli("judge", *command, "--by", "ama")
        assert status == 0, err
        assert out.startswith("judgement ")
    found = incidents(cli)
    assert killed(found) == [(25, 27, 30), (3, 3, 3)]
    assert [i["status"] for i in found if i["killed"]] == ["machine", "rejected"]
    assert "rejected" in cli("incidents")[1]
    for _ in commands[1:]:
        assert cli("undo", "--by", "ama")[0] == 0
    assert cli("incidents", "--format", "jsonl")[1] == before
    assert cli("undo", "--by", "ama")[0] == 2
    assert cli("judge", *commands[0], "--by", "ben")[0] == 0
    assert len(killed(incidents(cli))) == 1
    assert cli("undo", "1", "--redo")[0] == 2
    listed = cli("judgements", "--by", "ama")[1]
    assert "another day" in listed
    standing = [json.loads(line)["action"] for line in cli("judgements", "--standing", "--json")[1].splitlines()]
    assert standing == ["merge"]


def test_claims_are_changed_added_and_left_to_the_first_who_decides(cli: Run, record: list[dict[str, object]]) -> None:
    claim = next(c for i in record for c in i["claims"] if c.endswith("#c3") and i["killed"]["best"] == 3)  # type: ignore[attr-defined,index]
    report = claim.partition("#")[0]
    assert cli("judge", "change", claim, "--set", "low=4", "--set", "high=6", "--seen", "0")[0] == 0
    status, _, err = cli("judge", "reject", claim, "--seen", "0")
    assert (status, "judgement 1" in err) == (1, True)
    status, out, err = cli(
        "judge", "add", report[:9], "--words", "several hundred people", "--kind", "casualty",
        "--set", "harm=displaced", "--set", "low=200", "--set", "high=900", "--set", 'events=["e1"]',
    )  # fmt: skip
    assert status == 0, err
    assert out.strip().endswith("#j2")
    found = incidents(cli)
    assert (4, 4, 6) in killed(found)
    assert any(i["displaced"] and i["displaced"]["high"] == 900 for i in found)  # type: ignore[index]
    for wrong in (
        ("add", report, "--words", "no such words", "--kind", "casualty"),
        ("change", claim, "--set", "low=9", "--set", "high=3"),
        ("change", f"{report}#c99", "--set", "low=1"),
        ("merge", "i:none", "i:nothing"),
        ("pin", str(found[0]["id"]), "--set", "killed=9:3:1"),
    ):
        status, _, err = cli("judge", *wrong)
        assert (status, len(err.splitlines())) == (2, 1), err


def test_how_figures_stood_and_what_changed(cli: Run, record: list[dict[str, object]]) -> None:
    mosque = str(next(i["id"] for i in record if i["killed"]))
    days = [json.loads(line) for line in cli("history", mosque, "--json")[1].splitlines()]
    assert [d["day"] for d in days] == ["2004-08-26", "2004-08-28"]
    assert [d["counts"]["killed"]["high"] for d in days] == [25, 27]
    assert "corrects what was published before" in cli("history", mosque, "--explain")[1]
    (change,) = [json.loads(line) for line in cli("diff", "1", "2", "--json")[1].splitlines()]
    assert change["kind"] == "changed"
    assert "killed: 25 (best 25) → 25–27 (best 27)" in change["what"]
    assert "changed" in cli("diff", "1")[1]
    assert cli("diff", "9")[0] == 2
    assert cli("diff", "1", "never")[0] == 2
