"""Which pairs of accounts are worth comparing: those that share a day and a cell of the map, a name, or a copied text.

Every account has a bounded number of keys and a key that too many share is dropped, so the number of pairs grows about
linearly with the number of accounts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from dateline.reconcile.profile import Profile
from dateline.reconcile.when_where import COARSE

CELL = 0.5  # degrees; places within REACH of one another share a cell
REACH = 0.25
SPAN = 7  # days of a longer time that are looked at
CROWD = 120  # accounts; a key that more share tells too little


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) of accounts of different reports that share a key, each once, in order."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, p in enumerate(profiles):
        for key in keys(p):
            blocks[key].append(n)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > CROWD:
            continue
        for i, a in enumerate(members):
            seen.update((a, b) for b in members[i + 1 :] if profiles[a].report != profiles[b].report)
    yield from sorted(seen)


def keys(p: Profile) -> set[str]:
    """The blocks that an account stands in."""
    found = {f"who:{v}" for v in p.victims if " " in v}
    found.add(f"copy:{p.copy}")
    days = _days(p)
    cells = _cells(p)
    for where in cells:
        found |= {f"{day}@{where}" for day in days}
    return found | {f"undated@{where}" for where in cells if "/" in where}


def _days(p: Profile) -> list[str]:
    """Each day and the day after it, so that neighbours in time meet; the week of publication where no day is known."""
    if p.days is None:
        return [f"w{p.published.toordinal() // 7 + n}" for n in (0, 1)] if p.published else []
    first, last = p.days
    length = min((last - first).days, SPAN)
    found = [(first + timedelta(days=n)).isoformat() for n in range(length + 2)]
    week = first.toordinal() // 7
    return [*found, f"w{week}", f"w{week + 1}"]


def _cells(p: Profile) -> list[str]:
    """Cells of the map that the place reaches into, its country, and one for places unknown."""
    if p.place is None:
        return ["anywhere"]
    found = [p.place.country] if p.place.country else []
    found.append("anywhere")
    if p.place.lat is None or p.place.lon is None or p.place.where_prec >= COARSE:
        return found
    rows = {math.floor((p.place.lat + d) / CELL) for d in (-REACH, REACH)}
    columns = {math.floor((p.place.lon + d) / CELL) for d in (-REACH, REACH)}
    return [*found, *(f"{r}/{c}" for r in sorted(rows) for c in sorted(columns))]
