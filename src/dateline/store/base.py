"""The record: reports, claims, judgements and the audit log in one database, SQLite or PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import batched
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, func, insert, select, update

from dateline.errors import RecordError, UsageError
from dateline.reconcile.incident import Incident
from dateline.reconcile.policies import Policy, policy_named
from dateline.record import Reading
from dateline.store import adds, audit, incident_query, incident_refresh, judging, migrations, own_policies
from dateline.store.adds import Outcome, Run
from dateline.store.audit import AuditEntry
from dateline.store.changes import Changes
from dateline.store.clock import now, user
from dateline.store.connect import engine_of, missing, name_of, url_of, writing
from dateline.store.decided import Judging
from dateline.store.faults import clear_errors
from dateline.store.incidents import Bounds, IncidentFilter, IncidentPoint, IncidentRow, Order, SeriesPoint, Step
from dateline.store.queries import (
    ClaimFilter,
    ClaimRow,
    ReportFilter,
    StoredReport,
    all_of,
    claim_query,
    claim_row,
    keeps,
    report_conditions,
    stored,
    with_prefix,
)
from dateline.store.readings import readings_in
from dateline.store.snapshots import Snapshots
from dateline.store.tables import READINGS, REPORTS, RUNS

DEFAULT_URL = "sqlite:///dateline.db"
_CHUNK = 64  # readings in memory at once


class Record(Judging, Changes):
    """A record that is open. Use it as a context manager, or call `close`.

    Every change is one transaction that is committed when the method returns; the audit log is written in it. Every
    method raises `RecordError`, one line that names the record and the reason, where the database is locked, full,
    read-only, damaged or gone; what was acknowledged before stays.
    """

    def __init__(self, engine: Engine, name: str, who: str) -> None:
        self.name = name
        self.who = who
        self.own: Mapping[str, Policy] = {}
        self._engine = engine
        self._snapshots = Snapshots(engine)

    @classmethod
    def open(
        cls, url: str = DEFAULT_URL, *, who: str | None = None, create: bool = True, timeout: float = 10.0,
        on_step: Callable[[str], None] | None = None, own: Iterable[Policy] = (),
    ) -> Self:  # fmt: skip
        """Open a record, make it if it is not there, and bring its tables to this version.

        Args:
            url: `sqlite:///FILE`, a bare file name, or `postgresql://USER:PASSWORD@HOST/NAME`.
            who: the name that judgements and the audit log carry; the system's user by default.
            create: make a new record where there is none.
            timeout: seconds to wait for another writer.
            on_step: told the name of each change that brings an older record's tables to this version, as it begins.
            own: policies of the user's own, which incidents are counted by beside ours.

        Raises:
            UsageError: the address is none of these.
            SetupError: the PostgreSQL driver is not installed.
            RecordError: there is none (with `create=False`), it is something else, was written by a newer dateline,
                or cannot be opened.
        """
        address = url_of(url)
        name = name_of(address)
        if not create and missing(address):
            raise RecordError(f"{name}: no record there; `dateline add` makes one")
        record = cls(engine_of(address, timeout), name, who or user())
        record.own = {p.name: p for p in own}
        try:
            record._prepare(create, on_step)
        except BaseException:
            record.close()
            raise
        return record

    def _prepare(self, create: bool, on_step: Callable[[str], None] | None) -> None:
        with self._reading() as db:
            version = migrations.check(db, self.name)
        if version == 0 and not create:
            raise RecordError(f"{self.name}: no record there; `dateline add` makes one")
        if version < len(migrations.STEPS):
            with self._writing() as db:
                migrations.apply(db, self.name, on_step=on_step if version else None)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear_errors(self.name), self._snapshots.reading() as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._snapshots.renew()
        try:
            with clear_errors(self.name), writing(self._engine) as db:
                yield db
        finally:
            self._snapshots.renew()

    def snapshot(self) -> AbstractContextManager[None]:
        """While it is held, all that this thread reads is of one moment, whatever others write, and over one
        connection; what this thread itself writes, it reads."""
        return self._snapshots.held()

    # Adding

    def start_run(self, versions: str, stages: Mapping[str, str] | None = None) -> Run:
        """Note that a run begins.

        Args:
            versions: model and stage versions, as `Reader.versions` gives them.
            stages: `name/version` of the stage that gives each list of a reading.
        """
        with self._writing() as db:
            n = db.execute(select(func.coalesce(func.max(RUNS.c.n), 0) + 1)).scalar_one()
            counts = dict.fromkeys(("added", "updated", "unchanged", "failed"), 0)
            row = {"n": n, "started": now(), "who": self.who, "versions": versions, "judged": judging.last(db)}
            db.execute(insert(RUNS), {**row, **counts})
        return Run(n, versions, dict(stages or {}))

    def finish_run(self, run: Run, *, added: int, updated: int, unchanged: int, failed: int) -> None:
        """Note that a run has ended, and its counts. A run without an end was killed, or is under way."""
        counts = {"added": added, "updated": updated, "unchanged": unchanged, "failed": failed}
        with self._writing() as db:
            ended = {"finished": now(), "judged": judging.last(db), **counts}
            db.execute(update(RUNS).where(RUNS.c.n == run.n).values(ended))

    def add(self, reading: Reading, run: Run | None = None) -> Outcome:
        """Store a reading: `added`, `updated` (other code read it, or it brings head matter that was missing) or
        `unchanged`. One transaction: when this returns, it is on the disk; if it raises, nothing was stored."""
        return self.add_many([reading], run)[0]

    def add_many(self, readings: Sequence[Reading], run: Run | None = None) -> list[Outcome]:
        """Store readings in one transaction, as `add` does: all of them or none."""
        with self._writing() as db:
            return adds.add(db, readings, run, self.who)

    # Reports and readings

    def has(self, report_id: str, fingerprint: str) -> bool:
        """Whether this report has been stored as read by this code with this head matter."""
        return fingerprint in self.fingerprints([report_id])[report_id]

    def fingerprints(self, report_ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """The fingerprints under which each report has been stored; empty for one that is not there."""
        ids = list(report_ids)
        found: dict[str, set[str]] = {i: set() for i in ids}
        query = select(REPORTS.c.id, READINGS.c.fingerprint).join(READINGS, READINGS.c.report == REPORTS.c.n)
        with self._reading() as db:
            for row in db.execute(query.where(REPORTS.c.id.in_(ids))):
                found[row.id].add(row.fingerprint)
        return {i: frozenset(f) for i, f in found.items()}

    def report(self, id_or_prefix: str) -> StoredReport:
        """The report with this id, or whose id alone starts so (`b2:` may be left out).

        Raises:
            UsageError: there is none, or more than one.
        """
        with self._reading() as db:
            rows = db.execute(
                select(REPORTS).where(REPORTS.c.id == id_or_prefix)
            ).all()  # by the index, where it is whole
            if not rows:
                rows = db.execute(select(REPORTS).where(with_prefix(id_or_prefix)).order_by(REPORTS.c.n).limit(3)).all()
        if len(rows) > 1:
            raise UsageError(f"more than one report starts with {id_or_prefix!r}: {', '.join(r.id for r in rows)}")
        if not rows:
            raise UsageError(f"no report {id_or_prefix!r} in {self.name}; `dateline reports` lists them")
        return stored(rows[0])

    def reports(self, wanted: ReportFilter | None = None) -> Iterator[StoredReport]:
        """Reports that a filter lets through (all by default), in order of arrival, as a stream."""
        wanted = wanted or ReportFilter()
        query = select(REPORTS).where(*report_conditions(wanted)).order_by(REPORTS.c.n)
        with self._reading() as db:
            yield from (stored(row) for row in all_of(db, query, 200) if keeps(wanted, row))

    def count(self) -> int:
        """How many reports there are."""
        with self._reading() as db:
            return int(db.execute(select(func.count()).select_from(REPORTS)).scalar_one())

    def reading(self, id_or_prefix: str) -> Reading:
        """Everything that was read from one report.

        Raises:
            UsageError: as for `report`.
        """
        wanted = self.report(id_or_prefix).report.id
        with self._reading() as db:
            return next(readings_in(db, select(REPORTS).where(REPORTS.c.id == wanted)))

    def readings_of(self, ids: Iterable[str]) -> list[Reading]:
        """The readings of these reports (whole ids), in order of arrival; what is not there is left out."""
        with self._reading() as db:
            query = select(REPORTS).order_by(REPORTS.c.n)
            some = batched(dict.fromkeys(ids), _CHUNK)
            return [r for part in some for r in readings_in(db, query.where(REPORTS.c.id.in_(part)))]

    def readings(self) -> Iterator[Reading]:
        """Every reading, in order of arrival, as a stream: no transaction stays open between chunks."""
        last = 0
        while True:
            with self._reading() as db:
                query = select(REPORTS).where(REPORTS.c.n > last).order_by(REPORTS.c.n).limit(_CHUNK)
                found = list(readings_in(db, query))
                last = db.execute(select(func.max(query.subquery().c.n))).scalar_one() or last
            yield from found
            if len(found) < _CHUNK:
                return

    # Claims and the audit log; judgements are `Judging`'s

    def claims(self, wanted: ClaimFilter | None = None) -> Iterator[ClaimRow]:
        """Claims that a filter lets through (every event, figure, agreement and term by default), as a stream, in
        order of arrival and, in a report, by kind and text.

        Raises:
            UsageError: the filter names a kind or harm that there is not.
        """
        query = claim_query(wanted or ClaimFilter())
        with self._reading() as db:
            for some in batched(all_of(db, query, 500), 500):
                decided = judging.standing_of(db, [f"{row.report_id}#{row.id}" for row in some])
                yield from (claim_row(row, decided) for row in some)

    # Incidents

    def behind(self) -> int:
        """How many reports `refresh_incidents` would take in: those that came or were judged since; all of them where
        other code or policies made the incidents; and how many counts by policies of the user's own it would make."""
        with self._reading() as db:
            return incident_refresh.behind(db) + own_policies.missing(db, self.own.values())

    def refresh_incidents(self, on_left: Callable[[int], None] | None = None) -> int:
        """Bring the incidents up to date with the reports and judgements; returns how many were made anew.

        It is cheap when nothing has changed. Those that read incidents call it, and `add_all`; a decision does not
        wait for it.

        Args:
            on_left: told after each slice, which is kept, how many reports are left; what it raises ends it.
        """
        with self._reading() as db:
            if incident_refresh.is_fresh(db) and not own_policies.missing(db, self.own.values()):
                return 0
        made = 0
        while True:
            with self._writing() as db:
                slice_ = incident_refresh.refresh(db, readings_in)
                if slice_ is None:
                    slice_ = own_policies.count(db, list(self.own.values()), readings_in)
            if slice_ is None:
                return made
            made += slice_
            if on_left is not None:
                on_left(self.behind())

    def rule(self, policy: str | Policy) -> Policy:
        """The policy of a name or label: one of the user's own that the record was opened with, or as `policy_named`.

        Raises:
            UsageError: no such policy.
        """
        mine = self.own.get(policy.partition("/")[0]) if isinstance(policy, str) else None
        return mine or policy_named(policy)

    def incident_page(
        self,
        wanted: IncidentFilter | None,
        policy: str | Policy,
        *,
        offset: int = 0,
        limit: int = 50,
        order: Order = "date",
    ) -> tuple[list[IncidentRow], int]:
        """One page of the incidents that a filter lets through, and how many there are in all.

        Args:
            wanted: the filter; all by default.
            policy: by which counts are given and asked: `ucdp`, `ibc`, `airwars`, `acled`, with or without a version,
                or one that the record was opened with.
            offset: rows to leave out before the first.
            limit: most rows to give.
            order: `date`, `-date` (latest first), `killed` (most first), `reports` (most first), `place`.

        Raises:
            UsageError: no such policy or order.
        """
        label = self.rule(policy).key
        with self.asking() as db:
            return incident_query.rows(db, wanted or IncidentFilter(), label, offset, limit, order)

    def incident_counts(self, ident: str, policies: Iterable[Policy]) -> dict[str, dict[str, Bounds]]:
        """An incident's low, best and high of each harm of which something is said, under each policy, by its key."""
        with self.asking() as db:
            return incident_query.counts_of(db, ident, [p.key for p in policies])

    def incident(self, ident: str, policy: str | Policy) -> Incident:
        """One incident whole, with its explanation, counted by a policy.

        Raises:
            UsageError: no such incident or policy.
        """
        rule = self.rule(policy)
        with self.asking() as db:
            found = incident_refresh.one(db, ident, rule, readings_in)
        if found is None:
            raise UsageError(f"no incident {ident!r} in {self.name}")
        return found

    def incident_points(self, wanted: IncidentFilter | None, policy: str) -> list[IncidentPoint]:
        """The incidents that a filter lets through and that are on the map, in order of id.

        Raises:
            UsageError: no such policy.
        """
        label = self.rule(policy).key
        with self.asking() as db:
            return incident_query.points(db, wanted or IncidentFilter(), label)

    def incident_series(self, wanted: IncidentFilter | None, policy: str, *, by: Step = "day") -> list[SeriesPoint]:
        """How many were killed in each day, week, month or year, over the incidents that a filter lets through.

        Raises:
            UsageError: no such policy or step.
        """
        label = self.rule(policy).key
        with self.asking() as db:
            return incident_query.series(db, wanted or IncidentFilter(), label, by)

    def incident_of(self, claim: str) -> str | None:
        """The incident that a claim (`<report id>#c1`) is in, or `None`."""
        report, _, local = claim.partition("#")
        with self.asking() as db:
            return incident_query.home_of(db, report, local)

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A reading transaction of which the derived tables are up to date, for the queries of this package."""
        self.refresh_incidents()
        with self._reading() as db:
            if db.dialect.name == "postgresql":  # rows of one policy lie together: their index is worth taking
                db.exec_driver_sql("SET LOCAL random_page_cost = 1.1")
            yield db

    def audit(self, after: int = 0) -> Iterator[AuditEntry]:
        """The audit log from the entry after number `after`, in order, as a stream."""
        with self._reading() as db:
            yield from audit.entries(db, after)

    def audit_break(self) -> int | None:
        """The number of the first audit entry that is not as it was written, or `None`: the chain is whole."""
        with self._reading() as db:
            return audit.first_break(db)
