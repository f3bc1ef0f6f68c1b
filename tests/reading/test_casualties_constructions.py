"""Figures of harder constructions: kin, lists cut by brackets, shares, totals, who is no victim and who no doer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Reading

Read = Callable[..., Reading]
Figure = tuple[str, int, int | None]

FIGURES: list[tuple[str, list[Figure]]] = [
    # people told by whose they are
    (
        "The mayor of Sipí was shot dead by gunmen. His bodyguard was seriously wounded.",
        [("killed", 1, 1), ("wounded", 1, 1)],
    ),
    ("A mine killed a cowherd and maimed his nephew near Marib.", [("killed", 1, 1), ("wounded", 1, 1)]),
    (
        "A drone killed a cyclist in Beryslav; her husband was hospitalised with shrapnel wounds.",
        [("killed", 1, 1), ("wounded", 1, 1)],
    ),
    # wounds
    ("Six others sustained various degrees of injury in the raid.", [("wounded", 6, 6)]),
    (
        "Gunmen stormed the clinic. Medics found a porter suffering from a gunshot wound.",
        [("wounded", 1, 1)],
    ),
    ("The grenade killed a guard. A medic lost both legs.", [("killed", 1, 1), ("wounded", 1, 1)]),
    (
        "The army announced the death of a captain and the serious injury of two sappers.",
        [("killed", 1, 1), ("wounded", 2, 2)],
    ),
    ("Her body was found with gunshot wounds beside the canal.", [("killed", 1, 1)]),
    # headlines and notes
    ("Two militants, army jawan killed in Poonch encounter", [("killed", 2, 2), ("killed", 1, 1)]),
    ("Two civilians dead, nine hurt in Mosul blast", [("killed", 2, 2), ("wounded", 9, 9)]),
    ("Imphal, June 3: Two rebels were killed in a gunfight.", [("killed", 2, 2)]),
    ("0 casualties as drones target airbase near Kismayo.", [("casualties", 0, 0)]),
    ("There were no reports of casualties after the strike.", [("casualties", 0, 0)]),
    ("There were no immediate reports of casualties after the strike.", []),
    ("There was no immediate word of casualties.", []),
    # lists
    (
        "The strike killed a woman, Salma Haddad (also known as Umm Ali), and her four sons.",
        [("killed", 5, 5)],
    ),
    ("The raid killed a kingpin, Sani Black, and eight of his foot soldiers.", [("killed", 9, 9)]),
    (
        "A man was killed in the raid along with three of his children, a 19 year old son named Issa, and two other children.",
        [("killed", 4, 4)],
    ),
    ("The bomber killed five policemen and himself.", [("killed", 5, 5), ("killed", 1, 1)]),
    ("Enemy losses amounted to 310 killed and wounded.", [("casualties", 310, 310)]),
    # totals
    ("Police put the number of those kidnapped at 31.", [("captured", 31, 31)]),
    (
        "The ministry put the number of dead at 31, while the opposition put it at more than 60.",
        [("killed", 31, 31), ("killed", 61, None)],
    ),
    (
        "Five soldiers lost their lives and 12 were hurt. A source put the losses higher, at nine.",
        [("killed", 5, 5), ("wounded", 12, 12), ("killed", 9, 9)],
    ),
    ("Two people died. The firm lost 5 million dollars; its chairman put it at 9 million.", [("killed", 2, 2)]),
    (
        "The ministry said 64 people died, taking the toll since May 7, 2023 to 5,029.",
        [("killed", 64, 64), ("killed", 5029, 5029)],
    ),
    ("Gunmen shot dead community leader Rosa Ipia outside her home.", [("killed", 1, 1)]),
    ("About 300 families, or some 1,500 people, left their homes.", [("displaced", 1500, 1500)]),
    ("Violence forced 560,000 people from their homes.", [("displaced", 560_000, 560_000)]),
    ("Shells hit their homes in Gao, killing three.", [("killed", 3, 3)]),
    ("Colonel Ali Shah embraced martyrdom along with four of his men.", [("killed", 5, 5)]),
    (
        "Nineteen marchers had died, while police put the figure at 10.",
        [("killed", 19, 19), ("killed", 10, 10)],
    ),
    ("On Friday, May 13th, 2022, at least 14 villagers were killed in a strike.", [("killed", 14, None)]),
]

NOTHING = [
    "Gunmen also shot at a police car during the raid.",
    "Armed men came in, and the people inside shot back.",
    "The rebels have shot into the air before.",
    "The keeper, a runner, died of a heart attack after the shot.",
    "She saw the gunman in a van but figured he was lost.",
    "Troops rescued 17 kidnapped villagers after a raid.",
    "Some 63 people died of malnutrition in the camp in one week.",
]

PARTS: list[tuple[str, list[tuple[str, int]]]] = [
    ("The blast wounded twelve porters, two critically.", [("wounded", 2)]),
    ("Shelling: 40 civilians killed (12 children, 9 women) in the district.", [("killed", 12), ("killed", 9)]),
    (
        "Nine people were killed, including a journalist and his wife and their three kids, when a drone hit a tent.",
        [("killed", 1), ("killed", 1), ("killed", 3)],
    ),
    (
        "The bodies of nine herders were found after the raid. Seven of the victims had been shot in the head.",
        [("killed", 7)],
    ),
]


@pytest.mark.parametrize(("text", "want"), FIGURES, ids=[t[:40] for t, _ in FIGURES])
def test_figures(read: Read, text: str, want: list[Figure]) -> None:
    assert [(c.harm, c.low, c.high) for c in read(text).casualties if c.part_of is None] == want


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_is_counted(read: Read, text: str) -> None:
    assert read(text).casualties == ()


@pytest.mark.parametrize(("text", "want"), PARTS, ids=[t[:40] for t, _ in PARTS])
def test_parts(read: Read, text: str, want: list[tuple[str, int]]) -> None:
    assert [(c.harm, c.low) for c in read(text).casualties if c.part_of is not None] == want


def test_more_dead_have_no_doer_of_the_sentence_before(read: Read) -> None:
    dead = read("Militants attacked a bus on Monday, wounding three. Ten more people died.").casualties[-1]
    assert (dead.low, dead.perpetrators) == (10, ())


def test_a_bombing_has_no_prisoners(read: Read) -> None:
    reading = read("A bomb killed five people. The militants fled. Twelve arrests were made.")
    dead, held = reading.casualties
    assert (held.harm, held.low) == ("captured", 12)
    assert not set(held.events) & set(dead.events)


def test_victims_are_not_their_own_killers(read: Read) -> None:
    reading = read("At least 60 civilians were reportedly killed in shelling of the camp.")
    assert reading.casualties[0].perpetrators == ()


@pytest.mark.parametrize("text", ["Fighter jets struck a camp, killing 12 rebels.", "A Grad rocket killed two rebels."])
def test_the_make_of_a_weapon_is_nobody(read: Read, text: str) -> None:
    reading = read(text)
    assert reading.casualties[0].perpetrators == ()
    assert not {"Fighter", "fighter", "Grad"} & {a.name for a in reading.actors}


def test_speakers_of_a_quotation_did_not_do_it(read: Read) -> None:
    reading = read('"They killed my two brothers and my uncle," said Musa Abdou, a herder, after the raid.')
    assert (reading.casualties[0].low, reading.casualties[0].perpetrators) == (3, ())


def test_a_war_kills_over_its_time(read: Read) -> None:
    assert read("The war in Yemen has killed more than 150,000 people.").casualties[0].scope == "period"


def test_members_of_forces_are_security(read: Read) -> None:
    assert read("Gunmen killed three members of the security forces.").casualties[0].victims.status == "security"


def test_an_attacker_among_his_victims_has_his_own_status(read: Read) -> None:
    bomber = read("A suicide bomber blew himself up, killing five policemen and himself.").casualties[-1]
    assert bomber.victims.status == "combatant"


def test_whoever_died_was_not_killed_by_his_own(read: Read) -> None:
    reading = read(
        "A rebel spokesman said two of its men died and claimed that the group had killed at least 15 soldiers."
    )
    assert [bool(c.perpetrators) for c in reading.casualties] == [False, True]


def test_what_a_month_is_told_by_is_no_running_total(read: Read) -> None:
    reading = read("It had been calm since April, when dozens of people were killed in clashes in Jaramana.")
    assert [c.scope for c in reading.casualties] == ["incident"]
