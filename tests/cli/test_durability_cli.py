"""`dateline backup`, `restore` and `verify`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dateline.record import Reading, Report
from dateline.store import Record

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def there(cli: Run) -> str:
    """A record of two reports in the current folder."""
    with Record.open("sqlite:///there.db") as record:
        record.add_many([Reading(Report.of(f"Nothing happened, {n} times.")) for n in range(2)])
    return "sqlite:///there.db"


def test_a_record_goes_into_a_file_and_comes_back(cli: Run, there: str) -> None:
    code, told, error = cli("backup", "copy.gz", "--record", there)
    assert (code, error) == (0, "")
    assert told.startswith("2 reports, ")
    head = re.search(r"ends with ([0-9a-f]{32}):", told)
    assert head
    assert cli("restore", "copy.gz", "--record", "again.db")[1].startswith("2 reports, ")
    code, told, error = cli("verify", "--record", "again.db", "--head", head[1])
    assert (code, error) == (0, "")
    assert "2 reports" in told
    assert "all as it should be" in told


def test_verify_tells_each_fault_and_fails(cli: Run, there: str) -> None:
    with Record.open(there) as record, record._writing() as db:
        db.execute(text("UPDATE reports SET text = 'Something happened.' WHERE n = 2"))
    code, told, error = cli("verify", "--record", there, "--quick")
    assert code == 1
    assert error.count("\n") == 1
    assert "its text is not the one that was read" in error
    assert "1 faults" in told


def test_nothing_there_is_said_and_not_made(cli: Run) -> None:
    for command in (("backup", "x.gz"), ("verify",)):
        code, _, error = cli(*command, "--record", "sqlite:///none.db")
        assert (code, error.count("\n")) == (1, 1)
        assert "no record there" in error
    assert not Path("none.db").exists()
    assert not Path("x.gz").exists()
