"""What the shared filter means for the queue, and its rows as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from dateline.record import Agreement, Casualty, Event, Term, plain
from dateline.store import ClaimFilter, IncidentFilter
from dateline.store.reviewing import STANDS, Progress, QueueFilter, QueueRow, Stand
from dateline.store.rows import CLAIM_KINDS
from dateline.view.rows import anchor_of
from dateline.workbench.fields import title_of
from dateline.workbench.problems import Problem
from dateline.workbench.query import Query
from dateline.workbench.views.asked import box_of

_INCIDENT_STATUS = ("disputed",)


def queue_asked(query: Query) -> QueueFilter:
    """The claims that a filter asks for: what only incidents have (type, place on the map …) is asked of theirs.

    Raises:
        Problem: 400, there is no such status or kind.
    """
    if query.status and query.status not in (*STANDS, *_INCIDENT_STATUS):
        raise Problem(400, f"no status {query.status!r} of a claim; there are {', '.join(STANDS)}")
    if query.kind and query.kind not in CLAIM_KINDS:
        raise Problem(400, f"no kind of claim {query.kind!r}; there are {', '.join(CLAIM_KINDS)}")
    stand: Stand | None = next((s for s in get_args(Stand) if s == query.status), None)
    claims = ClaimFilter(
        kind=query.kind or None, place=query.place or None, since=query.since or None,
        until=query.until or None, actor=query.actor or None, harm=query.harm or None, source=query.source or None,
        certainty=query.certainty or None, report=query.report or None,
    )  # fmt: skip
    incidents = IncidentFilter(
        type=query.type or None,
        acled=query.acled or None, violence=query.violence or None, min_killed=query.min_killed or None,
        bbox=box_of(query.bbox), status="disputed" if query.status == "disputed" else None,
    )  # fmt: skip
    asked = None if incidents == IncidentFilter() else incidents
    return QueueFilter(claims, asked, query.rule.key, stand, query.country or None, query.q, query.run or None)


def undecided(wanted: QueueFilter) -> QueueFilter:
    """Of a filter's claims, those that nobody has decided on; a filter that asks for a status keeps its own."""
    return wanted if wanted.stand is not None else replace(wanted, stand="machine")


def row(found: QueueRow) -> dict[str, Any]:
    """A row of the queue as JSON, with the claim in a few words and its anchor."""
    data: dict[str, Any] = plain(replace(found, claim=None))  # type: ignore[arg-type]
    claim = found.claim
    assert isinstance(claim, (Casualty, Event, Agreement, Term))  # the kinds that are decided on
    report, _, local = found.target.partition("#")
    words = " ".join(anchor_of(claim).text.split())
    return {**data, "claim": plain(claim), "report": report, "id": local, "what": title_of(claim), "words": words[:200]}


def progress(found: Progress) -> dict[str, int]:
    """Progress as JSON: `total`, `decided`, `left` and how they were decided."""
    return {**plain(found), "decided": found.decided, "left": found.left}
