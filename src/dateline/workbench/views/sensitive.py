"""Marking a report as sensitive: its exports are coarsened."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from dateline.record import plain
from dateline.store.marks import mark_of, mark_sensitive
from dateline.workbench.answer_to import back_to
from dateline.workbench.page import Ask, Page


def shown(ask: Ask) -> Page:
    """Whether `?report=` is marked, by whom, and why."""
    return _page(ask, ask.query.report)


def mark(ask: Ask) -> Page | Response:
    """Mark `report` as sensitive (`sensitive` is `1`) or take the mark back (`0`); `comment` says why."""
    why = ask.text("comment", "") or None
    mark_sensitive(ask.bench.record, ask.text("report"), ask.text("sensitive") == "1", who=ask.user, why=why)
    where = back_to(ask)
    return RedirectResponse(where, 303) if where else _page(ask, ask.text("report"))


def _page(ask: Ask, report: str) -> Page:
    ident = ask.bench.record.report(report).report.id
    found = mark_of(ask.bench.record, ident)
    data = {"report": ident, "sensitive": found is not None, "mark": plain(found)}
    return Page("sensitive.html", "Sensitive", data, fragment="sensitive_part.html")
