"""Reports: the list of documents, and one of them with its claims."""

from __future__ import annotations

from dateline.store import ReportFilter
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE


def listing(ask: Ask) -> Page:
    """The reports that the filter lets through, in order of arrival."""
    wanted = ReportFilter(since=ask.query.since or None, until=ask.query.until or None, title=ask.query.q or None)
    found = list(ask.bench.record.reports(wanted))
    first = (ask.query.page - 1) * PAGE_SIZE
    rows = [
        {
            "id": s.report.id, "title": s.report.title, "publisher": s.report.publisher,
            "published": s.report.published, "events": s.events, "casualties": s.casualties,
            "agreements": s.agreements,
        }
        for s in found[first : first + PAGE_SIZE]
    ]  # fmt: skip
    return Page("reports.html", "Reports", {"total": len(found), "rows": rows})


def one(ask: Ask) -> Page:
    """One report: its text and everything read from it."""
    reading = ask.bench.record.reading(ask.request.path_params["report"])
    return Page("report.html", reading.report.title or reading.report.id, reading.to_json())
