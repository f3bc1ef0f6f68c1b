"""Whatever a user can call, set or run is in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

import dateline
from dateline.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
CLI = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `dateline (\w+)[^\n]*\n(.*?)(?=^## |\Z)", CLI, re.M | re.S))
COMMANDS = typer.main.get_command(app).commands
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for part in (command, *getattr(command, "commands", {}).values())
    for parameter in part.params
    if parameter.param_type_name == "option"
    for option in parameter.opts
    if option.startswith("--")
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section_and_help(name: str) -> None:
    assert name in SECTIONS
    assert COMMANDS[name].help


@pytest.mark.parametrize(("name", "part"), [(n, p) for n, c in COMMANDS.items() for p in getattr(c, "commands", {})])
def test_every_sub_command_is_in_its_commands_section_and_has_help(name: str, part: str) -> None:
    assert f"`dateline {name} {part}" in SECTIONS[name]
    assert COMMANDS[name].commands[part].help


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_in_its_commands_section(name: str, option: str) -> None:
    assert f"`{option}" in SECTIONS[name], f"{option} of `dateline {name}` is not in docs/reference/cli.md"


def test_there_are_options_to_check() -> None:
    assert len(OPTIONS) > 20


def test_no_section_describes_a_command_that_is_gone() -> None:
    assert set(SECTIONS) == set(COMMANDS)


def test_every_environment_setting_is_documented() -> None:
    page = (ROOT / "docs/reference/environment.md").read_text(encoding="utf-8")
    used = {
        n
        for f in (ROOT / "src").rglob("*.py")
        for n in re.findall(r"\bDATELINE_[A-Z_]+\b", f.read_text(encoding="utf-8"))
    }
    assert used == set(re.findall(r"`(DATELINE_[A-Z_]+)`", page))


@pytest.mark.parametrize("name", [n for n in dateline.__all__ if not n.startswith("_")])
def test_every_public_name_is_in_the_reference_with_a_docstring(name: str) -> None:
    page = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    assert re.search(rf"^::: dateline[\w.]*\.{name}$", page, re.M), name
    assert getattr(dateline, name).__doc__


def test_the_exported_names_are_these() -> None:
    assert set(dateline.__all__) == {
        "read", "read_many", "incidents", "Reader", "Reading", "Report", "Span", "DatelineError", "InputError",
        "SetupError", "UsageError", "__version__",
    }  # fmt: skip
    assert all(getattr(dateline, name) for name in dateline.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = dateline.no_such_name
