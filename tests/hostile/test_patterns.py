"""Every regular expression takes time in proportion to its text, whatever the text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .patterns import slow

ROOT = Path(__file__).resolve().parents[2]
REPORT = (
    "KHARTOUM, 4 May 2019 (Own Agency) - At least 12 people were killed in shelling near El Fasher on Friday, the army "
    "said. “Two dozen were wounded,” a doctor told reporters. The ceasefire signed in Doha in 2011 has been broken."
)


def test_every_pattern_is_linear() -> None:
    """Of a fresh process, which sees each pattern made."""
    code = (
        "import json; from tests.hostile.patterns import collect; "
        f"print(json.dumps([[*k, w] for k, w in collect({REPORT!r}).items()]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    patterns = json.loads(done.stdout)
    assert len(patterns) > 70
    tried = [(where, p[:300], slow(re.compile(p, flags), anchored)) for p, flags, (where, anchored) in patterns]
    assert not [t for t in tried if t[2]]


@pytest.mark.parametrize("careless", [r"(\w+\s*)+!", r"\s+$", r"(?:a|aa)+!", r"\d+[a-z0-9]*x", r"(?:a*)*b"])
def test_a_careless_pattern_is_found(careless: str) -> None:
    assert slow(re.compile(careless))


@pytest.mark.parametrize("careful", [r"(?<!\s)\s+$", r"\b\w+\b", r"a{1,20}b", r"(?:one|two) of"])
def test_a_careful_pattern_is_not(careful: str) -> None:
    assert slow(re.compile(careful)) is None
