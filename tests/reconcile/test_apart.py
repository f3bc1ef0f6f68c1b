"""What one report tells of several incidents: sums, lists line by line, recalled attacks, numbers with their places."""

from __future__ import annotations

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from reconcile.build import Maker


def found(maker: Maker) -> list[Incident]:
    return list(reconcile([maker.reading], "ucdp"))


def dead(maker: Maker) -> list[int]:
    return sorted(i.killed.best for i in found(maker) if i.killed is not None)


def test_a_sum_of_incidents_told_one_by_one_is_no_incident() -> None:
    maker = Maker("Five died in attacks across Kasai. Three died in Luebo on Monday. Two died in Ilebo on Tuesday.")
    maker.event("died", time=None)
    maker.figure("Five", 5, scope="joint")
    for words, place, lat, day, start, low in (
        ("Three", "Luebo", -5.35, "Monday", "2031-05-05", 3),
        ("Two", "Ilebo", -4.33, "Tuesday", "2031-05-06", 2),
    ):
        maker.figure(words, low, place=maker.place(place, lat, 21.4), time=maker.time(day, start))
    assert dead(maker) == [2, 3]
    assert len(found(maker)) == 2


def test_a_sum_whose_incidents_are_not_told_counts_as_one() -> None:
    maker = Maker("Gunmen killed 17 farmers in two villages on Tuesday. Houses burned.")
    maker.event("killed", time=maker.time("Tuesday", "2031-05-06"))
    maker.figure("17 farmers", 17, scope="joint")
    assert dead(maker) == [17]


def test_a_sum_gives_way_to_a_report_that_counts_the_incident() -> None:
    makers = (Maker("Rockets killed five people in Lira on Tuesday."),
              Maker("Rockets killed people in Lira on Tuesday. Seventeen died in both attacks."))  # fmt: skip
    for maker in makers:
        place, day = maker.place("Lira", 2.25, 32.9), maker.time("Tuesday", "2031-05-06")
        maker.event("killed", mode="heavy-weapons", place=place, time=day)
    makers[0].figure("five people", 5, events=("e1",), place="p1", time="t1")
    makers[1].figure("Seventeen", 17, scope="joint", time="t1")
    assert dead(makers[1]) == [17]
    (incident,) = reconcile([m.reading for m in makers], "ucdp")
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (5, 5)
    assert any("joint figure" in step for step in incident.explanation)


def test_a_sum_beside_one_incident_with_dead_of_its_own_is_not_added() -> None:
    maker = Maker("Twelve died in both attacks. The bombing in Lira killed four.")
    lira = maker.event("bombing", mode="explosives", place=maker.place("Lira", 2.25, 32.9))
    maker.figure("Twelve", 12, scope="joint")
    maker.figure("four", 4, events=(lira,))
    assert dead(maker) == [4]


def test_lines_that_open_with_a_deed_are_incidents_of_their_own() -> None:
    maker = Maker(
        "Log of 4 May\nShooting, Mill Road: A man was shot dead.\nShooting, Dock Street: Two clerks were hit.\n"
        "Stabbing, Hill Lane: A cook was killed."
    )
    day = maker.time("4 May", "2031-05-04")
    maker.event("shot", mode="firearms", time=day)
    maker.figure("A man", 1, time=day)
    maker.figure("Two clerks", 2, harm="wounded", time=day)
    maker.figure("A cook", 1, time=day)
    assert len(found(maker)) == 3


def test_one_line_that_opens_with_a_deed_makes_no_list() -> None:
    maker = Maker("Shooting: man dead\nA man was shot dead on Monday. The man was a cook.")
    maker.event("Shooting", mode="firearms")
    maker.figure("A man", 1, time=maker.time("Monday", "2031-05-05"))
    assert len(found(maker)) == 1


def test_an_attack_of_last_year_does_not_join_news_without_a_day() -> None:
    maker = Maker("Gunmen have abducted 40 pupils in Bukka. The gang killed 52 people there in a raid in September.")
    taken = maker.event("abducted", mode="abduct")
    raid = maker.event("killed", time=maker.time("September", "2030-09-01", "2030-09-30", 4))
    maker.figure("40 pupils", 40, harm="captured", events=(taken,))
    maker.figure("52 people", 52, events=(raid,))
    assert len(found(maker)) == 2


def test_the_day_of_an_old_attack_told_late_joins_its_dead() -> None:
    maker = Maker("Forty pupils were killed in Bukka, an inquiry found. The forty died in a raid in September.")
    maker.figure("Forty pupils", 40)
    maker.figure("The forty", 40, time=maker.time("September", "2030-09-01", "2030-09-30", 4))
    assert len(found(maker)) == 1


def test_numbers_of_one_sentence_with_places_of_their_own() -> None:
    maker = Maker("Rebels killed three guards in Gao and five in Kona.")
    gao, kona = maker.place("Gao", 16.27, -0.04), maker.place("Kona")
    maker.figure("three guards", 3, place=gao, events=(maker.event("killed", place=gao),))
    maker.figure("five", 5, place=kona)
    assert dead(maker) == [3, 5]


def test_earlier_on_the_same_day_in_another_street() -> None:
    maker = Maker("A clerk was shot dead in Dock Street. Earlier Sunday, two cooks were killed in Mill Road.")
    dock, mill = maker.place("Dock Street", where_prec=5), maker.place("Mill Road", where_prec=5)
    maker.figure("A clerk", 1, place=dock, events=(maker.event("shot", mode="firearms", place=dock),))
    maker.figure("two cooks", 2, place=mill, events=(maker.event("killed", mode="firearms", place=mill),))
    assert dead(maker) == [1, 2]


def test_a_number_of_an_earlier_version_is_replaced() -> None:
    maker = Maker("Raids killed 11 people in Lira. An earlier version of this story said 13 people had died.")
    maker.figure("11 people", 11)
    maker.figure("13 people", 13)
    assert dead(maker) == [11]
