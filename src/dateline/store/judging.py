"""Judgements: what a person decided, when, from what to what. Only ever added; undone by another judgement."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, Select, case, func, insert, select

from dateline.errors import ConflictError, UsageError
from dateline.store import audit
from dateline.store.clock import now
from dateline.store.expunge_tables import EMPTIED
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS

Action = Literal[
    "accept", "reject", "unsure", "change", "add", "comment", "merge", "split", "forbid", "pin", "sign", "undo"
]  # fmt: skip
SILENT = ("comment", "sign", "undo")  # actions that decide nothing by themselves


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided.

    Attributes:
        n: its number, in order of time.
        at: when, UTC.
        who: the person.
        action: what was decided; `undo` takes back the judgement `undoes` (and an undone `undo` is a redo).
        target: a claim (`<report id>#c1`; `#j7` is the one that judgement 7 added), an incident (`i:…`), an agreement
            (`g:…`) or conduct (`k:…`).
        before: the value that was judged, or `None`; of an incident `{"claims": […]}`, each with its words, since the
            ids of incidents change with their claims.
        after: the value that the person puts in its place; `{"claims": […]}` of the other incident (merge, forbid) or
            of what leaves (split); or `None`.
        comment: why.
        undoes: the number of the judgement that it takes back.
        undone_by: the number of the judgement that took this one back, and still stands.
        span: kind, start and end of the claim when it was judged: a later reading may number its claims anew.
    """

    n: int
    at: str
    who: str
    action: Action
    target: str
    before: Any
    after: Any
    comment: str | None
    undoes: int | None = None
    undone_by: int | None = None
    span: tuple[str, int | None, int | None] | None = None


def last(db: Connection) -> int:
    """The number of the last judgement of all, 0 where there is none."""
    return int(db.execute(select(func.coalesce(func.max(JUDGEMENTS.c.n), 0))).scalar_one())


def write(db: Connection, judgement: Judgement, seen: int | None = None) -> Judgement:
    """Add a judgement and its audit entry; returns it with its number, time and, for a claim, what was judged.

    Args:
        db: a connection whose owner holds the write lock.
        judgement: without number, time and span.
        seen: the number of the last judgement that the person had seen; a newer decision on the same thing stands in
            the way.

    Raises:
        UsageError: no such claim or judgement, or it is undone already.
        ConflictError: somebody decided on the same thing since `seen`.
    """
    top = last(db)
    if judgement.undoes is not None:
        judgement = replace(judgement, target=_undone(db, judgement.undoes).target)
    elif judgement.action == "add":
        judgement = replace(judgement, target=f"{judgement.target.partition('#')[0]}#j{top + 1}")
    elif "#" in judgement.target:
        judgement = _judged(db, judgement)
    if seen is not None:
        _no_conflict(db, judgement, seen)
    written = replace(judgement, n=top + 1, at=now())
    row = {k: getattr(written, k) for k in ("n", "at", "who", "action", "target", "comment", "undoes")}
    row |= {"before": _json(written.before), "after": _json(written.after)}
    row |= dict(zip(("kind", "span_start", "span_end"), written.span or (None,) * 3, strict=True))
    db.execute(insert(JUDGEMENTS), row)
    details = {k: v for k, v in row.items() if k not in ("at", "who", "action", "target") and v is not None}
    audit.write(db, written.who, [("judge", written.target, {**details, "action": written.action})])
    return written


def _no_conflict(db: Connection, mine: Judgement, seen: int) -> None:
    claims = named(mine)
    for theirs in reversed(list(read(db, None if claims else mine.target))):
        if theirs.n <= seen:
            return
        if theirs.undone_by is not None or theirs.action == "comment" or (theirs.undoes or 0) > seen:
            continue  # what was decided and taken back since leaves all as it was seen
        if theirs.target == mine.target or not claims.isdisjoint(named(theirs)):
            said = f"{theirs.who} decided “{theirs.action}” on {theirs.target} at {theirs.at} (judgement {theirs.n})"
            raise ConflictError(mine, theirs, f"{said}; you wanted “{mine.action}” and had seen {seen}: look again")


def named(judgement: Judgement) -> set[str]:
    """Ids of the claims that a judgement on an incident names."""
    sides = [v for v in (judgement.before, judgement.after) if isinstance(v, dict)]
    lists = [v.get("claims", ()) for v in sides]
    return {c["claim"] for each in lists for c in each if isinstance(c, dict)}


def anchored(db: Connection, keys: Sequence[str]) -> dict[str, Any]:
    """Claims (`<report id>#c1`) with their words, as a judgement on an incident names them.

    Raises:
        UsageError: there is no such claim.
    """
    found = []
    for key in keys:
        kind, start, end = _words(db, key)
        found.append({"claim": key, "kind": kind, "start": start, "end": end})
    return {"claims": found}


def read(db: Connection, target: str | None = None) -> Iterator[Judgement]:
    """Judgements in order, of one target or all, each with what undid it."""
    query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.n)
    yield from _judgements(db, query if target is None else query.where(JUDGEMENTS.c.target == target))


def read_on_claims(db: Connection, actions: Sequence[Action]) -> Iterator[Judgement]:
    """What people did by these actions to claims, in order, as `read` gives it; values only of what two or more did."""
    c = JUDGEMENTS.c
    asked = c.target.contains("#") & c.action.in_((*actions, "undo"))
    by = select(c.target).where(asked).group_by(c.target).having(func.min(c.who) < func.max(c.who)).subquery()
    columns = (case((by.c.target.is_not(None), v)).label(v.name) if v.name in ("before", "after") else v for v in c)
    said = select(*columns).outerjoin_from(JUDGEMENTS, by, by.c.target == c.target)
    yield from _judgements(db, said.where(asked).order_by(c.n), cache(_value))  # two judged the same value


def read_in(db: Connection, report: str) -> Iterator[Judgement]:
    """Judgements on the claims of a report, in order, as `read` gives them."""
    mine = JUDGEMENTS.c.target.startswith(f"{report}#", autoescape=True)
    yield from _judgements(db, select(JUDGEMENTS).where(mine).order_by(JUDGEMENTS.c.n))


def read_after(db: Connection, number: int) -> Iterator[Judgement]:
    """Judgements after a number, in order; in place of an undo what it takes back in the end."""
    for j in _judgements(db, select(JUDGEMENTS).where(JUDGEMENTS.c.n > number).order_by(JUDGEMENTS.c.n)):
        said = j
        if j.undoes is not None:
            known = {older.n: older for older in read(db, j.target)}  # an undo has the target of what it undoes
            while said.undoes in known:
                said = known[said.undoes]
        yield said


def read_of(db: Connection, targets: Sequence[str]) -> dict[str, list[Judgement]]:
    """Judgements of each of these targets in order, as `read` gives them; a target without any is left out."""
    found: dict[str, list[Judgement]] = {}
    for j in _judgements(db, select(JUDGEMENTS).where(JUDGEMENTS.c.target.in_(targets)).order_by(JUDGEMENTS.c.n)):
        found.setdefault(j.target, []).append(j)
    return found


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _judgements(db: Connection, query: Select[Any], value: Callable[[str | None], Any] = _value) -> Iterator[Judgement]:
    rows = db.execute(query.where(JUDGEMENTS.c.n.not_in(select(EMPTIED.c.n)))).all()  # expunged: they say nothing
    found = [
        Judgement(n, at, who, action, target, value(before), value(after), comment, undoes, None,
                  (kind, start, end) if kind else None)
        for n, at, who, action, target, kind, start, end, before, after, comment, undoes in rows
    ]  # fmt: skip
    yield from taken_back(found)


def taken_back(judgements: Sequence[Judgement]) -> Iterator[Judgement]:
    """Judgements, all on some targets up to some time, in order, each with what undid it."""
    undone: dict[int, int] = {}
    for judgement in reversed(judgements):  # the last word first: an undo that is itself undone takes nothing back
        if judgement.undoes is not None and judgement.n not in undone:
            undone[judgement.undoes] = judgement.n
    for judgement in judgements:
        by = undone.get(judgement.n)
        yield judgement if by is None else replace(judgement, undone_by=by)


def standing(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last decision that stands on each target (comments decide nothing)."""
    return {j.target: j for j in judgements if stands(j)}


def standing_of(db: Connection, targets: Sequence[str]) -> dict[str, Judgement]:
    """The last decision that stands on each of these targets."""
    return standing(j for history in read_of(db, targets).values() for j in history)


def stands(judgement: Judgement) -> bool:
    """Whether it decides something that nobody has taken back."""
    return judgement.undone_by is None and judgement.action not in SILENT


def last_of(db: Connection, who: str) -> Judgement:
    """The last thing that a person decided, or noted, that still stands: what "undo" takes back.

    Raises:
        UsageError: there is none.
    """
    for row in _latest_of(db, who):
        if row.action != "undo" and not is_taken_back(db, row.n):
            return _by_number(db, row.n)
    raise UsageError(f"{who} has nothing to undo")


def last_undo_of(db: Connection, who: str) -> Judgement:
    """The last `undo` of a person, with nothing new decided since: what "redo" takes back.

    Raises:
        UsageError: there is none.
    """
    for row in _latest_of(db, who):
        if row.action != "undo":
            break
        if not is_taken_back(db, row.n) and _by_number(db, row.undoes).action != "undo":
            return _by_number(db, row.n)
    raise UsageError(f"{who} has nothing to redo")


def is_taken_back(db: Connection, number: int) -> bool:
    """Whether a judgement is undone, and that undo is not undone itself."""
    last = select(func.max(JUDGEMENTS.c.n)).where(JUDGEMENTS.c.undoes == number)
    undo = db.execute(last).scalar_one()
    return undo is not None and not is_taken_back(db, undo)


def _latest_of(db: Connection, who: str) -> Iterator[Any]:
    """Number, action and what it undoes, of a person's judgements, latest first."""
    query = select(JUDGEMENTS.c.n, JUDGEMENTS.c.action, JUDGEMENTS.c.undoes).where(JUDGEMENTS.c.who == who)
    last: int | None = None
    while True:
        older = query if last is None else query.where(JUDGEMENTS.c.n < last)
        some = db.execute(older.order_by(JUDGEMENTS.c.n.desc()).limit(100)).all()
        yield from some
        if len(some) < 100:
            return
        last = some[-1].n


def _by_number(db: Connection, number: int) -> Judgement:
    target = db.execute(select(JUDGEMENTS.c.target).where(JUDGEMENTS.c.n == number)).scalar_one()
    return next(j for j in read(db, target) if j.n == number)


def _undone(db: Connection, number: int) -> Judgement:
    row = db.execute(select(JUDGEMENTS.c.target).where(JUDGEMENTS.c.n == number)).one_or_none()
    found = {j.n: j for j in read(db, row.target)}.get(number) if row else None
    if found is None:
        raise UsageError(f"no judgement {number}")
    if found.undone_by is not None:
        raise UsageError(f"judgement {number} is undone already, by {found.undone_by}")
    return found


def _judged(db: Connection, judgement: Judgement) -> Judgement:
    span, row = _words(db, judgement.target), _row(db, judgement.target)
    if judgement.before is not None or row is None:
        return replace(judgement, span=span)
    return replace(judgement, before=json.loads(row.value), span=span)


def _words(db: Connection, key: str) -> tuple[str, int | None, int | None]:
    """Kind and characters of a claim, the reader's or a person's own.

    Raises:
        UsageError: there is no such claim.
    """
    row = _row(db, key)
    if row is not None:
        return row.kind, row.span_start, row.span_end
    report, _, local = key.partition("#")
    added = db.execute(select(JUDGEMENTS.c.after).where(JUDGEMENTS.c.target == key, JUDGEMENTS.c.action == "add"))
    value = added.scalar_one_or_none() if report and local.startswith("j") else None
    if value is None:
        raise UsageError(f"no claim {key!r}")
    said = json.loads(value)
    return said["kind"], said["start"], said["end"]


def _row(db: Connection, key: str) -> Any:
    report, _, local = key.partition("#")
    query = (
        select(CLAIMS.c.kind, CLAIMS.c.span_start, CLAIMS.c.span_end, CLAIMS.c.value)
        .join(REPORTS, REPORTS.c.n == CLAIMS.c.report)
        .where(REPORTS.c.id == report, CLAIMS.c.id == local)
    )
    return db.execute(query).one_or_none()


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
