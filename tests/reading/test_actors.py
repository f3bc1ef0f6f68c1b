"""Actors: who is named or described, once each, with kind, sector, country and belonging."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.reading.actors import ActorStage
from dateline.reading.head import HeadStage
from dateline.reading.parser import ParseStage
from dateline.reading.pipeline import Reader
from dateline.record import Actor, Reading, Report

Actors = Callable[[str], tuple[Actor, ...]]


class _NoPlaces:
    """Stands in for the places, so that these tests hold whatever the gazetteer says."""

    name, version = "places", "1"
    requires = frozenset({"sentences"})
    assigns = frozenset({"places", "unplaced"})

    def __call__(self, layers):  # type: ignore[no-untyped-def]
        return layers


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(stages=[HeadStage(), ParseStage(), _NoPlaces(), ActorStage()])


@pytest.fixture(scope="module")
def actors(reader: Reader) -> Actors:
    def find(text: str) -> tuple[Actor, ...]:
        reading: Reading = reader.read(Report.of(text))
        for a in reading.actors:
            for m in a.mentions:
                assert reading.report.text[m.start : m.end] == m.text
        return reading.actors

    return find


def named(found: tuple[Actor, ...], text: str) -> Actor:
    """The actor that `text` mentions (or is called so); exactly one."""
    hits = [a for a in found if a.name == text or any(m.text == text for m in a.mentions)]
    assert len(hits) == 1, (text, found)
    return hits[0]


@pytest.mark.parametrize(
    ("text", "mention", "kind", "sector", "country"),
    [
        ("Malian soldiers searched the bus at dawn.", "Malian soldiers", "force", "MIL", "MLI"),
        ("The Kenyan police dispersed them.", "The Kenyan police", "force", "COP", "KEN"),
        ("The Chadian government resigned on Monday.", "The Chadian government", "state", "GOV", "TCD"),
        ("Unknown gunmen stormed the clinic.", "Unknown gunmen", "armed_group", "UAF", None),
        ("Colombian guerrillas released two engineers.", "Colombian guerrillas", "armed_group", "REB", "COL"),
        ("Rebel forces took the bridge.", "Rebel forces", "armed_group", "REB", None),
        ("Government forces shelled the ridge.", "Government forces", "force", "MIL", None),
        ("Thousands of teachers marched in the rain.", "Thousands of teachers", "population", "EDU", None),
        ("A police spokesman denied the report.", "A police spokesman", "person", "COP", None),
        ("Three nurses were abducted.", "Three nurses", "population", "MED", None),
        ("A suicide bomber blew himself up.", "A suicide bomber", "person", "UAF", None),
        ("Armed men burned the market.", "Armed men", "armed_group", "UAF", None),
        ("Residents of Tonkar fled into the hills.", "Residents of Tonkar", "population", "CVL", None),
        ("The army of Chad crossed the river.", "The army of Chad", "force", "MIL", "TCD"),
        ("NATO-led forces left the base.", "NATO-led forces", "force", "MIL", None),
        ("Peruvian peasants blocked the road.", "Peruvian peasants", "population", "AGR", "PER"),
        ("Boko Haram attacked the village.", "Boko Haram", "armed_group", "REB", "NGA"),
        ("The ICRC visited the prisoners.", "The ICRC", "organization", "NGO", None),
        ("Reuters said the town was quiet.", "Reuters", "media", "JRN", "GBR"),
        ("Ethiopia accused its neighbour of lying.", "Ethiopia", "state", "GOV", "ETH"),
        ("Ankara warned that it would respond.", "Ankara", "state", "GOV", "TUR"),
    ],
)
def test_kind_sector_country(
    actors: Actors, text: str, mention: str, kind: str, sector: str | None, country: str | None
) -> None:
    found = named(actors(text), mention)
    assert (found.kind, found.sector, found.country) == (kind, sector, country)


def test_abbreviation_is_the_same_actor(actors: Actors) -> None:
    found = actors(
        "The Movement for a Free Harbor (MFH) seized the port. The government called the MFH a gang. The MFH denied it."
    )
    texts = [m.text for m in named(found, "Movement for a Free Harbor").mentions]
    assert sum("MFH" in t for t in texts) >= 3


def test_abbreviation_in_square_brackets(actors: Actors) -> None:
    found = actors("Spokesmen of the Farabundo Marti National Liberation Front [FMLN] spoke. The FMLN agreed to talk.")
    group = named(found, "Farabundo Marti National Liberation Front")
    assert group.country == "SLV"
    assert any("FMLN" in m.text for m in group.mentions)


def test_parts_of_a_name(actors: Actors) -> None:
    found = actors(
        "General Amadou Keita met villagers on Sunday. Keita promised them wells. He left before noon, and Gen. Keita "
        "did not return."
    )
    keita = named(found, "Amadou Keita")
    assert (keita.kind, keita.sector) == ("person", "MIL")
    assert {"Keita", "He"} <= {m.text for m in keita.mentions}


def test_people_who_share_a_part_stay_apart(actors: Actors) -> None:
    found = actors("Ahmed Hassan met Omar Hassan in Tunis. Ahmed Hassan spoke first.")
    assert named(found, "Ahmed Hassan") is not named(found, "Omar Hassan")


def test_definite_description_finds_its_person(actors: Actors) -> None:
    found = actors("Bishop Paul Okello called for calm. The bishop said the killings must end.")
    assert any(m.text == "The bishop" for m in named(found, "Paul Okello").mentions)


def test_description_of_two_candidates_is_nobody_named(actors: Actors) -> None:
    text = "Bishop Paul Okello and Bishop John Were called for calm. Rain fell all night. The bishop prayed."
    found = actors(text)
    for name in ("Paul Okello", "John Were"):
        assert all(m.text != "The bishop" for m in named(found, name).mentions)


def test_apposition(actors: Actors) -> None:
    found = actors("Maria Torres, a nurse, treated the wounded.")
    torres = named(found, "Maria Torres")
    assert any(m.text == "a nurse" for m in torres.mentions)


def test_one_noun_for_two_actors(actors: Actors) -> None:
    found = actors("Kenyan and Ugandan troops crossed the border.")
    assert {a.country for a in found if a.kind == "force"} == {"KEN", "UGA"}


def test_members(actors: Actors) -> None:
    found = actors("Hamas fighters fired on a convoy. Hamas denied it.")
    fighters = named(found, "Hamas fighters")
    assert named(found, "Hamas").id in fighters.members_of


@pytest.mark.parametrize(
    "text",
    [
        "The convoy stopped in Niger on Tuesday.",
        "Snow fell across Norway.",
        "They drove from Ghana to Togo.",
        "Jet fighters crossed the valley.",
    ],
)
def test_places_and_things_are_no_actors(actors: Actors, text: str) -> None:
    assert not [a for a in actors(text) if a.kind in ("state", "armed_group", "force")]


def test_backed_by_a_state_is_not_the_state(actors: Actors) -> None:
    found = actors("American-backed rebels took the town.")
    assert all(a.country != "USA" for a in found)


@pytest.mark.parametrize(
    ("text", "country"),
    [("An Israeli airstrike hit the road.", "ISR"), ("Turkish shelling killed two.", "TUR")],
)
def test_a_nation_before_its_deed_is_the_state(actors: Actors, text: str, country: str) -> None:
    assert any(a.kind == "state" and a.country == country for a in actors(text))


def test_abbreviation_needs_its_country(actors: Actors) -> None:
    assert all("Kachin" not in a.name for a in actors("Two soldiers are listed as KIA in Iraq."))
    assert any("Kachin" in a.name for a in actors("The KIA and Myanmar troops clashed in Myanmar."))


def test_capitals(actors: Actors) -> None:
    text = (
        "SAN SALVADOR -- THE SALVADORAN GOVERNMENT SAID TODAY THAT GUERRILLAS OF THE FMLN ATTACKED A BARRACKS.\n"
        "THE POLICE SEARCHED THE TOWN FOR THEM UNTIL MIDNIGHT."
    )
    found = actors(text)
    assert named(found, "THE SALVADORAN GOVERNMENT").country == "SLV"
    assert named(found, "THE POLICE").sector == "COP"


def test_ids_are_in_text_order(actors: Actors) -> None:
    found = actors("The army blamed rebels. Rebels blamed the army. Villagers blamed both.")
    assert [a.id for a in found] == [f"a{n}" for n in range(1, len(found) + 1)]
    starts = [a.mentions[0].start for a in found]
    assert starts == sorted(starts)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="Aa bB.,'’\"“”()[]\n-éÉüşÑ7US", max_size=60))
def test_any_text_gives_exact_spans(actors: Actors, tail: str) -> None:
    actors("Zaïrean troops (ZT) and 'Abu Omar' shot at the crowd. " + tail)


def test_a_feast_and_an_unknown_village_are_nobody(read: Callable[..., Reading]) -> None:
    text = (
        "The army agreed to a truce for Eid al-Fitr. Jets hit a convoy at Urm al-Zarqa, in the west of Idlib province."
    )
    names = {a.name for a in read(text, published="2023-04-20").actors}
    assert not names & {"Eid al-Fitr", "Urm al-Zarqa"}
