"""Time and place of an incident from the claims that make it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dateline.reconcile.claims import Claim
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Location
from dateline.reconcile.when_where import COARSE, interval, location
from dateline.record import Casualty, Time

Key = tuple[str | None, str | None]
FEW_DAYS = 3  # date_prec of a week: the longest span that an incident takes from its figures
DYING = 30  # days within which a death is counted to the deed


def account_time(accounts: Sequence[Account]) -> Time | None:
    """The time that most claims of the deed agree on, days before longer spans; of equals the one told first."""
    claims = [c for a in accounts for c in a.claims if c.time is not None and (c.time.start or c.time.end)]
    deeds = [c for c in claims if not _after(c)] or claims
    votes: Counter[Key] = Counter()
    first: dict[Key, tuple[int, Time]] = {}
    for n, claim in enumerate(deeds):
        assert claim.time is not None
        votes[_key(claim.time)] += 1
        first.setdefault(_key(claim.time), (n, claim.time))
    if not votes:
        return None
    exact = {k: v for k, v in votes.items() if (first[k][1].date_prec or 5) == 1} or votes
    best = min(exact, key=lambda k: (-exact[k], first[k][1].date_prec or 5, first[k][0]))
    found = first[_deed(best, exact)][1]
    return _span_of_harm(found, deeds) or _day_within(found, claims) or found


def _key(time: Time) -> Key:
    return time.start or time.end, time.end or time.start


def _holds(outer: Time, inner: Time) -> bool:
    """Whether a time is longer than another and covers it."""
    a, b = interval(outer), interval(inner)
    return a is not None and b is not None and a != b and a[0] <= b[0] and b[1] <= a[1]


def _span_of_harm(found: Time, claims: Sequence[Claim]) -> Time | None:
    """ "Between 11 and 13 April": the span of a few days over which the dead are counted, where no figure is of one
    day of it."""
    times = [c.time for c in claims if isinstance(c.item, Casualty) and c.item.harm in ("killed", "wounded")]
    few = [t for t in times if t is not None and t.type == "interval" and (t.date_prec or 5) <= FEW_DAYS]
    return few[0] if few and len(few) == len(times) and _holds(few[0], found) else None


def _day_within(found: Time, claims: Sequence[Claim]) -> Time | None:
    """A day that another claim names within a longer time ("over the weekend … on Sunday afternoon")."""
    days = [c.time for c in claims if c.time is not None and c.time.date_prec == 1 and _holds(found, c.time)]
    return days[0] if days else None


def _after(claim: Claim) -> bool:
    """Whether a claim tells of what follows on violence: arrests, and that nobody was harmed or held."""
    item = claim.item
    if isinstance(item, Casualty):
        return item.harm == "captured" or item.high == 0
    return item.type != "ASSAULT"


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
