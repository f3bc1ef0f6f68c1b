"""A test for each sentence of the rule that a house publishes; each names the document, in our own words."""

from __future__ import annotations

import pytest

from dateline.reconcile import reconcile
from dateline.reconcile.shared import sum_of
from reconcile.build import Maker
from reconcile.told import LIRA, killed, one, told


class TestIbc:
    """Iraq Body Count, Methods 3 (data extraction), and announcement 3 (December 2007) on single sources."""

    def test_it_extracts_a_minimum_and_a_maximum(self) -> None:
        assert killed("ibc", told(20), told(26, by=1)) == (20, 20, 26)

    def test_they_are_the_lowest_and_highest_of_distinct_sources(self) -> None:
        assert killed("ibc", told(20), told(26, by=1), told(23, by=2))[::2] == (20, 26)
        same = (
            told(23, by=2, day=7, source="the hospital", kind="medical"),
            told(19, source="the hospital", kind="medical"),
        )
        assert killed("ibc", *same)[::2] == (23, 23)  # one source's later word is its word

    def test_a_figure_without_an_upper_bound_enters_both(self) -> None:
        assert killed("ibc", told(20, None, qualifier="at_least")) == (20, 20, 20)

    def test_a_range_that_one_source_gives_is_its_minimum_and_maximum(self) -> None:
        assert killed("ibc", told(20, 25, qualifier="between"))[::2] == (20, 25)

    def test_a_ceiling_alone_leaves_the_minimum_at_none(self) -> None:
        assert killed("ibc", told(0, 15, qualifier="at_most")) == (0, 0, 15)

    def test_what_one_source_alone_reports_is_provisional(self) -> None:
        assert one("ibc", told(20)).grading == "provisional"
        assert one("ibc", told(20), told(20, by=1)).grading is None

    def test_copies_of_one_story_are_one_source(self) -> None:
        from dataclasses import replace

        copy = told(20)
        other = replace(copy, report=replace(copy.report, id="b2:copy", publisher="Border Post"))
        assert one("ibc", copy, other).grading == "provisional"


class TestUcdp:
    """UCDP GED Codebook, fatality estimates (best, low, high) and the part on sources and their reliability."""

    def test_low_best_and_high_are_in_order(self) -> None:
        low, best, high = killed("ucdp", told(20), told(26, by=1), told(23, by=2))
        assert low <= best <= (high or best)

    def test_low_is_the_lowest_and_high_the_highest_reliable_estimate(self) -> None:
        low, _, high = killed("ucdp", told(20, source="nurses", kind="medical"), told(26, by=1))
        assert (low, high) == (20, 26)

    @pytest.mark.parametrize("kind", ["military", "armed_group"])
    def test_a_partys_claim_is_left_out_where_others_report(self, kind: str) -> None:
        claim = told(90, source="the rebels", kind=kind, by=1)  # type: ignore[arg-type]
        assert killed("ucdp", told(20), claim) == (20, 20, 20)
        assert any("a party's word" in s for s in one("ucdp", told(20), claim).explanation)
        assert killed("ibc", told(20), claim)[::2] == (20, 90)  # another house keeps it

    def test_a_partys_claim_stands_where_nobody_else_reports(self) -> None:
        assert killed("ucdp", told(9, source="the army", kind="military")) == (9, 9, 9)

    def test_the_best_is_that_of_the_most_reliable_source(self) -> None:
        readings = told(30), told(26, by=1), told(22, by=2, source="a hospital", kind="medical")
        assert killed("ucdp", *readings) == (22, 22, 30)

    def test_of_equally_reliable_ones_what_more_origins_give(self) -> None:
        assert killed("ucdp", told(20), told(26, by=1), told(26, by=2)) == (20, 26, 26)

    def test_then_the_later_and_of_one_day_the_lower(self) -> None:
        assert killed("ucdp", told(20), told(26, by=1, day=9)) == (20, 26, 26)
        assert killed("ucdp", told(20), told(26, by=1)) == (20, 20, 26)

    def test_it_grades_nothing(self) -> None:
        assert one("ucdp", told(20)).grading is None


class TestAirwars:
    """Airwars, Methodology: civilian and combatant ranges, contested status, and the grading of civilian harm."""

    def test_civilians_and_combatants_are_ranges_over_all_sources(self) -> None:
        found = one("airwars", told(4, people="civilian"), told(7, by=1, people="civilian")).killed
        assert found is not None
        assert (found.civilian.low, found.civilian.high, found.combatant.high) == (4, 7, 0)

    def test_where_their_status_is_contested_the_least_of_both_is_none(self) -> None:
        found = one("airwars", told(12, people="civilian"), told(12, by=1, people="combatant")).killed
        assert found is not None
        assert (found.low, found.high) == (12, 12)
        assert (found.civilian.low, found.civilian.high) == (0, 12)
        assert (found.combatant.low, found.combatant.high) == (0, 12)
        assert found.unknown.high == 0

    def test_other_houses_put_the_contested_with_the_unknown(self) -> None:
        found = one("ucdp", told(12, people="civilian"), told(12, by=1, people="combatant")).killed
        assert found is not None
        assert (found.civilian.high, found.combatant.high, found.unknown.low, found.unknown.high) == (0, 0, 12, 12)

    def test_two_voices_of_one_report_can_contest_it_too(self) -> None:
        maker = Maker("A strike killed 12 civilians in Lira, residents said. The army said the 12 were fighters.")
        event = maker.event("killed")
        maker.figure(
            "12 civilians", 12, status="civilian", events=(event,), attribution=maker.said("residents", "12 civ")
        )
        maker.figure("the 12", 12, status="combatant", events=(event,), attribution=maker.said("the army", "the 12"))
        found = one("airwars", maker.reading).killed
        assert found is not None
        assert (found.low, found.high, found.civilian.low, found.civilian.high) == (12, 12, 0, 12)
        assert (found.combatant.low, found.combatant.high) == (0, 12)

    def test_an_unnumbered_plural_is_two(self) -> None:
        assert killed("airwars", told(3, 9, word="several", qualifier="order")) == (2, 2, 2)

    def test_confirmed_where_the_party_that_did_it_says_so(self) -> None:
        claim = told(4, people="civilian", source="the Kafa Front", doer="Kafa Front", kind="armed_group", admits=True)
        assert one("airwars", claim).grading == "confirmed"

    def test_fair_with_two_independent_sources(self) -> None:
        assert one("airwars", told(4, people="civilian"), told(5, by=1, people="civilian")).grading == "fair"

    def test_weak_with_a_single_source(self) -> None:
        assert one("airwars", told(4, people="civilian")).grading == "weak"

    def test_contested_where_different_parties_are_said_to_have_done_it(self) -> None:
        two = told(4, people="civilian", doer="Kafa Front"), told(5, by=1, people="civilian", doer="Ombe Guard")
        assert one("airwars", *two).grading == "contested"

    def test_discounted_where_those_harmed_were_combatants(self) -> None:
        assert one("airwars", told(4, people="combatant"), told(4, by=1, people="combatant")).grading == "discounted"


class TestAcled:
    """ACLED, fatality methodology (FAQs) and Codebook, reported fatalities."""

    def test_the_most_conservative_report_is_taken(self) -> None:
        assert killed("acled", told(20), told(26, by=1), told(23, by=2)) == (20, 20, 20)

    @pytest.mark.parametrize(
        ("word", "low", "high", "number"),
        [("several", 3, 9, 3), ("many", 3, None, 3), ("tens of", 20, 99, 10), ("dozens of", 24, 99, 12),
         ("hundreds of", 200, 999, 100)],
    )  # fmt: skip
    def test_vague_numbers_have_one_reading(self, word: str, low: int, high: int | None, number: int) -> None:
        assert killed("acled", told(low, high, word=word, qualifier="order")) == (number, number, number)

    def test_better_information_revises_up_or_down(self) -> None:
        for later in (9, 40):
            found = killed("acled", told(20, source="police"), told(later, by=1, day=9, source="police", kind="police"))
            assert found == (later, later, later)

    def test_a_total_over_several_places_is_spread_over_its_events(self) -> None:
        maker = Maker("Raids on Lira, Soroti and Gulu on Monday killed 11 people in all.")
        when = maker.time("Monday", "2031-05-05")
        towns = {"Lira": LIRA, "Soroti": (1.7, 33.6), "Gulu": (2.77, 32.3)}
        raids = tuple(
            maker.event(t, mode="firearms", time=when, place=maker.place(t, *at, country="UGA"))
            for t, at in towns.items()
        )
        maker.figure("11 people", 11, scope="joint", events=raids)
        found = list(reconcile([maker.reading], "acled"))
        assert sorted(i.killed.best for i in found if i.killed) == [3, 4, 4]
        assert sum_of(found, "killed") == sum_of(list(reconcile([maker.reading], "ibc")), "killed")

    def test_what_has_a_figure_of_its_own_keeps_it(self) -> None:
        maker = Maker("Raids on Lira and Gulu on Monday killed 11 people. Nine died in Lira.")
        when = maker.time("Monday", "2031-05-05")
        lira = maker.event("Raids", mode="firearms", time=when, place=maker.place("Lira", *LIRA, country="UGA"))
        gulu = maker.event("Gulu", mode="firearms", time=when, place=maker.place("Gulu", 2.77, 32.3, country="UGA"))
        maker.figure("11 people", 11, scope="joint", events=(lira, gulu))
        maker.figure("Nine", 9, events=(lira,))
        for policy in ("acled", "ibc"):
            found = {i.place.name: i.killed for i in reconcile([maker.reading], policy) if i.place}
            assert {n: c.best for n, c in found.items() if c} == {"Lira": 9, "Gulu": 2}
