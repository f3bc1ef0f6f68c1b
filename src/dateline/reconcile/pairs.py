"""From keys to pairs, in bulk: arrays instead of objects, so that the keys of a million claims fit in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.blocking import CROWD, THIN_CROWD
from dateline.reconcile.features import WEEKS
from dateline.reconcile.profile import Profile

Ints = NDArray[np.int64]
_CHUNK = 1 << 20  # pairs made at once
_OPEN = 1 << 40  # a day that is never far from any


def blocks(keys: Sequence[Sequence[int]]) -> Iterator[Ints]:
    """Accounts (by index) that share a key, where they are two or more and no crowd.

    Args:
        keys: the keys of each account.
    """
    sizes = np.fromiter((len(k) for k in keys), np.int64, len(keys))
    flat = np.fromiter((k for some in keys for k in some), np.int64, int(sizes.sum()))
    owner = np.repeat(np.arange(len(keys), dtype=np.int64), sizes)
    order = np.argsort(flat, kind="stable")
    flat, owner = flat[order], owner[order]
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]]) if len(flat) else np.zeros(0, np.int64)
    counts = np.diff(np.r_[starts, len(flat)])
    most = np.where(flat[starts] & 1, THIN_CROWD, CROWD)
    kept = (counts > 1) & (counts <= most)
    for start, count in zip(starts[kept], counts[kept], strict=True):
        yield owner[start : start + count]


def pairs(profiles: Sequence[Profile], keys: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) of accounts of different reports that share a key and whose days allow one incident, each
    once, in order.

    Args:
        profiles: what is compared.
        keys: the keys of each, as `blocking.keys` gives them.
    """
    reports = {r: n for n, r in enumerate(dict.fromkeys(p.report for p in profiles))}
    report = np.fromiter((reports[p.report] for p in profiles), np.int64, len(profiles))
    first = np.fromiter((p.days[0] if p.days else -_OPEN for p in profiles), np.int64, len(profiles))
    last = np.fromiter((p.days[1] if p.days else _OPEN for p in profiles), np.int64, len(profiles))
    found = np.zeros(0, np.int64)
    for one, other in _chunks(blocks(keys)):
        gap = np.maximum(first[other] - last[one], first[one] - last[other])
        kept = (report[one] != report[other]) & (gap <= WEEKS)
        found = np.union1d(found, one[kept] * len(profiles) + other[kept])
    for code in found.tolist():
        yield divmod(code, len(profiles))


def _chunks(groups: Iterator[Ints]) -> Iterator[tuple[Ints, Ints]]:
    """All pairs within each group, many at once."""
    ones: list[Ints] = []
    others: list[Ints] = []
    size = 0
    for group in groups:
        i, j = _TRIANGLES[len(group)]
        ones.append(group[i])
        others.append(group[j])
        size += len(i)
        if size >= _CHUNK:
            yield np.concatenate(ones), np.concatenate(others)
            ones, others, size = [], [], 0
    if ones:
        yield np.concatenate(ones), np.concatenate(others)


_TRIANGLES = [np.triu_indices(n, 1) for n in range(CROWD + 1)]
