"""What a page of a fixed size costs does not grow with the record: SQLite tells how many steps its machine took."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event

from dateline.record import Reading, Report
from dateline.store import ClaimFilter, IncidentFilter, Record
from dateline.store.desk import Desk, DeskFilter
from dateline.store.reviewing import Queue, QueueFilter
from dateline.store.searching import Search

from .readings import sample

FEW, MANY = 30, 120


def steps(readings: list[Reading], ask: Callable[[Record], object]) -> int:
    """Hundreds of steps that a question takes in a record of these."""
    taken = 0

    def tick() -> int:
        nonlocal taken
        taken += 1
        return 0

    def count(db: Connection) -> None:
        db.connection.driver_connection.set_progress_handler(tick, 100)  # type: ignore[union-attr]

    with Record.open("sqlite:///:memory:") as record:
        record.add_many(readings)
        record.refresh_incidents()
        ask(record)  # what is made once is made
        event.listen(record._engine, "begin", count)
        ask(record)
    return taken


def test_a_search_asks_the_whole_index_once_not_for_each_report_that_it_shows() -> None:
    def told(number: int) -> list[Reading]:
        return [Reading(Report.of(f"Shells fell on hill {n}.", published="2031-05-01")) for n in range(number)]

    def ask(record: Record) -> None:
        found, total = Search(record).find("shells", limit=20)
        assert (len(found), total) == (20, record.count())

    assert steps(told(MANY), ask) - steps(told(FEW), ask) < (MANY - FEW) // 2  # 50 steps for each that is found


def test_the_reports_beside_one_are_found_without_gathering_all_that_pass_the_filter() -> None:
    wanted = DeskFilter(QueueFilter(ClaimFilter(harm="killed")))

    first, second, third = (sample(n).report.id for n in range(3))

    def ask(record: Record) -> None:
        assert Desk(record).beside(second, wanted) == (None, None, first, third)

    few, many = (steps([sample(n) for n in range(number)], ask) for number in (FEW, MANY))
    assert many - few < (MANY - FEW) // 10


@pytest.mark.parametrize("harm", [None, "killed"])
def test_what_one_country_is_asked_does_not_grow_with_the_others(harm: str | None) -> None:
    wanted = QueueFilter(ClaimFilter(harm=harm), country="TCD")  # the samples are all of Ethiopia

    def ask(record: Record) -> None:
        queue = Queue(record)
        assert (queue.progress(wanted).total, queue.page(wanted), queue.next(wanted)) == (0, [], None)
        for order in ("date", "-date"):
            in_may = IncidentFilter(country="TCD", since="2031-05-01", until="2031-05-30")
            assert record.incident_page(in_may, "ibc", order=order) == ([], 0)

    few, many = (steps([sample(n) for n in range(number)], ask) for number in (FEW, MANY))
    assert many - few < (MANY - FEW) // 10
