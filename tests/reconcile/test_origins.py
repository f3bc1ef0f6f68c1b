"""What several reports go back to, and the words that show it."""

from __future__ import annotations

import pytest

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from reconcile.build import Maker

TAIZ = (13.58, 44.02)
STORY = (
    "Shells killed 7 people in Taiz on Monday, when a queue for water stood at the pump by the old cement works, and "
    "drivers carried the wounded to the clinic in the valley because the road to the city was closed by fighting."
)
OTHER = (
    "Nobody claimed the fire. Gunners on both hills have traded rounds since spring, officials of the district say, and "
    "the hospital asked for blood, fuel and bandages while families searched its yard for those who were still missing."
)
QUOTE = (
    "“We had been told the road was safe and that the trucks would come before noon, so we waited there,” a man said."
)


def told(text: str, publisher: str, source: str | None = None, kind: str = "news_agency") -> Reading:
    maker = Maker(text, "2031-05-06", publisher)
    where, when = maker.place("Taiz", *TAIZ, country="YEM"), maker.time("Monday", "2031-05-05")
    said = maker.said(source, "killed", kind) if source else None  # type: ignore[arg-type]
    event = maker.event("killed", mode="heavy-weapons", time=when, place=where, attribution=said)
    maker.figure("7 people", 7, events=(event,), time=when, place=where, attribution=said)
    return maker.reading


def only(*readings: Reading) -> Incident:
    (incident,) = reconcile(readings, "ibc")
    return incident


def shown(incident: Incident, words: str) -> bool:
    return any(words in step for step in incident.explanation)


def test_reports_of_their_own_are_origins_of_their_own() -> None:
    incident = only(told(STORY, "Hill Review"), told("Monday: 7 people were killed by shells in Taiz.", "Lake Daily"))
    assert incident.origins == 2
    assert not shown(incident, "no origin of its own")


def test_a_near_copy_is_no_origin_and_the_explanation_says_how_alike_it_is() -> None:
    incident = only(told(STORY, "Hill Review"), told(f"From our desk. {STORY}", "Lake Daily"))
    assert incident.origins == 1
    assert shown(incident, "near-copy of")
    assert shown(incident, "% of their phrases are the same")


def test_one_long_quotation_is_one_mouth() -> None:
    one = told(f"{STORY} {QUOTE}", "Hill Review")
    other = told(f"In Taiz 7 people were killed at a pump on Monday. {QUOTE} {OTHER}", "Lake Daily")
    incident = only(one, other)
    assert incident.origins == 1
    assert shown(incident, "the same quotation as")


@pytest.mark.parametrize(
    "text",
    [
        "TAIZ (Reuters) - Shells killed 7 people in Taiz on Monday at a pump.",
        "Shells killed 7 people in Taiz on Monday at a pump.\n© Reuters",
        "Shells killed 7 people in Taiz on Monday at a pump.\nSource: Reuters",
    ],
)
def test_a_story_credited_to_an_agency_goes_back_to_it(text: str) -> None:
    agency = told("On Monday 7 people were killed in Taiz, residents said.", "Reuters")
    incident = only(told(text, "Hill Review"), agency)
    assert incident.origins == 1
    assert shown(incident, "Hill Review of 2031-05-06: goes back to reuters")


def test_who_cites_another_outlet_is_not_its_origin() -> None:
    citing = told(
        "Shells killed 7 people in Taiz on Monday, Valley Radio reported.", "Hill Review", "Valley Radio", "media"
    )
    also = told("On Monday 7 people were killed in Taiz, said Valley Radio.", "Lake Daily", "Valley Radio", "media")
    assert only(citing, also).origins == 1
