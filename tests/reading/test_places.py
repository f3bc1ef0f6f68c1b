"""Places: what is one, where it is, how precisely, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading.head import HeadStage
from dateline.reading.parser import ParseStage
from dateline.reading.pipeline import Reader
from dateline.reading.places import PlaceStage
from dateline.record import Place, Reading, Report

READER = Reader(stages=[HeadStage(), ParseStage(), PlaceStage()])


def reading(text: str) -> Reading:
    return READER.read(Report.of(text))


def place(text: str, words: str) -> Place:
    """The place of which a mention is `words`."""
    got = reading(text)
    found = [p for p in got.places if any(m.text == words for m in p.mentions)]
    assert found, [[m.text for m in p.mentions] for p in got.places]
    return found[0]


def named(text: str) -> set[str]:
    return {m.text for p in reading(text).places for m in p.mentions}


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1", "prec"),
    [
        ("Rockets hit a market in Latakia, Syria, on Sunday.", "Latakia", "SYR", "Al Lādhiqīyah", 1),
        ("Militants attacked a post in Helmand province, Afghanistan.", "Helmand", "AFG", "Helmand", 4),
        ("A convoy was ambushed in Musa Qal'ah district, Helmand province.", "Musa Qal'ah", "AFG", "Helmand", 3),
        ("Two farmers were shot near Springfield, Ohio, on Monday.", "Springfield", "USA", "Ohio", 1),
        ("Gunmen killed six miners near Maiduguri in Nigeria's Borno State.", "Maiduguri", "NGA", "Borno", 1),
        ("Shelling resumed in the Donbas overnight, Ukrainian officers in Kramatorsk said.", "Donbas", "UKR", None, 5),
        ("A boat sank in the Red Sea off Yemen.", "Red Sea", None, None, 7),
        ("Fighting spread across Sudan.", "Sudan", "SDN", None, 6),
        ("Kidnappers released four teachers in Goma, in North Kivu.", "Goma", "COD", "Nord-Kivu", 1),
        ("The rebels left Buenaventura, a Colombian port.", "Buenaventura", "COL", "Valle del Cauca", 1),
    ],
)
def test_where(text: str, words: str, country: str | None, admin1: str | None, prec: int) -> None:
    found = place(text, words)
    assert (found.country, found.admin1, found.where_prec) == (country, admin1, prec)
    assert found.lat is not None


def test_the_company_a_name_keeps_decides() -> None:
    text = "Deputies from {0} searched the river. The {0} station and two others in {1} stayed closed."
    assert place(text.format("Paris", "Texas"), "Paris").admin1 == "Texas"
    assert place(text.format("Paris", "France"), "Paris").country == "FRA"


def test_names_that_the_parser_takes_for_people_are_found_by_the_gazetteer() -> None:
    text = (
        "Columns moved out of the city of Diwaniya. Others held Kufa and Amara in Iraq, and clashes in Amara went on."
    )
    assert {"Diwaniya", "Amara", "Iraq"} <= named(text)


def test_spellings_of_one_town_are_one_place() -> None:
    got = reading("Troops entered Kiev in the night. Half of Kyiv had no power, Ukraine said.")
    (town,) = [p for p in got.places if p.where_prec == 1]
    assert [m.text for m in town.mentions] == ["Kiev", "Kyiv"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Washington said it would not negotiate.", "Washington"),
        ("The villagers will not accept rule from Washington.", "Washington"),
        ("US troops withdrew at dawn.", "US"),
        ("The Kremlin denied it.", "Kremlin"),
        ("The Washington Post interviewed two deserters.", "Washington"),
        ("Mr. Jordan wept when he was told.", "Jordan"),
        ("Two died in March, aid workers said.", "March"),
        ("Three Syrian soldiers were wounded.", "Syrian"),
    ],
)
def test_actors_papers_people_and_months_are_no_places(text: str, words: str) -> None:
    assert words not in named(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In Suweida, crowds burned tyres, Syrian activists said.", "Suweida"),
        ("Nigerian troops drove the fighters out of Gamboru.", "Gamboru"),
        ("Rebels hit a column at Umm Zarrat, in the north of the province.", "Umm Zarrat"),
        ("Police pulled out of Wad Sefa, 40 km south of Nyala in Sudan.", "Wad Sefa"),
        ("Rockets hit Taruna airport on Monday.", "Taruna airport"),
        ("Residents of Kavessa fled the fighting.", "Kavessa"),
        ("Gunmen shot a teacher in Lahore's Model Town.", "Model Town"),
        ("A mine blew up a lorry between Nairobi and Dhobley in Somalia.", "Dhobley"),
        ("A mast was blown up in the Golra tehsil of Bajaur Agency in Pakistan.", "Bajaur Agency"),
    ],
)
def test_places_that_the_parser_takes_for_something_else(text: str, words: str) -> None:
    assert words in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Damascus government denied the charge.",
        "Moscow and Damascus denied involvement.",
        "The junta accused Washington and Tegucigalpa of arming its foes.",
        "In Ramadan, crowds gather at night.",
        "Talks between Fisher and Jordan failed.",
    ],
)
def test_governments_feasts_and_people_are_no_places(text: str) -> None:
    assert not named(text)


def test_a_capital_is_meant_before_an_island_of_its_name() -> None:
    assert place("Guerrillas met envoys from Honduras in San Salvador.", "San Salvador").country == "SLV"


def test_a_facility_lies_in_the_town_that_the_report_tells_of() -> None:
    text = "Mortars fell on Mosul all day. Nurses fled the Al-Zahrawi Hospital before noon."
    got = reading(text)
    found = place(text, "Al-Zahrawi Hospital")
    town = place(text, "Mosul")
    assert (found.within, found.relation, found.country, found.where_prec) == (town.id, "in", "IRQ", 2)
    assert (found.lat, found.lon) == (town.lat, town.lon)
    assert got.unplaced == ()


def test_a_quarter_is_not_sought_abroad() -> None:
    text = "Militiamen in Najaf, Iraq, dug in. Shells struck the Al-Jadida neighborhood at noon."
    assert place(text, "Al-Jadida").country == "IRQ"


@pytest.mark.parametrize(
    ("phrase", "relation", "km", "north"),
    [
        ("12 km north of Mosul", "north_of", 12.0, 12 / 111.2),
        ("20 kilometers south of Mosul", "south_of", 20.0, -20 / 111.2),
        ("five miles west of Mosul", "west_of", 8.05, 0.0),
        ("the outskirts of Mosul", "outskirts_of", None, 0.0),
    ],
)
def test_relative_places(phrase: str, relation: str, km: float | None, north: float) -> None:
    text = f"Iraqi engineers found a mass grave on a farm {phrase} yesterday."
    got = [p for p in reading(text).places if p.relation == relation]
    town = place(text, "Mosul")
    assert len(got) == 1, reading(text).places
    assert (got[0].within, got[0].distance_km, got[0].where_prec) == (town.id, km, 2)
    assert got[0].lat is not None
    assert town.lat is not None
    assert got[0].lat - town.lat == pytest.approx(north, abs=0.001)


def test_between_two_towns() -> None:
    got = [
        p for p in reading("A bus was stopped between Baghdad and Ramadi in Iraq.").places if p.relation == "between"
    ]
    assert len(got) == 1
    assert got[0].where_prec == 5
    assert got[0].lon is not None
    assert 43.2 < got[0].lon < 44.4


def test_an_unknown_village_is_placed_by_what_the_text_says_of_it() -> None:
    found = place("Gunmen stormed the village of Qwarzabad, 15 km east of Kunduz, Afghanistan.", "Qwarzabad")
    assert (found.country, found.relation, found.distance_km, found.where_prec) == ("AFG", "east_of", 15.0, 2)


def test_an_unknown_name_is_kept_with_its_reason_and_never_guessed() -> None:
    got = reading("The column halted in Qwarzabad for the night.")
    for p in got.places:
        assert p.lat is None
    assert [u.what for u in got.unplaced] == [p.name for p in got.places]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="Aabei' -.,\n“’éКN12", max_size=120))
def test_any_text_is_read_and_every_mention_is_the_text(text: str) -> None:
    got = reading(f"In Kabul, {text} and in Herat.")
    for p in got.places:
        for m in p.mentions:
            assert got.report.text[m.start : m.end] == m.text
    assert [p.id for p in got.places] == [f"p{n}" for n in range(1, len(got.places) + 1)]


def test_the_full_pipeline_links_places(read: Callable[..., Reading]) -> None:
    got = read("Gunmen killed two people in Basra, Iraq, on 3 May 2010.", published="2010-05-04")
    assert [p.name for p in got.places] == ["Basra", "Iraq"]
    assert got.places[0].within == got.places[1].id
