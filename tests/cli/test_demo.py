"""`dateline demo`: what a newcomer sees first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.reconcile.incident import Incident
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
    assert (74, None) in [(c.low, c.high) for c in joint]
    assert {c.low for c in joint} == {74}, "the headline says it again"


@pytest.fixture(scope="module")
def found(stored: list[Reading]) -> list[Incident]:
    import dateline

    return list(dateline.incidents(stored))


def _best(found: list[Incident], best: int, start: str) -> Incident:
    (incident,) = [i for i in found if i.killed and i.killed.best == best and (i.start or "").startswith(start)]
    return incident


def test_the_mosque_attack_is_one_incident_and_the_correction_replaces(found: list[Incident]) -> None:
    kufa = _best(found, 27, "2004-08-26")
    assert kufa.killed is not None
    assert kufa.wounded is not None
    assert (kufa.killed.low, kufa.killed.high) == (25, 27)
    assert (kufa.wounded.low, kufa.wounded.high) == (61, 63)
    assert len(kufa.reports) >= 3
    assert kufa.origins < len(kufa.reports), "a copied story is one origin"
    assert any("joint figure" in step for step in kufa.explanation)


def test_the_shooting_of_marchers_is_another_incident(found: list[Incident]) -> None:
    marchers = _best(found, 3, "2004-08-26")
    assert "Iraqi police" in marchers.actors


def test_joint_conditional_and_running_figures_are_in_no_incident(found: list[Incident]) -> None:
    for incident in found:
        for count in (incident.killed, incident.wounded):
            if count is not None:
                assert not {count.low, count.best, count.high} & {9, 11, 74, 83, 110, 191, 376, 501}


def test_the_risen_toll_replaces_and_an_older_bombing_stays_apart(found: list[Incident]) -> None:
    academy = _best(found, 21, "2019-01-17")
    assert len(academy.reports) == 3
    assert any("rose to 21" in step for step in academy.explanation)
    assert (_best(found, 36, "2003-02").start or "") == "2003-02-01"


def test_two_tolls_of_one_shelling_are_a_range_and_the_raid_and_the_strike_stay_apart(found: list[Incident]) -> None:
    camp = _best(found, 15, "2024-06-08")
    assert camp.killed is not None
    assert (camp.killed.low, camp.killed.high) == (7, 15)
    assert any(d.field == "killed" for d in camp.disagreements)
    assert any(i.wounded and i.wounded.best == 2 and i.killed is None for i in found), "the hospital raid"
    assert any(i.place and i.place.name == "Kutum" and i.killed is None for i in found), "the strike on Kutum"


def test_the_terms_of_the_truce_are_there(stored: list[Reading]) -> None:
    duties = {t.duty for r in stored for g in r.agreements for t in g.terms}
    assert {"withdraw", "disarm", "guarantee_security", "pay", "grant_amnesty"} <= duties


BY_POLICY = [
    ("ibc", (25, 27, 27), (61, 63, 63), (21, 21, 21), (41, 68, 68), (7, 15, 15)),
    ("ucdp", (25, 27, 27), (61, 63, 63), (21, 21, 21), (41, 68, 68), (7, 15, 15)),
    ("airwars", (25, 27, 27), (61, 63, 63), (21, 21, 21), (41, 68, 68), (7, 15, 15)),
    ("acled", (25, 25, 25), (61, 61, 61), (21, 21, 21), (41, 41, 41), (7, 7, 7)),
]


@pytest.mark.parametrize(("policy", "kufa", "hurt", "academy", "injured", "camp"), BY_POLICY)
def test_conflicting_reports_have_the_right_range_under_each_policy(
    stored: list[Reading], policy: str, kufa: object, hurt: object, academy: object, injured: object, camp: object
) -> None:
    import dateline

    told = {
        (i.start, i.place.name if i.place else ""): i for i in dateline.incidents(stored, policy=policy) if i.killed
    }
    for key, dead, wounded in (
        (("2004-08-26", "Kufa"), kufa, hurt),
        (("2019-01-17", "Bogota"), academy, injured),
        (("2024-06-08", "Abu Shouk"), camp, None),
    ):
        counts = [c and (c.low, c.best, c.high) for c in (told[key].killed, told[key].wounded)]
        assert counts == [dead, wounded], key


def test_the_explanation_is_one_that_a_recorder_can_follow(found: list[Incident]) -> None:
    kufa, marchers = _best(found, 27, "2004-08-26"), _best(found, 3, "2004-08-26")
    steps = "\n".join(kufa.explanation)
    for said in (
        "“at least 25 people” (c1) = 25 or more",
        "counted once",
        "“27 people” (c2) = 27",
        "Levant Review of 2004-08-28 corrects what was published before",
        "killed: 25–27, best 27 by ibc/1",
        "disputed: denied by",
        f"joint figure over this and {marchers.id}: it bounds their sum, which comes to 28–30 (44–46 of it are in none",
        "on a condition",
    ):
        assert said in steps, said
    assert any(f"joint figure over this and {kufa.id}" in s for s in marchers.explanation)
    assert kufa.certainty == "disputed"
    assert {s.incidents for s in kufa.shared if s.harm == "killed"} == {tuple(sorted((kufa.id, marchers.id)))} | {
        s.incidents for s in marchers.shared if s.harm == "killed"
    }
