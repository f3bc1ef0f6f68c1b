"""Judgements: what a person decided, when, from what to what. Only ever added; undone by another judgement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import Connection, func, insert, select

from dateline.errors import UsageError
from dateline.store import audit
from dateline.store.clock import now
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS

Action = Literal["accept", "reject", "unsure", "change", "comment", "merge", "split", "forbid", "pin", "undo"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided.

    Attributes:
        n: its number, in order of time.
        at: when, UTC.
        who: the person.
        action: what was decided; `undo` takes back the judgement `undoes` (and an undone `undo` is a redo).
        target: a claim (`<report id>#c1`) or an incident (`i:…`).
        before: the value that was judged, or `None`.
        after: the value that the person puts in its place, the other incident of a merge, or `None`.
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


def write(db: Connection, judgement: Judgement) -> Judgement:
    """Add a judgement and its audit entry; returns it with its number, time and, for a claim, what was judged.

    Raises:
        UsageError: no such action, claim or judgement, or it is undone already.
    """
    if judgement.action not in get_args(Action):
        raise UsageError(f"no action {judgement.action!r}; there are {', '.join(get_args(Action))}")
    if judgement.undoes is not None:
        judgement = replace(judgement, target=_undone(db, judgement.undoes).target)
    elif "#" in judgement.target:
        judgement = _judged(db, judgement)
    top = db.execute(select(func.coalesce(func.max(JUDGEMENTS.c.n), 0))).scalar_one()
    written = replace(judgement, n=top + 1, at=now())
    row = {k: getattr(written, k) for k in ("n", "at", "who", "action", "target", "comment", "undoes")}
    row |= {"before": _json(written.before), "after": _json(written.after)}
    row |= dict(zip(("kind", "span_start", "span_end"), written.span or (None,) * 3, strict=True))
    db.execute(insert(JUDGEMENTS), row)
    details = {k: v for k, v in row.items() if k not in ("at", "who", "action", "target") and v is not None}
    audit.write(db, written.who, [("judge", written.target, {**details, "action": written.action})])
    return written


def read(db: Connection, target: str | None = None) -> Iterator[Judgement]:
    """Judgements in order, of one target or all, each with what undid it."""
    query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.n)
    if target is not None:
        query = query.where(JUDGEMENTS.c.target == target)
    found = [
        Judgement(
            r.n, r.at, r.who, r.action, r.target, _value(r.before), _value(r.after), r.comment, r.undoes, None,
            (r.kind, r.span_start, r.span_end) if r.kind else None,
        )
        for r in db.execute(query)
    ]  # fmt: skip
    taken_back: dict[int, int] = {}
    for judgement in reversed(found):  # the last word first: an undo that is itself undone takes nothing back
        if judgement.undoes is not None and judgement.n not in taken_back:
            taken_back[judgement.undoes] = judgement.n
    for judgement in found:
        yield replace(judgement, undone_by=taken_back.get(judgement.n))


def standing(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last decision that stands on each target (comments decide nothing)."""
    return {j.target: j for j in judgements if j.undone_by is None and j.action not in ("comment", "undo")}


def _undone(db: Connection, number: int) -> Judgement:
    row = db.execute(select(JUDGEMENTS.c.target).where(JUDGEMENTS.c.n == number)).one_or_none()
    found = {j.n: j for j in read(db, row.target)}.get(number) if row else None
    if found is None:
        raise UsageError(f"no judgement {number}")
    if found.undone_by is not None:
        raise UsageError(f"judgement {number} is undone already, by {found.undone_by}")
    return found


def _judged(db: Connection, judgement: Judgement) -> Judgement:
    report, _, local = judgement.target.partition("#")
    query = (
        select(CLAIMS.c.kind, CLAIMS.c.span_start, CLAIMS.c.span_end, CLAIMS.c.value)
        .join(REPORTS, REPORTS.c.n == CLAIMS.c.report)
        .where(REPORTS.c.id == report, CLAIMS.c.id == local)
    )
    row = db.execute(query).one_or_none()
    if row is None:
        raise UsageError(f"no claim {judgement.target!r}")
    before = judgement.before if judgement.before is not None else json.loads(row.value)
    return replace(judgement, before=before, span=(row.kind, row.span_start, row.span_end))


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
