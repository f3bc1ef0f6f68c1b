"""A report's claims as lines of its queue, as people left them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select

from dateline.store import judging
from dateline.store.judging import Judgement
from dateline.store.tables import JUDGEMENTS


class Line(NamedTuple):
    """A claim, or an attribution, as a line of a report's queue.

    Attributes:
        id: local id.
        kind: `event`, `casualty`, `agreement`, `term` or `attribution`.
        values: what it is told by: `type`, `harm`, `low`, `high`, `status`, `certainty`, `name`, `modality`.
        start, end: its words in the text, in code points.
        place, since, until, sources: as they are shown.
        stand: the action that stands, or `machine`.
        seen: the last judgement on it, 0 for none.
        by: who decided.
    """

    id: str
    kind: str
    values: dict[str, Any]
    start: int
    end: int
    place: str | None
    since: str | None
    until: str | None
    sources: str | None
    stand: str
    seen: int
    by: str | None


def line_of(row: Sequence[Any], named: Mapping[str, dict[str, Any]]) -> Line:
    """The line of a row of `Desk.lines`; `named` holds the values of agreements and terms by local id."""
    (kind, ident, type_, harm, low, high, status, certainty, start, end, place, since, until, sources,
     action, seen, who) = row  # fmt: skip
    more = named.get(ident, {})
    values = {"type": type_, "harm": harm, "low": low, "high": high, "status": status, "certainty": certainty,
              "name": more.get("name"), "modality": more.get("modality")}  # fmt: skip
    return Line(ident, kind, values, start, end, place, since, until, sources, action or "machine", seen or 0, who)


def changed_in(db: Connection, report: str) -> dict[str, list[Judgement]]:
    """Local id -> the judgements on a claim that somebody changed or added."""
    j = JUDGEMENTS.c
    mine = and_(j.target.startswith(f"{report}#", autoescape=True), j.action.in_(("change", "add")))
    targets = db.execute(select(j.target).where(mine).distinct().order_by(j.target)).scalars().all()
    return {t.partition("#")[2]: list(judging.read(db, t)) for t in targets}


def as_left(line: Line, history: list[Judgement]) -> Line:
    """A line with the values that people gave it, and its moved words."""
    if line.stand == "machine" and not history:
        return line
    for j in history:
        if j.action == "change" and judging.stands(j) and isinstance(j.after, dict):
            words = j.after.get("quote") or j.after.get("trigger") or {}
            told = {k: v for k, v in j.after.items() if k in line.values}
            line = line._replace(values=line.values | told, start=words.get("start", line.start),
                           end=words.get("end", line.end))  # fmt: skip
    return line


def added_as(ident: str, history: list[Judgement]) -> Line | None:
    """A claim that a person added, if it still stands."""
    said = next((j for j in history if j.action == "add" and judging.stands(j)), None)
    if said is None:
        return None
    last = judging.standing(history)[said.target]
    after, time, place = said.after, said.after.get("time") or {}, said.after.get("place") or {}
    values = {k: after.get(k) for k in ("type", "harm", "low", "high", "status", "name", "modality")}
    line = Line(
        ident, after["kind"], values | {"certainty": after.get("certainty", "stated")}, after["start"], after["end"],
        place.get("name"), time.get("start"), time.get("end"), None, last.action, history[-1].n, last.who,
    )  # fmt: skip
    return as_left(line, history)
