"""Bringing the derived tables up to date with reports and judgements, a slice of reports in a transaction.

Only what may have changed is made anew; the tables are the same as if all were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select

from dateline.reconcile import counted
from dateline.reconcile.decisions import Decision
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Incident
from dateline.reconcile.matching import components, groups, put_together
from dateline.reconcile.policies import Policy, policies, policy_named
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.shared import called
from dateline.reconcile.weights import fingerprint
from dateline.record import Reading
from dateline.store import incident_asked, incident_matching, judging, queued, standing
from dateline.store.decisions import decisions_of
from dateline.store.incident_people import Near, People, reports_judged
from dateline.store.incident_rows import count_row, incident_row, member_rows, voice_rows
from dateline.store.incident_tables import ASKED, COUNTS, DERIVED, INCIDENTS, MEMBERS, STALE, STATE, VOICES
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS

SLICE = 200  # reports in one transaction
_IN = 400  # values in one IN list

Load = Callable[[Connection, Select[Any]], Iterable[Reading]]


def is_fresh(db: Connection) -> bool:
    """Whether the derived tables say what the reports and judgements do."""
    if db.execute(select(STALE.c.report).limit(1)).first() is not None:
        return False
    return _made_from(db) == _state(db)


def behind(db: Connection) -> int:
    """How many reports `refresh` would take in, slice by slice."""
    before, now = _made_from(db), _state(db)
    if before.get("code") != now["code"]:
        return int(db.execute(select(func.count()).select_from(REPORTS)).scalar_one())
    stale = set(db.execute(select(STALE.c.report)).scalars())
    if before != now:
        told = reports_judged(judging.read_after(db, int(before["judged"])))
        stale |= set(_numbers(db, told).values())
    return len(stale)


def refresh(db: Connection, load: Load) -> int | None:
    """Take in one slice of what has changed, in the transaction of `db`, which holds the write lock.

    Returns:
        how many incidents were made anew, `None` where nothing was left to do.
    """
    _mark_changes(db)
    stale = list(db.execute(select(STALE.c.report).order_by(STALE.c.report).limit(SLICE)).scalars())
    if not stale:
        return None
    work = _Work(db, load)
    made = work.take_in(stale)
    for some in batched(stale, _IN):
        db.execute(delete(STALE).where(STALE.c.report.in_(some)))
    return made


def _mark_changes(db: Connection) -> None:
    """Mark the reports that new judgements are about; all of them where other code or policies made the tables."""
    before, now = _made_from(db), _state(db)
    if before == now:
        return
    if before.get("code") != now["code"]:
        for table in DERIVED:
            db.execute(delete(table))
        changed = set(db.execute(select(REPORTS.c.n)).scalars())
    else:
        told = reports_judged(judging.read_after(db, int(before["judged"])))
        changed = set(_numbers(db, told).values())
        db.execute(delete(STATE))
    changed -= set(db.execute(select(STALE.c.report)).scalars())
    _insert(db, STALE, [{"report": n} for n in sorted(changed)])
    _insert(db, STATE, [{"name": k, "value": v} for k, v in now.items()])


def _state(db: Connection) -> dict[str, str]:
    judgements = db.execute(select(func.coalesce(func.max(JUDGEMENTS.c.n), 0))).scalar_one()
    return {"code": " ".join([fingerprint(), *_labels()]), "judged": str(judgements)}


def _made_from(db: Connection) -> dict[str, str]:
    return {r.name: r.value for r in db.execute(select(STATE.c.name, STATE.c.value))}


def _labels() -> list[str]:
    return sorted(p.label for p in policies().values())


@dataclass
class _Work:
    """One slice: what is read and found on the way."""

    db: Connection
    load: Load
    _readings: dict[str, Reading] = field(default_factory=dict)
    _accounts: dict[str, list[Account]] = field(default_factory=dict)

    @cached_property
    def people(self) -> People:
        """What people decided."""
        return People.of(decisions_of(standing.on_sets(self.db)), self._on_claims)

    def _on_claims(self, reports: Iterable[str]) -> Iterable[Decision]:
        return decisions_of(standing.on_claims(self.db, _numbers(self.db, reports).values())).all

    def take_in(self, stale: Sequence[int]) -> int:
        """Match the accounts of these reports anew, and make the incidents anew that may be others now."""
        ids = self.people.with_families(_ids(self.db, stale))
        numbers = _numbers(self.db, ids)
        near = self.people.about(ids, self.read)
        come = {numbers[r]: profiles_of(near.accounts(reading)) for r, reading in self.read(numbers).items()}
        old = _homes(self.db, numbers.values())
        reached = incident_matching.replaced(self.db, sorted(come), come)
        profiles = self._closed(reached)
        return self._rebuild(profiles, old, ids)

    def read(self, reports: Iterable[str]) -> dict[str, Reading]:
        """Readings by id, each read once; a report that is not in the record is left out."""
        wanted = set(reports)
        for some in batched(sorted(wanted - self._readings.keys()), _IN):
            for reading in self.load(self.db, select(REPORTS).where(REPORTS.c.id.in_(some))):
                self._readings[reading.report.id] = reading
        return {r: self._readings[r] for r in sorted(wanted) if r in self._readings}

    def _closed(self, accounts: set[int]) -> dict[int, Profile]:
        """The accounts with all that links, people or joint figures hold together with them."""
        found: dict[int, Profile] = {}
        edge = set(accounts)
        while edge:
            new = incident_matching.profiles_of(self.db, edge)
            found |= new
            tied = self.people.with_families(p.report for p in new.values())
            tied -= {p.report for p in new.values() if not p.joint and p.report not in self.people.family}
            edge = incident_matching.linked(self.db, new)
            edge |= incident_matching.accounts_of_reports(self.db, _numbers(self.db, tied).values())
            edge -= found.keys()
        return found

    def _rebuild(self, profiles: Mapping[int, Profile], old: set[str], changed: set[str]) -> int:
        """Make the incidents of these accounts; one that is there already and tells of no changed report stays."""
        told = {p.report for p in profiles.values()}
        near = self.people.about(told, self.read)
        numbers = _numbers(self.db, told)
        old = old | _homes(self.db, numbers.values(), {k for p in profiles.values() for k in p.keys})
        before = {keys: ident for ident, keys in _claims(self.db, old).items()}
        kept, new = set[str](), list[list[Profile]]()
        for together in _tied(list(self._groups(profiles, near))):
            idents = [before.get(frozenset(k for p in group for k in p.keys)) for group in together]
            told = {p.report for group in together for p in group}
            if all(idents) and told.isdisjoint(changed) and told.isdisjoint(self.people.family):
                kept.update(i for i in idents if i)
            else:
                new += together
        _drop(self.db, old - kept)
        new.sort(key=lambda g: g[0].ident)
        made = self._write([self.accounts(g, near) for g in new], near, numbers)
        queued.place(self.db, {*_numbers(self.db, changed).values(), *numbers.values()})
        return made

    def _groups(self, profiles: Mapping[int, Profile], near: Near) -> Iterable[list[Profile]]:
        order = sorted(profiles, key=lambda n: profiles[n].ident)
        place = {n: i for i, n in enumerate(order)}
        found = [(place[i], place[j], 0.0) for i, j in incident_matching.links_among(self.db, order)]
        tied = put_together(near.links.of(profiles[n].keys) for n in order)
        for component in components(len(order), (*found, *tied)):
            yield from groups([profiles[order[n]] for n in component], near.links)

    def accounts(self, group: Iterable[Profile], near: Near) -> list[Account]:
        """The accounts of profiles."""
        return [self._account(p, near) for p in group]

    def _account(self, profile: Profile, near: Near) -> Account:
        if profile.report not in self._accounts:
            (reading,) = self.read([profile.report]).values()
            self._accounts[profile.report] = near.accounts(reading)
        return next(a for a in self._accounts[profile.report] if min(a.keys) == profile.ident)

    def _write(self, found: Sequence[Sequence[Account]], near: Near, numbers: Mapping[str, int]) -> int:
        kept = [g for g in found if not all(a.denial for a in g)]
        made: list[Incident] = []
        for label in _labels():
            made = counted(kept, policy_named(label), near.on_incidents)
            _insert(self.db, COUNTS, [count_row(i) for i in made])
        rows = [incident_row(i, _evidence(g)) for i, g in zip(made, kept, strict=True)]
        _insert(self.db, INCIDENTS, rows)
        _insert(self.db, VOICES, [r for i, g in zip(made, kept, strict=True) for r in voice_rows(i.id, g)])
        _insert(self.db, MEMBERS, [row for i in made for row in member_rows(i, numbers)])
        incident_asked.put(self.db, [i.id for i in made])
        return len(made)


def _tied(found: Sequence[list[Profile]]) -> list[list[list[Profile]]]:
    """Groups in sets: those that one joint figure counts are counted together."""
    ties = [(n, key) for n, group in enumerate(found) for p in group for key in p.joint]
    first: dict[str, int] = {}
    edges = [(first.setdefault(key, n), n, 0.0) for n, key in ties]
    return [[found[n] for n in some] for some in components(len(found), edges)]


def _evidence(group: Sequence[Account]) -> Iterable[str]:
    for account in group:
        yield account.book.reading.report.title or ""
        yield from (c.item.evidence.text for c in account.claims)


def _ids(db: Connection, numbers: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for some in batched(sorted(numbers), _IN):
        found.update(db.execute(select(REPORTS.c.id).where(REPORTS.c.n.in_(some))).scalars())
    return found


def _numbers(db: Connection, ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batched(sorted(ids), _IN):
        rows = db.execute(select(REPORTS.c.id, REPORTS.c.n).where(REPORTS.c.id.in_(some)))
        found.update((r.id, r.n) for r in rows)
    return found


def _homes(db: Connection, reports: Iterable[int], claims: set[str] | None = None) -> set[str]:
    """Incidents in which claims of reports stand: any, or those of the keys given (`<report id>#c1`)."""
    found: set[str] = set()
    for some in batched(sorted(reports), _IN):
        query = select(MEMBERS.c.incident, REPORTS.c.id, MEMBERS.c.claim)
        rows = db.execute(query.join(REPORTS, REPORTS.c.n == MEMBERS.c.report).where(MEMBERS.c.report.in_(some)))
        found.update(r.incident for r in rows if claims is None or f"{r.id}#{r.claim}" in claims)
    return found


def _claims(db: Connection, incidents: Iterable[str]) -> dict[str, frozenset[str]]:
    """The claims (`<report id>#c1`) of incidents."""
    found: dict[str, set[str]] = {}
    query = select(MEMBERS.c.incident, REPORTS.c.id, MEMBERS.c.claim).join(REPORTS, REPORTS.c.n == MEMBERS.c.report)
    for some in batched(sorted(incidents), _IN):
        for r in db.execute(query.where(MEMBERS.c.incident.in_(some))):
            found.setdefault(r.incident, set()).add(f"{r.id}#{r.claim}")
    return {ident: frozenset(keys) for ident, keys in found.items()}


def _drop(db: Connection, incidents: Iterable[str]) -> None:
    for some in batched(sorted(incidents), _IN):
        for column in (INCIDENTS.c.id, COUNTS.c.incident, ASKED.c.id, MEMBERS.c.incident, VOICES.c.incident):
            db.execute(delete(column.table).where(column.in_(some)))


def _insert(db: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(table), rows)


def one(db: Connection, ident: str, policy: Policy, load: Load) -> Incident | None:
    """An incident with its explanation, made again from the reports that tell of it; `None` if there is none."""
    return next(iter(several(db, [ident], policy, load)), None) if _told_in(db, [ident]) else None


def several(db: Connection, wanted: Iterable[str], policy: Policy, load: Load) -> list[Incident]:
    """Incidents that are there (ids), each as `one` gives it."""
    work = _Work(db, load)
    wanted = frozenset(wanted)
    idents, more = set(wanted), True
    while more:
        told = _days_and_places(db, idents)
        reports = _told_in(db, sorted(idents)) | _with_joint_figures(db, {day for day, _ in told})
        near = work.people.about(reports, work.read)
        every = [a for reading in work.read(reports).values() for a in near.accounts(reading) if a.shared]
        mine = _claims(db, idents).values()
        near_by = [a for a in every if any(a.keys[0] in m for m in mine) or not told.isdisjoint(called(a))]
        counting = {a.book.reading.report.id for a in near_by}
        shared = {k for a in every if a.book.reading.report.id in counting for k in a.keys}
        found = _homes(db, _numbers(db, counting).values(), shared) | _called(db, near_by)
        more = not found <= idents
        idents |= found
    groups_ = [_accounts_in(keys, work, near) for keys in _claims(db, idents).values()]
    groups_.sort(key=lambda g: min(g[0].keys))
    return [i for i in counted(groups_, policy, near.on_incidents) if i.id in wanted]


def _days_and_places(db: Connection, incidents: Iterable[str]) -> set[tuple[str, str]]:
    """First day and place of incidents that have both."""
    i, found = INCIDENTS.c, set[tuple[str, str]]()
    for some in batched(sorted(incidents), _IN):
        rows = db.execute(select(i.date_start, i.place).where(i.id.in_(some)))
        found.update((r.date_start, r.place) for r in rows if r.date_start and r.place)
    return found


def _with_joint_figures(db: Connection, days: Iterable[str]) -> set[str]:
    """Ids of the reports that have a joint figure of one of these days."""
    c, found = CLAIMS.c, set[str]()
    query = select(REPORTS.c.id).join(CLAIMS, c.report == REPORTS.c.n)
    for some in batched(sorted(days), _IN):
        joint = (c.kind == "casualty", c.type == "joint", c.date_start.in_(some), c.date_end == c.date_start)
        found.update(db.execute(query.where(*joint)).scalars())
    return found


def _called(db: Connection, accounts: Iterable[Account]) -> set[str]:
    """Incidents of the day and place that joint figures of accounts name."""
    i, found = INCIDENTS.c, set[str]()
    for day, place in sorted({c for a in accounts for c in called(a)}):
        found.update(db.execute(select(i.id).where(i.date_start == day, i.place == place)).scalars())
    return found


def _told_in(db: Connection, incidents: Sequence[str]) -> set[str]:
    query = select(REPORTS.c.id).join(MEMBERS, MEMBERS.c.report == REPORTS.c.n)
    return set(db.execute(query.where(MEMBERS.c.incident.in_(incidents))).scalars())


def _accounts_in(keys: frozenset[str], work: _Work, near: Near) -> list[Account]:
    readings = work.read({k.partition("#")[0] for k in keys})
    accounts = (a for reading in readings.values() for a in near.accounts(reading))
    return sorted((a for a in accounts if a.keys[0] in keys), key=lambda a: min(a.keys))
