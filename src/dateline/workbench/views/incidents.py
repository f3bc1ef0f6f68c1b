"""Incidents: the list, and one of them with every claim side by side and how its figures came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from starlette.responses import RedirectResponse, Response

from dateline.reconcile.history import Standing, history
from dateline.reconcile.incident import COUNTED, Incident
from dateline.reconcile.policies import policies
from dateline.record import Casualty, Event, plain
from dateline.store import IncidentFilter
from dateline.store.as_left import Left, claims_left
from dateline.store.incidents import Order
from dateline.view.rows import anchor_of, title_of
from dateline.workbench.fields import title_of as short
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE
from dateline.workbench.views.asked import bounds_shown, incidents_asked, paged, row

HISTORY = 40  # reports of which the history of a figure is told
Origins = dict[str, set[str]]  # name of a source -> the origins that it goes back to
NEAR = 12  # incidents offered for a merge


def listing(ask: Ask) -> Page:
    """The incidents that the filter lets through."""
    query = ask.query
    order: Order = query.order if query.order in get_args(Order) else "-date"  # type: ignore[assignment]
    rows, total = ask.bench.record.incident_page(
        incidents_asked(query), query.policy, offset=(query.page - 1) * PAGE_SIZE, limit=PAGE_SIZE, order=order
    )
    data = {"policy": query.policy, "order": order, **paged(query, total), "rows": [row(r) for r in rows]}
    return Page("incidents.html", "Incidents", data)


def one(ask: Ask) -> Page:
    """One incident: its claims, its range under each policy, the steps of the count, its history."""
    record, policy = ask.bench.record, ask.query.policy
    incident = record.incident(ask.request.path_params["incident"], policy)
    readings = record.readings_of(incident.reports[:HISTORY])
    claims = claims_left(record, incident.id)
    origin = _origins(incident)
    under = _under_each(ask, incident.id)
    data = {
        "incident": incident.to_json(),
        "policies": under,
        "harms": [h for h in COUNTED if any(p["counts"].get(h) for p in under)],
        "figures": [_figure(c, origin) for c in claims if isinstance(c.row.claim, Casualty)],
        "events": [_event(c, origin) for c in claims if isinstance(c.row.claim, Event)],
        "history": [_standing(h) for h in history(readings, incident.claims, ask.query.rule)],
        "history_cut": max(0, len(incident.reports) - HISTORY),
        "near": _near(ask, incident),
        "judgements": [plain(j) for j in record.judgements(incident.id)],
    }
    place = incident.place.name if incident.place else "no place"
    return Page("incident.html", f"{place}, {incident.start or 'no date'}", data)


def of(ask: Ask) -> Response:
    """To the incident that `?claim=` is in, whatever its id is by now: a merge or split changes it."""
    found = ask.bench.record.incident_of(ask.request.query_params.get("claim", ""))
    return RedirectResponse(f"/incidents/{found}" if found else "/incidents", 303)


def _under_each(ask: Ask, ident: str) -> list[dict[str, Any]]:
    """The incident's bounds under every policy."""
    record = ask.bench.record
    rules = sorted({**policies(), **record.own}.items())
    under = record.incident_counts(ident, [rule for _, rule in rules])
    return [
        {"policy": name, "label": rule.label, "source": rule.source, "counts": bounds_shown(under.get(rule.key, {}))}
        for name, rule in rules
    ]


def _origins(incident: Incident) -> Origins:
    found: dict[str, set[str]] = {}
    for s in incident.sources:
        found.setdefault(s.name, set()).add(s.origin)
    return found


def _origin(names: Sequence[str], origins: Origins) -> str | None:
    """The origins that all of these names can stand for: of the speaker and the publisher, those that they share."""
    sets = [origins[n] for n in names if n in origins]
    shared = set.intersection(*sets) if sets else set()
    return ", ".join(sorted(shared or sets[0])) if sets else None


def _standing(h: Standing) -> dict[str, Any]:
    return {**plain(h), "counts": {harm: plain(bounds) for harm, bounds in h.counts.items()}}


def _claim(told: Left, origins: Origins) -> dict[str, Any]:
    """What a claim of any kind shows: who says so, whose report, its evidence, and who set what the reader had not."""
    c = told.row
    claim: Any = c.claim
    origin = _origin((*c.sources[:1], c.publisher or c.report), origins)
    return {
        "ref": c.ref, "report": c.report, "id": c.id, "title": title_of(claim), "words": anchor_of(claim).text,
        "evidence": claim.evidence.text, "certainty": claim.certainty, "place": c.place, "start": c.date_start,
        "end": c.date_end, "sources": list(c.sources), "source_kind": c.source_kind, "publisher": c.publisher,
        "report_title": c.title, "published": c.published, "origin": origin, "review": c.review,
        "actors": list(c.actors), "by": told.by, "was": short(told.was) if told.was else None,  # type: ignore[arg-type]
    }  # fmt: skip


def _figure(c: Left, origins: Origins) -> dict[str, Any]:
    figure = c.row.claim
    assert isinstance(figure, Casualty)
    own = {"harm": figure.harm, "low": figure.low, "high": figure.high, "qualifier": figure.qualifier}
    return {
        **_claim(c, origins),
        **own,
        "victims": figure.victims.status,
        "scope": figure.scope,
        "part_of": figure.part_of,
    }


def _event(c: Left, origins: Origins) -> dict[str, Any]:
    event = c.row.claim
    assert isinstance(event, Event)
    return {**_claim(c, origins), "type": event.type, "mode": event.mode, "status": event.status}


def _near(ask: Ask, incident: Incident) -> list[dict[str, Any]]:
    """Incidents of the same country and days, which a person may merge this one with or keep apart from it."""
    if incident.start is None:
        return []
    country = incident.place.country if incident.place else None
    wanted = IncidentFilter(country=country, since=incident.start, until=incident.end or incident.start)
    rows, _ = ask.bench.record.incident_page(wanted, ask.query.policy, limit=NEAR + 1)
    return [row(r) for r in rows if r.id != incident.id][:NEAR]
