"""Many reports, one incident: what joins, what stays apart, what counts as one origin."""

from __future__ import annotations

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.reconcile import reconcile
from dateline.reconcile.copies import COPY, bands, likeness, sketch
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from reconcile.build import Maker

GOMA = (-1.67, 29.22)
BENI = (0.49, 29.47)


def told(
    text: str, low: int, high: int | None = -1, *, publisher: str, day: str = "2031-05-05", at: tuple[float, float] = GOMA,
    place: str = "Goma", published: str = "2031-05-06", quote: str | None = None, agency: bool = False,
) -> Reading:  # fmt: skip
    maker = Maker(text, published, publisher)
    where = maker.place(place, *at, country="COD")
    when = maker.time("Monday", day)
    event = maker.event("shelling", mode="artillery", time=when, place=where)
    said = maker.said("AFP", "shelling", "news_agency") if agency else None
    maker.figure(quote or text.split()[0], low, high, events=(event,), time=when, place=where, attribution=said)
    return maker.reading


FIRST = told("Nine people died in shelling of the Goma market on Monday.", 9, publisher="One")
SECOND = told("Twelve died on Monday when shelling hit the market in Goma.", 12, publisher="Two")
OTHER_DAY = told("Nine people died in shelling of Goma on Monday.", 9, publisher="Three", day="2031-04-14")
OTHER_TOWN = told(
    "Nine people died in shelling of the Beni market on Monday.", 9, publisher="Four", at=BENI, place="Beni"
)
ALL = [FIRST, SECOND, OTHER_DAY, OTHER_TOWN]


def found(*readings: Reading, policy: str = "ibc") -> list[Incident]:
    return list(reconcile(readings, policy))


def test_two_reports_of_one_attack_are_one_incident_with_a_wider_range() -> None:
    (incident,) = found(FIRST, SECOND)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (9, 12)
    assert incident.killed.best in (9, 12), "ranges widen, they never average"
    assert incident.origins == 2
    assert len(incident.reports) == 2
    assert any("differ" in step for step in incident.explanation)


def test_another_day_or_town_is_another_incident() -> None:
    assert len(found(FIRST, OTHER_DAY)) == 2
    assert len(found(FIRST, OTHER_TOWN)) == 2


def test_the_order_of_arrival_does_not_matter() -> None:
    results = {tuple(i.to_json()["id"] for i in found(*order)) for order in permutations(ALL)}
    assert len(results) == 1
    assert found(*ALL) == found(*reversed(ALL))


def test_a_report_given_twice_is_one_report() -> None:
    assert found(FIRST, FIRST) == found(FIRST)


def test_copies_of_one_story_are_one_origin() -> None:
    long = "Nine people died in shelling of the Goma market on Monday, and traders fled to the lake shore for safety."
    one = told(long, 9, publisher="One")
    two = told(long + " Reporting by staff.", 9, publisher="Two")
    (incident,) = found(one, two)
    assert (len(incident.reports), incident.origins) == (2, 1)


def test_a_shared_agency_is_one_origin() -> None:
    one = told("Nine people died in shelling of the Goma market on Monday.", 9, publisher="One", agency=True)
    two = told("On Monday shelling killed nine at a market in Goma.", 9, publisher="Two", quote="nine", agency=True)
    (incident,) = found(one, two)
    assert incident.origins == 1


def test_a_later_report_of_the_same_publisher_replaces_its_figure_and_the_earlier_stays_visible() -> None:
    later = told(
        "Seven, not nine, died in Monday's shelling of Goma market.", 7, publisher="One", published="2031-05-08"
    )
    (incident,) = found(FIRST, later)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (7, 7)
    assert {v.low for d in incident.disagreements for v in d.values} == {7, 9}


def test_a_denial_disputes_and_is_no_incident_by_itself() -> None:
    maker = Maker("The army denied the shelling of the Goma market on Monday.", "2031-05-07", "Five")
    where, when = maker.place("Goma", *GOMA, country="COD"), maker.time("Monday", "2031-05-05")
    army = maker.actor("army", "force")
    said = maker.said("the army", "The army", "military")
    maker.event("shelling", mode="artillery", actors=(army,), place=where, time=when, status="denied", attribution=said)
    assert found(maker.reading) == []
    (incident,) = found(FIRST, maker.reading)
    assert incident.certainty == "disputed"
    assert incident.killed is not None
    assert incident.killed.low == 9
    assert any("denied" in step for step in incident.explanation)


def test_accounts_of_one_report_are_never_joined_through_another() -> None:
    maker = Maker("Two died in shelling of Goma on Monday. Five died in fighting in Beni on Friday.")
    goma, beni = maker.place("Goma", *GOMA), maker.place("Beni", *BENI)
    monday, friday = maker.time("Monday", "2031-05-05"), maker.time("Friday", "2031-05-02")
    maker.figure("Two", 2, place=goma, time=monday)
    maker.figure("Five", 5, place=beni, time=friday)
    assert len(found(maker.reading, FIRST, OTHER_TOWN)) >= 2
    assert all(
        len({c for c in i.claims if c.startswith(maker.reading.report.id)}) <= 1 for i in found(maker.reading, FIRST)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 40), st.booleans(), st.sampled_from("ABCDE")), min_size=1,
             max_size=5),
    st.sampled_from(["ibc", "ucdp", "airwars", "acled"]),
)  # fmt: skip
def test_counts_keep_their_order_and_stay_inside_the_claims(
    figures: list[tuple[int, int, bool, str]], policy: str
) -> None:
    readings = [
        told(f"Count{n} died in shelling of Goma market on Monday, told {n}.", low, None if open_ else low + more,
             publisher=f"{name}{n}")
        for n, (low, more, open_, name) in enumerate(figures)
    ]  # fmt: skip
    incidents = found(*readings, policy=policy)
    lows, highs = [f[0] for f in figures], [f[0] + f[1] for f in figures]
    for incident in incidents:
        killed = incident.killed
        assert killed is not None
        assert min(lows) <= killed.low <= killed.best
        assert killed.high is not None
        assert killed.best <= killed.high <= max(highs)
        parts = (killed.civilian, killed.combatant, killed.unknown)
        assert all(p.low <= p.best and (p.high is None or p.best <= p.high) for p in parts)
        assert sum(p.low for p in parts) <= killed.high
    again = found(*reversed(readings), policy=policy)
    assert again == incidents


def test_near_copies_are_alike_and_different_texts_are_not() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    same, cut, other = sketch(text + " the end"), sketch(text[: len(text) // 2]), sketch(text.replace("word", "other"))
    assert likeness(sketch(text), same) > 0.9
    assert likeness(sketch(text), cut) > COPY
    assert likeness(sketch(text), other) == 0
    assert set(bands(sketch(text))) & set(bands(same))
    assert not set(bands(sketch(text))) & set(bands(other))
    assert likeness(sketch(""), sketch("")) == likeness(sketch(text), sketch("")) == 0
