"""Every package that is installed with dateline is under a licence that we allow, and every lock entry has its hash."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    found = importlib.util.spec_from_file_location("licences", ROOT / "scripts/licences.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("said", "good"),
    [
        ("MIT", True),
        ("APACHE SOFTWARE LICENSE", True),
        ("MPL-1.1 OR GPL-2.0-ONLY OR LGPL-2.1-OR-LATER", True),
        ("BSD-3-CLAUSE AND MIT", True),
        ("GNU LIBRARY OR LESSER GENERAL PUBLIC LICENSE (LGPL)", True),
        ("GPL-3.0-OR-LATER", False),
        ("MIT AND AGPL-3.0-ONLY", False),
        ("SOMETHING ELSE", False),
        ("", False),
    ],
)
def test_what_is_allowed(licences: ModuleType, said: str, good: bool) -> None:
    assert licences.allowed(said) is good


def test_the_packages_that_are_borne_are_still_there(licences: ModuleType) -> None:
    assert set(licences.EXCEPTIONS) <= licences.locked()


def test_every_locked_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=[\w.-]+==)", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    assert len(entries) > 50
    assert [e.split("\n")[0] for e in entries if "--hash=sha256:" not in e] == []


def test_every_locked_package_is_asked_for_by_us_or_by_one_that_we_ask_for(licences: ModuleType) -> None:
    """Nothing has slipped in: a name that nobody asks for, as one that is spelled almost right would be."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    todo = [r for said in (ours["dependencies"], *ours["optional-dependencies"].values()) for r in said]
    installed = {licences.folded(d.metadata["Name"]): d for d in distributions()}
    asked: set[str] = set()
    while todo:
        name = licences.folded(re.split(r"[^\w.-]", todo.pop().strip(), maxsplit=1)[0])
        if name not in asked:
            asked.add(name)
            todo += (installed[name].requires or []) if name in installed else []
    assert licences.locked() & installed.keys() - asked == set()
