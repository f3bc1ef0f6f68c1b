"""The accounts of a report while its claims are gone through: which one a claim fits best, without asking them all."""

from __future__ import annotations

from bisect import bisect_left, insort

from dateline.reconcile.claims import Book
from dateline.reconcile.fitting import REFUSED, VETO, fit
from dateline.reconcile.gist import DAY, Days, Gist, Seen
from dateline.record import Event

LONG = 31  # days from which an interval is not looked up day by day


class Shelf:
    """Accounts by number, in the order in which they were opened.

    A claim with a day is weighed against the accounts that have no day or one as near as a night, and those that tell
    of its people or its events: every other refuses it (`fitting.fit`).
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._gists: list[Gist] = []
        self._days: dict[int, set[int]] = {}  # ordinal -> accounts
        self._always: set[int] = set()  # without a day, or with one that is long
        self._undated: set[int] = set()
        self._persons: dict[str, set[int]] = {}
        self._events: dict[str, set[int]] = {}
        self._offsets: list[int] = []
        self._told: dict[int, int] = {}  # offset -> the first account with a claim there

    def open(self) -> int:
        """A new account; its number."""
        self._gists.append(Gist(self._book))
        self._undated.add(len(self._gists) - 1)
        return len(self._gists) - 1

    def put(self, s: Seen, n: int) -> None:
        """Put a claim into an account."""
        self._gists[n].add(s)
        at = s.claim.at
        if at not in self._told:
            insort(self._offsets, at)
        self._told[at] = min(n, self._told.get(at, n))
        for person in s.persons:
            self._persons.setdefault(person, set()).add(n)
        if isinstance(s.claim.item, Event):
            self._events.setdefault(s.claim.item.id, set()).add(n)
        if s.days is not None:
            self._undated.discard(n)
            if (days := _ordinals(s.days)) is None:
                self._always.add(n)
            for day in days or ():
                self._days.setdefault(day, set()).add(n)

    def best(self, s: Seen) -> tuple[float, int]:
        """The score and number of the account that a claim fits best, the larger and then the later of equals."""
        scored = (
            (VETO if not s.joint.isdisjoint((g := self._gists[n]).joint) else fit(s, g), self._gists[n].size, n)
            for n in self._asked(s)
        )
        best, _, n = max(scored, default=(VETO, 0, -1))
        return best, n

    def counted_by(self, s: Seen) -> list[int]:
        """Accounts of the events that a figure counts."""
        return sorted({n for e in s.counts for n in self._events.get(e, ())})

    def fitting(self, s: Seen, counted: list[int]) -> list[int]:
        """Accounts that a claim can be about, those that it counts among them."""
        return sorted({*counted, *(n for n in self._asked(s) if fit(s, self._gists[n]) >= REFUSED)})

    def told_before(self, at: int) -> Gist | None:
        """The account of the claim told last before an offset."""
        n = bisect_left(self._offsets, at)
        return self._gists[self._told[self._offsets[n - 1]]] if n else None

    def _asked(self, s: Seen) -> set[int] | range:
        """Numbers of the accounts that may take a claim."""
        near = _ordinals(s.days, DAY) if s.days is not None else None
        if near is None:
            return range(len(self._gists))
        found = self._undated | self._always
        for day in near:
            found |= self._days.get(day, set())
        for person in s.persons:
            found |= self._persons.get(person, set())
        return found.union(self.counted_by(s))


def _ordinals(days: Days, more: int = 0) -> range | None:
    """The days of an interval and so many more on each side, or `None` where it is long."""
    first, last = days[0].toordinal(), days[1].toordinal()
    return range(first - more, last + more + 1) if 0 <= last - first < LONG else None
