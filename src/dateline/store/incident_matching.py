"""Which accounts of the record belong together, kept up to date report by report.

The same steps as `dateline.reconcile.matching`, over tables: what changes when reports come, change or go are the links
of their own accounts, and of accounts whose key became a crowd, or is none any more; with the links their components.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched, groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text

from dateline.reconcile.blocking import crowd_of, keys
from dateline.reconcile.features import WEEKS
from dateline.reconcile.profile import Profile
from dateline.reconcile.weights import compare, weights
from dateline.store.incident_tables import ACCOUNTS, KEYS, LINKS

_IN = 400  # values in one IN list

# Keys of which more than so many accounts are in the block: no more are looked at than tell it.
_BEYOND = {
    "sqlite": text(
        "SELECT j.value FROM json_each(:asked) j WHERE (SELECT 1 FROM incident_keys k WHERE k.key = j.value "
        "LIMIT 1 OFFSET :size) IS NOT NULL"
    ),
    "postgresql": text(
        "SELECT CAST(j.value AS bigint) FROM json_array_elements_text(CAST(:asked AS json)) j WHERE (SELECT 1 FROM "
        "incident_keys k WHERE k.key = CAST(j.value AS bigint) LIMIT 1 OFFSET :size) IS NOT NULL"
    ),
}

Profiles = dict[int, Profile]


def replaced(db: Connection, gone: Sequence[int], come: Mapping[int, Sequence[Profile]]) -> set[int]:
    """Put new accounts in the place of those of the same reports.

    Args:
        db: a transaction that holds the write lock.
        gone: numbers of the reports whose accounts go.
        come: number of a report -> the profiles of its accounts.

    Returns:
        numbers of the accounts whose component may be another one now, and not yet what is linked to them.
    """
    old = _of_reports(db, gone)
    neighbours = linked(db, old) - old.keys()
    touched = {k for p in old.values() for k in keys(p)}
    new = _numbered(db, come)
    fresh = {n: keys(p) for n, (_, p) in new.items()}
    touched.update(k for some in fresh.values() for k in some)
    before = _crowds(db, touched)
    _delete(db, old)
    _insert(db, new, fresh)
    crossed = _crowds(db, touched) ^ before
    pushed = {n for n, _ in _standing(db, crossed)} - fresh.keys()
    neighbours |= linked(db, pushed)
    profiles = {n: p for n, (_, p) in new.items()} | profiles_of(db, pushed)
    _relink(db, profiles, fresh | {n: keys(profiles[n]) for n in pushed})
    dirty = fresh.keys() | pushed
    return dirty | (neighbours & _there(db, neighbours)) | linked(db, dirty)


def profiles_of(db: Connection, accounts: Iterable[int]) -> Profiles:
    """Profiles of accounts by number."""
    found: Profiles = {}
    for some in batched(sorted(accounts), _IN):
        query = select(ACCOUNTS.c.n, ACCOUNTS.c.profile).where(ACCOUNTS.c.n.in_(some))
        found.update((r.n, Profile.load(r.profile)) for r in db.execute(query))
    return found


def accounts_of_reports(db: Connection, reports: Iterable[int]) -> set[int]:
    """Numbers of the accounts of reports."""
    found: set[int] = set()
    for some in batched(sorted(reports), _IN):
        found.update(db.execute(select(ACCOUNTS.c.n).where(ACCOUNTS.c.report.in_(some))).scalars())
    return found


def linked(db: Connection, accounts: Iterable[int]) -> set[int]:
    """Accounts that are linked to any of these."""
    found: set[int] = set()
    for some in batched(sorted(accounts), _IN):
        found.update(db.execute(select(LINKS.c.high).where(LINKS.c.low.in_(some))).scalars())
        found.update(db.execute(select(LINKS.c.low).where(LINKS.c.high.in_(some))).scalars())
    return found


def links_among(db: Connection, accounts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Links whose ends are among these."""
    wanted = set(accounts)
    for some in batched(sorted(wanted), _IN):
        rows = db.execute(select(LINKS.c.low, LINKS.c.high).where(LINKS.c.low.in_(some)))
        yield from ((r.low, r.high) for r in rows if r.high in wanted)


def _of_reports(db: Connection, reports: Sequence[int]) -> Profiles:
    return profiles_of(db, accounts_of_reports(db, reports))


def _there(db: Connection, accounts: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in batched(sorted(accounts), _IN):
        found.update(db.execute(select(ACCOUNTS.c.n).where(ACCOUNTS.c.n.in_(some))).scalars())
    return found


def _numbered(db: Connection, come: Mapping[int, Sequence[Profile]]) -> dict[int, tuple[int, Profile]]:
    top = int(db.execute(select(func.coalesce(func.max(ACCOUNTS.c.n), 0))).scalar_one())
    told = ((report, p) for report, some in sorted(come.items()) for p in some)
    return dict(enumerate(told, top + 1))


def _delete(db: Connection, old: Profiles) -> None:
    stands = [{"k": k, "a": n} for n, p in old.items() for k in keys(p)]
    if stands:
        db.execute(delete(KEYS).where(KEYS.c.key == bindparam("k"), KEYS.c.account == bindparam("a")), stands)
    for some in batched(sorted(old), _IN):
        db.execute(delete(ACCOUNTS).where(ACCOUNTS.c.n.in_(some)))
    _unlink(db, old)


def _unlink(db: Connection, accounts: Iterable[int]) -> None:
    for some in batched(sorted(accounts), _IN):
        db.execute(delete(LINKS).where(LINKS.c.low.in_(some)))
        db.execute(delete(LINKS).where(LINKS.c.high.in_(some)))


def _insert(db: Connection, new: Mapping[int, tuple[int, Profile]], fresh: Mapping[int, Sequence[int]]) -> None:
    rows = [
        {"n": n, "report": report, "first_day": p.days and p.days[0], "last_day": p.days and p.days[1],
         "profile": p.dump()}
        for n, (report, p) in new.items()
    ]  # fmt: skip
    stands = [{"key": k, "account": n} for n, some in fresh.items() for k in some]
    for table, told in ((ACCOUNTS, rows), (KEYS, stands)):
        if told:
            db.execute(insert(table), told)


def _crowds(db: Connection, wanted: Iterable[int]) -> set[int]:
    """Which of these keys too many accounts share; no more of them are counted than tell it."""
    found: set[int] = set()
    by_size = sorted((crowd_of(k), k) for k in wanted)
    for size, keys_ in groupby(by_size, key=lambda x: x[0]):
        for some in batched((k for _, k in keys_), _IN):
            found.update(db.execute(_BEYOND[db.dialect.name], {"asked": json.dumps(some), "size": size}).scalars())
    return found


def _standing(db: Connection, wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Accounts that stand in these blocks, with the key."""
    for some in batched(sorted(wanted), _IN):
        yield from (
            (r.account, r.key) for r in db.execute(select(KEYS.c.account, KEYS.c.key).where(KEYS.c.key.in_(some)))
        )


def _relink(db: Connection, dirty: Profiles, stands: Mapping[int, Sequence[int]]) -> None:
    """Make the links of these accounts anew."""
    _unlink(db, dirty)
    mine: dict[int, list[int]] = defaultdict(list)
    for n, some in stands.items():
        for key in some:
            mine[key].append(n)
    open_keys = mine.keys() - _crowds(db, mine)
    pairs = {(min(n, o), max(n, o)) for o, key in _standing(db, open_keys) for n in mine[key] if n != o}
    pairs = _near(db, pairs)
    profiles = dirty | profiles_of(db, {n for pair in pairs for n in pair} - dirty.keys())
    join = weights().join
    rows = [
        {"low": i, "high": j}
        for i, j in sorted(pairs)
        if compare(*sorted((profiles[i], profiles[j]), key=lambda p: p.ident)) >= join
    ]
    if rows:
        db.execute(insert(LINKS), rows)


def _near(db: Connection, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs of different reports whose days allow one incident: so that no other profile is read."""
    about: dict[int, Any] = {}
    for some in batched(sorted({n for pair in pairs for n in pair}), _IN):
        a = ACCOUNTS.c
        rows = db.execute(select(a.n, a.report, a.first_day, a.last_day).where(a.n.in_(some)))
        about.update((r.n, r) for r in rows)
    return {(i, j) for i, j in pairs if _may_be_one(about[i], about[j])}


def _may_be_one(a: Any, b: Any) -> bool:
    if a.report == b.report:
        return False
    if a.first_day is None or b.first_day is None:
        return True
    return bool(max(b.first_day - a.last_day, a.first_day - b.last_day) <= WEEKS)
