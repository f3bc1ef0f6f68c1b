"""Sources: who is cited, for how much, by what way their word came, and which kinds of source carry the record."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dateline.knowledge.gazetteer.fold import fold
from dateline.store.who_says import Chain, chains, claims_page
from dateline.view.rows import anchor_of, title_of
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE
from dateline.workbench.views.asked import claims_asked, paged

CARRIED = 12  # ways by which words came that are shown
OWN_VOICE = "the report's own voice"


def listing(ask: Ask) -> Page:
    """Sources under the filter, those with most claims first, with kinds and chains."""
    query = ask.query
    found = chains(ask.bench.record, claims_asked(query))
    rows = _sources(found)
    first = (query.page - 1) * PAGE_SIZE
    carried = [c for c in found if len(c.names) > 1]
    data = {
        **paged(query, len(rows)), "kinds": _kinds(found), "rows": rows[first : first + PAGE_SIZE],
        "chains": [_chain(c) for c in carried[:CARRIED]], "chains_cut": max(0, len(carried) - CARRIED),
    }  # fmt: skip
    return Page("sources.html", "Sources", data)


def one(ask: Ask) -> Page:
    """One source: its claims, the ways they came, and the origins of the incidents that it tells of."""
    name, query, record = ask.request.path_params["source"], ask.query, ask.bench.record
    wanted = claims_asked(query, source=name)
    found = chains(record, wanted)
    figures, total = claims_page(
        record, claims_asked(query, "casualty", source=name), (query.page - 1) * PAGE_SIZE, PAGE_SIZE
    )
    origins = [_origin(ask, ident) for ident in _homes(ask, figures)]
    data = {
        "name": name, **paged(query, total), "chains": [_chain(c) for c in found],
        "figures": [_figure(f) for f in figures], "incidents": origins,
    }  # fmt: skip
    return Page("source.html", name, data)


def _sources(found: list[Chain]) -> list[dict[str, Any]]:
    """Every name in the chains: as the one who says so, and as the one who carried it."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for c in found:
        for n, name in enumerate(c.names or (OWN_VOICE,)):
            kind = ("own voice" if not c.names else c.kind or "unknown") if n == 0 else "carrier"
            into = rows.setdefault(
                (fold(name), kind), {"name": name, "kind": kind, "events": 0, "figures": 0, "reports": 0}
            )
            into["events"] += c.events
            into["figures"] += c.figures
            into["reports"] += c.reports
    return sorted(rows.values(), key=lambda r: (-r["events"] - r["figures"], r["name"], r["kind"]))


def _kinds(found: list[Chain]) -> list[dict[str, Any]]:
    """Claims by kind of the nearest speaker."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for c in found:
        kind = c.kind or "unknown" if c.names else "own voice"
        sums[kind][0] += c.events
        sums[kind][1] += c.figures
    return [
        {"kind": k, "events": e, "figures": f} for k, (e, f) in sorted(sums.items(), key=lambda i: (-sum(i[1]), i[0]))
    ]


def _chain(c: Chain) -> dict[str, Any]:
    return {"names": list(c.names), "kind": c.kind, "events": c.events, "figures": c.figures, "reports": c.reports}


def _homes(ask: Ask, figures: list[Any]) -> list[str]:
    """The incidents of the first figures, each once."""
    return list(dict.fromkeys(i for f in figures[:4] if (i := ask.bench.record.incident_of(f.ref))))


def _origin(ask: Ask, ident: str) -> dict[str, Any]:
    """An incident and the origins that its reports go back to."""
    incident = ask.bench.record.incident(ident, ask.query.policy)
    origins: dict[str, list[str]] = defaultdict(list)
    for s in incident.sources:
        origins[s.origin].append(s.name)
    place = incident.place.name if incident.place else None
    return {"id": ident, "start": incident.start, "end": incident.end, "place": place, "origins": dict(origins)}


def _figure(f: Any) -> dict[str, Any]:
    return {
        "ref": f.ref, "report": f.report, "id": f.id, "title": title_of(f.claim), "words": anchor_of(f.claim).text,
        "harm": f.claim.harm, "low": f.claim.low, "high": f.claim.high, "place": f.place, "start": f.date_start,
        "end": f.date_end, "publisher": f.publisher, "published": f.published, "report_title": f.title,
        "sources": list(f.sources), "certainty": f.claim.certainty, "review": f.review,
    }  # fmt: skip
