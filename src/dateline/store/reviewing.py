"""The queue of claims: which are to be decided, where each stands, how far the work is; and acts on many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import batched
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, exists, func, insert, or_, select, tuple_

from dateline.errors import ConflictError, UsageError
from dateline.reconcile.anchors import Claim, main_span
from dateline.store import judging, noting
from dateline.store.incidents import IncidentFilter
from dateline.store.judging import Action, Judgement
from dateline.store.queries import ClaimFilter, values_asked, with_prefix
from dateline.store.queued import QUEUED, inside
from dateline.store.rows import claim_from
from dateline.store.searching import claims_with, terms_of
from dateline.store.standing import BATCHES, STANDING
from dateline.store.tables import CLAIMS, REPORTS

Stand = Literal["machine", "accepted", "rejected", "changed", "unsure", "added", "decided", "signed", "unsigned"]
STANDS: tuple[Stand, ...] = get_args(Stand)
STATES = {"accept": "accepted", "reject": "rejected", "change": "changed", "unsure": "unsure", "add": "added"}
BULK: tuple[Action, ...] = ("accept", "reject", "unsure", "comment")  # what many claims can be decided with at once
_AT_ONCE = 200  # keys named in one query
MOST = 1000  # claims that one act decides
if TYPE_CHECKING:
    from dateline.store.base import Record

_Q, _S = QUEUED.c, STANDING.c
_ON = and_(_S.report == _Q.report, _S.claim == _Q.id, _S.kind == _Q.kind, _S.n.is_not(None))
_KEY = (_Q.report, _Q.kind, _Q.id)
_ORDER = (_Q.report, _Q.span_start, _Q.kind, _Q.seq, _Q.id)
_DECIDED = ("accept", "reject", "change", "add")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which claims stand in the queue. Every field that is given must hold.

    Attributes:
        claims: what the claims say.
        incidents: what the incident says that they are in; by default claims without an incident count too.
        policy: key of the policy that `incidents` is asked under.
        stand: how far they are decided; `decided` is accepted, rejected, changed, or added by a person, `unsigned` is
            decided and not yet signed off.
        country: ISO 3166-1 alpha-3.
        words: looked for in the claims' words and values, and in what people said of them.
        run: number of the run that the report was last read in.
    """

    claims: ClaimFilter = field(default_factory=ClaimFilter)
    incidents: IncidentFilter | None = None
    policy: str = "ibc/1"
    stand: Stand | None = None
    country: str | None = None
    words: str = ""
    run: int | None = None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One claim of the queue.

    Attributes:
        target: `<report id>#<local id>`.
        kind: `event`, `casualty`, `agreement` or `term`.
        claim: as the reader gave it; a person's own, as people left it.
        start, end: its words in the report's text.
        title, publisher, published: of the report.
        place, country, date_start, date_end: of the claim.
        stand: `machine`, `accepted`, `rejected`, `changed`, `unsure` or `added`.
        by: who decided.
        seen: the last judgement on it, 0 for none.
        signed_by: who signed the decision off.
    """

    target: str
    kind: str
    claim: Claim
    start: int | None
    end: int | None
    title: str | None
    publisher: str | None
    published: str | None
    place: str | None
    country: str | None
    date_start: str | None
    date_end: str | None
    stand: str
    by: str | None
    seen: int
    signed_by: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the claims of a filter are decided. What a machine suggests is not decided, nor is `unsure`."""

    total: int = 0
    accepted: int = 0
    rejected: int = 0
    changed: int = 0
    unsure: int = 0
    signed: int = 0
    added: int = 0

    @property
    def decided(self) -> int:
        """Claims that a person accepted, rejected, changed or added."""
        return self.accepted + self.rejected + self.changed + self.added

    @property
    def left(self) -> int:
        """Claims that nobody has decided on."""
        return self.total - self.decided - self.unsure


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act on many claims would be about.

    Attributes:
        progress: how many there are, and how they stand now.
        mark: stands for exactly these claims as they stand now; the act names it.
    """

    progress: Progress
    mark: str
    rows: tuple[QueueRow, ...]


class Queue:
    """The claims of an open record as work to be done."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @contextmanager
    def _asking(self, wanted: QueueFilter) -> Iterator[Connection]:
        """A reading transaction, in which incidents are up to date where the filter asks for them."""
        if wanted.incidents is not None:
            self._record.refresh_incidents()
        with self._record._reading() as db:
            yield db

    def page(self, wanted: QueueFilter, *, offset: int = 0, limit: int = 50) -> list[QueueRow]:
        """One page of the claims that a filter lets through, in order of arrival and text."""
        with self._asking(wanted) as db:
            keys = db.execute(claims_asked(db, wanted, _KEY).order_by(*_ORDER).offset(offset).limit(limit))
            return _rows(db, [tuple(key) for key in keys])

    def targets(self, wanted: QueueFilter) -> set[str]:
        """Every claim that a filter lets through, by its target."""
        with self._asking(wanted) as db:
            return {f"{r[0]}#{r[1]}" for r in db.execute(claims_asked(db, wanted, (REPORTS.c.id, _Q.id)))}

    def progress(self, wanted: QueueFilter) -> Progress:
        """How far the claims of a filter are decided."""
        with self._asking(wanted) as db:
            return _progress(db, wanted)

    def next(self, wanted: QueueFilter, after: str | None = None, *, back: bool = False) -> QueueRow | None:
        """The first claim of the filter after a target, or from the start; `None`: there is none.

        Args:
            wanted: the filter; with `stand="machine"`, the next undecided.
            after: a claim's target; one that is not there is passed over.
            back: the last one before it instead.
        """
        with self._asking(wanted) as db:
            query = claims_asked(db, wanted, _KEY)
            at = _position(db, after) if after else None
            if at is not None:
                query = query.where(tuple_(*_ORDER) < at if back else tuple_(*_ORDER) > at)
            order = [c.desc() for c in _ORDER] if back else list(_ORDER)
            keys = db.execute(query.order_by(*order).limit(1))
            return next(iter(_rows(db, [tuple(key) for key in keys])), None)

    def preview(self, wanted: QueueFilter, show: int = 20) -> Preview:
        """What an act on all claims of a filter would be about."""
        with self._asking(wanted) as db:
            keys = _first(db, wanted)
            total = len(keys) if len(keys) <= MOST else None  # fewer than are looked for: all of them
            rows = _rows(db, [tuple(key)[1:] for key in keys[:show]])
            return Preview(_progress(db, wanted, total), _mark(_targets(db, keys)), tuple(rows))

    def judge_all(
        self, wanted: QueueFilter, action: Action, *, mark: str, who: str | None = None, comment: str | None = None
    ) -> int:
        """Decide on every claim of a filter in one transaction, one judgement each; they are undone together.

        Args:
            wanted: the filter.
            action: `accept`, `reject`, `unsure` or `comment`.
            mark: of the preview that the person saw.
            who: the person.
            comment: why.

        Returns:
            How many claims were decided.

        Raises:
            UsageError: another action, no claims, or more than `MOST`.
            ConflictError: the claims or their decisions are no longer those of the preview.
        """
        if action not in BULK:
            raise UsageError(f"{action} is for one claim at a time")
        person = who or self._record.who
        if wanted.incidents is not None:
            self._record.refresh_incidents()
        with self._record._writing() as db:
            targets = _targets(db, _first(db, wanted))
            if _mark(targets) != mark:
                raise ConflictError(None, None, "the claims have changed since the preview; look at them again")
            if not 0 < len(targets) <= MOST:
                raise UsageError(f"{len(targets):,} claims: between 1 and {MOST:,} can be decided at once")
            said = [Judgement(0, "", person, action, target, None, None, comment) for target, _ in targets]
            return len(_in_one(db, said))

    def sign(self, target: str, *, who: str | None = None, comment: str | None = None) -> Judgement:
        """Sign off the decision that stands on a claim: another person has looked at the same evidence and agrees.

        Raises:
            UsageError: nothing is decided there, or it is this person's own decision.
        """
        person = who or self._record.who
        with self._record._writing() as db:
            row = db.execute(select(STANDING).where(_S.target == target, _S.n.is_not(None))).one_or_none()
            if row is None:
                raise UsageError(f"nothing is decided on {target}, so there is nothing to sign off")
            if row.who == person:
                raise UsageError("you decided this yourself; somebody else has to sign it off")
            said = Judgement(0, "", person, "sign", target, None, row.n, comment)
            return noting.write(db, said)

    def undo_last(self, who: str) -> list[Judgement]:
        """Take back the last act of a person that stands: one judgement, or all that were one act.

        Raises:
            UsageError: there is none.
        """
        return self._take_back(judging.last_of, who)

    def redo_last(self, who: str) -> list[Judgement]:
        """Do again what the person took back last, if they decided nothing since.

        Raises:
            UsageError: there is none.
        """
        return self._take_back(judging.last_undo_of, who)

    def _take_back(self, which: Callable[[Connection, str], Judgement], who: str) -> list[Judgement]:
        b = BATCHES.c
        with self._record._writing() as db:
            last = which(db, who).n
            batch = db.execute(select(BATCHES).where(b.first <= last, b.last >= last)).first()
            numbers = range(batch.last, batch.first - 1, -1) if batch else (last,)
            stand = (n for n in numbers if not judging.is_taken_back(db, n))
            said = [Judgement(0, "", who, "undo", "", None, None, None, undoes=n) for n in stand]
            return _in_one(db, said)


def _in_one(db: Connection, said: Sequence[Judgement]) -> list[Judgement]:
    """Write judgements as one act."""
    written = noting.write_all(db, said)
    if len(written) > 1:
        db.execute(insert(BATCHES), {"first": written[0].n, "last": written[-1].n})
    return written


def claims_asked(db: Connection, wanted: QueueFilter, columns: Sequence[Any]) -> Select[Any]:
    """Columns of the claims that a filter lets through, of the queue and its reports.

    Keys alone are sorted; whole rows are fetched by the page.
    """
    query = select(*columns).select_from(_home(wanted, columns)).where(*_said(db, wanted))
    return query if wanted.stand is None else query.where(_stands(wanted.stand))


def _home(wanted: QueueFilter, columns: Sequence[Any] = ()) -> FromClause:
    """The claims, with their reports where something is asked of them."""
    if wanted.run is not None or any(c.table is REPORTS for c in columns):
        return QUEUED.join(REPORTS, REPORTS.c.n == _Q.report)
    return QUEUED


def _said(db: Connection, wanted: QueueFilter) -> Iterator[ColumnElement[bool]]:
    """All of the filter but how far the claims are decided."""
    if wanted.claims.kind:
        yield _Q.kind == wanted.claims.kind
    if wanted.claims.report:
        yield _Q.report.in_(select(REPORTS.c.n).where(with_prefix(wanted.claims.report)))
    yield from values_asked(replace(wanted.claims, report=None), QUEUED)
    if wanted.incidents is not None:
        yield from inside(wanted.incidents, wanted.policy)
    if wanted.country is not None:
        yield _Q.country == wanted.country
    if wanted.words:
        yield claims_with(db, terms_of(wanted.words), QUEUED)
    if wanted.run is not None:
        yield REPORTS.c.run == wanted.run


def _stands(stand: Stand) -> ColumnElement[bool]:
    if stand == "machine":
        return ~exists().where(_ON)
    there = select(_S.report, _S.kind, _S.claim).where(_S.n.is_not(None))
    match stand:
        case "decided":
            there = there.where(_S.action.in_(_DECIDED))
        case "signed":
            there = there.where(_S.signed_by.is_not(None))
        case "unsigned":
            there = there.where(_S.action.in_(_DECIDED), _S.signed_by.is_(None))
        case _:
            there = there.where(_S.action == next(a for a, name in STATES.items() if name == stand))
    return tuple_(*_KEY).in_(there)


def _progress(db: Connection, wanted: QueueFilter, every: int | None = None) -> Progress:
    """Counted from the side of the decisions, which are few beside the claims; `every` is how many claims there are,
    where that is known."""
    claim = select(_Q.id).select_from(_home(wanted)).where(_ON, *_said(db, wanted)).correlate(STANDING)
    counts = select(_S.action, func.count(), func.count(_S.signed_by)).group_by(_S.action)
    if wanted.stand in ("signed", "unsigned"):
        counts = counts.where(_S.signed_by.is_not(None) if wanted.stand == "signed" else _S.signed_by.is_(None))
    by_action = {r[0]: (int(r[1]), int(r[2])) for r in db.execute(counts.where(_S.n.is_not(None), claim.exists()))}
    judged = sum(count for count, _ in by_action.values())
    if wanted.stand in (None, "machine"):
        if every is None or wanted.stand is not None:
            every = int(
                db.execute(select(func.count()).select_from(_home(wanted)).where(*_said(db, wanted))).scalar_one()
            )
        total = every
        if wanted.stand == "machine":
            return Progress(total - judged)
    else:
        by_action = {a: c for a, c in by_action.items() if _within(a, wanted.stand)}
        total = sum(count for count, _ in by_action.values())
    by_state = {STATES[action]: count for action, (count, _) in by_action.items() if action in STATES}
    return Progress(total, **by_state, signed=sum(s for _, s in by_action.values()))


def _within(action: str, stand: Stand | None) -> bool:
    """Whether a claim on which this action stands is one of that stand."""
    if stand in ("decided", "unsigned"):
        return action in _DECIDED
    return stand == "signed" or STATES.get(action) == stand


def _first(db: Connection, wanted: QueueFilter) -> list[Any]:
    """Report's id and key of the filter's claims in order; one more than can be decided on."""
    return list(db.execute(claims_asked(db, wanted, (REPORTS.c.id, *_KEY)).order_by(*_ORDER).limit(MOST + 1)))


def _targets(db: Connection, keys: Sequence[Any]) -> list[tuple[str, int]]:
    """Targets of claims in order, each with the last judgement on it."""
    names = [f"{key[0]}#{key[-1]}" for key in keys]
    seen: dict[str, int] = {}
    for some in batched(names, _AT_ONCE):
        seen |= {r[0]: r[1] for r in db.execute(select(_S.target, _S.seen).where(_S.target.in_(some)))}
    return [(name, seen.get(name, 0)) for name in names]


def _mark(targets: Sequence[tuple[str, int]]) -> str:
    said = "\n".join(f"{target} {seen}" for target, seen in targets)
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def _position(db: Connection, target: str) -> tuple[Any, ...] | None:
    report, _, local = target.partition("#")
    query = select(*_ORDER).join(REPORTS, REPORTS.c.n == _Q.report)
    row = db.execute(query.where(REPORTS.c.id == report, _Q.id == local).limit(1)).first()
    return tuple(row) if row else None


def _rows(db: Connection, wanted: Sequence[tuple[Any, ...]]) -> list[QueueRow]:
    """The whole rows of a page of keys, in their order."""
    head = (REPORTS.c.id.label("report_id"), REPORTS.c.title, REPORTS.c.publisher, REPORTS.c.published)
    value = (func.coalesce(_Q.value, CLAIMS.c.value).label("said"),)
    stands = (_S.action.label("stand"), _S.who.label("by"), _S.seen, _S.signed_by)
    read = and_(CLAIMS.c.report == _Q.report, CLAIMS.c.kind == _Q.kind, CLAIMS.c.id == _Q.id)
    joined = QUEUED.join(REPORTS, REPORTS.c.n == _Q.report).outerjoin(CLAIMS, read).outerjoin(STANDING, _ON)
    query = select(QUEUED, *head, *value, *stands).select_from(joined)
    found: dict[tuple[Any, ...], QueueRow] = {}
    for some in batched(wanted, _AT_ONCE):
        each = or_(*(and_(*(c == v for c, v in zip(_KEY, key, strict=True))) for key in some))
        found |= {(r.report, r.kind, r.id): _row(r) for r in db.execute(query.where(each))}
    return [found[key] for key in wanted if key in found]


def _row(r: Any) -> QueueRow:
    claim = claim_from(r.kind, r.said)
    words = main_span(claim)
    return QueueRow(
        f"{r.report_id}#{r.id}", r.kind, claim, words.start if words else None, words.end if words else None, r.title,
        r.publisher, r.published, r.place, r.country, r.date_start, r.date_end, STATES.get(r.stand or "", "machine"),
        r.by, r.seen or 0, r.signed_by,
    )  # fmt: skip
