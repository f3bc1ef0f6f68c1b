"""The incidents of one batch of an archive's accounts."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from dateline.reconcile import counted
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.matching import groups
from dateline.reconcile.policies import Policy
from dateline.reconcile.profile import Profile
from dateline.store.rows import reading_from, report_from


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a database, with the names of their columns."""

    names: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def __iter__(self) -> Iterator[SimpleNamespace]:
        return (SimpleNamespace(**dict(zip(self.names, row, strict=True))) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Batch:
    """Accounts that are counted together, and the reports that they come from.

    Attributes:
        reports: head matter and text.
        claims: of those reports, by report, kind and order.
        placed: accounts with their `family`, `component`, `ident` and `profile`, in that order.
    """

    reports: Rows
    claims: Rows
    placed: Rows


def made(batch: Batch, rule: Policy) -> list[tuple[str, str, str, bytes]]:
    """The incidents of a batch, pickled, each behind what orders it: first day, place, id."""
    by_report = {k: list(rows) for k, rows in groupby(batch.claims, lambda row: row.report)}
    readings = (reading_from(report_from(h), h.fingerprint, by_report.get(h.id, ())) for h in batch.reports)
    accounts = {min(a.keys): a for r in readings for a in accounts_of(Book(r))}
    return [
        row
        for _, family in groupby(batch.placed, lambda row: row.family)
        for row in _counted(list(family), accounts, rule)
    ]


def _counted(
    family: Sequence[SimpleNamespace], accounts: dict[str, Account], rule: Policy
) -> Iterator[tuple[str, str, str, bytes]]:
    """The incidents of accounts that joint figures tie together."""
    found: list[list[Account]] = []
    for _, some in groupby(family, lambda row: row.component):
        members = list(some)
        if len(members) == 1:
            found.append([accounts[members[0].ident]])
        else:
            told = groups([Profile.load(m.profile) for m in members])
            found += [[accounts[p.ident] for p in group] for group in told]
    found.sort(key=lambda g: min(g[0].keys))
    for i in counted([g for g in found if not all(a.denial for a in g)], rule):
        yield i.start or "9999", i.place.name if i.place else "~", i.id, pickle.dumps(i)
