"""The timeline: how many were killed when, and each incident as the range of days that its reports leave open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dateline.store.incident_query import stepped
from dateline.store.incidents import SeriesPoint, Step
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE
from dateline.workbench.views.asked import incidents_asked, paged, row, step_for

PRECISION = {1: "to the day", 2: "to a few days", 3: "to a week", 4: "to a month", 5: "to a year"}


def shown(ask: Ask) -> Page:
    """The series under the filter, and one page of incidents with their days as ranges."""
    query, record = ask.query, ask.bench.record
    wanted = incidents_asked(query)
    rows, total = record.incident_page(
        wanted, query.policy, offset=(query.page - 1) * PAGE_SIZE, limit=PAGE_SIZE, order="date"
    )
    days = record.incident_series(wanted, query.policy)
    step = step_for(query, days)
    series = stepped(days, step)
    dated = [r for r in rows if r.start]
    data: dict[str, Any] = {
        "policy": query.policy, "by": step, "series": [bucket(p, step) for p in series],
        "undated": total - sum(p.incidents for p in series), **paged(query, total),
        "rows": [{**row(r), "precision": PRECISION.get(r.date_prec or 0)} for r in rows],
        "window": _window([str(r.start) for r in dated], [str(r.end or r.start) for r in dated]),
    }  # fmt: skip
    return Page("timeline.html", "Timeline", data)


def bucket(point: SeriesPoint, step: Step) -> dict[str, Any]:
    """A step of a series with its first and last day."""
    end = point.start if step == "day" else _last(date.fromisoformat(point.start), step).isoformat()
    return {**point._asdict(), "end": end}


def _last(first: date, step: Step) -> date:
    if step == "week":
        return first + timedelta(days=6)
    month = 12 if step == "year" else first.month
    following = date(first.year + month // 12, month % 12 + 1, 1) if first.year < 9999 or month < 12 else date.max
    return following - timedelta(days=1)


def _window(starts: list[str], ends: list[str]) -> dict[str, str] | None:
    """First and last day of the rows on the page: what their bars are drawn on."""
    return {"start": min(starts), "end": max(ends)} if starts else None
