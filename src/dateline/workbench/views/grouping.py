"""Merge and split, from a claim: which incident it is in, which others are near, which claims could leave."""

from __future__ import annotations

from typing import Any

from dateline.store import ClaimFilter, IncidentFilter
from dateline.store.desk import Desk
from dateline.view.rows import title_of
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem
from dateline.workbench.views.asked import row

NEAR = 20  # incidents offered


def merge(ask: Ask) -> Page:
    """Incidents of the same days and country that the claim's incident may be one with."""
    home, incident = _home(ask)
    country = incident["place"]["country"] if incident["place"] else None
    days = {"since": incident["start"], "until": incident["end"] or incident["start"]} if incident["start"] else {}
    near: list[Any] = []
    for wanted in (IncidentFilter(country=country, **days), IncidentFilter(country=country), IncidentFilter(**days)):
        rows, _ = ask.bench.record.incident_page(wanted, ask.query.policy, limit=NEAR)
        near += [r for r in rows if r.id != home and r.id not in {n.id for n in near}]
        if len(near) >= NEAR:
            break
    data = {"incident": incident, "near": [row(r) for r in near[:NEAR]], "seen": Desk(ask.bench.record).last()}
    return Page("group.html", "Merge", data | {"how": "merge"}, fragment="group_part.html")


def split(ask: Ask) -> Page:
    """The claims of the claim's incident; those of this report are proposed to leave."""
    home, incident = _home(ask)
    params = ask.request.path_params
    mine = f"{params['report']}#{params['claim']}"
    claims = [
        {"target": c.ref, "title": title_of(c.claim), "publisher": c.publisher, "published": c.published,  # type: ignore[arg-type]
         "sources": list(c.sources), "mine": c.ref == mine}
        for c in ask.bench.record.claims(ClaimFilter(incident=home))
    ]  # fmt: skip
    data = {"incident": incident, "claims": claims, "seen": Desk(ask.bench.record).last()}
    return Page("group.html", "Split", data | {"how": "split"}, fragment="group_part.html")


def _home(ask: Ask) -> tuple[str, dict[str, Any]]:
    record, params = ask.bench.record, ask.request.path_params
    home = record.incident_of(f"{params['report']}#{params['claim']}")
    rows = record.incident_page(IncidentFilter(ids=(home,)), ask.query.policy, limit=1)[0] if home else []
    if home is None or not rows:
        raise Problem(422, "This claim is in no incident: running totals, plans and agreements stand by themselves.")
    return home, row(rows[0])
