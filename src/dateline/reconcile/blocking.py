"""Which accounts are worth comparing: those that share a day and a cell of the map, a name, a copied text.

Every account has a bounded number of keys, made from its own report alone; a key that too many share tells too little
and is passed over, so the number of pairs grows about linearly with the number of accounts.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator

from dateline.reconcile.copies import bands
from dateline.reconcile.profile import Profile
from dateline.reconcile.when_where import COARSE

CELL = 0.5  # degrees; places within REACH of one another share a cell
REACH = 0.25
SPAN = 7  # days of a longer time that are looked at
CROWD, THIN_CROWD = 120, 40  # accounts; a key that more share tells too little, and a thin one sooner
NAMES = 6  # rare names of an account that are keys


def keys(profile: Profile) -> list[int]:
    """The blocks that an account stands in: 64-bit hashes, ascending; thin ones are odd."""
    return sorted({_code(k) & ~1 for k in _blocks(profile)} | {_code(k) | 1 for k in _thin(profile)})


def crowd_of(key: int) -> int:
    """How many accounts may share a key before it is passed over."""
    return THIN_CROWD if key & 1 else CROWD


def _code(block: str) -> int:
    return int.from_bytes(hashlib.blake2b(block.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def _blocks(p: Profile) -> Iterator[str]:
    yield from (f"who:{v}" for v in p.victims if " " in v)
    yield from (f"copy:{b}" for b in bands(p.sketch))
    for where in (*_cells(p), *_areas(p)):
        yield from (f"{day}@{where}" for day in _days(p))
    for week in _weeks(p):
        yield from (f"{week}@{name}" for name in _names(p))


def _thin(p: Profile) -> Iterator[str]:
    """Keys that many share who tell of different things: a place at any time, a week anywhere, a name alone."""
    yield from _cells(p)
    yield from _names(p)
    for where in _areas(p):
        yield from (f"{when}@{where}" for when in (*_weeks(p), *p.yearless))


def _names(p: Profile) -> list[str]:
    return [f"name:{name}" for name in sorted(p.names)[:NAMES]]


def _days(p: Profile) -> list[int]:
    """Each day and the day after it, so that neighbours in time meet."""
    if p.days is None:
        return []
    first, last = p.days
    return list(range(first, min(last, first + SPAN) + 2))


def _weeks(p: Profile) -> list[str]:
    """The week, and the one after it; that of publication where no day is known."""
    first = p.days[0] if p.days else p.published
    return [f"w{first // 7}", f"w{first // 7 + 1}"] if first is not None else []


def _areas(p: Profile) -> list[str]:
    """The country, and one for places unknown."""
    return ["anywhere", p.place.country] if p.place and p.place.country else ["anywhere"]


def _cells(p: Profile) -> list[str]:
    """Cells of the map that the place reaches into."""
    if p.place is None or p.place.lat is None or p.place.lon is None or p.place.where_prec >= COARSE:
        return []
    rows = {math.floor((p.place.lat + d) / CELL) for d in (-REACH, REACH)}
    columns = {math.floor((p.place.lon + d) / CELL) for d in (-REACH, REACH)}
    return [f"{r}/{c}" for r in sorted(rows) for c in sorted(columns)]
