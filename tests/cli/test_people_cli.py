"""`dateline people`: accounts from the command line, and what becomes of the workbench's address then."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What the person types at a prompt that is no terminal."""
    return lambda words: monkeypatch.setattr("sys.stdin", io.StringIO(words + "\n"))


def test_people_are_added_listed_changed_and_removed(cli: Run, say: Callable[[str], None]) -> None:
    say("correct horse battery")
    assert cli("people", "add", "Ama", "--role", "admin") == (0, "added Ama as admin\n", "")
    say("another long sentence")
    assert cli("people", "add", "Ben")[1] == "added Ben as coder\n"
    assert cli("people", "role", "Ben", "reviewer")[1] == "Ben is reviewer now\n"
    say("yet another sentence")
    assert cli("people", "password", "Ben")[1] == "Ben has a new password\n"
    people = [json.loads(line) for line in cli("people", "list", "--json")[1].splitlines()]
    assert [(p["name"], p["role"], sorted(p)) for p in people] == [
        ("Ama", "admin", ["added", "name", "role"]),
        ("Ben", "reviewer", ["added", "name", "role"]),
    ]
    assert cli("people", "remove", "Ben")[1] == "removed Ben\n"
    assert "this machine alone" in cli("people", "remove", "Ama")[1]


@pytest.mark.parametrize(
    ("args", "password", "said"),
    [
        (("add", "Ben"), "correct horse battery", "the first person must be an admin"),
        (("add", "Ama", "--role", "admin"), "short", "12 to 1000 characters"),
        (("add", "Ama", "--role", "king"), "correct horse battery", "no role 'king'"),
        (("add", "<b>", "--role", "admin"), "correct horse battery", "is no name"),
    ],
)
def test_what_is_refused_is_told_in_one_line(
    cli: Run, say: Callable[[str], None], args: tuple[str, ...], password: str, said: str
) -> None:
    say(password)
    status, out, err = cli("people", *args)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_nobody_is_in_no_record(cli: Run) -> None:
    assert cli("people", "list")[0] == 1
    assert "served" not in cli("workbench", "--host", "0.0.0.0", "--no-browser")[1]
