"""Running totals beside the incidents inside them."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.reconcile.tolls import TollAccount, tolls
from dateline.record import Reading
from reconcile.build import Maker


def attack(day: str, low: int, place: str, at: tuple[float, float], published: str) -> Reading:
    maker = Maker(f"Gunmen killed {low} people in {place} that day.", published, f"Paper {low}")
    where, when = maker.place(place, *at, country="NGA"), maker.time("that day", day)
    event = maker.event("killed", time=when, place=where)
    maker.figure(f"{low} people", low, events=(event,), time=when, place=where)
    return maker.reading


def toll(text: str, low: int, high: int | None, *, time: str = "1 May", day: str = "2031-05-01") -> Reading:
    maker = Maker(text, "2031-05-20", "Total")
    where = maker.place("Kano", 12.0, 8.52, country="NGA")
    if time in text:
        maker.time(time, day)
    maker.event("killed")
    maker.figure(str(low), low, high, scope="period", place=where)
    return maker.reading


INSIDE = attack("2031-05-05", 6, "Kano", (12.0, 8.52), "2031-05-06")
EARLIER = attack("2031-04-05", 9, "Kano", (12.0, 8.52), "2031-04-06")
AWAY = attack("2031-05-07", 4, "Jos", (9.92, 8.89), "2031-05-08")


def only(*readings: Reading) -> TollAccount:
    (found,) = tolls(readings, "ibc")
    return found


def test_a_total_is_compared_with_what_falls_in_its_period_and_place() -> None:
    found = only(toll("In Kano 40 people have been killed since 1 May.", 40, 40), INSIDE, EARLIER, AWAY)
    assert (found.start, found.end) == ("2031-05-01", "2031-05-20"), "since: until the report"
    assert [(p.start, p.low) for p in found.parts] == [("2031-05-05", 6)]
    assert found.verdict == "fewer"
    told = "\n".join(found.steps)
    for words in ("+ 2031-05-05 Kano, 6: inside", "outside the period", "another place", "34 in no incident"):
        assert words in told


@pytest.mark.parametrize(("low", "high", "verdict"), [(6, 6, "within"), (2, 3, "more"), (7, None, "fewer")])
def test_the_verdict(low: int, high: int | None, verdict: str) -> None:
    found = only(toll(f"In Kano {low} people have been killed since 1 May.", low, high), INSIDE)
    assert found.verdict == verdict


def test_a_total_without_a_period_is_compared_with_nothing() -> None:
    found = only(toll("In Kano 40 people have been killed.", 40, 40), INSIDE)
    assert (found.verdict, found.parts) == ("no_incidents", ())
    assert "no period" in found.steps[-1]


def test_it_serialises_and_an_unknown_policy_is_refused() -> None:
    found = only(toll("In Kano 40 people have been killed since 1 May.", 40, 40), INSIDE)
    assert found.to_json()["schema"] == "dateline.toll/1"
    with pytest.raises(UsageError):
        tolls([INSIDE], "nobody")
