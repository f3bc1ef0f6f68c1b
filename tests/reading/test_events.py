"""Events: type, mode, ACLED sub-event type, status, and who did it to whom; sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.record import Event, Reading

Read = Callable[..., Reading]


def names(reading: Reading, ids: tuple[str, ...]) -> str:
    by_id = {a.id: a for a in reading.actors}
    return " | ".join(m.text for i in ids for m in by_id[i].mentions).lower()


def event(reading: Reading, trigger: str) -> Event:
    return next(e for e in reading.events if e.trigger.text.lower() == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "mode"),
    [
        ("Rebels attacked a convoy near Kidal.", "attacked", "ASSAULT", None),
        ("Paratroopers opened fire on miners in Marikana.", "opened", "ASSAULT", "firearms"),
        ("Gunners shelled the port of Berbera.", "shelled", "ASSAULT", "heavy-weapons"),
        ("The air force carried out airstrikes on a depot.", "airstrikes", "ASSAULT", "aerial"),
        ("A militia kidnapped two nurses in Bunia.", "kidnapped", "ASSAULT", "abduct"),
        ("Guards tortured a detainee in Asmara.", "tortured", "ASSAULT", "torture"),
        ("Insurgents torched a school in Yala.", "torched", "ASSAULT", "destroy"),
        ("Soldiers raped three women in Bor.", "raped", "ASSAULT", "sexual"),
        ("Thousands of teachers marched through Lima.", "marched", "PROTEST", "demo"),
        ("Dockers went on strike in Valparaiso.", "went", "PROTEST", "strike"),
        ("Police arrested the editor of a weekly.", "arrested", "COERCE", "arrest"),
        ("Bandits robbed a grocer in Jos.", "robbed", "COERCE", "seize"),
        ("Police are investigating a carjacking in Tijuana.", "carjacking", "COERCE", "seize"),
        ("Police got reports of gunshots being fired in Tondo.", "fired", "ASSAULT", "firearms"),
        ("The commander was accused of attacking a post, killing six officers.", "attacking", "ASSAULT", None),
        ("The junta imposed a curfew in Mandalay.", "imposed", "COERCE", "curfew"),
        ("The junta declared a state of emergency.", "declared", "COERCE", "martial-law"),
        ("Customs officers confiscated the printing press.", "confiscated", "COERCE", "seize"),
        ("The army withdrew from the airfield.", "withdrew", "RETREAT", "withdraw"),
        ("The guerrillas released six hostages.", "released", "RETREAT", "release"),
        ("The rebels declared a ceasefire.", "declared", "RETREAT", "ceasefire"),
        ("The militiamen handed over their weapons to the police.", "handed", "RETREAT", "disarm"),
        ("The prime minister resigned.", "resigned", "RETREAT", "resign"),
        ("Norway mobilised reservists.", "mobilised", "MOBILIZE", "troops"),
        ("The president met rebel leaders in Doha.", "met", "CONSULT", None),
        ("The foreign minister visited Ankara.", "visited", "CONSULT", "visit"),
        ("The two governments signed a peace agreement.", "signed", "SUPPORT", None),
        ("Peru recognised the new government.", "recognised", "SUPPORT", None),
        ("The parties agreed to open two roads.", "agreed", "AGREE", None),
        ("Japan donated tents to the refugees.", "donated", "AID", None),
        ("Canada granted asylum to the pilot.", "granted", "AID", "asylum"),
        ("The president pardoned forty students.", "pardoned", "CONCEDE", None),
        ("The council lifted sanctions on Eritrea.", "lifted", "CONCEDE", None),
        ("The bishops called for an inquiry.", "called", "REQUEST", None),
        ("The union demanded the release of its leader.", "demanded", "REQUEST", None),
        ("The minister condemned the mayor.", "condemned", "ACCUSE", None),
        ("Prosecutors opened an investigation into the general.", "opened", "ACCUSE", None),
        ("The rebels rejected the proposal.", "rejected", "REJECT", None),
        ("The faction refused to disarm.", "refused", "REJECT", None),
        ("The governor threatened to close the border.", "threatened", "THREATEN", None),
        ("Chile expelled two diplomats.", "expelled", "SANCTION", "expel"),
        ("The donor suspended aid to the ministry.", "suspended", "SANCTION", "withdraw"),
        ("Kenya and Uganda held joint military exercises.", "held", "COOPERATE", None),
    ],
)  # fmt: skip
def test_type_and_mode(read: Read, text: str, trigger: str, type_: str, mode: str | None) -> None:
    found = event(read(text), trigger)
    assert (found.type, found.mode) == (type_, mode)
    assert found.status == "happened"


@pytest.mark.parametrize(
    ("text", "acled"),
    [
        ("Rebels attacked an army outpost near Kidal, killing nine soldiers.", "Armed clash"),
        ("Gunmen shot dead four farmers in Jos.", "Attack"),
        ("Warplanes bombed a market in Haydan.", "Air/drone strike"),
        ("Mortar shells hit a clinic in Taiz.", "Shelling/artillery/missile attack"),
        ("A roadside bomb exploded near a bus in Herat.", "Remote explosive/landmine/IED"),
        ("A suicide bomber blew himself up outside a bank in Kandahar.", "Suicide bomb"),
        ("Six traders were wounded in a grenade attack in Bujumbura.", "Grenade"),
        ("Three civilians were killed when a landmine exploded in Cabo Delgado.", "Remote explosive/landmine/IED"),
        ("Government forces recaptured the town of Bambari.", "Government regains territory"),
        ("Rebels seized the town of Goma.", "Non-state actor overtakes territory"),
        ("The militia abducted a priest in Zamfara.", "Abduction/forced disappearance"),
        ("Thousands of students protested in Dhaka.", "Peaceful protest"),
        ("Police fired tear gas to disperse protesters in Harare.", "Protest with intervention"),
        ("Soldiers opened fire on protesters in Khartoum, killing two.", "Excessive force against protesters"),
        ("Protesters threw stones at police and torched buses in Quito.", "Violent demonstration"),
        ("Villagers lynched two men in Assam.", "Mob violence"),
        ("Troops found an arms cache in a barn near Ituri.", "Disrupted weapons use"),
        ("The army set up a new base near Menaka.", "Headquarters or base established"),
        ("The two sides signed a ceasefire agreement.", "Agreement"),
        ("The column withdrew from the village of Ras Lanuf.", "Non-violent transfer of territory"),
    ],
)  # fmt: skip
def test_acled_sub_event_type(read: Read, text: str, acled: str) -> None:
    assert read(text).events[0].acled == acled


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("Rebels attacked a police patrol near Kidal.", "attacked", "rebels", "police"),
        ("A mayor was abducted by gunmen in Borno.", "abducted", "gunmen", "mayor"),
        ("The crowd was mortared at dusk.", "mortared", "", "crowd"),
        ("Marchers coming from Homs were fired on.", "fired", "", "marchers"),
        ("Soldiers fired on strikers in Lagos.", "fired", "soldiers", "strikers"),
        ("France imposed sanctions on Mali.", "imposed", "france", "mali"),
        ("The president met with tribal elders.", "met", "president", "elders"),
        ("Sweden provided weapons to Ukraine.", "provided", "sweden", "ukraine"),
        ("Ethiopia accused Sudan of massing troops.", "accused", "ethiopia", "sudan"),
    ],
)  # fmt: skip
def test_participants(read: Read, text: str, trigger: str, actor: str, recipient: str) -> None:
    reading = read(text)
    found = event(reading, trigger)
    for ids, wanted in ((found.actors, actor), (found.recipients, recipient)):
        assert wanted in names(reading, ids)
        assert bool(ids) == bool(wanted)


def test_a_headline_without_its_auxiliary_is_passive(read: Read) -> None:
    killed = event(read("Two farmers killed in Kano market blast"), "killed")
    assert not killed.actors


def test_both_sides_of_a_clash(read: Read) -> None:
    reading = read("Clashes between soldiers and rebels broke out in Goma.")
    found = event(reading, "clashes")
    assert "soldiers" in names(reading, found.actors)
    assert "rebels" in names(reading, found.actors)


@pytest.mark.parametrize(
    ("text", "trigger", "status", "certainty"),
    [
        ("Police tried to arrest the singer.", "arrest", "hypothetical", "stated"),
        ("The army did not bomb the hospital.", "bomb", "denied", "stated"),
        ("Troops have begun withdrawing from the valley.", "withdrawing", "begun", "stated"),
        ("Rebels are reported to have attacked the dam.", "attacked", "happened", "hedged"),
        ("The rebels plan to attack Bamako.", "attack", "planned", "stated"),
    ],
)  # fmt: skip
def test_stance(read: Read, text: str, trigger: str, status: str, certainty: str) -> None:
    found = event(read(text), trigger)
    assert (found.status, found.certainty) == (status, certainty)
    assert (found.acled is None) == (status not in ("happened", "begun"))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The government will release the prisoners.", "AGREE"),
        ("The militia will attack the port.", "THREATEN"),
        ("Colombia said Venezuela must release the prisoners.", "REQUEST"),
        ("The rebels will not release the pilots.", "REJECT"),
    ],
)  # fmt: skip
def test_what_is_to_come(read: Read, text: str, type_: str) -> None:
    assert [e.type for e in read(text).events] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "The budget was a heavy blow to the government.",
        "The mayor died of a heart attack.",
        "An earthquake killed forty people in Luzon.",
        "The senator fired his driver.",
        "Doctors fight malaria in the delta.",
        "The court released its report.",
        "He pulled out a notebook.",
        "The priest called it a massacre.",
        "A gas explosion at a bakery injured six people.",
    ],
)  # fmt: skip
def test_no_event(read: Read, text: str) -> None:
    assert [e for e in read(text).events if e.type == "ASSAULT" or e.type == "RETREAT"] == []


def test_crowd_size(read: Read) -> None:
    found = event(read("Tens of thousands of demonstrators marched to Minsk."), "marched")
    assert found.size is not None
    assert (found.size.low, found.size.high) == (20000, 99999)
    assert found.size.quote.text.lower() == "tens of thousands"


def test_weapons_are_spans(read: Read) -> None:
    reading = read("Rebels fired rockets at the airport in Aden.")
    found = reading.events[0]
    assert [w.text for w in found.weapons] == ["rockets"]


def test_harm_is_no_second_event(read: Read) -> None:
    assert len(read("Gunmen stormed a church in Kaduna, killing nine and wounding twenty.").events) == 1
    killed = read("Nine people were killed when a drone hit a wedding in Rada.").events
    assert [(e.trigger.text, e.acled) for e in killed] == [("killed", "Air/drone strike")]


ONE_DEED = [
    ("A drone strike hit a grain store in Sumy.", "strike"),
    ("A second blast struck the Wadajir district of Mogadishu.", "blast"),
    ("Artillery fire destroyed a clinic in Kutum.", "fire"),
    ("The port of Nagan was hit by a missile attack.", "hit"),
    ("Rebels attacked the town of Bangassou in a dawn raid.", "attacked"),
]


@pytest.mark.parametrize(("text", "trigger"), ONE_DEED)
def test_a_noun_and_the_verb_that_it_does_are_one_deed(read: Read, text: str, trigger: str) -> None:
    assert [e.trigger.text for e in read(text).events] == [trigger]


def test_an_accusation_is_not_where_the_violence_was(read: Read) -> None:
    text = "Mortars hit a school in Agdam on Monday, killing two. The president accused Armenia of breaking the truce."
    events = {e.type: e for e in read(text, published="2019-05-07").events}
    assert events["ASSAULT"].place
    assert events["ACCUSE"].place is None


STRIKES = [
    ("Israel launched air strikes on Damascus.", "ASSAULT"),
    ("Turkish jets launched air strikes on positions near Dohuk.", "ASSAULT"),
    ("The air force launched strikes on Kidal.", "ASSAULT"),
    ("Teachers launched a strike over pay in Harare.", "PROTEST"),
    ("Prisoners began a hunger strike in Kober prison.", "PROTEST"),
    ("The union began an indefinite strike.", "PROTEST"),
]


@pytest.mark.parametrize(("text", "type_"), STRIKES)
def test_a_strike_of_arms_is_none_of_workers(read: Read, text: str, type_: str) -> None:
    assert [e.type for e in read(text).events] == [type_]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Syria accused Israel of launching missile strikes on Homs on Sunday.", "Israel"),
        ("The opposition accused the air force of bombing a school in Idlib on Tuesday.", "air force"),
        ("Russia was accused by Kyiv of launching drone strikes on Odesa on Sunday.", "Russia"),
    ],
)
def test_a_dated_deed_in_an_accusation_is_told_and_hedged(read: Read, text: str, doer: str) -> None:
    reading = read(text, published="2024-05-16")
    deed = next(e for e in reading.events if e.type == "ASSAULT")
    assert [a.name for a in reading.actors if a.id in deed.actors] == [doer]
    assert deed.certainty == "hedged"
    assert any(e.type == "ACCUSE" for e in reading.events)


TOLD_OF = ("wounded", "injured", "fight", "attack")


@pytest.mark.parametrize(
    "text",
    [
        "The army accused the rebels of breaking the truce by an attack.",
        "Germany flew 35 of the wounded to Ramstein.",
        "No one was injured.",
        "The deal calls for the release of 33 hostages.",
        "The plan commits Georgia not to use force in South Ossetia.",
        "Troops took the port without a fight.",
    ],
)
def test_papers_people_and_what_did_not_happen_are_no_attacks(read: Read, text: str) -> None:
    assert not [e for e in read(text).events if e.type in ("THREATEN", "REQUEST") or e.trigger.text in TOLD_OF]


def test_the_doer_of_the_next_verb_is_not_done_to(read: Read) -> None:
    reading = read("Hamas freed three women and Israel released 90 prisoners on Sunday.")
    names = {a.id: a.name for a in reading.actors}
    told = [([names[a] for a in e.actors], [names[r] for r in e.recipients]) for e in reading.events]
    assert told == [(["Hamas"], ["women"]), (["Israel"], ["prisoners"])]


def test_who_was_shot_dead_is_the_recipient(read: Read) -> None:
    reading = read("Motorcyclists shot dead a tribal elder in Bajaur on Sunday.")
    assert [a.name for a in reading.actors if a.id in reading.events[0].recipients] == ["tribal elder"]


def test_pointing_back_is_no_new_event(read: Read) -> None:
    text = "Gunmen attacked a bus near Maan on Monday. Six pilgrims were killed in the attack."
    assert [e.trigger.text for e in read(text).events] == ["attacked"]


def test_one_person_is_abducted_once(read: Read) -> None:
    text = "Juan Perez was kidnapped in Cali on Monday. Perez was kidnapped by guerrillas."
    events = [e for e in read(text).events if e.type == "ASSAULT"]
    assert len(events) == 1
    assert events[0].actors


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.sampled_from("attack the army killed protest in of by rebels ,.\"'\n-é😀"), max_size=200))
def test_spans_hold_on_any_text(text: str) -> None:
    reading = dateline.read(text)
    for e in reading.events:
        for span in (e.trigger, e.evidence, *e.weapons):
            assert reading.report.text[span.start : span.end] == span.text
        assert e.evidence.covers(e.trigger)
        assert 0 <= e.confidence <= 1
    assert [e.id for e in reading.events] == [f"e{n}" for n in range(1, len(reading.events) + 1)]
