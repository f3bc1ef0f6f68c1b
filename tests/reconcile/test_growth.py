"""A report twice as long costs about twice as much to bring into incidents: nothing weighs each claim with each."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import accounts_of
from dateline.reconcile.profile import profiles_of
from dateline.record import Reading
from reconcile.build import Maker

SENTENCE = "Shells struck ferry {n} on the quay of Porto {town} and killed {n} sailors there, officials said. "
WORSE = 3.0  # times; twice the text costs about twice, and a step that weighs each with each four times


def undated(claims: int) -> Reading:
    """So many events and as many figures without a day, in 50 far-off towns."""
    return _told(claims, towns=50, days=0)


def dated(claims: int) -> Reading:
    """So many events and as many figures, of every third day."""
    return _told(claims, towns=5, days=claims // 3)


def one_thing(claims: int) -> Reading:
    """So many events and as many figures of one incident."""
    return _told(claims, towns=1, days=1)


def _told(claims: int, towns: int, days: int) -> Reading:
    maker = Maker("".join(SENTENCE.format(n=n, town=n % towns) for n in range(claims)))
    where = [maker.place(f"Porto {n}", -40 + 1.5 * n, 20.0) for n in range(towns)]
    first = date(2031, 1, 1)
    when = [maker.time("struck", (first + timedelta(3 * n)).isoformat()) for n in range(days)]
    for n in range(claims):
        at = {"place": where[n % towns], "time": when[n % days] if days else None}
        event = maker.event(f"ferry {n} ", mode="heavy-weapons", **at)
        maker.figure(f"{n} sailors", n, events=(event,) if n % 2 else (), **at)
    return maker.reading


def cost(work: Callable[[], object]) -> float:
    """Processor time in seconds, the least of three."""
    found = []
    for _ in range(3):
        gc.collect()
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("kind", [undated, dated, one_thing])
def test_accounts_of_twice_the_claims_cost_about_twice(kind: Callable[[int], Reading]) -> None:
    few, many = (kind(n) for n in (400, 800))
    once, twice = (cost(lambda r=r: profiles_of(accounts_of(Book(r)))) for r in (few, many))
    assert twice < WORSE * once
