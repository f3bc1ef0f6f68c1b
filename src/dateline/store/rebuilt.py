"""Whether the derived tables say what reports, claims and judgements make: they are made anew elsewhere and compared.

The record is read in one transaction, so that others may go on writing. What is compared stands in one list, `DERIVED`.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Select, Table, case, delete, event, except_, func, insert, select
from sqlalchemy.sql.elements import ColumnElement

from dateline.reconcile.policies import OWN_KEY
from dateline.store import incident_refresh, indexing, queued, standing
from dateline.store.base import Record
from dateline.store.expunge_tables import EMPTIED
from dateline.store.incident_tables import ACCOUNTS, ASKED, COUNTS, INCIDENTS, KEYS, LINKS, MEMBERS, STALE, VOICES
from dateline.store.queued import QUEUED
from dateline.store.readings import readings_in
from dateline.store.rows import claim_rows
from dateline.store.search_tables import DOCS
from dateline.store.standing import STANDING
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS, RUNS

_BASE = (RUNS, REPORTS, CLAIMS, JUDGEMENTS, EMPTIED)  # what the others are made from
_ROWS, _REPORTS = 1000, 64  # in memory at once
_LOW, _HIGH, _FIRST, _OTHER = ACCOUNTS.alias(), ACCOUNTS.alias(), REPORTS.alias(), REPORTS.alias()


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived table, and what of its rows a rebuild must give again.

    Attributes:
        name: what messages call it.
        rows: what a row is about, as `about`, then columns; numbers that depend on the order of arrival are left out.
    """

    name: str
    rows: Select[Any]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, `about` first."""
        return [str(c.key) for c in self.rows.selected_columns]


def _derived(
    table: Table, about: ColumnElement[Any], *without: str, where: ColumnElement[bool] | None = None
) -> Derived:
    """A table with a report's number, which messages give as the report's id, or without one."""
    rows = select(about.label("about"), *(c for c in table.c if c.name not in ("report", *without)))
    if "report" in table.c:
        rows = rows.join(REPORTS, REPORTS.c.n == table.c.report)
    return Derived(table.name, rows if where is None else rows.where(where))


def _claim(local: ColumnElement[Any]) -> ColumnElement[Any]:
    return REPORTS.c.id.concat("#").concat(local)


def _ours(table: Table) -> ColumnElement[bool]:
    """Counts by a user's own policy are there for who brought it, and known to nobody else."""
    return func.substr(table.c.policy, 1, 1) != OWN_KEY


DERIVED = (
    _derived(CLAIMS, _claim(CLAIMS.c.id), "id", "stage", "fingerprint"),
    _derived(INCIDENTS, INCIDENTS.c.id),
    _derived(COUNTS, COUNTS.c.incident.concat(" by ").concat(COUNTS.c.policy), where=_ours(COUNTS)),
    _derived(ASKED, ASKED.c.id.concat(" by ").concat(ASKED.c.policy), where=_ours(ASKED)),
    _derived(VOICES, VOICES.c.incident),
    _derived(MEMBERS, _claim(MEMBERS.c.claim)),
    _derived(ACCOUNTS, REPORTS.c.id, "n"),
    Derived(KEYS.name, select(REPORTS.c.id.label("about"), KEYS.c.key).join(
        ACCOUNTS, ACCOUNTS.c.n == KEYS.c.account).join(REPORTS, REPORTS.c.n == ACCOUNTS.c.report)),
    Derived(LINKS.name, select(_FIRST.c.id.label("about"), _OTHER.c.id).select_from(LINKS).join(
        _LOW, _LOW.c.n == LINKS.c.low).join(_HIGH, _HIGH.c.n == LINKS.c.high).join(
        _FIRST, _FIRST.c.n == case((_LOW.c.report < _HIGH.c.report, _LOW.c.report), else_=_HIGH.c.report)).join(
        _OTHER, _OTHER.c.n == _LOW.c.report + _HIGH.c.report - _FIRST.c.n)),
    _derived(QUEUED, _claim(QUEUED.c.id)),
    _derived(DOCS, REPORTS.c.id, "id"),
    # Where a decision that stands points to after its report was read anew is not told by the judgements alone.
    _derived(STANDING, STANDING.c.target, "claim", "target", where=STANDING.c.n.is_not(None)),
)  # fmt: skip


def differences(record: Record) -> Iterator[tuple[str, str]]:
    """What of the derived tables is not as a rebuild makes it: what it is about, and how it differs.

    Needs about as much room as the record in the folder for temporary files.

    Raises:
        RecordError: the record cannot be read, or there is no room for a copy.
    """
    with _empty(record.who) as anew:
        with _up_to_date(record) as db:
            _copy(db, anew)
        with anew._writing() as db:
            _rewrite_claims(db)
            queued.fill(db)
            indexing.fill(db)
            standing.note(db, db.execute(select(JUDGEMENTS.c.target).distinct()).scalars().all())
        anew.refresh_incidents()
        with anew._reading() as db:
            for derived in DERIVED:
                yield from _differ(db, derived)


@contextmanager
def _empty(who: str) -> Iterator[Record]:
    """An empty record in a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="dateline-verify-") as folder,
        Record.open(f"sqlite:///{Path(folder) / 'anew.db'}", who=who) as record,
    ):
        event.listen(record._engine, "connect", _loose)
        record._engine.dispose()  # connections from here on
        yield record


def _loose(connection: Any, _: Any) -> None:
    """What is copied may be damaged, and what is made is thrown away."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def _up_to_date(record: Record) -> Iterator[Connection]:
    """A reading transaction in which nothing waits to be taken in."""
    while True:
        with record.asking() as db:
            if incident_refresh.is_fresh(db):
                yield db
                return


def _rewrite_claims(db: Connection) -> None:
    """Make what claims are filtered by anew from what they say."""
    numbers = {r.id: r.n for r in db.execute(select(REPORTS.c.id, REPORTS.c.n))}
    for some in batched(sorted(numbers.values()), _REPORTS):
        for reading in list(readings_in(db, select(REPORTS).where(REPORTS.c.n.in_(some)))):
            number = numbers[reading.report.id]
            db.execute(delete(CLAIMS).where(CLAIMS.c.report == number))
            rows = list(claim_rows(reading, number, {}))
            if rows:
                db.execute(insert(CLAIMS), rows)


def _kept(derived: Derived) -> Table:
    """The rows that the record has, in the copy: columns without a type keep every value as it is."""
    return Table(f"kept_{derived.name}", MetaData(), *(Column(name) for name in derived.columns))


def _copy(db: Connection, anew: Record) -> None:
    """Copy what the others are made from, and the derived tables as the record has them beside it."""
    with anew._writing() as into:
        for table in _BASE:
            _put(into, table, db.execute(select(table).execution_options(yield_per=_ROWS)))
        _put(into, STALE, db.execute(select(REPORTS.c.n)))
        for derived in DERIVED:
            kept = _kept(derived)
            into.exec_driver_sql(f"CREATE TABLE {kept.name} ({', '.join(f'"{c.name}"' for c in kept.columns)})")
            _put(into, kept, db.execute(derived.rows.execution_options(yield_per=_ROWS)))


def _put(db: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    names = [c.name for c in table.columns]
    for some in batched(rows, _ROWS):
        db.execute(insert(table), [dict(zip(names, row, strict=True)) for row in some])


def _differ(db: Connection, derived: Derived) -> Iterator[tuple[str, str]]:
    kept = select(_kept(derived))
    gone, new = _by_about(db, except_(kept, derived.rows)), _by_about(db, except_(derived.rows, kept))
    for about in sorted(gone.keys() | new.keys()):
        if about in gone and about in new:
            pair = zip(derived.columns, gone[about][0], new[about][0], strict=True)
            wrong = next(name for name, is_, should in pair if is_ != should)
            yield about, f"{derived.name}: {wrong} is not what claims and judgements make"
        else:
            is_there = "is kept and not made anew" if about in gone else "is made anew and not kept"
            yield about, f"{derived.name}: {is_there}"


def _by_about(db: Connection, query: Any) -> dict[str, list[Sequence[Any]]]:
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in sorted(db.execute(query), key=repr):
        found[row[0]].append(row)
    return found
