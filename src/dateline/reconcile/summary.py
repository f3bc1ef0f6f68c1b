"""Time and place of an incident from the claims that make it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Location
from dateline.reconcile.when_where import COARSE, interval, location
from dateline.record import Time

Key = tuple[str | None, str | None]
DYING = 30  # days within which a death is counted to the deed


def account_time(accounts: Sequence[Account]) -> Time | None:
    """The time that most claims agree on, days before longer spans; of equals the one told first."""
    votes: Counter[Key] = Counter()
    first: dict[Key, tuple[int, Time]] = {}
    for n, claim in enumerate(c for a in accounts for c in a.claims):
        time = claim.time
        if time is None or interval(time) is None:
            continue
        key = (time.start or time.end, time.end or time.start)
        votes[key] += 1
        first.setdefault(key, (n, time))
    if not votes:
        return None
    exact = {k: v for k, v in votes.items() if (first[k][1].date_prec or 5) == 1} or votes
    best = min(exact, key=lambda k: (-exact[k], first[k][1].date_prec or 5, first[k][0]))
    return first[_deed(best, exact)][1]


def _deed(best: Key, exact: Mapping[Key, int]) -> Key:
    """Of several days of one incident the first: the wounded die of it in the days after, never before."""
    day = date.fromisoformat(best[0] or "")
    before = [k for k in exact if k[0] and k[0] == k[1] and 0 <= (day - date.fromisoformat(k[0])).days <= DYING]
    return min(before, key=lambda k: k[0] or "", default=best)


def account_place(accounts: Sequence[Account]) -> Location | None:
    """A place in a town before an area, one on the map before one that is not; then what most claims name."""
    votes: Counter[Location] = Counter()
    first: dict[Location, int] = {}
    for n, (account, claim) in enumerate((a, c) for a in accounts for c in a.claims):
        found = location(claim.place, account.book.places)
        if found is not None:
            votes[found] += 1
            first.setdefault(found, n)
    if not votes:
        return None
    return min(votes, key=lambda p: (p.where_prec > 5, p.where_prec >= COARSE, p.lat is None, -votes[p], first[p]))
