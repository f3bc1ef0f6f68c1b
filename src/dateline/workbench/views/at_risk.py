"""People at risk: whose names readers do not see and exports leave out, in every report."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from dateline.record import plain
from dateline.store.at_risk import lift_at_risk, mark_at_risk, people_at_risk
from dateline.workbench.answer_to import back_to
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem


def listing(ask: Ask) -> Page:
    """Everybody who is marked, by whom, and why."""
    data = {"people": [plain(p) for p in people_at_risk(ask.bench.record)]}
    return Page("at_risk.html", "People at risk", data)


def change(ask: Ask) -> Page | Response:
    """Mark `name` (`act`: `mark`; `kind`: `person` or `source`) or take the mark back (`lift`); `comment` says why."""
    record, name, why = ask.bench.record, ask.text("name"), ask.text("comment", "") or None
    match ask.text("act"):
        case "mark":
            mark_at_risk(record, name, ask.text("kind", "person"), who=ask.user, why=why)
        case "lift":
            lift_at_risk(record, name, who=ask.user, why=why)
        case act:
            raise Problem(400, f"there is no act {act!r}; there are mark, lift")
    where = back_to(ask, "/at-risk")
    return RedirectResponse(where, 303) if where else listing(ask)
