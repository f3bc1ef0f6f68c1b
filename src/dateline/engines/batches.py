"""What processes of their own make of batches: links of pairs, incidents of accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from dateline.engines.packing import packed, unpacked
from dateline.reconcile import counted
from dateline.reconcile.grouping import Account
from dateline.reconcile.matching import groups
from dateline.reconcile.policies import Policy
from dateline.reconcile.profile import Profile
from dateline.reconcile.weights import compare, weights

_KEPT = 10_000  # profiles kept while pairs are compared

Pair = tuple[int, int, str, str]  # numbers and profiles of two accounts
Made = tuple[str, str, str, bytes]  # first day, place and id of an incident, and itself, packed
Placed = tuple[int, int, str, str | None]  # family, component, first claim and profile, where it is looked at


@dataclass(frozen=True, slots=True)
class Batch:
    """Accounts that are counted together, and the reports that they come from.

    Attributes:
        reports: accounts of each report, packed.
        placed: the accounts that are counted, by family, component and first claim; others of their reports are not.
    """

    reports: Sequence[bytes]
    placed: Sequence[Placed]


_load = lru_cache(_KEPT)(Profile.load)


def linked(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """The pairs whose points are enough."""
    join = weights().join
    return [
        (a, b)
        for a, b, one, other in pairs
        if compare(*sorted((_load(one), _load(other)), key=lambda p: p.ident)) >= join
    ]


def made(batch: Batch, rule: Policy) -> list[Made]:
    """The incidents of a batch."""
    accounts: dict[str, Account] = {min(a.keys): a for report in batch.reports for a in unpacked(report)}
    families = groupby(batch.placed, itemgetter(0))
    return [row for _, family in families for row in _counted(list(family), accounts, rule)]


def _counted(family: Sequence[Placed], accounts: dict[str, Account], rule: Policy) -> Iterator[Made]:
    """The incidents of accounts that joint figures tie together."""
    found: list[list[Account]] = []
    for _, some in groupby(family, itemgetter(1)):
        members = list(some)
        if len(members) == 1:
            found.append([accounts[members[0][2]]])
        else:
            told = groups([Profile.load(profile) for *_, profile in members if profile is not None])
            found += [[accounts[p.ident] for p in group] for group in told]
    found.sort(key=lambda g: min(g[0].keys))
    for i in counted([g for g in found if not all(a.denial for a in g)], rule):
        yield i.start or "9999", i.place.name if i.place else "~", i.id, packed(i)
