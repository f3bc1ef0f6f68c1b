"""Where each claim stands, as a row that is kept in step with its judgements in their own transaction.

It can be made anew from the judgements at any time; queues, progress and bulk acts ask it in SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from dateline.reconcile.anchors import Anchor, Finder
from dateline.record import Reading
from dateline.store import judging
from dateline.store.judging import Judgement
from dateline.store.tables import JUDGEMENTS, METADATA, REPORTS

_AT_ONCE = 200  # targets in one statement
STANDING = Table(
    "standing",
    METADATA,
    Column("target", Text, primary_key=True),  # "<report id>#c1"
    Column("report", Integer),  # the report's number, and the local id
    Column("claim", Text),
    Column("seen", Integer, nullable=False),  # the last judgement on it, whatever it was
    Column("n", Integer),  # the judgement that decides; null: none stands
    Column("action", Text),
    Column("who", Text),
    Column("at", Text),
    Column("kind", Text),  # kind and span of what was judged
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("signed_by", Text),  # who signed that judgement off, and since when
    Column("signed_at", Text),
    Column("signed", Integer),  # by which judgement
)
BATCHES = Table(  # judgements that were one act of one person: they are undone together
    "batches",
    METADATA,
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
_STEPS = (
    """CREATE TABLE standing (target TEXT PRIMARY KEY, report INTEGER, claim TEXT, seen INTEGER NOT NULL, n INTEGER,
    action TEXT, who TEXT, at TEXT, kind TEXT, span_start INTEGER, span_end INTEGER, signed_by TEXT, signed_at TEXT,
    signed INTEGER)""",
    "CREATE INDEX standing_by_claim ON standing (report, claim)",
    "CREATE TABLE batches (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)",
    "CREATE INDEX claims_in_order ON claims (report, span_start, kind, seq, id)",
    "CREATE INDEX claims_of_harm_in_order ON claims (harm, report, span_start, kind, seq, id) WHERE harm IS NOT NULL",
)


def standing(db: Connection) -> None:
    """Migration: the rows, made from the judgements that are there."""
    for statement in _STEPS:
        db.exec_driver_sql(statement)
    note(db, db.execute(select(JUDGEMENTS.c.target).distinct()).scalars().all())


def on_sets(db: Connection) -> list[Judgement]:
    """Judgements on incidents, agreements and conduct: few beside those on claims."""
    return _judged(db, STANDING.c.report.is_(None))


def on_claims(db: Connection, reports: Iterable[int]) -> list[Judgement]:
    """Judgements on claims of these reports (numbers)."""
    return [j for some in batched(reports, _AT_ONCE) for j in _judged(db, STANDING.c.report.in_(some))]


def _judged(db: Connection, which: ColumnElement[bool]) -> list[Judgement]:
    targets = db.execute(select(STANDING.c.target).where(which)).scalars().all()
    found = (judging.read_of(db, some) for some in batched(targets, _AT_ONCE))
    return [j for histories in found for history in histories.values() for j in history]


def note(db: Connection, targets: Iterable[str]) -> None:
    """Bring the rows of these targets up to date with their judgements, in the transaction of `db`."""
    for some in batched(dict.fromkeys(targets), _AT_ONCE):
        histories = judging.read_of(db, some)
        ids = {target.partition("#")[0] for target in some}
        numbers = {r.id: r.n for r in db.execute(select(REPORTS.c.id, REPORTS.c.n).where(REPORTS.c.id.in_(ids)))}
        rows = [_row(target, histories.get(target, []), numbers) for target in some]
        db.execute(delete(STANDING).where(STANDING.c.target.in_(some)))
        # A later reading may have given the id to another claim than an older decision was on.
        there = [(r["report"], r["claim"]) for r in rows if r["report"] is not None]
        if there:
            same = or_(*(and_(STANDING.c.report == n, STANDING.c.claim == local) for n, local in there))
            db.execute(update(STANDING).where(same).values(claim=None))
        db.execute(insert(STANDING), rows)


def _row(target: str, history: Sequence[Judgement], numbers: Mapping[str, int]) -> dict[str, Any]:
    report, _, local = target.partition("#")
    last = judging.standing(history).get(target)
    row: dict[str, Any] = dict.fromkeys(c.name for c in STANDING.columns)
    row |= {"target": target, "seen": history[-1].n if history else 0}
    if local:
        row |= {"report": numbers.get(report), "claim": local}
    if last is not None:
        row |= {"n": last.n, "action": last.action, "who": last.who, "at": last.at}
        span = last.span or (
            (last.after["kind"], last.after["start"], last.after["end"]) if last.action == "add" else None
        )
        row |= dict(zip(("kind", "span_start", "span_end"), span or (None,) * 3, strict=True))
        signed = [j for j in history if j.action == "sign" and j.undone_by is None and j.after == last.n]
        if signed:
            row |= {"signed_by": signed[-1].who, "signed_at": signed[-1].at, "signed": signed[-1].n}
    return row


def follow(db: Connection, report: int, reading: Reading) -> None:
    """Let the rows of a report that was read anew point to the claims that have the words that were judged."""
    finder = Finder(reading)
    rows = db.execute(select(STANDING).where(STANDING.c.report == report)).all()
    for row in rows:
        local = row.target.partition("#")[2]
        if local.startswith("j"):  # a person's own claim: no reader gives or takes it
            continue
        anchor = Anchor(reading.report.id, local, row.kind, row.span_start, row.span_end)
        here = (STANDING.c.target == row.target,)
        db.execute(update(STANDING).where(*here).values(claim=finder.find(anchor)))
