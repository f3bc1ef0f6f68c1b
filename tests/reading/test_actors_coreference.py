"""Who is who: pronouns, definite phrases, other people in the same words, unknown media, the country of the story."""

from __future__ import annotations

import pytest

from dateline.reading.actors import ActorStage
from dateline.reading.head import HeadStage
from dateline.reading.parser import ParseStage
from dateline.reading.pipeline import Reader
from dateline.reading.places import PlaceStage
from dateline.record import Actor, Report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(stages=[HeadStage(), ParseStage(), PlaceStage(), ActorStage()])


def having(found: tuple[Actor, ...], text: str) -> list[Actor]:
    """The actors that the words mention, in text order."""
    return [a for a in found if any(m.text == text for m in a.mentions)]


def same(reader: Reader, text: str, first: str, second: str) -> bool:
    found = reader.read(Report.of(text)).actors
    return any(a in having(found, second) for a in having(found, first))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Amina Sesay met Joseph Kamara in Bo. She asked him for rice.", "Amina Sesay", "She"),
        ("Amina Sesay met Joseph Kamara in Bo. She asked him for rice.", "Joseph Kamara", "him"),
        ("His wife Teresa said he was held. Pablo Rios was seen on Monday.", "His wife", "Teresa"),
        ("Tomas Rey and Luis Paz fled on Friday. They said soldiers had burned the mill.", "Tomas Rey", "They"),
        ("Tomas Rey and Luis Paz fled on Friday. They said soldiers had burned the mill.", "Luis Paz", "They"),
        ("Hamas said it had fired the rockets.", "Hamas", "it"),
        ("Boko Haram shelled the town. The rebels used mortars.", "Boko Haram", "The rebels"),
        ("Oxfam left the camp. The charity cited the fighting.", "Oxfam", "The charity"),
        ("The Republican Guards held the gate. The guards fired twice.", "The Republican Guards", "The guards"),
        ("Masked men stopped a bus. The attackers took ten people.", "Masked men", "The attackers"),
        ("A militia called the River Hawks holds the ford.", "A militia", "the River Hawks"),
        ("The Hills Defence Force struck at dawn. The HDF lost two men.", "The HDF", "The Hills Defence Force"),
    ],
)
def test_one_actor(reader: Reader, text: str, first: str, second: str) -> None:
    assert same(reader, text, first, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Maria Lopez accused Juan Soto. He denied it.", "Maria Lopez", "He"),
        ("The army shelled the town. It rained all night.", "The army", "It"),
        ("Boko Haram shelled the town. The charity left.", "Boko Haram", "The charity"),
        ("Gunmen shot a judge in Herat.\n\nMen with knives killed a nurse in Balkh.", "Gunmen", "Men"),
    ],
)
def test_two_actors(reader: Reader, text: str, first: str, second: str) -> None:
    assert not same(reader, text, first, second)


def gunmen(reader: Reader, text: str) -> int:
    found = reader.read(Report.of(text)).actors
    return sum(any("gunmen" in m.text.lower() for m in a.mentions) for a in found)


def test_gunmen_of_another_paragraph_may_be_others(reader: Reader) -> None:
    assert gunmen(reader, "Gunmen shot a judge in Herat.\n\nGunmen robbed a bank in Balkh.") == 2


def test_the_gunmen_are_those_of_before(reader: Reader) -> None:
    assert gunmen(reader, "Gunmen shot a judge in Herat.\n\nThe gunmen fled on foot.") == 1


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("NIAMEY, Niger — The army said four men died near Tillaberi.", "The army", "NER"),
        ("BAGHDAD — Interim government troops entered Samarra in Iraq.", "Interim government troops", "IRQ"),
        ("BAGHDAD — Foreign troops left Samarra in Iraq.", "Foreign troops", None),
        ("The army of the rebels met the envoy. Peru, Chad and Laos voted.", "The army of the rebels", None),
        ("Kenya and Uganda closed the border. Police were sent.", "Police", None),
    ],
)
def test_country_of_the_story(reader: Reader, text: str, mention: str, country: str | None) -> None:
    found = reader.read(Report.of(text)).actors
    assert {a.country for a in found if any(m.text in mention for m in a.mentions)} <= {country}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Bamako Courier reported that two men died.", "Bamako Courier"),
        ("A doctor told the Southern Herald that he had seen it.", "Southern Herald"),
        ("The toll rose to nine, according to the Lakeside Review.", "Lakeside Review"),
        ("Meridian Wire quoted a general as saying so.", "Meridian Wire"),
    ],
)
def test_unknown_media(reader: Reader, text: str, name: str) -> None:
    found = [a for a in reader.read(Report.of(text)).actors if a.name == name]
    assert [(a.kind, a.sector) for a in found] == [("media", "JRN")]


def test_an_agency_that_only_acts_is_no_medium(reader: Reader) -> None:
    found = reader.read(Report.of("The Harbor Control Agency said the port was shut.")).actors
    assert all(a.kind != "media" for a in found)


def test_ranks_and_names_in_capitals(reader: Reader) -> None:
    text = (
        "LIMA -- LT COL MARCOS PENA SAID CAPT LUIS ROJAS DIED IN PUNO.\nPENA SAID THE ARMED FORCES WOULD ACT IN PERU."
    )
    found = reader.read(Report.of(text)).actors
    assert [(a.name, a.sector) for a in found if a.kind == "person"] == [("Marcos Pena", "MIL"), ("Luis Rojas", "MIL")]
    assert {a.sector for a in having(found, "THE ARMED FORCES")} == {"MIL"}


def test_a_capital_that_is_accused_is_its_government(reader: Reader) -> None:
    found = reader.read(Report.of("Kampala accused Kigali of arming the rebels.")).actors
    assert {a.country for a in found if a.kind == "state"} == {"UGA", "RWA"}


def test_a_shelled_town_is_no_person(reader: Reader) -> None:
    found = reader.read(Report.of("Rebels shelled Ongoli on Monday. Residents of Ongoli fled.")).actors
    assert all(a.name != "Ongoli" for a in found)
