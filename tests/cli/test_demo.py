"""`dateline demo`: what a newcomer sees first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.record import Reading

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the demo prints, and the folder that it writes."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "dateline", "demo", "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, folder


def test_every_sample_is_read(out: tuple[str, Path]) -> None:
    samples = [p for p in (ROOT / "examples").rglob("*.*") if p.suffix != ".md"]
    assert len(samples) >= 10
    assert f"read {len(samples)} reports" in out[0]
    assert len(list(out[1].glob("*.html"))) == len(samples)


def test_incidents_agreements_and_a_page_to_open_are_shown(out: tuple[str, Path]) -> None:
    for words in ("Incidents with casualties", "Agreements and their terms", "Running totals", "Open "):
        assert words in out[0]


@pytest.fixture(scope="module")
def stored(out: tuple[str, Path]) -> list[Reading]:
    from dateline.store import Record

    with Record.open(f"sqlite:///{out[1] / 'demo.db'}") as record:
        return list(record.readings())


def test_the_joint_toll_is_one_figure_over_two_incidents(stored: list[Reading]) -> None:
    joint = [c for r in stored for c in r.casualties if c.scope == "joint" and c.harm == "killed"]
    assert [(c.low, c.high) for c in joint] == [(74, None)]


def test_the_copied_agency_story_is_one_origin(stored: list[Reading]) -> None:
    import dateline

    kufa = [i for i in dateline.incidents(stored) if i.killed and i.start == "2004-08-26" and i.killed.low in (25, 27)]
    assert len(kufa) == 1
    assert len(kufa[0].reports) >= 3
    assert kufa[0].origins < len(kufa[0].reports)
    assert kufa[0].killed is not None
    assert kufa[0].killed.best == 27, "the correction replaces"


def test_the_terms_of_the_truce_are_there(stored: list[Reading]) -> None:
    duties = {t.duty for r in stored for g in r.agreements for t in g.terms}
    assert {"withdraw", "disarm", "guarantee_security", "pay", "grant_amnesty"} <= duties
