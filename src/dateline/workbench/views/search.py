"""Search: reports and claims in which words stand, each with the words around them."""

from __future__ import annotations

from dateline.record import plain
from dateline.store import ReportFilter
from dateline.workbench.page import Ask, Page

SIZE = 20


def search(ask: Ask) -> Page:
    """Reports in which the words of `q` stand: in the text, in the values of claims, in what people said of them."""
    query = ask.query
    data = {"q": query.q, "total": 0, "page": query.page, "pages": 1, "rows": []}
    if query.q:
        days = ReportFilter(since=query.since or None, until=query.until or None)
        found, total = ask.bench.search.find(query.q, days, offset=(query.page - 1) * SIZE, limit=SIZE)
        data |= {"total": total, "pages": max(1, -(-total // SIZE)), "rows": [plain(f) for f in found]}
    return Page("search.html", f"Search: {query.q}" if query.q else "Search", data)
