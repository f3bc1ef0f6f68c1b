"""The page of what was tried: every defect in its table names a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs/explanation/what-was-tried-to-break-it.md"


def test_every_defect_names_a_test_that_is_there() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("| Found by |")[2].partition("\n\n")[0]
    rows = table.splitlines()[2:]
    assert len(rows) > 30
    for row in rows:
        named = re.search(r"\| `([\w/]+)::(\w+)` \|$", row)
        assert named, row
        assert f"def test_{named[2]}(" in (TESTS / f"{named[1]}.py").read_text(encoding="utf-8"), row
