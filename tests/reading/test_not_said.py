"""What a text does not say is not read: no doer, place, day or end that its words give to something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Event, Reading

Read = Callable[..., Reading]


def event(reading: Reading, trigger: str) -> Event:
    return next(e for e in reading.events if e.trigger.text.lower() == trigger)


def called(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    by_id = {a.id: a.name for a in reading.actors}
    return [by_id[i] for i in ids]


PLACES = [
    ("Three peacekeepers from Nepal were killed in Bunia on Monday.", "killed", "Bunia"),
    ("A bomb killed four guards on Monday, two of them from Chad.", "killed", None),
    ("A former clerk from Arua, Uganda, shot two guards on Monday.", "shot", None),
    ("Two engineers from Kenya and Uganda were abducted on Friday.", "abducted", None),
    ("In Baghdad, a bomb hidden outside a bakery in Karrada killed six people.", "killed", "Karrada"),
    ("Shells hit a farm near Taiz. In Muscat, envoys failed to agree. Gunmen shot two traders.", "shot", "Taiz"),
    ("Nine farmers were shot in Sevare. More than 900 people have been killed in the region since 2014.", "killed", None),
    ("Moscow's defence ministry said it had struck a depot.", "struck", None),
    ("Armenia and Azerbaijan fought on. Officials said two soldiers were killed near Martuni and that Stepanakert came under rocket fire.", "came", "Stepanakert"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "wanted"), PLACES)
def test_where_people_are_from_or_talk_is_no_place_of_a_deed(
    read: Read, text: str, trigger: str, wanted: str | None
) -> None:
    reading = read(text, published="2024-05-20")
    names = {p.id: p.name for p in reading.places}
    place = event(reading, trigger).place
    assert (names[place] if place else None) == wanted


SIDES = [
    ("A Peruvian photographer was found shot dead near her home in Juliaca.", "shot", [], ["Peruvian photographer"]),
    ("Five soldiers were wounded when their truck hit a landmine near Pibor.", "wounded", [], ["soldiers"]),
    ("A patrol of the army struck a roadside bomb near Diffa.", "struck", [], ["patrol"]),
    ("A herder stepped on a mine near Kismayo.", "stepped", [], ["herder"]),
    ("Then four men came in shooting.", "shooting", ["men"], []),
    ("The Secretary-General condemned the raid.", "condemned", ["Secretary-General"], []),
    ("Marines clashed with gunmen in Patikul in the southern Philippines.", "clashed", ["Marines"], ["gunmen"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), SIDES)
def test_who_is_hurt_is_no_doer(read: Read, text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    reading = read(text)
    told = event(reading, trigger)
    assert called(reading, told.actors) == actors
    assert [r for r in called(reading, told.recipients) if r not in actors] == recipients


def test_marines_are_american_only_where_the_text_says_so(read: Read) -> None:
    for text, wanted in (
        ("Marines fought rebels near Patikul in the Philippines.", False),
        ("Philippine Marines fought rebels near Patikul.", False),
        ("U.S. Marines fought insurgents near Ramadi in Iraq.", True),
    ):
        reading = read(text)
        found = [a for a in reading.actors if "marine" in a.name.lower()]
        assert [a.country == "USA" for a in found] == [wanted], text


def test_who_bears_the_name_of_a_group_is_not_the_group(read: Read) -> None:
    reading = read("The minister met Rahimullah Haqqani, a cleric from Nangarhar, in Kabul.")
    assert not [a for a in reading.actors if a.kind == "armed_group"]
    reading = read("Fighters of the Haqqani network attacked a hotel in Kabul.")
    assert [a for a in reading.actors if a.kind == "armed_group"]


def test_aircraft_are_not_fighters(read: Read) -> None:
    reading = read("Several B-52 bombers flew over Palawan on Tuesday.")
    assert not [a for a in reading.actors if a.kind == "armed_group"]


DAYS = [
    ("More than 600 people have been killed in the province since 2014.", "killed", None),
    ("A mine killed two.\n\nIn a separate incident, soldiers shot a trader on 5 March 2024.", "killed", None),
    ("Gunmen shot two farmers at talks on a truce that ends on 3 August 2024.", "shot", None),
    ("On 3 May 2024, a bombing claimed the lives of nine people and injured forty.", "bombing", "2024-05-03"),
    ("It announced the death of Sergeant David Levi, 20, killed on 4 May 2024.\n\nA rocket killed two men.", "rocket", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "wanted"), DAYS)
def test_a_day_is_of_what_it_is_told_of(read: Read, text: str, trigger: str, wanted: str | None) -> None:
    reading = read(text, published="2024-05-20")
    days = {t.id: t.start for t in reading.times}
    time = next((e.time for e in reading.events if trigger in e.evidence.text and e.status == "happened"), None)
    assert (days[time] if time else None) == wanted


STATUS = [
    ("The rebels and the army signed a ceasefire that ends on 3 August 2024.", "signed"),
    ("The army and the rebels signed a truce in May. If either side breaks the truce, the monitors will leave.", "signed"),
    ("The rebels and the army signed a truce in May. The army did not violate the truce.", "signed"),
    ("Both sides have been urged to agree to a truce, which would last two days.", "proposed"),
    ("The truce between the army and the rebels expired on Sunday.", "ended"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STATUS)
def test_what_lies_ahead_ends_no_agreement(read: Read, text: str, wanted: str) -> None:
    reading = read(text, published="2024-05-20")
    assert [a.status for a in reading.agreements] == [wanted]


def test_who_stayed_out_of_an_agreement_is_no_party(read: Read) -> None:
    reading = read("The army fought dissidents, who refused to sign the 2016 peace agreement.")
    assert reading.agreements == ()


def test_a_list_of_what_was_agreed_is_all_terms(read: Read) -> None:
    text = (
        "The two armies agreed on Monday to a ceasefire that begins on Thursday, to free all prisoners within a month, "
        "and to pull their troops back from the river, mediators from the African Union said."
    )
    agreement = read(text, published="2024-05-20").agreements[0]
    assert [t.duty for t in agreement.terms] == ["cease_fire", "release", "withdraw"]
    assert called(read(text, published="2024-05-20"), agreement.mediators) == ["African Union"]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The general vowed to go on until the last soldier had left.", []),
        ("An explosion ripped through a market in Kirkuk.", ["ASSAULT"]),
    ],
)
def test_defiance_is_no_pledge(read: Read, text: str, types: list[str]) -> None:
    assert [e.type for e in read(text).events if e.type in ("AGREE", "ASSAULT")] == types


def test_missiles_shot_down_are_no_gunfire(read: Read) -> None:
    reading = read("The army shot down 33 of the missiles.")
    assert event(reading, "shot").mode == "heavy-weapons"


def test_each_army_is_not_the_army_of_a_land(read: Read) -> None:
    reading = read(
        "Six officers, three named by each army, will watch the line. A shell killed two farmers, the Honduran army said."
    )
    told = {a.id: a.chain[0] for a in reading.attributions}
    names = {s.id: s.name for s in reading.sources}
    (figure,) = reading.casualties
    assert names[told[str(figure.attribution)]] == "Honduran army"
