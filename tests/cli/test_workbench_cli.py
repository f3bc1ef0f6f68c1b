"""`dateline workbench --policy FILE`: a file that is no policy is told in one line, and nothing is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
GOOD = '[house]\nversion = "1"\nsource = "ours"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[house", "house.toml: "),
        ("x = [" * 5000, "house.toml: "),
        ("", "a policy file holds one table"),
        (GOOD + "[other]\n", "a policy file holds one table"),
        ('["a\\nb\\u202e"]\nversion = "1"\nsource = "x"\n', "is no name"),
        ('["<script>"]\nversion = "1"\nsource = "x"\n', "is no name"),
        ("[ibc]\nversion = '9'\nsource = 'x'\n", "is a policy of dateline's own"),
        ("[house]\nversion = '1'\n", "needs a version and a source"),
        ('[house]\nversion = "<b>"\nsource = "x"\n', "version is at most"),
        (GOOD + "best = [['latest']]\n", "best = "),
        (GOOD + "best = 'latest'\n", "best = "),
        (GOOD + "reliable = ['medical']\n", "reliable is a list of lists"),
        (GOOD + "unreliable = [1]\n", "unreliable a list"),
        (GOOD + "closing = []\n", "closing = []"),
        (GOOD + "words = { dozens = [60, 24] }\n", "is no [low, high]"),
        (GOOD + "words = { dozens = [-1] }\n", "is no [low, high]"),
    ],
)
def test_errors_in_the_file_are_one_line(cli: Run, text: str, says: str) -> None:
    Path("house.toml").write_text(text, encoding="utf-8")
    code, told, error = cli("workbench", "--policy", "house.toml", "--record", "sqlite:///r.db", "--no-browser")
    assert (code, told, error.count("\n")) == (2, "", 1)
    assert says in error
    assert error.strip().isprintable()
    assert not Path("r.db").exists()


def test_a_file_that_is_not_there_and_two_of_one_name(cli: Run) -> None:
    Path("a.toml").write_text(GOOD, encoding="utf-8")
    Path("b.toml").write_bytes(GOOD.encode() + b"# \xff")
    for files, says in (
        (["none.toml"], "No such file"),
        (["b.toml"], "cannot be read"),
        (["a.toml", "a.toml"], "already"),
    ):
        code, _, error = cli("workbench", *(w for f in files for w in ("--policy", f)), "--record", "sqlite:///r.db")
        assert (code, error.count("\n")) == (2, 1)
        assert says in error
