"""Who does what to whom, who says so and where, in constructions that readers trip over; sentences of our own."""

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


def placed(reading: Reading, trigger: str) -> str | None:
    by_id = {p.id: p.name for p in reading.places}
    place = event(reading, trigger).place
    return by_id[place] if place else None


RECIPIENTS = [
    # what is sent or brought away is done nothing to; whom it comes to or leaves is
    ("Portugal withdrew its troops from Guinea-Bissau in June.", "withdrew", ["Guinea-Bissau"]),
    ("Kenya pulled its peacekeepers out of Liberia.", "pulled", ["Liberia"]),
    ("The government mobilised reservists against the Karen rebels.", "mobilised", ["Karen rebels"]),
    # a state that is given something, refused it, or put under it, wherever the name stands
    ("Norway gave $9 million to pay for aid for those displaced in Yemen.", "gave", ["Yemen"]),
    ("Hungary suspended food supplies to Somalia in March.", "suspended", ["Somalia"]),
    ("The government extended the curfew in Jamaica until Friday.", "extended", ["Jamaica"]),
    ("The rebel council issued an ultimatum to Damascus.", "issued", ["Syria"]),
    # whom a threat or a refusal is addressed to stands in its condition
    ("The militia threatened to shell the port unless Ethiopia reopens the road.", "threatened", ["Ethiopia"]),
    ("The dockers will not end the strike until the ministry pays them.", "end", ["ministry"]),
    # through participles, infinitives and clauses on the object
    ("Widows filed a lawsuit accusing the cartel of the massacre.", "filed", ["cartel"]),
    ("Denmark donated a shipment of pumps to assist Mozambique.", "donated", ["Mozambique"]),
    ("Prosecutors opened an investigation into claims that two policemen beat a boy.", "opened", ["policemen"]),
    # a pronoun that stands for nobody known leaves the place empty and is not passed over
    ("The radio accused them of hiding rifles among pilgrims.", "accused", []),
    # what its own fighters do is not done to the group
    ("Fighters of the Coastal Front stormed the clinic and looted its pharmacy.", "looted", []),
]


@pytest.mark.parametrize(("text", "trigger", "wanted"), RECIPIENTS)
def test_recipients(read: Read, text: str, trigger: str, wanted: list[str]) -> None:
    reading = read(text)
    assert called(reading, event(reading, trigger).recipients) == wanted


ACTORS = [
    ('"They came at dawn and killed two goatherds," Major Elias Tembo told reporters.', "killed", []),
    ("Bandits seized the depot, police said on Monday, killing three guards.", "seized", ["Bandits"]),
    ("The Red Lions claimed responsibility for the attack on a convoy near Gao.", "attack", ["Red Lions"]),
    ("The African Union launched a mediation effort between Mali and Niger.", "effort", ["African Union"]),
    ("Residents reported shelling near the bridge.", "shelling", []),
    ("The officials said they had opened an inquiry against a banker.", "opened", ["officials"]),
    ("Troops were deployed to the border with Chad.", "deployed", ["Troops"]),
    # who only reports it did not do it, though his name stands where a subject does
    ("The envoy listed nine raids, one of which he said killed a family of five in Sirwah.", "killed", []),
    # whose they are tells forces apart
    ("Government forces held Ataq. A rebel, Saif Qadri, denied that his forces had shelled it.", "shelled", ["forces"]),
    ("Two sappers were killed by a drone attack carried out by the Red Lions near Gao.", "killed", ["Red Lions"]),
    ("The Red Lions claimed responsibility for the blast, which killed nine porters.", "killed", ["Red Lions"]),
    ("Fighting between the army and the RSF in El Fasher left 22 dead.", "fighting", ["army", "Rapid Support Forces"]),
    ("The army said it had beaten back an assault on its base at Djibo.", "beaten", ["army"]),
    ("State radio said soldiers had entered the abbey, and blamed the monks.", "blamed", ["State radio"]),
]


@pytest.mark.parametrize(("text", "trigger", "wanted"), ACTORS)
def test_actors(read: Read, text: str, trigger: str, wanted: list[str]) -> None:
    reading = read(text)
    assert called(reading, event(reading, trigger).actors) == wanted


NO_EVENT = [
    "It was not clear how many people had been killed.",
    "Five volunteers fighting alongside the soldiers lost their lives.",
    "The army declined to comment.",
    "The minister refused to confirm whether talks were under way.",
    "A guard asked that his name be withheld.",
    "The envoy was not authorised to brief the press.",
    "The clinic received 14 people on Monday.",
    'The party called the arrests "a purge".',
    "A message was sent to aid groups.",
    "It is not known who ordered it.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_no_event(read: Read, text: str) -> None:
    assert read(text).events == ()


def test_harm_counted_twice_is_one_event(read: Read) -> None:
    reading = read("Two people were killed and 11 injured when a Kenyan drone struck a bus near Kismayo.")
    assert [(e.trigger.text, e.mode, called(reading, e.actors)) for e in reading.events] == [
        ("killed", "drone", ["Kenyan drone"])
    ]


def test_revenge_vowed_is_a_threat(read: Read) -> None:
    assert event(read("Hezbollah vowed revenge."), "vowed").type == "THREATEN"


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The figure includes the driver.", "figure"),
        ("Defence Minister Ana Prado resigned.", "Defence"),
        ("Shells hit the hospital on Monday.", "hospital"),
        ("The rebels took hostage six clerks.", "hostage"),
        ("Their public criticism of the cartel led to the attack.", "public"),
        ("Shelling resumed near Taiz on Monday.", "Shelling"),
        ("The wounded were flown to Cúcuta, Norte de Santander.", "Norte de Santander"),
    ],
)
def test_nobody(read: Read, text: str, absent: str) -> None:
    assert absent not in {a.name for a in read(text).actors}


@pytest.mark.parametrize(
    ("text", "name", "kind", "sector"),
    [
        ("The regional governor, Oleh Marenko, resigned.", "Oleh Marenko", "person", "GOV"),
        ("The mayor of Zliten, Omar Faraj, denied it.", "Omar Faraj", "person", "GOV"),
        ("Police spokesman Colonel Themba Dube said so.", "Themba Dube", "person", "COP"),
        ("The hospital said 12 people were hurt.", "hospital", "organization", None),
    ],
)
def test_somebody(read: Read, text: str, name: str, kind: str, sector: str | None) -> None:
    found = next(a for a in read(text).actors if a.name == name)
    assert (found.kind, found.sector) == (kind, sector)


PLACES = [
    # a government that speaks is no place of what happened
    (
        "KHARKIV, Ukraine — A drone hit a depot on Tuesday, the mayor said. Moscow did not immediately comment.",
        "hit",
        "KHARKIV",
    ),
    # a place that no gazetteer has is kept, and the dateline's town does not stand in for it
    ("DAMASCUS, Syria — Shelling resumed in Xorwa on Monday, residents said.", "shelling", "Xorwa"),
]


@pytest.mark.parametrize(("text", "trigger", "wanted"), PLACES)
def test_places(read: Read, text: str, trigger: str, wanted: str) -> None:
    assert placed(read(text), trigger) == wanted


def test_list_of_governments_is_no_address(read: Read) -> None:
    reading = read("The group, which Ankara, Washington and London consider a threat, denied the raid.")
    assert "USA" not in {p.country for p in reading.places if p.name == "Ankara"}


SAID = [
    # two vouchers in one sentence: each for his own part
    (
        "Police fired tear gas in Kano, witnesses said, and at least one man was shot, according to Amnesty.",
        {"Police fired tear gas in Kano": ["witnesses"], "at least one man was shot": ["Amnesty"]},
    ),
    (
        "The rains had come, Foreign Minister Idriss Zene was quoted as saying by state radio on Tuesday.",
        {"The rains had come": ["Idriss Zene", "state radio"]},
    ),
    ("@army_press: Two soldiers were hurt near Tibu.", {"Two soldiers were hurt near Tibu": ["@army_press"]}),
    ("The governor wrote on Telegram that a bridge had fallen.", {"that a bridge had fallen": ["governor"]}),
    (
        "State radio said soldiers had entered the abbey, and blamed the monks.",
        {"soldiers had entered the abbey": ["State radio"], "the monks": ["State radio"]},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_said(read: Read, text: str, wanted: dict[str, list[str]]) -> None:
    reading = read(text)
    names = {s.id: s.name for s in reading.sources}
    assert {a.content.text: [names[s] for s in a.chain] for a in reading.attributions} == wanted


@pytest.mark.parametrize("text", ["KABUL: At least nine villagers were killed, elders said.", "Who ordered the raid?"])
def test_no_speaker(read: Read, text: str) -> None:
    assert {s.name for s in read(text).sources} <= {"elders"}


def test_transcript(read: Read) -> None:
    reading = read("INTERVIEWER: And the civilians?\n\nGENERAL OKORO: No civilians were harmed.")
    assert [a.content.text for a in reading.attributions] == ["And the civilians", "No civilians were harmed"]


def test_what_is_told_before_in_a_headline_is_no_threat(read: Read) -> None:
    reading = read("Israeli strike kills three herders in south Lebanon, Hezbollah vows response\n\nA man said so.")
    assert event(reading, "kills").status == "happened"
    assert called(reading, event(reading, "vows").actors) == ["Hezbollah"]


def test_what_is_said_beside_a_denial_is_not_denied(read: Read) -> None:
    reading = read("A spokesman denied that his men had shelled the camp and accused the coalition of nine air raids.")
    assert event(reading, "shelled").status == "denied"
    assert event(reading, "accused").status == "happened"


def test_an_attack_that_people_died_in_is_told(read: Read) -> None:
    reading = read("In the attack on the village of Alamou on Monday, 36 people died.")
    assert [c.events for c in reading.casualties] == [(event(reading, "attack").id,)]


@pytest.mark.parametrize(
    ("name", "country"),
    [("Burkina Faso", "BFA"), ("Guinea-Bissau", "GNB"), ("Bosnia and Herzegovina", "BIH"), ("Mali and Niger", None)],
)
def test_names_of_countries_are_whole(read: Read, name: str, country: str | None) -> None:
    found = read(f"Bandits killed eleven shepherds in {name} on Monday.").places
    assert [(p.name, p.country) for p in found if p.name == name] == ([(name, country)] if country else [])
    assert (len(found) == 1) is (country is not None)


def test_the_town_is_nearer_than_the_country(read: Read) -> None:
    text = "In northern Israel, two people were killed by shrapnel in the town of Karmiel after a barrage of rockets."
    assert placed(read(text), "killed") == "Karmiel"


def test_the_day_since_which_a_toll_runs_is_no_day_of_the_last_deaths(read: Read) -> None:
    reading = read(
        "Five soldiers were killed in fighting in Lebanon, bringing to 32 the number killed since the ground "
        "operation began on September 30, 2024."
    )
    assert [(c.low, c.scope, c.time) for c in reading.casualties] == [(5, "incident", None), (32, "period", None)]


@pytest.mark.parametrize("group", ["JNIM", "M23", "AQAP"])
def test_long_abbreviations_need_no_country(read: Read, group: str) -> None:
    reading = read(f"The {group} attacked a village on Monday, killing nine people.")
    assert event(reading, "attacked").actors


def test_short_abbreviations_need_their_country(read: Read) -> None:
    assert not event(read("The BLA attacked a village on Monday."), "attacked").actors
    assert event(read("The BLA attacked a village near Quetta on Monday."), "attacked").actors


def test_the_town_of_the_hospital_is_not_where_it_happened(read: Read) -> None:
    text = "Eleven soldiers were wounded in Maguindanao and airlifted to a hospital in Cotabato."
    assert placed(read(text), "wounded") == "Maguindanao"
    assert placed(read("They fought. Six were wounded and flown to a hospital in Cotabato."), "wounded") is None
