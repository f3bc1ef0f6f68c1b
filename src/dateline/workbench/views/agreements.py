"""Agreements across reports: who agreed to what, and what was done about it, by whom, on whose word."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dateline.reconcile.agreements import Pact, agreements_of
from dateline.record import Agreement, Reading
from dateline.store import ClaimFilter, Record
from dateline.store.who_says import claims_page, reports_with
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem
from dateline.workbench.views.asked import claims_asked, paged

SIZE = 20
NAMINGS = 15  # reports of the same weeks that may name the same agreement
CONDUCT = 80  # reports looked through for conduct
WEEKS = 13  # after its day, in which a large record has more of them than are looked through
DEEDS = ("breaches", "fulfils", "begins", "contradicts")


def listing(ask: Ask) -> Page:
    """Agreements, latest first; namings of one agreement that stand on one page are one row."""
    query, record = ask.query, ask.bench.record
    status, kind = query.status if query.status in _STATUSES else None, query.type.lower() or None
    wanted = claims_asked(query, "agreement", status=status, type=kind)
    rows, total = claims_page(record, wanted, (query.page - 1) * SIZE, SIZE)
    refs = {r.ref for r in rows}
    readings = record.readings_of(r.report for r in rows)
    found = [
        p for p in agreements_of(readings, record.decisions_on(r.report for r in rows)) if refs.intersection(p.claims)
    ]
    titles = {r.report: r.title for r in rows}
    data = {**paged(query, total, SIZE), "rows": [_head(p, titles) for p in reversed(found)]}
    return Page("agreements.html", "Agreements", data)


def one(ask: Ask) -> Page:
    """One agreement with its terms, and its conduct in order of day.

    Raises:
        Problem: 404, there is no such agreement.
    """
    params, record = ask.request.path_params, ask.bench.record
    ref = f"{params['report']}#{params['claim']}"
    reading = record.reading(params["report"])
    naming = next((g for g in reading.agreements if g.id == params["claim"]), None)
    if naming is None:
        raise Problem(404, "There is no such agreement.")
    reports = _beside(record, reading, naming)
    readings = record.readings_of([reading.report.id, *reports])
    pact = next(
        (p for p in agreements_of(readings, record.decisions_on(r.report.id for r in readings)) if ref in p.claims),
        None,
    )
    if pact is None:
        raise Problem(404, "This agreement names neither parties nor terms.")
    titles = {r.report.id: r.report.title for r in readings}
    data = {
        "ref": ref, "agreement": pact.to_json(), "timeline": _timeline(record, pact), "looked_through": len(readings),
        "looked_through_most": CONDUCT + NAMINGS, "reports": {r: titles.get(r) for r in pact.reports},
    }  # fmt: skip
    return Page("agreement.html", pact.name or pact.kind.replace("_", " ").capitalize(), data)


_STATUSES = frozenset(("proposed", "declared", "signed", "in_force", "violated", "collapsed", "ended"))


def _beside(record: Record, reading: Reading, naming: Agreement) -> list[str]:
    """Reports that may name the same agreement or tell of conduct under it: of its country, from its day on."""
    times, places = {t.id: t for t in reading.times}, {p.id: p for p in reading.places}
    time, place = times.get(naming.time or ""), places.get(naming.place or "")
    parties = {a.id: a for a in reading.actors}
    lands = [parties[p].country for p in naming.parties if p in parties and parties[p].country]
    country = place.country if place and place.country else next(iter(lands), None)
    day = (time.start if time else None) or reading.report.published
    near = ClaimFilter(kind="agreement", place=country, since=day)
    undated = ClaimFilter(kind="agreement", place=country)
    soon = ClaimFilter(kind="event", place=country, since=day, until=_after(day, WEEKS))
    found = [*reports_with(record, near, NAMINGS), *reports_with(record, soon, CONDUCT)]
    if len(found) < CONDUCT:  # a small record: whatever came later is looked through too
        found += reports_with(record, ClaimFilter(kind="event", place=country, since=day), CONDUCT)
    return list(dict.fromkeys([*found, *reports_with(record, undated, NAMINGS)]))


def _after(day: str | None, weeks: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(weeks=weeks)).isoformat() if day and day < "9990" else None


def _head(pact: Pact, titles: dict[str, str | None]) -> dict[str, Any]:
    """A row of the list."""
    lead = pact.claims[0].partition("#")
    deeds = [d.bearing for c in pact.terms for d in c.conduct if d.review != "rejected"]
    return {
        **{k: v for k, v in pact.to_json().items() if k != "terms"}, "lead": {"report": lead[0], "claim": lead[2]},
        "title": titles.get(lead[0]), "terms": [_duty(c.duty, c.modality, c.obligors) for c in pact.terms],
        "conduct": {b: deeds.count(b) for b in DEEDS if b in deeds},
    }  # fmt: skip


def _duty(duty: str, modality: str, obligors: tuple[str, ...]) -> dict[str, Any]:
    return {"duty": duty, "modality": modality, "obligors": list(obligors)}


def _timeline(record: Record, pact: Pact) -> list[dict[str, Any]]:
    """Conduct of all terms in order of day, each with its term and the last judgement on it (`seen`, 0 for none)."""
    terms = pact.to_json()["terms"]
    said = record.judgements_of(deed["id"] for c in terms for deed in c["conduct"])
    found = [
        {**deed, "term": c["id"], "article": c["article"], "duty": c["duty"], "modality": c["modality"],
         "clause": c["claims"], "seen": max((j.n for j in said.get(deed["id"], ())), default=0)}
        for c in terms for deed in c["conduct"]
    ]  # fmt: skip
    return sorted(found, key=lambda d: (d["start"] or "9999", d["id"]))
