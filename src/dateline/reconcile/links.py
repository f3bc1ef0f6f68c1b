"""Which claims people put together or kept apart: the machine joins and parts only what they have not dealt with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.reconcile.claims import Claim
from dateline.reconcile.decisions import Decision
from dateline.reconcile.grouping import Account


@dataclass(frozen=True)
class Links:
    """Claims in groups: one group is one incident, two groups are two, whatever the machine thinks.

    Attributes:
        group: claim (`<report id>#c1`) -> number of its group; a claim that nobody dealt with has none.
        alone: groups that nothing else may join: incidents that a person rejected.
    """

    group: Mapping[str, int] = field(default_factory=dict)
    alone: frozenset[int] = frozenset()

    def of(self, keys: Iterable[str]) -> int | None:
        """The group that claims stand in, or `None`."""
        return next((g for k in keys if (g := self.group.get(k)) is not None), None)

    def apart(self, one: int | None, other: int | None) -> bool:
        """Whether two sets of claims may never be one, by their groups."""
        if one is not None and other is not None:
            return one != other
        return one in self.alone or other in self.alone


def links_of(decisions: Iterable[Decision]) -> Links:
    """The groups that standing decisions leave, each decision in order: a later one goes before an earlier one.

    A merge makes one group; a split one of the claims that leave and one of those that stay; "never one" two. To
    accept, pin or doubt an incident is to say that its claims are one; to reject it, that nothing else may join them.
    """
    groups = _Groups()
    for d in decisions:
        mine, theirs = {a.key for a in d.claims}, {a.key for a in d.others}
        if d.act == "merge":
            groups.gather(mine | theirs)
        elif d.act in ("split", "forbid"):
            left = groups.gather(theirs, whole=d.act == "forbid" and not groups.share(mine, theirs))
            groups.gather(mine - theirs, but=left)
        else:
            made = groups.gather(mine)
            groups.alone |= {made} if d.act == "reject" else set()
    return Links(groups.home, frozenset(groups.alone & set(groups.members)))


class _Groups:
    """Groups while decisions are gone through."""

    def __init__(self) -> None:
        self.members: dict[int, set[str]] = {}
        self.home: dict[str, int] = {}
        self.alone: set[int] = set()
        self._next = 0

    def share(self, one: set[str], other: set[str]) -> bool:
        """Whether two sets of claims stand in one group."""
        return bool({self.home[k] for k in one if k in self.home} & {self.home[k] for k in other if k in self.home})

    def gather(self, keys: set[str], *, whole: bool = True, but: int = -1) -> int:
        """Put claims in a new group, with all that stood with them (if `whole`), except in the group `but`."""
        before = {self.home[k] for k in keys if k in self.home} - {but}
        taken = keys.union(*(self.members[g] for g in before)) if whole else set(keys)
        for g in before:
            self.members[g] -= taken
            if not self.members[g]:
                del self.members[g]
        self._next += 1
        if taken:
            self.members[self._next] = taken
            self.home.update(dict.fromkeys(taken, self._next))
        return self._next


def linked(accounts: Sequence[Account], links: Links) -> list[Account]:
    """Accounts as people want them: one that holds two groups is parted, those of one report and group are joined."""
    if not links.group:
        return list(accounts)
    parted = [part for a in accounts for part in _parted(a, links)]
    found: list[Account] = []
    homes: dict[tuple[str, int], Account] = {}
    for account in parted:
        group = links.of(account.keys)
        key = (account.book.reading.report.id, group if group is not None else -1)
        if group is None or key not in homes:
            found.append(account)
            homes[key] = account
            continue
        home = homes[key]
        home.claims = sorted([*home.claims, *account.claims], key=lambda c: (c.at, c.item.id))
        home.shared += [c for c in account.shared if c not in home.shared]
    return found


def _parted(account: Account, links: Links) -> list[Account]:
    """An account by groups; a claim in none stays with the nearest in the text, or, where that group is to be left
    alone, by itself."""
    groups = [links.group.get(k) for k in account.keys]
    known = [(c, g) for c, g in zip(account.claims, groups, strict=True) if g is not None]
    if not known:
        return [account]
    parts: dict[int | None, list[Claim]] = {}
    for claim, group in zip(account.claims, groups, strict=True):
        if group is None:
            free = [(c, g) for c, g in known if g not in links.alone]
            group = (
                min(free, key=lambda x: (x[0].item.id not in _counts(claim), abs(x[0].at - claim.at)))[1]
                if free
                else None
            )
        parts.setdefault(group, []).append(claim)
    return [Account(account.book, claims, list(account.shared)) for claims in parts.values()]


def _counts(claim: Claim) -> tuple[str, ...]:
    return getattr(claim.item, "events", ())
