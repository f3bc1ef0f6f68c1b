"""Review: the reports with how far they are decided, one report in three panes, one claim of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.record import Casualty, plain
from dateline.store.as_left import Left, claims_left
from dateline.store.desk import DECIDED, Desk, DeskFilter
from dateline.store.desk_lines import Line
from dateline.view.rows import anchor_of
from dateline.workbench import record_pane, sheet
from dateline.workbench.fields import title_of
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE, Query
from dateline.workbench.work import queue_asked

_OF_REPORTS = ("q", "page", "order", "policy", "by")  # what asks nothing of a claim
_BESIDE = 40  # claims of other reports shown beside one


def wanted(query: Query) -> DeskFilter:
    """The reports that the shared filter asks for: those with a claim that all of it holds for."""
    of_claims = set(query.given) - set(_OF_REPORTS)
    return DeskFilter(queue_asked(replace(query, q="")) if of_claims else None, query.q or None)


def listing(ask: Ask) -> Page:
    """The reports that the filter lets through, in order of arrival, each with its progress."""
    query = ask.query
    offset = (query.page - 1) * PAGE_SIZE
    found, total = Desk(ask.bench.record).reports(wanted(query), offset, PAGE_SIZE)
    last = offset + len(found)
    data = {"page": query.page, "total": total, "first": min(offset + 1, last), "last": last,
            "more": total > last, "rows": [plain(r) for r in found]}  # fmt: skip
    return Page("reports.html", "Reports", data)


def one(ask: Ask) -> Page:
    """One report: queue, document and record."""
    desk, asked = Desk(ask.bench.record), wanted(ask.query)
    report, fingerprint = desk.report(ask.request.path_params["report"])
    lines = desk.lines(report.id)
    shown = desk.matching(report.id, asked.queue) if asked.queue else None
    at, total, before, after = desk.beside(report.id, asked)
    claims = [line for line in lines if line.kind != "attribution"]
    data = {
        "report": plain(report), "fingerprint": fingerprint,
        "queue": {"at": at, "total": total, "before": before, "after": after},
        "lines": [_line(x, report.text, shown is None or x.id in shown) for x in claims],
        "quotes": [_line(x, report.text) for x in lines if x.kind == "attribution"],
        "blocks": sheet.blocks(report.text, lines), "names": desk.names(report.id),
        "unplaced": desk.unplaced(report.id),
        "progress": {"claims": len(claims), "decided": sum(x.stand in DECIDED for x in claims),
                     "unsure": sum(x.stand == "unsure" for x in claims)},
    }  # fmt: skip
    return Page("report.html", report.title or report.id, data)


def claim(ask: Ask) -> Page:
    """One claim: its fields with their evidence, who says so, where it stands."""
    params = ask.request.path_params
    whole = Desk(ask.bench.record).claim(params["report"], params["claim"])
    data = {**record_pane.told(whole, params["claim"]), "report": whole.report.id, "publisher": whole.report.publisher,
            "published": whole.report.published, "target": f"{whole.report.id}#{params['claim']}"}  # fmt: skip
    return Page("claim.html", data["title"], data, fragment="claim_part.html")


def beside(ask: Ask) -> Page:
    """What other claims of the same incident say: side by side, never averaged."""
    record, params = ask.bench.record, ask.request.path_params
    report = record.report(params["report"]).report.id
    mine = f"{report}#{params['claim']}"
    home = Desk(record).home(report, params["claim"])
    told = claims_left(record, home) if home else []
    kind = next((x.row.kind for x in told if x.row.ref == mine), None)
    same = [x for x in told if x.row.kind == kind]
    data = {"incident": home, "claims": [_beside(x, mine) for x in same[:_BESIDE]], "more": max(0, len(same) - _BESIDE)}
    return Page("beside.html", "Beside it", data, fragment="beside_part.html")


def _line(line: Line, text: str, shown: bool = True) -> dict[str, Any]:
    return {
        "id": line.id, "kind": line.kind, "title": sheet.title(line, text), "detail": sheet.detail(line),
        "start": line.start, "end": line.end, "stand": line.stand, "seen": line.seen, "by": line.by, "shown": shown,
    }  # fmt: skip


def _beside(told: Left, mine: str) -> dict[str, Any]:
    """A claim as people left it; `by` set it, and `was` is what the reader had."""
    row, claim = told.row, told.row.claim
    figures = {"low": claim.low, "high": claim.high, "harm": claim.harm} if isinstance(claim, Casualty) else {}
    return {
        "target": row.ref, "report": row.report, "id": row.id, "mine": row.ref == mine, "title": title_of(claim),  # type: ignore[arg-type]
        "words": anchor_of(claim).text, "sources": list(row.sources), "publisher": row.publisher,  # type: ignore[arg-type]
        "published": row.published, "certainty": getattr(claim, "certainty", None), "review": row.review,
        "by": told.by, "was": title_of(told.was) if told.was else None, **figures,  # type: ignore[arg-type]
    }  # fmt: skip
