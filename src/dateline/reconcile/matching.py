"""Which accounts of different reports tell of one incident.

Keys → pairs → links → components → groups. A link is a pair of enough points; a component is what links hold together;
inside a component groups are joined by average linkage with a veto: two become one only where their accounts fit one
another on average and none speaks against another, so that weak links never chain. Every step looks at a pair or at a
component alone: what is in the record elsewhere changes nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.reconcile.blocking import keys
from dateline.reconcile.grouping import Account
from dateline.reconcile.links import Links
from dateline.reconcile.pairs import pairs
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.weights import APART, compare, weights

Link = tuple[int, int, float]  # indices (i < j) and points
FREE = Links()


def matched(accounts: Sequence[Account], people: Links = FREE) -> list[list[Account]]:
    """Accounts grouped by incident; the groups, and accounts in a group, in the order of their first claims.

    Args:
        accounts: of many reports, all accounts of each.
        people: claims that people put together or kept apart.
    """
    told: dict[str, list[Account]] = {}
    for account in accounts:
        told.setdefault(account.book.reading.report.id, []).append(account)
    profiles = sorted((p for some in told.values() for p in profiles_of(some)), key=lambda p: p.ident)
    by_ident = {min(a.keys): a for a in accounts}
    return [[by_ident[p.ident] for p in group] for group in grouped(profiles, people)]


def grouped(profiles: Sequence[Profile], people: Links = FREE) -> list[list[Profile]]:
    """Profiles, in the order of their first claims, grouped by incident; groups in the same order."""
    found = [
        group
        for component in components(
            len(profiles), (*links(profiles), *put_together(people.of(p.keys) for p in profiles))
        )
        for group in groups([profiles[n] for n in component], people)
    ]
    return sorted(found, key=lambda g: g[0].ident)


def links(profiles: Sequence[Profile]) -> Iterator[Link]:
    """Pairs whose points are enough."""
    join = weights().join
    for i, j in pairs(profiles, [keys(p) for p in profiles]):
        points = compare(profiles[i], profiles[j])
        if points >= join:
            yield i, j, points


def put_together(told: Iterable[int | None]) -> Iterator[Link]:
    """A link from each account that a person dealt with to the next of its group.

    Args:
        told: of each account, by index, the group that people put it in, or `None`.
    """
    last: dict[int, int] = {}
    for n, group in enumerate(told):
        if group is not None:
            if group in last:
                yield last[group], n, 0.0
            last[group] = n


class Roots:
    """Sets of numbers from 0 up, each known by its smallest member. Eight bytes a number."""

    def __init__(self, count: int) -> None:
        self._parent = array("q", range(count))

    def of(self, n: int) -> int:
        """The smallest member of the set that a number is in."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def join(self, a: int, b: int) -> None:
        """Make one set of the two that these are in."""
        low, high = sorted((self.of(a), self.of(b)))
        self._parent[high] = low


def components(count: int, found: Iterable[Link]) -> list[list[int]]:
    """Indices that links hold together, each component ascending, in the order of their first."""
    roots = Roots(count)
    for i, j, _ in found:
        roots.join(i, j)
    homes: dict[int, list[int]] = {}
    for n in range(count):
        homes.setdefault(roots.of(n), []).append(n)
    return list(homes.values())


def groups(component: Sequence[Profile], people: Links = FREE) -> list[list[Profile]]:
    """The incidents of one component, whose profiles stand in the order of their first claims."""
    if len(component) == 1:
        return [list(component)]
    return [[component[n] for n in group] for group in _Linkage(component, people).groups()]


@dataclass
class _Linkage:
    profiles: Sequence[Profile]
    people: Links
    _points: dict[tuple[int, int], float] = field(default_factory=dict)
    _group: list[int | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._group = [self.people.of(p.keys) for p in self.profiles]

    def points(self, i: int, j: int) -> float:
        """Points of a pair, computed once; two accounts of one report are two incidents."""
        key = (i, j) if i < j else (j, i)
        if key not in self._points:
            a, b = self.profiles[key[0]], self.profiles[key[1]]
            apart = a.report == b.report or self.people.apart(self._group[i], self._group[j])
            self._points[key] = APART if apart else compare(a, b)
        return self._points[key]

    def groups(self) -> list[list[int]]:
        """What people put together, then greedy average linkage from the best pair down."""
        count = len(self.profiles)
        home = list(range(count))
        members: dict[int, list[int]] = {n: [n] for n in home}
        for i, j, _ in put_together(self._group):
            self._join(home[i], home[j], home, members)
        ranked = sorted((-self.points(i, j), i, j) for i in range(count) for j in range(i + 1, count))
        for points, i, j in ranked:
            if -points < weights().join:
                break
            if home[i] != home[j] and self._fits(members[home[i]], members[home[j]]):
                self._join(home[i], home[j], home, members)
        return [members[n] for n in sorted(members)]

    @staticmethod
    def _join(one: int, other: int, home: list[int], members: dict[int, list[int]]) -> None:
        low, high = min(one, other), max(one, other)
        if low != high:
            for n in members[high]:
                home[n] = low
            members[low] = sorted(members[low] + members.pop(high))

    def _fits(self, one: Sequence[int], other: Sequence[int]) -> bool:
        points = [self.points(i, j) for i in one for j in other]
        return min(points) > weights().part and sum(points) / len(points) >= weights().join
