"""Which accounts of different reports tell of one incident.

Candidate pairs by blocking, scored by features, joined by average linkage with a veto: two groups become one only where
their accounts fit one another on average and none speaks against another, so that weak links never chain.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.reconcile.blocking import candidates
from dateline.reconcile.features import Context, compare
from dateline.reconcile.grouping import Account
from dateline.reconcile.links import Links
from dateline.reconcile.origins import Origins
from dateline.reconcile.profile import Profile, profile

JOIN = 4.2  # points from which two accounts are of one incident
VETO = -3.0  # points of one pair that keep two groups apart


def matched(accounts: Sequence[Account], origins: Origins, links: Links | None = None) -> list[list[Account]]:
    """Accounts grouped by incident; the groups, and accounts in a group, in the order of their first claims.

    Args:
        accounts: accounts of any reports, those of one report in one group of `links` already one (`links.linked`).
        origins: origins among the reports.
        links: what people put together or keep apart; the machine joins and parts only the rest.
    """
    ordered = sorted(accounts, key=lambda a: min(a.keys))
    main = _main_of_each(ordered)
    profiles = [profile(a, origins.family.get(a.book.reading.report.id, ""), id(a) in main) for a in ordered]
    links = links or Links()
    linker = _Linkage(profiles, Context(_rarity(profiles)), links, [links.of(a.keys) for a in ordered])
    return [[ordered[n] for n in group] for group in linker.groups()]


def _main_of_each(accounts: Sequence[Account]) -> set[int]:
    """The account that each report is about: the one with most figures, then most claims, then the one told first."""
    best: dict[str, Account] = {}
    for a in accounts:
        report = a.book.reading.report.id
        if report not in best or _weight(a) > _weight(best[report]):
            best[report] = a
    return {id(a) for a in best.values()}


def _weight(account: Account) -> tuple[int, int, int]:
    return len(account.figures), len(account.claims), -min(c.at for c in account.claims)


def _rarity(profiles: Sequence[Profile]) -> dict[str, float]:
    """Inverse document frequency of each word, smoothed so that few reports still compare."""
    seen = Counter(w for p in profiles for w in p.words)
    return {w: math.log(1 + (len(profiles) + 1) / n) for w, n in seen.items()}


@dataclass
class _Linkage:
    profiles: Sequence[Profile]
    context: Context
    links: Links
    decided: Sequence[int | None]
    _scores: dict[tuple[int, int], float] = field(default_factory=dict)

    def score(self, i: int, j: int) -> float:
        """Points of a pair, computed once; two accounts of one report are two incidents."""
        key = (i, j) if i < j else (j, i)
        if key not in self._scores:
            a, b = self.profiles[key[0]], self.profiles[key[1]]
            kept_apart = a.report == b.report or self.links.apart(self.decided[i], self.decided[j])
            self._scores[key] = VETO if kept_apart else compare(a, b, self.context)[0]
        return self._scores[key]

    def groups(self) -> list[list[int]]:
        """Greedy average linkage from the best pair down."""
        pairs = [(self.score(i, j), i, j) for i, j in candidates(self.profiles)]
        pairs = sorted((p for p in pairs if p[0] >= JOIN), key=lambda p: (-p[0], p[1], p[2]))
        home = self._homes()
        members: dict[int, list[int]] = {}
        for n, at in enumerate(home):
            members.setdefault(at, []).append(n)
        for _, i, j in pairs:
            a, b = home[i], home[j]
            if a != b and self._fits(members[a], members[b]):
                low, high = min(a, b), max(a, b)
                for n in members[high]:
                    home[n] = low
                members[low] = sorted(members[low] + members.pop(high))
        return [members[n] for n in sorted(members)]

    def _homes(self) -> list[int]:
        """Each account by itself, but for those that people put together, which begin as one."""
        first: dict[int, int] = {}
        return [n if g is None else first.setdefault(g, n) for n, g in enumerate(self.decided)]

    def _fits(self, one: Sequence[int], other: Sequence[int]) -> bool:
        scores = [self.score(i, j) for i in one for j in other]
        return min(scores) > VETO and sum(scores) / len(scores) >= JOIN
