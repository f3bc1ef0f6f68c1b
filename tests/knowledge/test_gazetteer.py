"""The gazetteer: look-ups in any spelling, our own places, a user's places, building in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, SetupError
from dateline.knowledge.gazetteer import Gazetteer, fold, gazetteer, soften
from dateline.knowledge.gazetteer.build import path, stamp
from dateline.knowledge.gazetteer.curated import countries, curated
from dateline.knowledge.gazetteer.sources import base_names, usable
from dateline.knowledge.gazetteer.store import MOST, kilometres
from dateline.knowledge.gazetteer.user import read_user_places


@pytest.mark.parametrize(
    ("name", "country", "admin1", "kind"),
    [
        ("Fallujah", "IRQ", "Al Anbār", "city"),
        ("al-Falluja", "IRQ", "Al Anbār", "city"),
        ("Kiev", "UKR", "Kyiv", "city"),
        ("El Fasher", "SDN", "North Darfur", "city"),
        ("al-Fashir", "SDN", "North Darfur", "city"),
        ("Helmand Province", "AFG", "Helmand", "admin1"),
        ("Ill.", "USA", "Illinois", "admin1"),
        ("Burma", "MMR", None, "country"),
        ("U.S.", "USA", None, "country"),
        ("Nuseirat", "PSE", "Gaza Strip", "camp"),
        ("Donbass", "UKR", None, "region"),
        ("Middle East", None, None, "region"),
    ],
)
def test_names_are_found_in_any_spelling(name: str, country: str | None, admin1: str | None, kind: str) -> None:
    found = gazetteer().candidates(name)
    assert any((e.country, e.admin1, e.kind) == (country, admin1, kind) for e in found), found[:5]


def test_countries_come_before_towns_that_share_their_name() -> None:
    for name in ("Iraq", "Turkey", "Jordan", "Lebanon", "Chad", "Mali"):
        assert gazetteer().candidates(name)[0].kind == "country"


def test_airport_codes_and_lower_case_transliterations_are_no_names() -> None:
    assert not usable("GAO")
    assert not usable("alnjf")
    assert not usable("نجف")
    assert usable("An Najaf")
    assert usable("al-Kūfah")


def test_another_romanization_is_found_inside_one_country() -> None:
    assert any(e.name == "Al Fallūjah" for e in gazetteer().like("Faloojah", "IRQ"))
    assert gazetteer().like("Faloojah", "FRA") == ()


def test_candidates_are_bounded_and_stable() -> None:
    first = gazetteer().candidates("San Antonio")
    assert 0 < len(first) <= MOST
    assert first == gazetteer().candidates("san  antonio")
    assert gazetteer().candidates("Qwzrtlpk") == ()


def test_every_country_has_a_point_and_every_own_place_a_known_kind() -> None:
    assert len(countries()) > 190
    assert len({c.alpha3 for c in countries()}) == len(countries())
    assert all(-90 <= c.lat <= 90 for c in curated())


@pytest.mark.parametrize(
    ("name", "key"),
    [("Musa Qal'ah", "musa qalah"), ("Musa Qal’ah", "musa qalah"), ("São Tomé", "sao tome"), ("U.S.", "us"),
     ("Deir al-Zor", "deir al zor"), ("Saint Denis", "st denis"), ("Łódź", "lodz")],
)  # fmt: skip
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_never_fails(name: str) -> None:
    key = fold(name)
    assert fold(key).replace(" ", "") == fold(fold(key)).replace(" ", "")
    soften(key)


@pytest.mark.parametrize(
    ("name", "base"), [("Helmand Province", "Helmand"), ("Provincia de Arauca", "Arauca"), ("Rivne", None)]
)
def test_class_words_are_taken_off(name: str, base: str | None) -> None:
    assert next(base_names(name), None) == base


def test_distance() -> None:
    assert kilometres(33.34, 44.40, 33.34, 44.40) == 0
    assert 500 < kilometres(48.85, 2.35, 50.85, 12.35) < 800


def test_a_users_places_win(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "name,lat,lon,kind,parent,alternative names,country\nTest Ridge,33.1,44.2,region,,Baghdad|Hill 90,IRQ\n",
        encoding="utf-8",
    )
    own = Gazetteer(path(), read_user_places(str(file)))
    for name in ("Test Ridge", "hill 90", "Baghdad"):
        (entry,) = own.candidates(name)
        assert (entry.name, entry.lat, entry.country, entry.kind, entry.geonames) == (
            "Test Ridge",
            33.1,
            "IRQ",
            "region",
            None,
        )
    assert own.candidates("Basra")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("name,lat\nX,1\n", "columns missing: lon"), ("name,lat,lon\nX,north,2\n", "line 2"), ("name,lat,lon\nX,99,2\n", "line 2"),
     ("name,lat,lon,kind\nX,9,2,castle\n", "line 2")],
)  # fmt: skip
def test_a_bad_list_of_places_is_named_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_user_places(str(file))
    with pytest.raises(InputError):
        read_user_places(str(tmp_path / "missing.csv"))


def test_a_damaged_gazetteer_says_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "gazetteer.sqlite"
    file.write_bytes(b"no database")
    with pytest.raises(SetupError, match="delete it"):
        Gazetteer(file)


def test_the_file_is_named_by_what_it_is_made_from() -> None:
    assert stamp() == stamp()
    assert path().name == f"gazetteer-{stamp()}.sqlite"
