"""Storing readings: one report for one text, claims replaced as a whole, nothing read twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.sql import bindparam

from dateline.record import Reading
from dateline.store import audit, indexing, past, queued, standing
from dateline.store.clock import now
from dateline.store.expunge_tables import expunged_in
from dateline.store.incident_tables import STALE
from dateline.store.rows import claim_rows, report_row
from dateline.store.tables import CLAIMS, READINGS, REPORTS, RUNS

Outcome = Literal["added", "unchanged", "updated"]
_HEAD = ("title", "publisher", "authors", "published", "dateline", "url")
_NOBODY = "[]"  # no authors


@dataclass(frozen=True, slots=True)
class Run:
    """One run that adds readings.

    Attributes:
        n: its number in the record.
        versions: model and stage versions, as `Reader.versions` gives them.
        stages: `name/version` of the stage that gives each list of a reading (`{"events": "events/1"}`).
    """

    n: int
    versions: str
    stages: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """A report as it stands in the record, or will at the end of this transaction."""

    row: dict[str, Any]
    versions: str | None
    done: set[str]
    fresh: bool = False
    changed: bool = False
    stale: bool = False  # fingerprints of older code are to go
    reading: Reading | None = None  # whose claims are to be written
    marks: list[tuple[str, int | None]] = field(default_factory=list)


def add(db: Connection, readings: Sequence[Reading], run: Run | None, who: str) -> list[Outcome]:
    """Store readings in the transaction of `db`, whose owner holds the write lock.

    A text that is there already is the same report. Head matter: the first value that is not null stays, and a later
    one that differs is noted in the audit log. Claims are replaced as a whole when other code read them, or when the
    copy brings head matter that was missing (a day of publication resolves dates).
    A report that was expunged stays out.
    """
    states = _load(db, {r.report.id for r in readings})
    gone = expunged_in(db, {r.report.id for r in readings})
    top = db.execute(select(func.coalesce(func.max(REPORTS.c.n), 0))).scalar_one()
    log: list[tuple[str, str, Mapping[str, Any]]] = []
    outcomes: list[Outcome] = []
    for reading in readings:
        state = states.get(reading.report.id)
        if reading.report.id in gone:
            outcomes.append("unchanged")
        elif state is None:
            top += 1
            states[reading.report.id] = _fresh(reading, top, run)
            outcomes.append("added")
            log.append(("add", reading.report.id, {"fingerprint": reading.fingerprint, "run": run.n if run else None}))
        else:
            outcomes.append(_again(state, reading, run, log))
    _write(db, states.values(), run)
    audit.write(db, who, log)
    return outcomes


def _load(db: Connection, ids: set[str]) -> dict[str, _State]:
    head = [REPORTS.c[name] for name in ("n", "id", *_HEAD, "fingerprint", "run", "events", "casualties", "agreements")]
    query = select(*head, RUNS.c.versions).outerjoin(RUNS, RUNS.c.n == REPORTS.c.run).where(REPORTS.c.id.in_(ids))
    states = {}
    for found in db.execute(query):
        row = dict(found._mapping)
        states[row["n"]] = _State(row, row.pop("versions"), set())
    done = select(READINGS.c.report, READINGS.c.fingerprint).where(READINGS.c.report.in_(list(states)))
    for report, fingerprint in db.execute(done):
        states[report].done.add(fingerprint)
    return {s.row["id"]: s for s in states.values()}


def _fresh(reading: Reading, number: int, run: Run | None) -> _State:
    row = {"n": number, **report_row(reading.report), "added": now(), "updated": None}
    state = _State(row, run.versions if run else None, set(), fresh=True)
    _take(state, reading, run)
    return state


def _take(state: _State, reading: Reading, run: Run | None) -> None:
    """Let the report's claims be those of `reading`."""
    state.reading = reading
    state.versions = run.versions if run else None
    counts = {name: len(getattr(reading, name)) for name in ("events", "casualties", "agreements")}
    state.row |= {"fingerprint": reading.fingerprint, "run": run.n if run else None, **counts}
    _mark(state, reading, run)


def _mark(state: _State, reading: Reading, run: Run | None) -> None:
    fingerprint = reading.fingerprint or ""
    if fingerprint not in state.done:
        state.done.add(fingerprint)
        state.marks.append((fingerprint, run.n if run else None))


def _again(state: _State, reading: Reading, run: Run | None, log: list[tuple[str, str, Mapping[str, Any]]]) -> Outcome:
    if (reading.fingerprint or "") in state.done:
        return "unchanged"
    new = report_row(reading.report)
    filled = {k: new[k] for k in _HEAD if state.row[k] in (None, _NOBODY) and new[k] not in (None, _NOBODY)}
    differing = {
        k: {"kept": state.row[k], "other": new[k]}
        for k in _HEAD
        if state.row[k] not in (None, _NOBODY) and new[k] not in (None, _NOBODY) and new[k] != state.row[k]
    }
    known = run is not None and state.versions is not None
    other_code = run.versions != state.versions if run and known else not filled and not differing
    state.row |= filled
    if other_code:
        state.done, state.marks, state.stale = set(), [], True
    if other_code or (filled and "published" not in differing):
        _take(state, reading, run)
    else:
        _mark(state, reading, run)
    state.changed = state.changed or other_code or bool(filled)
    details = {
        "fingerprint": reading.fingerprint,
        "run": run.n if run else None,
        "filled": filled,
        "differs": differing,
    }
    log.append(("update" if state.changed else "copy", reading.report.id, details))
    return "updated" if other_code or filled else "unchanged"


def _write(db: Connection, states: Iterable[_State], run: Run | None) -> None:
    states = list(states)
    fresh = [s.row for s in states if s.fresh]
    if fresh:
        db.execute(insert(REPORTS), fresh)
    past.keep(db, [s.row["n"] for s in states if s.reading and not s.fresh], run.n if run else None)
    for state in states:
        if state.changed and not state.fresh:
            values = {k: v for k, v in state.row.items() if k not in ("n", "id")} | {"updated": now()}
            db.execute(update(REPORTS).where(REPORTS.c.n == state.row["n"]).values(values))
    stale = [{"old": s.row["n"]} for s in states if s.stale and not s.fresh]
    if stale:
        db.execute(delete(READINGS).where(READINGS.c.report == bindparam("old")), stale)
    stages = run.stages if run else {}
    for state in states:
        if state.reading is not None:
            write_claims(db, state.row["n"], state.reading, stages, fresh=state.fresh)
            if not state.fresh:
                standing.follow(db, state.row["n"], state.reading)
    _mark_stale(db, [s.row["n"] for s in states if s.reading or s.changed])
    marks = [{"report": s.row["n"], "fingerprint": f, "run": r} for s in states for f, r in s.marks]
    if marks:
        db.execute(insert(READINGS), marks)


def write_claims(db: Connection, number: int, reading: Reading, stages: Mapping[str, str], *, fresh: bool) -> None:
    """Let a report's claims be those of a reading: in the claims table, the queue and the index that is searched.

    Args:
        db: a connection whose owner holds the write lock.
        number: the report's number.
        reading: its reading.
        stages: `name/version` of the stage that gives each list of the reading.
        fresh: the report is new, so there is nothing that they take the place of, and its text is indexed too.
    """
    if not fresh:
        db.execute(delete(CLAIMS).where(CLAIMS.c.report == number))
    claims = list(claim_rows(reading, number, stages))
    if claims:
        db.execute(insert(CLAIMS), claims)
    queued.put(db, number, claims, fresh=fresh)
    indexing.added(db, number, reading, claims, fresh=fresh)


def _mark_stale(db: Connection, reports: list[int]) -> None:
    """Note that incidents no longer say what these reports do."""
    there = set(db.execute(select(STALE.c.report).where(STALE.c.report.in_(reports))).scalars())
    new = [{"report": n} for n in reports if n not in there]
    if new:
        db.execute(insert(STALE), new)
