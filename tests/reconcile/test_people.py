"""The same people told of again: the wounded who die, phrases that point back, groups told one after another."""

from __future__ import annotations

import pytest

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from reconcile.build import Maker


def one(maker: Maker) -> Incident:
    (incident,) = reconcile([maker.reading], "ibc")
    return incident


def low(maker: Maker, harm: str) -> int | None:
    count = getattr(one(maker), harm)
    return None if count is None else int(count.low)


def test_one_victim_who_was_shot_and_died_is_not_wounded_as_well() -> None:
    maker = Maker("A driver was shot in Cali on Monday. He died in hospital.")
    maker.figure("A driver", 1, harm="wounded")
    maker.figure("He", 1)
    assert (low(maker, "killed"), low(maker, "wounded")) == (1, None)


def test_the_dead_beside_the_wounded_are_two_people() -> None:
    maker = Maker("One man was killed and another wounded in Cali.")
    maker.figure("One man", 1)
    maker.figure("another", 1, harm="wounded")
    assert (low(maker, "killed"), low(maker, "wounded")) == (1, 1)


def test_a_second_man_is_the_first_of_the_wounded() -> None:
    maker = Maker("One man was killed in Cali. A second man was wounded. The second man is in hospital.")
    maker.figure("One man", 1)
    maker.figure("A second man", 1, harm="wounded")
    maker.figure("The second man", 1, harm="wounded")
    assert (low(maker, "killed"), low(maker, "wounded")) == (1, 1)


def test_both_victims_are_the_dead() -> None:
    maker = Maker("Two sisters were found dead in Tepic. Both victims had been shot.")
    maker.figure("Two sisters", 2)
    maker.figure("Both victims", 2, harm="wounded")
    assert (low(maker, "killed"), low(maker, "wounded")) == (2, None)


def test_some_of_those_shot_died() -> None:
    maker = Maker("Three men were shot in Cali, one of them fatally.")
    shot = maker.figure("Three men", 3, harm="wounded")
    maker.figure("one of them", 1, part_of=shot)
    assert (low(maker, "killed"), low(maker, "wounded")) == (1, 2)


GROUPS = [
    ("Five men were shot in Gao. Police found three men there. Two other men came to a clinic.",
     [("Five men", 5), ("three men", 3), ("Two other men", 2)], 5),
    ("Several insurgents were held. Two additional insurgents were held later. Two additional insurgents talked.",
     [("Several insurgents", 3), ("Two additional insurgents", 2)], 5),
    ("Four people died in Gao. Four others died in Kidal road.", [("Four people", 4), ("Four others", 4)], 8),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures", "total"), GROUPS)
def test_groups_told_one_after_another(text: str, figures: list[tuple[str, int]], total: int) -> None:
    maker = Maker(text)
    for quote, people in figures:
        maker.figure(quote, people)
    assert low(maker, "killed") == total


def test_nobody_is_counted_by_the_title_and_again_by_the_lead() -> None:
    from dataclasses import replace

    text = "Nine die in Taiz\n\nNine traders died in Taiz on Monday, and 14 were hurt."
    maker = Maker(text)
    maker.figure("Nine die", 9)
    maker.figure("Nine traders", 9, time=maker.time("Monday", "2031-05-05"))
    maker.figure("14", 14, harm="wounded")
    reading = replace(maker.reading, report=replace(maker.reading.report, title="Nine die in Taiz"))
    (incident,) = reconcile([reading], "ucdp")
    assert incident.killed is not None
    assert incident.wounded is not None
    assert (incident.killed.low, incident.wounded.low, incident.start) == (9, 14, "2031-05-05")


def test_a_death_days_later_leaves_the_day_of_the_deed() -> None:
    maker = Maker("Omar Sali was shot on Monday. Omar Sali was pronounced dead on Wednesday.")
    sali = maker.actor("Omar Sali", "person")
    maker.figure("Omar Sali", 1, harm="wounded", actor=sali, time=maker.time("Monday", "2031-05-05"))
    maker.figure("Omar Sali was pronounced", 1, actor=sali, time=maker.time("Wednesday", "2031-05-07"))
    incident = one(maker)
    assert incident.start == "2031-05-05"
    assert incident.wounded is None
