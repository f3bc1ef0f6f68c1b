"""Figures: every construction of the brief, in sentences of our own from many conflicts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.record import Reading

Read = Callable[..., Reading]

FIGURES = [
    # passives and ellipsis
    ("Nine fishermen were killed when gunboats fired on their canoes.", [("killed", 9, 9, "exact")]),
    ("At least 31 miners were shot dead in Tumaco.", [("killed", 31, None, "at_least")]),
    (
        "Six marchers were killed and over 40 wounded in the square.",
        [("killed", 6, 6, "exact"), ("wounded", 41, None, "more_than")],
    ),
    ("Rebels shelled the depot and 14 conscripts were seriously wounded.", [("wounded", 14, 14, "exact")]),
    ("Up to 15 herders were killed by gunmen near Baraboule.", [("killed", 0, 15, "at_most")]),
    ("Between 30 and 40 recruits were killed in the ambush.", [("killed", 30, 40, "between")]),
    ("Dozens of shoppers were wounded by the car bomb.", [("wounded", 24, 99, "order")]),
    ("An aid worker was fatally shot in Juba.", [("killed", 1, 1, "exact")]),
    # actives
    ("The drone killed two brothers and wounded a nurse.", [("killed", 2, 2, "exact"), ("wounded", 1, 1, "exact")]),
    ("Police killed three gunmen and lost one officer.", [("killed", 3, 3, "exact"), ("killed", 1, 1, "exact")]),
    (
        "A mortar round hit the ward, killing eight patients and injuring 20 others.",
        [("killed", 8, 8, "exact"), ("wounded", 20, 20, "exact")],
    ),
    ("The blast left five porters dead and 12 wounded.", [("killed", 5, 5, "exact"), ("wounded", 12, 12, "exact")]),
    ("A landmine claimed the lives of six pilgrims.", [("killed", 6, 6, "exact")]),
    ("Eleven soldiers lost their lives in the ambush.", [("killed", 11, 11, "exact")]),
    ("The bombing claimed 17 lives.", [("killed", 17, 17, "exact")]),
    # headlines and notes
    ("Suicide bomber kills 7 in Peshawar market", [("killed", 7, 7, "exact")]),
    ("12 dead, 5 injured in grenade attack in Bujumbura", [("killed", 12, 12, "exact"), ("wounded", 5, 5, "exact")]),
    ("4-6 killed in strike on pickup near Wana.", [("killed", 4, 6, "between")]),
    ("Two women and a child killed in shelling of Donetsk.", [("killed", 3, 3, "exact")]),
    # nouns
    ("The raid resulted in the deaths of six insurgents.", [("killed", 6, 6, "exact")]),
    ("The death toll from the bombing rose to 15.", [("killed", 15, 15, "exact")]),
    ("The attack brought to 23 the number of policemen killed this year.", [("killed", 23, 23, "exact")]),
    ("The army reported seven casualties after the ambush.", [("casualties", 7, 7, "exact")]),
    ("The murder of a teacher shocked Garissa.", [("killed", 1, 1, "exact")]),
    ("The bodies of four truck drivers were found beside the burnt convoy.", [("killed", 4, 4, "exact")]),
    ("Civilian casualties in the shelling are in the hundreds.", [("casualties", 200, 999, "order")]),
    # lists and names
    ("A woman and her two sons were killed by a shell.", [("killed", 3, 3, "exact")]),
    ("Gunmen killed Idris Bello, a village chief.", [("killed", 1, 1, "exact")]),
    ("Gunmen abducted Ana Ruiz, Pedro Gil and Luis Soto.", [("captured", 1, 1, "exact")] * 3),
    (
        "Three policemen and a waiter were killed in the bombing.",
        [("killed", 3, 3, "exact"), ("killed", 1, 1, "exact")],
    ),
    ("The commander was killed along with four of his guards.", [("killed", 5, 5, "exact")]),
    # captured, missing, displaced
    ("Troops detained several suspected insurgents in Zabul.", [("captured", 3, 9, "order")]),
    ("Soldiers captured a rebel commander near Goma.", [("captured", 1, 1, "exact")]),
    ("Gunmen took 12 passengers hostage on the road to Kano.", [("captured", 12, 12, "exact")]),
    ("SEVEN PEASANTS WERE KIDNAPPED BY UNIDENTIFIED MEN IN THE VILLAGE OF EL PARAISO.", [("captured", 7, 7, "exact")]),
    ("Four sailors are still missing after the missile strike.", [("missing", 4, 4, "exact")]),
    (
        "More than 20,000 people have fled their homes since the offensive began.",
        [("displaced", 20001, None, "more_than")],
    ),
    ("The shelling left 300 villagers homeless.", [("displaced", 300, 300, "exact")]),
    # none, another, bare plurals
    ("No one was hurt in the rocket attack.", [("wounded", 0, 0, "none")]),
    ("The blast did not cause much damage and no civilians were injured.", [("wounded", 0, 0, "none")]),
    ("Another sapper was killed on Thursday by a mine.", [("killed", 1, 1, "exact")]),
    ("Villagers were killed in the shelling.", [("killed", 2, None, "some")]),
    ("Five monks were killed or wounded in the raid.", [("casualties", 5, 5, "exact")]),
]


@pytest.mark.parametrize(("text", "want"), FIGURES, ids=[t[:40] for t, _ in FIGURES])
def test_figures(read: Read, text: str, want: list[tuple[str, int, int | None, str]]) -> None:
    found = [(c.harm, c.low, c.high, c.qualifier) for c in read(text).casualties if c.part_of is None]
    assert found == want


NOTHING = [
    # threatened, tried, feared, denied
    "The bomb could kill hundreds of people.",
    "The militia threatened to kill three hostages.",
    "Gunmen tried to kidnap two engineers.",
    "The general said he would arrest 40 officers.",
    "If 12 men are killed, the deal is off.",
    # ages, sums, distances, vehicles, crowds, weapons
    "The gunman, 34, walked 12 miles to the border.",
    "Police seized 14 rifles and 200 rounds of ammunition.",
    "The army lost three tanks and two helicopters.",
    "At least 20,000 demonstrators marched through the capital.",
    "The attackers fled on two motorcycles.",
    "The town was captured after 16 days of fighting.",
    # no conflict
    "The striker injured his knee and missed 12 games.",
    "The storm killed the power in 3,000 homes.",
    "The actor died peacefully at home at the age of 91.",
    "Seven people were killed when a bus overturned in heavy rain.",
    "Higher rates killed demand for new homes.",
    "In the film, two soldiers are killed by their own captain.",
    "Two players were hurt in the league match.",
    "The company cut 400 jobs and lost two contracts.",
    "The murder trial of a banker opened on Monday.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_figure(read: Read, text: str) -> None:
    assert not read(text).casualties


def test_parts_lie_inside_their_whole(read: Read) -> None:
    figures = read("Shells killed 12 people, including four children, in Homs on Monday.").casualties
    whole, part = figures
    assert (whole.low, whole.part_of) == (12, None)
    assert (part.low, part.part_of, part.victims.status) == (4, whole.id, "civilian")


def test_the_whole_is_not_its_part(read: Read) -> None:
    text = "At least 14 residents, including two women and nine children, were killed in the strike."
    whole, *parts = read(text).casualties
    assert (whole.low, whole.high) == (14, None)
    assert all(p.part_of == whole.id for p in parts)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Two farmers were killed by a mine.", "civilian"),
        ("Two Taliban fighters were killed in the raid.", "combatant"),
        ("Two policemen were killed in the raid.", "security"),
        ("Two people were killed in the raid.", "unknown"),
        ("The raid killed two suspected insurgents.", "combatant"),
    ],
)
def test_victims_status(read: Read, text: str, status: str) -> None:
    assert [c.victims.status for c in read(text).casualties] == [status]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Nine people were killed in the ambush on Monday.", "incident"),
        ("Nine people were killed in two separate ambushes on Monday.", "joint"),
        ("At least 40 people were killed and 90 wounded in both attacks.", "joint"),
        ("Since January 300 soldiers have been killed in the province.", "period"),
        ("The ambush brings the total number of dead to 300.", "period"),
        ("Over 200 civilians have died in three weeks of fighting.", "period"),
    ],
)
def test_scope(read: Read, text: str, scope: str) -> None:
    assert {c.scope for c in read(text).casualties} == {scope}


def test_certainty_is_kept(read: Read) -> None:
    assert [c.certainty for c in read("Six rebels were reportedly killed in the raid.").casualties] == ["hedged"]
    text = "If the army's count is right, 300 fighters were killed in the siege."
    assert [c.certainty for c in read(text).casualties] == ["conditional"]


def test_the_wounded_who_died_is_one_person(read: Read) -> None:
    text = "A courier was shot in the street on Sunday. He died in hospital two hours later."
    assert [(c.harm, c.low) for c in read(text).casualties] == [("killed", 1)]


def test_a_mention_again_adds_nobody(read: Read) -> None:
    text = "Gunmen killed three surveyors in Herat. The surveyors were killed near the river."
    assert [c.low for c in read(text).casualties] == [3]


def test_perpetrators_are_the_agent(read: Read) -> None:
    reading = read("Army troops killed four farmers in the valley.")
    names = {a.id: a.name for a in reading.actors}
    assert any("troops" in names[p].lower() for p in reading.casualties[0].perpetrators)


def test_reasons_are_given_for_what_is_left_out(read: Read) -> None:
    reading = read("Nine people were killed when a train derailed.")
    assert not reading.casualties
    assert [u.what for u in reading.unplaced if u.what == "figure"] == ["figure"]


NUMBERS = st.sampled_from(
    ["three", "12", "at least 40", "dozens of", "up to 9", "between 5 and 8", "a", "no", "several", "1,200"]
)
PEOPLE = st.sampled_from(["soldiers", "women", "rebels", "people", "Kurdish fighters", "students from Lagos", "others"])
VERBS = st.sampled_from(
    ["were killed", "were wounded", "were detained", "died", "fled", "were kidnapped and killed", "are missing"]
)
TAILS = st.sampled_from(
    [" in an attack.", " on Friday", ", including two children.", " and a guard was hurt.", "", " - the army said"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NUMBERS, PEOPLE, VERBS, TAILS)
def test_every_figure_is_bounded_and_quoted(read: Read, number: str, people: str, verb: str, tail: str) -> None:
    reading = read(f"{number.capitalize()} {people} {verb}{tail}")
    ids = {c.id for c in reading.casualties}
    for c in reading.casualties:
        assert c.high is None or c.low <= c.high
        assert c.evidence.start <= c.quote.start < c.quote.end <= c.evidence.end
        assert reading.report.text[c.quote.start : c.quote.end] == c.quote.text
        assert c.part_of is None or c.part_of in ids
        assert 0 < c.confidence <= 1


PARTS = [
    ("The clashes left 60 people dead, 22 of whom were farmers.", (22, 22, "civilian")),
    ("Thirty people, half of them children, were killed in the shelling.", (15, 15, "civilian")),
    ("The bomb injured 17 people, two of them seriously.", (2, 2, "unknown")),
    ("Nine people, most of them fishermen, were killed by a patrol boat.", (5, 9, "civilian")),
    ("Three civilians among up to seven killed in drone strike on Azzan", (3, 3, "civilian")),
    ("Four children were among the 12 people killed in Idlib.", (4, 4, "civilian")),
    ("The raid killed 20 people in Kutum. Eleven of the dead were women.", (11, 11, "civilian")),
]


@pytest.mark.parametrize(("text", "want"), PARTS, ids=[t[:40] for t, _ in PARTS])
def test_shares_are_parts(read: Read, text: str, want: tuple[int, int, str]) -> None:
    figures = read(text).casualties
    parts = [c for c in figures if c.part_of is not None]
    assert [(c.low, c.high, c.victims.status) for c in parts] == [want]
    assert parts[0].part_of == figures[0].id


SCOPES = [
    (
        "Fifty people were killed in the rocket attack on the shrine and the shooting of marchers on the bridge.",
        "joint",
    ),
    ("Nine dead in two attacks in Kano", "joint"),
    ("Nine people were killed in the attack on the shrine and the market.", "incident"),
    ("The toll rose to 21. Sixty-eight people were injured; 58 have been sent home.", "incident"),
    (
        "A shell hit the mosque and troops fired on marchers. Medics said 33 died. The figure covered both incidents.",
        "joint",
    ),
]


@pytest.mark.parametrize(("text", "want"), SCOPES, ids=[t[:40] for t, _ in SCOPES])
def test_scopes(read: Read, text: str, want: str) -> None:
    assert {c.scope for c in read(text).casualties} == {want}


def test_a_total_runs_from_the_day_that_since_names(read: Read) -> None:
    text = "A soldier died on Friday, bringing to 11 the number of troops killed since the fighting began on 5 August 2004."
    reading = read(text, published="2004-08-28")
    total = reading.casualties[-1]
    assert (total.low, total.scope, total.quote.text) == (11, "period", "11")
    period = next(t for t in reading.times if t.id == total.period)
    assert "August" in period.span.text


def test_questions_years_and_intentions_count_nobody(read: Read) -> None:
    for text in (
        "It was not clear how many of the dead were civilians.",
        "In 1998 killed farmers were buried beside the road.",
        "Soldiers went to Jenin to arrest a militant leader.",
        "The gunmen took 80 pupils; nobody knows how many people were killed.",
    ):
        assert not [c for c in read(text).casualties if c.harm in ("killed", "captured") and c.low != 80], text


def test_everybody_told_before(read: Read) -> None:
    figure = read("Eight people were driving to Marib. A drone fired a missile, killing them all.").casualties[0]
    assert (figure.harm, figure.low, figure.high) == ("killed", 8, 8)


def test_alternatives_run_from_least_to_most(read: Read) -> None:
    figure = read("The strike killed either three, five or no people.").casualties[0]
    assert (figure.low, figure.high, figure.qualifier) == (0, 5, "between")
