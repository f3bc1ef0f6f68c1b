"""Every claim that is decided on, the reader's and people's own, with all that it is asked by: a narrow row for each.

The rows stand in the order of the queue. They are kept in step with claims, with people's own claims and with incidents
in the transactions that change those, and can be made anew from them at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    text,
)

from dateline.reconcile.decisions import Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.policies import OWN_KEY
from dateline.store import judging, standing
from dateline.store.decisions import decisions_of
from dateline.store.incident_tables import COUNTS
from dateline.store.incidents import IncidentFilter
from dateline.store.readings import readings_in
from dateline.store.rows import CLAIM_KINDS, claim_rows
from dateline.store.tables import JUDGEMENTS, METADATA, REPORTS

_OWN = ("report", "span_start", "kind", "seq", "id", "harm", "certainty", "place", "country", "date_start", "date_end",
        "source_kind", "sources", "places", "actors", "type")  # fmt: skip
_OF_INCIDENT = ("incident", "incident_type", "acled", "incident_status", "lat", "lon", "killed_least", "killed_most",
                "violence_first", "violence_last")  # fmt: skip
QUEUED = Table(
    "queued",
    METADATA,
    Column("report", Integer, primary_key=True),
    Column("span_start", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("id", Text, primary_key=True),
    *(Column(name, Text) for name in _OWN[5:]),
    Column("value", Text),  # of a person's own claim; the reader's stand in the claims table
    # Of the incident that it is in. Least and most over all policies of ours: only where they differ is one asked.
    Column("incident", Text),
    Column("incident_type", Text),
    Column("acled", Text),
    Column("incident_status", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("killed_least", BigInteger),  # -1: nothing is said
    Column("killed_most", BigInteger),
    Column("violence_first", Text),  # in the order of the alphabet; empty: none
    Column("violence_last", Text),
)
_Q, _C = QUEUED.c, COUNTS.c
_AT_ONCE = 400  # reports in one statement
_TABLE = """CREATE TABLE queued (report INTEGER NOT NULL, span_start INTEGER NOT NULL, kind TEXT NOT NULL,
    seq INTEGER NOT NULL, id TEXT NOT NULL, harm TEXT, certainty TEXT, place TEXT, country TEXT, date_start TEXT,
    date_end TEXT, source_kind TEXT, sources TEXT, places TEXT, actors TEXT, type TEXT, value TEXT, incident TEXT,
    incident_type TEXT, acled TEXT, incident_status TEXT, lat DOUBLE PRECISION, lon DOUBLE PRECISION,
    killed_least INTEGER, killed_most INTEGER, violence_first TEXT, violence_last TEXT,
    PRIMARY KEY (report, span_start, kind, seq, id))"""
_FILL = f"""INSERT INTO queued ({", ".join(_OWN)})
    SELECT {", ".join("coalesce(span_start, 0)" if name == "span_start" else name for name in _OWN)} FROM claims
    WHERE kind IN ('event', 'casualty', 'agreement', 'term')"""
_PLACE = f"""UPDATE queued SET ({", ".join(_OF_INCIDENT)}) = (
    SELECT min(i.id), min(i.type), min(i.acled), min(i.status), min(i.lat), min(i.lon),
        min(coalesce(c.killed_best, -1)), max(coalesce(c.killed_best, -1)),
        min(coalesce(c.violence, '')), max(coalesce(c.violence, ''))
    FROM incident_members m JOIN incidents i ON i.id = m.incident JOIN incident_counts c ON c.incident = i.id
    AND substr(c.policy, 1, 1) <> '{OWN_KEY}' WHERE m.report = queued.report AND m.claim = queued.id)"""


def queued(db: Connection) -> None:
    """Migration: the table, made from what the record holds."""
    db.exec_driver_sql(_TABLE + (" WITHOUT ROWID" if db.dialect.name == "sqlite" else ""))
    db.exec_driver_sql(_FILL)
    db.exec_driver_sql("CREATE INDEX queued_by_claim ON queued (report, id)")
    for index in ("claims_in_order", "claims_of_harm_in_order"):  # what the queue was asked by before
        db.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")
    db.exec_driver_sql(_PLACE)
    standing.note(db, _added(db))
    note(db, _added(db))


def fill(db: Connection) -> None:
    """Every claim, the reader's and people's own; `place` says what their incidents are."""
    db.exec_driver_sql(_FILL)
    note(db, _added(db))


def _added(db: Connection) -> Sequence[str]:
    """People's own claims."""
    return db.execute(select(JUDGEMENTS.c.target).where(JUDGEMENTS.c.action == "add").distinct()).scalars().all()


def put(db: Connection, report: int, rows: Iterable[dict[str, Any]], *, fresh: bool) -> None:
    """The claims of a reading, as rows of the claims table; they take the place of those of an earlier reading."""
    if not fresh:
        db.execute(delete(QUEUED).where(_Q.report == report, _Q.value.is_(None)))
    _insert(db, ({name: row[name] for name in _OWN} for row in rows if row["kind"] in CLAIM_KINDS))


def note(db: Connection, targets: Iterable[str]) -> None:
    """Bring people's own claims of the reports of these targets (`<report id>#j7`) up to date with the judgements."""
    ids = {report for report, _, local in (t.partition("#") for t in targets) if local.startswith("j")}
    for some in batched(sorted(ids), _AT_ONCE):
        reports = select(REPORTS).where(REPORTS.c.id.in_(some))
        numbers = {r.id: r.n for r in db.execute(reports)}
        for reading in readings_in(db, reports):
            number = numbers[reading.report.id]
            said = decisions_of(judging.read_in(db, reading.report.id)).all
            left = effective(reading, Decisions(tuple(d for d in said if d.act != "reject")))
            rows = claim_rows(left, number, {})
            mine = [r for r in rows if r["kind"] in CLAIM_KINDS and r["id"].startswith("j")]
            db.execute(delete(QUEUED).where(_Q.report == number, _Q.value.is_not(None)))
            _insert(db, ({name: r[name] for name in (*_OWN, "value")} for r in mine))
            place(db, [number])


def place(db: Connection, reports: Iterable[int]) -> None:
    """What the incidents of these reports' claims are now."""
    said = text(f"{_PLACE} WHERE queued.report IN :reports").bindparams(bindparam("reports", expanding=True))
    for some in batched(sorted(set(reports)), _AT_ONCE):
        db.execute(said, {"reports": list(some)})


def _insert(db: Connection, rows: Iterable[dict[str, Any]]) -> None:
    found = [row | {"span_start": row["span_start"] or 0} for row in rows]
    if found:
        db.execute(insert(QUEUED), found)


def inside(wanted: IncidentFilter, policy: str) -> Iterator[ColumnElement[bool]]:
    """What is asked of a claim's incident, as conditions on the claim's row.

    Args:
        wanted: the filter, one value a field.
        policy: key of the policy that violence and the killed are asked under.
    """
    equal = ((_Q.acled, wanted.acled), (_Q.incident_status, wanted.status))
    yield from (column == value for column, value in equal if value is not None)
    if wanted.type is not None:  # many events are in no incident
        yield or_(_Q.incident_type == wanted.type, and_(_Q.kind == "event", _Q.type == wanted.type))
    if wanted.bbox is not None:
        west, south, east, north = wanted.bbox
        yield _Q.lat.between(south, north)
        yield and_(_Q.lon >= west, _Q.lon <= east) if west <= east else or_(_Q.lon >= west, _Q.lon <= east)
    here = exists().where(_C.policy == policy, _C.incident == _Q.incident)
    ours = not policy.startswith(OWN_KEY)
    if wanted.min_killed is not None:
        asked = here.where(_C.killed_best >= wanted.min_killed)
        sure = _Q.killed_least >= wanted.min_killed
        yield or_(sure, and_(_Q.killed_most >= wanted.min_killed, asked)) if ours else asked
    if wanted.violence is not None:
        same = _Q.violence_first == _Q.violence_last
        asked = here.where(_C.violence == wanted.violence)
        yield or_(and_(same, _Q.violence_first == wanted.violence), and_(~same, asked)) if ours else asked
