"""What the shared filter means for incidents and for claims, and rows as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from dateline.errors import UsageError
from dateline.reconcile.incident import COUNTED
from dateline.record import SourceKind, plain
from dateline.store import ClaimFilter, IncidentFilter, IncidentRow
from dateline.store.incidents import Bounds, SeriesPoint, Step
from dateline.workbench.problems import Problem
from dateline.workbench.query import PAGE_SIZE, Query

KINDS: tuple[str, ...] = get_args(SourceKind)
Box = tuple[float, float, float, float]


def incidents_asked(query: Query) -> IncidentFilter:
    """The incidents that a filter asks for.

    Raises:
        Problem: 400, the box is none.
    """
    by_kind = query.source in KINDS
    return IncidentFilter(
        text=query.q or None, place=query.place or None, country=query.country or None, since=query.since or None,
        until=query.until or None, type=query.type or None, acled=query.acled or None,
        violence=query.violence or None, actor=query.actor or None, source_kind=query.source if by_kind else None,
        source=None if by_kind else query.source or None, certainty=query.certainty or None,
        status=query.status or None, harm=query.harm or None, min_killed=query.min_killed or None,
        report=query.report or None, bbox=box_of(query.bbox),
    )  # fmt: skip


def claims_asked(query: Query, kind: str | None = None, **more: str | None) -> ClaimFilter:
    """The claims that a filter asks for."""
    asked = {
        "place": query.place or query.country or None, "since": query.since or None, "until": query.until or None,
        "actor": query.actor or None, "harm": query.harm or None, "source": query.source or None,
        "certainty": query.certainty or None, "report": query.report or None,
    }  # fmt: skip
    return ClaimFilter(kind=kind, **(asked | more))


def box_of(text: str) -> Box | None:
    """West, south, east, north in degrees, or `None`.

    Raises:
        Problem: 400, it is no box.
    """
    if not text:
        return None
    try:
        west, south, east, north = (float(x) for x in text.split(","))
        if not (-90 <= south <= north <= 90 and abs(west) <= 540 and abs(east) <= 540):
            raise UsageError("off the globe")
    except (ValueError, UsageError) as error:
        raise Problem(400, f"bbox={text!r} is not west,south,east,north in degrees") from error
    return west, south, east, north


def paged(query: Query, total: int, size: int = PAGE_SIZE) -> dict[str, int]:
    """Where a page stands in a list: `page`, `pages`, `total`, `first` and `last` row from 1."""
    pages = max(1, -(-total // size))
    first = (query.page - 1) * size
    return {"page": query.page, "pages": pages, "total": total, "first": min(first + 1, total),
            "last": min(first + size, total), "size": size}  # fmt: skip


def row(incident: IncidentRow) -> dict[str, Any]:
    """A row of a list, with its bounds by name; `None` where nothing is said of a harm."""
    return {**plain(incident), "counts": bounds_shown(incident.counts)}


def bounds_shown(counts: Mapping[str, Bounds]) -> dict[str, dict[str, int | None] | None]:
    """Bounds by name for each harm; `None` where nothing is said of it."""
    told = {h: dict(zip(("low", "best", "high"), b, strict=True)) for h, b in counts.items()}
    return {h: told.get(h) for h in COUNTED}


def step_for(query: Query, days: Sequence[SeriesPoint]) -> Step:
    """The step of a series: the one asked for, or one that gives the days, in order, some sixty steps."""
    if query.by in get_args(Step):
        found: Step = query.by  # type: ignore[assignment]
        return found
    first, last = (days[0].start, days[-1].start) if days else ("1", "1")
    years = int((query.until or last)[:4]) - int((query.since or first)[:4])
    return "year" if years > 12 else "month" if years > 0 else "week"
