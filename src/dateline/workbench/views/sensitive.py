"""Marking a report as sensitive: its exports are coarsened."""

from __future__ import annotations

from starlette.responses import JSONResponse, RedirectResponse, Response

from dateline.store.marks import mark_sensitive
from dateline.workbench.answer_to import back_to
from dateline.workbench.page import Ask


def mark(ask: Ask) -> Response:
    """Mark `report` as sensitive (`sensitive` is `1`) or take the mark back (`0`); `comment` says why."""
    sensitive = ask.text("sensitive") == "1"
    why = ask.text("comment", "") or None
    mark_sensitive(ask.bench.record, ask.text("report"), sensitive, who=ask.user, why=why)
    where = back_to(ask)
    if where:
        return RedirectResponse(where, 303)
    return JSONResponse({"report": ask.text("report"), "sensitive": sensitive})
