"""Disputed areas: how their places are coded, and how a user codes them."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.knowledge.gazetteer import gazetteer
from dateline.knowledge.gazetteer.disputed import disputes
from dateline.knowledge.gazetteer.version import version
from dateline.reading.head import HeadStage
from dateline.reading.parser import ParseStage
from dateline.reading.pipeline import Reader
from dateline.reading.places import PlaceStage
from dateline.record import Report


@pytest.mark.parametrize(
    ("name", "area", "country"),
    [
        ("Sevastopol", "Crimea", "UKR"), ("Pristina", "Kosovo", "XKX"), ("Laayoune", "Western Sahara", "ESH"),
        ("Katzrin", "Golan Heights", "SYR"), ("Sukhumi", "Abkhazia", "GEO"), ("Tskhinvali", "South Ossetia", "GEO"),
        ("Tiraspol", "Transnistria", "MDA"), ("Hargeisa", "Somaliland", "SOM"), ("Taipei", "Taiwan", "TWN"),
        ("Tawang", "Arunachal Pradesh", "IND"), ("Stepanakert", "Nagorno-Karabakh", "AZE"),
        ("East Jerusalem", "East Jerusalem", "PSE"), ("Srinagar", "Indian-administered Kashmir", "IND"),
        ("Tiberias", None, None), ("Gori", None, None), ("Kadugli", None, None),
    ],
)  # fmt: skip
def test_which_area_a_place_lies_in(name: str, area: str | None, country: str | None) -> None:
    found = disputes().of(gazetteer().candidates(name)[0])
    assert (found and found.name, found and found.country) == (area, country)


def test_every_area_has_its_reason_and_its_side() -> None:
    areas = disputes().areas
    assert len(areas) >= 20
    assert all(a.why and a.disputed_by for a in areas)
    assert len({a.name for a in areas}) == len(areas)


def test_the_stage_follows_the_file_and_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(stages=[HeadStage(), ParseStage(), PlaceStage()])
    report = Report.of("Two officers were wounded near Sevastopol, and a bus burned in Mitrovica, Kosovo.")

    def countries() -> dict[str, str | None]:
        return {p.name: p.country for p in reader.read(report).places}

    before = version()
    assert countries() == {"Sevastopol": "UKR", "Mitrovica": "XKX", "Kosovo": "XKX"}
    monkeypatch.setenv("DATELINE_DISPUTED", "Kosovo=SRB; Crimea=none")
    assert countries() == {"Sevastopol": None, "Mitrovica": "SRB", "Kosovo": "SRB"}
    assert version() != before
    place = reader.read(report).places[0]
    assert place.why is not None
    assert "Crimea: no country, disputed by RUS" in place.why


@pytest.mark.parametrize("setting", ["Atlantis=GBR", "Kosovo", "Kosovo=serbia"])
def test_a_bad_setting_says_what_is_meant(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("DATELINE_DISPUTED", setting)
    with pytest.raises(InputError, match=r"DATELINE_DISPUTED.*AREA=CODE"):
        disputes()
