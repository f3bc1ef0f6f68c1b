"""What a person reviews: reports with how far they are decided, a report's claims in text order, one claim whole.

Every question is answered from the rows that it is about, so that a report of 1 MB and 5 000 claims opens as fast as a
short one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, select

from dateline.errors import UsageError
from dateline.reconcile.decisions import Decisions
from dateline.reconcile.effective import effective
from dateline.record import Reading, Report
from dateline.store import incident_query, judging
from dateline.store.decisions import decisions_of
from dateline.store.desk_lines import Line, added_as, as_left, changed_in, line_of
from dateline.store.judging import Judgement
from dateline.store.queries import WholeName
from dateline.store.queued import QUEUED
from dateline.store.reviewing import QueueFilter, claims_asked
from dateline.store.rows import CLAIM_KINDS, reading_from
from dateline.store.standing import STANDING
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS

if TYPE_CHECKING:
    from dateline.store.base import Record

DECIDED = ("accept", "reject", "change", "add")
_C, _S = CLAIMS.c, STANDING.c
_ON = and_(_S.report == _C.report, _S.claim == _C.id, _S.kind == _C.kind, _S.n.is_not(None))
_REFERENCE = re.compile(r"[a-z]\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """Which reports: those with a claim that the queue's filter lets through; without one also reports without claims.

    Attributes:
        queue: the filter of claims.
        title: words of the report's title.
    """

    queue: QueueFilter | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DeskReport:
    """A report in the list: its head, how many claims it has, how many a person decided on, how many are in doubt."""

    n: int
    id: str
    title: str | None
    publisher: str | None
    published: str | None
    events: int
    casualties: int
    agreements: int
    claims: int
    decided: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Whole:
    """One claim with all that it names.

    Attributes:
        kind: of the claim.
        report: its report.
        machine: a reading with the claim as the reader gave it (empty for one that a person added), and what it names.
        now: the same as people left it; a rejected claim is still in it.
        history: every judgement on it, in order.
    """

    kind: str
    report: Report
    machine: Reading
    now: Reading
    history: tuple[Judgement, ...]


class Desk:
    """The questions of a person who reviews an open record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def reports(self, wanted: DeskFilter, offset: int = 0, limit: int = 50) -> tuple[list[DeskReport], int]:
        """One page of reports in order of arrival, and how many there are in all."""
        head = (REPORTS.c.n, REPORTS.c.id, REPORTS.c.title, REPORTS.c.publisher, REPORTS.c.published,
                REPORTS.c.events, REPORTS.c.casualties, REPORTS.c.agreements)  # fmt: skip
        with self._asking(wanted.queue) as db:
            numbers, n = _numbers(db, wanted)
            page = list(db.execute(numbers.order_by(n).offset(offset).limit(limit)).scalars())
            if len(page) < limit and (page or not offset):  # the last page
                total = offset + len(page)
            else:
                total = int(db.execute(select(func.count()).select_from(numbers.subquery())).scalar_one())
            found = db.execute(select(*head).where(REPORTS.c.n.in_(page)).order_by(REPORTS.c.n)).all()
            counts = _counts(db, page)
        return [DeskReport(*r, *counts.get(r.n, (0, 0, 0))) for r in found], total

    def beside(self, report: str, wanted: DeskFilter) -> tuple[int | None, int | None, str | None, str | None]:
        """Where a report stands in the list: its place from 1 and how many there are (`None` under a filter), the one
        before and the one after."""
        count = select(func.count()).select_from(REPORTS)
        with self._asking(wanted.queue) as db:
            every = wanted.queue is None and not wanted.title
            at = db.execute(select(REPORTS.c.n).where(REPORTS.c.id == report)).scalar_one()
            total = int(db.execute(count).scalar_one()) if every else None
            place = int(db.execute(count.where(REPORTS.c.n <= at)).scalar_one()) if every else None
            numbers, n = _numbers(db, wanted)
            before = db.execute(numbers.where(n < at).order_by(n.desc()).limit(1)).scalar_one_or_none()
            after = db.execute(numbers.where(n > at).order_by(n).limit(1)).scalar_one_or_none()
            beside = select(REPORTS.c.n, REPORTS.c.id).where(REPORTS.c.n.in_([before, after]))
            ids = {r.n: r.id for r in db.execute(beside)}
        return place, total, ids.get(before), ids.get(after)

    def report(self, id_or_prefix: str) -> tuple[Report, str | None]:
        """A report with its text, and the fingerprint of its reading.

        Raises:
            UsageError: there is none, or more than one.
        """
        found = self._record.report(id_or_prefix)
        return found.report, found.fingerprint

    def lines(self, report: str) -> list[Line]:
        """Every claim and attribution of a report in text order, as people left it; a person's own among them."""
        c = _C
        columns = (c.kind, c.id, c.type, c.harm, c.low, c.high, c.status, c.certainty, c.span_start, c.span_end,
                   c.place, c.date_start, c.date_end, c.source_names)  # fmt: skip
        stands = (_S.action, _S.seen, _S.who)
        value = select(c.kind, c.id, c.value).where(c.kind.in_(("agreement", "term")))
        joined = CLAIMS.join(REPORTS, REPORTS.c.n == c.report).outerjoin(STANDING, _ON)
        query = select(*columns, *stands).select_from(joined).where(REPORTS.c.id == report, c.kind.in_(_SHOWN))
        with self._record._reading() as db:
            mine = value.join(REPORTS, REPORTS.c.n == c.report).where(REPORTS.c.id == report)
            named = {r.id: json.loads(r.value) for r in db.execute(mine)}
            rows = db.execute(query.where(c.span_start.is_not(None)).order_by(c.seq))
            found = [line_of(row, named) for row in rows]
            changed = changed_in(db, report)
        found = [as_left(line, changed.pop(line.id, [])) for line in found]
        found += [line for ident, said in changed.items() if (line := added_as(ident, said)) is not None]
        return sorted(found, key=lambda x: (x.start, x.end, x.kind, x.id))

    def unplaced(self, report: str) -> list[dict[str, Any]]:
        """What the reader saw and did not record: `what`, `why`, and `quote` (a span or `None`)."""
        query = select(_C.value).join(REPORTS, REPORTS.c.n == _C.report)
        with self._record._reading() as db:
            found = db.execute(query.where(REPORTS.c.id == report, _C.kind == "unplaced").order_by(_C.seq))
            return [json.loads(value) for value in found.scalars()]

    def matching(self, report: str, wanted: QueueFilter) -> set[str]:
        """Local ids of a report's claims that a filter lets through."""
        with self._asking(wanted) as db:
            mine = REPORTS.c.id == report
            return set(db.execute(claims_asked(db, wanted, (QUEUED.c.id, REPORTS.c.id)).where(mine)).scalars())

    @contextmanager
    def _asking(self, wanted: QueueFilter | None) -> Iterator[Connection]:
        """A reading transaction, in which incidents are up to date where the filter asks for them."""
        if wanted is not None and wanted.incidents is not None:
            self._record.refresh_incidents()
        with self._record._reading() as db:
            yield db

    def claim(self, report: str, local: str) -> Whole:
        """One claim with all that it names.

        Raises:
            UsageError: there is no such report or claim.
        """
        head, fingerprint = self.report(report)
        with self._record._reading() as db:
            history = tuple(judging.read(db, f"{head.id}#{local}"))
            rows = _closure(db, head.id, local)
        own = next((r.kind for r in rows if r.id == local), None)
        added = next((j for j in history if j.action == "add" and judging.stands(j)), None)
        if own is None and added is None:
            raise UsageError(f"there is no claim {local!r} in this report")
        machine = reading_from(head, fingerprint, rows)
        kept = tuple(d for d in decisions_of(history).all if d.act != "reject")
        now = effective(machine, Decisions(kept))
        return Whole(own or str(added.after["kind"] if added else ""), head, machine, now, history)

    def home(self, report: str, local: str) -> str | None:
        """The incident that a claim is in, as incidents were last made: a person who reviews waits for no matching."""
        with self._record._reading() as db:
            return incident_query.home_of(db, report, local)

    def last(self) -> int:
        """The number of the last judgement of all, 0 where there is none: what somebody who looks now has seen."""
        with self._record._reading() as db:
            return int(db.execute(select(func.coalesce(func.max(JUDGEMENTS.c.n), 0))).scalar_one())

    def names(self, report: str) -> dict[str, list[tuple[str, str]]]:
        """What a claim of this report may name: `places`, `times` and `actors` as `(local id, how it is shown)`."""
        query = (
            select(_C.kind, _C.id, _C.place, _C.country, _C.date_start, _C.date_end, _C.actor_names)
            .join(REPORTS, REPORTS.c.n == _C.report)
            .where(REPORTS.c.id == report, _C.kind.in_(("place", "time", "actor")))
            .order_by(_C.seq)
        )
        found: dict[str, list[tuple[str, str]]] = {"places": [], "times": [], "actors": []}
        with self._record._reading() as db:
            for r in db.execute(query):
                days = r.date_start if r.date_start == r.date_end else f"{r.date_start or ''}/{r.date_end or ''}"
                place = ", ".join(x for x in (r.place, r.country) if x)
                shown = {"place": place, "time": days if r.date_start or r.date_end else "", "actor": r.actor_names}
                if shown[r.kind]:
                    found[r.kind + "s"].append((r.id, shown[r.kind]))
        return {k: list({shown: (i, shown) for i, shown in v}.values()) for k, v in found.items()}


_SHOWN = (*CLAIM_KINDS, "attribution")


def _numbers(db: Connection, wanted: DeskFilter) -> tuple[Select[Any], ColumnElement[int]]:
    """The numbers of the reports that a filter lets through, and the column that they stand in."""
    if wanted.queue is not None and not wanted.title:
        # Claim by claim in the order of the queue, as far as somebody reads: they are not all gathered.
        return claims_asked(db, wanted.queue, (QUEUED.c.report,)).distinct(), QUEUED.c.report
    edge = " " if isinstance(wanted.title, WholeName) else ""
    title = literal(edge).concat(func.lower(REPORTS.c.title)).concat(edge)
    words = [f"{edge}{w.lower()}{edge}" for w in (wanted.title or "").split()]
    query = select(REPORTS.c.n).where(*(title.contains(word, autoescape=True) for word in words))
    if wanted.queue is not None:
        query = query.where(REPORTS.c.n.in_(claims_asked(db, wanted.queue, (QUEUED.c.report,))))
    return query, REPORTS.c.n


def _counts(db: Connection, reports: list[int]) -> dict[int, tuple[int, int, int]]:
    """Claims, decided and in doubt of each report."""
    there = select(_C.report, func.count()).where(_C.report.in_(reports), _C.kind.in_(CLAIM_KINDS)).group_by(_C.report)
    claims = {r[0]: int(r[1]) for r in db.execute(there)}
    stand = select(_S.report, _S.action, func.count()).where(_S.report.in_(reports), _S.n.is_not(None))
    acts: dict[int, dict[str, int]] = {}
    for report, action, count in db.execute(stand.group_by(_S.report, _S.action)):
        acts.setdefault(report, {})[action] = int(count)
    found = {}
    for n in reports:
        mine = acts.get(n, {})
        total = claims.get(n, 0) + mine.get("add", 0)
        found[n] = (total, sum(mine.get(a, 0) for a in DECIDED), mine.get("unsure", 0))
    return found


def _closure(db: Connection, report: str, local: str) -> list[Any]:
    """Rows of a claim, of what belongs to it, and of all that these name by local ids."""
    query = (
        select(_C.kind, _C.id, _C.parent, _C.value, _C.seq)
        .join(REPORTS, REPORTS.c.n == _C.report)
        .where(REPORTS.c.id == report)
    )
    found: dict[tuple[str, str], Any] = {}
    wanted, known = {local}, set[str]()
    for hop in range(4):
        same = _C.id.in_(sorted(wanted)) if hop else (_C.id == local) | (_C.parent == local)
        rows = db.execute(query.where(same)).all()
        found |= {(r.kind, r.id): r for r in rows}
        known |= wanted
        parents = {r.parent for r in rows if r.parent and r.id == local}
        wanted = (parents | {i for r in rows for i in _references(json.loads(r.value))}) - known
        if not wanted:
            break
    return sorted(found.values(), key=lambda r: r.seq)


def _references(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,) if _REFERENCE.fullmatch(value) else ()
    if isinstance(value, dict):
        return (i for v in value.values() for i in _references(v))
    return (i for v in value for i in _references(v)) if isinstance(value, list) else ()
