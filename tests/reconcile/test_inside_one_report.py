"""The rules of counting inside one report: every person once, parts inside wholes, others added, the past apart."""

from __future__ import annotations

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from reconcile.build import Maker


def one(maker: Maker, policy: str = "ibc") -> Incident:
    (incident,) = reconcile([maker.reading], policy)
    return incident


def killed(maker: Maker, policy: str = "ibc") -> tuple[int, int, int | None]:
    count = one(maker, policy).killed
    assert count is not None
    assert count.low <= count.best
    assert count.high is None or count.best <= count.high
    return count.low, count.best, count.high


def test_title_lead_and_later_paragraph_tell_of_the_same_dead() -> None:
    maker = Maker("Four killed in Bunia. Four people were killed in Bunia on Monday. The four were traders.")
    maker.figure("Four killed", 4)
    maker.figure("Four people", 4)
    maker.figure("The four", 4)
    assert killed(maker) == (4, 4, 4)


def test_a_number_replaces_a_vague_word() -> None:
    maker = Maker("Dozens were killed in Bunia. Hospital staff later counted 43 dead.")
    maker.figure("Dozens", 24, 99, qualifier="order")
    maker.figure("43 dead", 43)
    assert killed(maker) == (43, 43, 43)


def test_a_part_is_inside_its_whole() -> None:
    maker = Maker("Twelve people, among them three children, died in Raqqa.")
    whole = maker.figure("Twelve people", 12)
    maker.figure("three children", 3, status="civilian", part_of=whole)
    incident = one(maker)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (12, 12)
    assert (incident.killed.civilian.low, incident.killed.unknown.low) == (3, 9)


def test_children_told_of_later_are_among_the_dead() -> None:
    maker = Maker("Twelve people died in Raqqa. Three children were killed, neighbours said.")
    maker.figure("Twelve people", 12)
    maker.figure("Three children", 3, status="civilian")
    assert killed(maker) == (12, 12, 12)


def test_a_total_takes_in_those_told_of_one_by_one() -> None:
    maker = Maker("A woman was killed in the yard. A boy died in the street. In all, five people were killed.")
    maker.figure("A woman", 1, status="civilian")
    maker.figure("A boy", 1, status="civilian")
    maker.figure("five people", 5)
    assert killed(maker) == (5, 5, 5)


def test_different_sides_add_up() -> None:
    maker = Maker("Two soldiers and five rebels were killed near Kaya.")
    maker.figure("Two soldiers", 2, status="security")
    maker.figure("five rebels", 5, status="combatant")
    incident = one(maker)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.combatant.low, incident.killed.unknown.high) == (7, 7, 0)


def test_another_and_also_add_and_are_added_once() -> None:
    maker = Maker("Two farmers were shot dead. Another farmer died later. Police said another farmer had died.")
    maker.figure("Two farmers", 2, status="civilian")
    maker.figure("Another farmer", 1, status="civilian")
    maker.figure("another farmer", 1, status="civilian")
    assert killed(maker) == (3, 3, 3)


def test_a_leader_beside_the_rank_and_file() -> None:
    maker = Maker("Troops captured a rebel commander near Pemba. Troops seized arms and captured two fighters.")
    maker.figure("a rebel commander", 1, harm="captured", status="combatant")
    maker.figure("two fighters", 2, harm="captured", status="combatant")
    found = one(maker).captured
    assert found is not None
    assert (found.low, found.high) == (3, 3)


def test_an_indefinite_phrase_told_again_is_the_same_person() -> None:
    maker = Maker("Soldiers shot an insurgent near Herat. They returned fire, killing one insurgent.")
    maker.figure("an insurgent", 1, status="combatant")
    maker.figure("one insurgent", 1, status="combatant")
    assert killed(maker) == (1, 1, 1)


def test_voices_that_give_more_widen_the_range() -> None:
    maker = Maker("At least 14 people were killed in Lashio. The clinic put the dead at 17.")
    maker.figure("At least 14 people", 14, None, qualifier="at_least")
    said = maker.said("the clinic", "The clinic", "medical")
    maker.figure("17", 17, attribution=said)
    incident = one(maker)
    assert killed(maker) == (14, 14, 17)
    assert killed(maker, "acled") == (14, 14, 14)
    (difference,) = incident.disagreements
    assert [(v.low, v.high) for v in difference.values] == [(14, 14), (17, 17)]
    assert all("#c" in key for v in difference.values for key in v.claims)


def test_two_quoted_voices_that_differ_are_both_kept() -> None:
    maker = Maker("The army said nine people died. The clinic said 13 people died.")
    maker.figure("nine people", 9, attribution=maker.said("the army", "The army", "military"))
    maker.figure("13 people", 13, attribution=maker.said("the clinic", "The clinic", "medical"))
    assert killed(maker)[::2] == (9, 13)


def test_no_civilians_hurt_does_not_take_from_the_dead() -> None:
    maker = Maker("Three fighters were killed in Arlit. No civilians were killed.")
    maker.figure("Three fighters", 3, status="combatant")
    maker.figure("No civilians", 0, status="civilian", qualifier="none")
    assert killed(maker) == (3, 3, 3)


def test_nobody_hurt_is_a_count_of_nobody() -> None:
    maker = Maker("A rocket fell near Sderot. No one was killed.")
    maker.event("rocket", mode="artillery")
    maker.figure("No one", 0, qualifier="none")
    assert killed(maker) == (0, 0, 0)


def test_a_toll_over_a_period_never_adds() -> None:
    maker = Maker("Four people were killed in Bunia. Some 300 have died this year.")
    maker.figure("Four people", 4)
    maker.figure("300", 300, scope="period")
    assert killed(maker) == (4, 4, 4)


def test_a_joint_figure_is_not_copied_onto_its_incidents() -> None:
    maker = Maker("A market in Kano and a school in Jos were bombed. The two attacks killed 30.")
    kano, jos = maker.place("Kano", 12.0, 8.5), maker.place("Jos", 9.9, 8.9)
    first = maker.event("market", mode="explosives", place=kano)
    second = maker.event("school", mode="explosives", place=jos)
    maker.figure("30", 30, scope="joint", events=(first, second))
    found = list(reconcile([maker.reading], "ibc"))
    assert len(found) == 2
    assert all(i.killed is None for i in found)


def test_another_day_is_another_incident() -> None:
    maker = Maker("Four people died on Monday. Nine people died on Friday.")
    monday, friday = maker.time("Monday", "2031-05-05"), maker.time("Friday", "2031-05-02")
    maker.figure("Four people", 4, time=monday)
    maker.figure("Nine people", 9, time=friday)
    found = list(reconcile([maker.reading], "ibc"))
    assert [(i.start, i.killed and i.killed.low) for i in found] == [("2031-05-02", 9), ("2031-05-05", 4)]


def test_another_place_is_another_incident_and_a_district_of_it_is_not() -> None:
    maker = Maker("Shells killed two in Goma. Two died in Karisimbi. Elsewhere three died in Beni.")
    goma = maker.place("Goma", -1.67, 29.22)
    quarter = maker.place("Karisimbi", -1.66, 29.21, within=goma)
    beni = maker.place("Beni", 0.49, 29.47)
    maker.figure("two", 2, place=goma)
    maker.figure("Two", 2, place=quarter)
    maker.figure("three", 3, place=beni)
    found = list(reconcile([maker.reading], "ibc"))
    assert sorted((i.place and i.place.name, i.killed and i.killed.low) for i in found) == [("Beni", 3), ("Goma", 2)]


def test_a_victim_who_dies_days_later_is_one_victim() -> None:
    maker = Maker("Omar Sali was shot on Monday. Sali died on Wednesday.")
    sali = maker.actor("Omar Sali", "person")
    maker.figure("Omar Sali", 1, harm="wounded", actor=sali, time=maker.time("Monday", "2031-05-05"))
    maker.figure("Sali died", 1, actor=sali, time=maker.time("Wednesday", "2031-05-07"))
    incident = one(maker)
    assert incident.killed is not None


def test_planned_and_denied_events_are_no_incidents() -> None:
    maker = Maker("Rebels planned an attack. The army denied the shelling.")
    maker.event("attack", status="planned")
    maker.event("shelling", status="denied")
    assert list(reconcile([maker.reading], "ibc")) == []


def test_a_violent_event_without_figures_is_an_incident() -> None:
    maker = Maker("Drones struck a depot in Sumy on Monday.")
    maker.event("struck", mode="aerial", time=maker.time("Monday", "2031-05-05"), place=maker.place("Sumy", 50.9, 34.8))
    incident = one(maker)
    assert (incident.killed, incident.start, incident.place and incident.place.name) == (None, "2031-05-05", "Sumy")


def test_violence_by_its_sides() -> None:
    def kind(doer: str, doer_kind: str, victim: str, victim_kind: str) -> str | None:
        maker = Maker(f"The {doer} killed six of the {victim}.")
        who = maker.actor(doer, doer_kind)  # type: ignore[arg-type]
        whom = maker.actor(victim, victim_kind)  # type: ignore[arg-type]
        maker.figure("six", 6, actor=whom, perpetrators=(who,))
        return one(maker).violence

    assert kind("army", "force", "militia", "armed_group") == "state"
    assert kind("militia", "armed_group", "rivals", "armed_group") == "non_state"
    assert kind("militia", "armed_group", "villagers", "population") == "one_sided"


def test_ids_and_order_are_stable() -> None:
    maker = Maker("Four people died on Monday. Nine people died on Friday.")
    maker.figure("Four people", 4, time=maker.time("Monday", "2031-05-05"))
    maker.figure("Nine people", 9, time=maker.time("Friday", "2031-05-02"))
    again: Reading = Reading.from_json(maker.reading.to_json())
    assert list(reconcile([maker.reading], "ibc")) == list(reconcile([again], "ibc"))


def test_the_deed_that_hurt_people_gives_the_type_not_the_damage_told_beside_it() -> None:
    maker = Maker("Gunmen burned the clinic in Bunia and shot dead a nurse there.")
    maker.event("burned", mode="destroy")
    shot = maker.event("shot", mode="firearms")
    maker.figure("a nurse", 1, events=(shot,))
    assert one(maker).mode == "firearms"
    alone = Maker("Gunmen burned the clinic in Bunia.")
    alone.event("burned", mode="destroy")
    assert one(alone).mode == "destroy"
