"""Who is looking at a report just now."""

from __future__ import annotations

from dateline.workbench.page import Ask, Page

EVERY = 20  # seconds between two signs of life of a page


def here(ask: Ask) -> Page:
    """Who looks at `?report=`."""
    return _page(
        ask, [n for n in ask.bench.people.present(ask.request.query_params.get("report", "")) if n != ask.user]
    )


def beat(ask: Ask) -> Page:
    """A sign of life of a person on the report `report`; told who else is there."""
    report = ask.bench.record.report(ask.text("report")).report.id
    return _page(ask, ask.bench.people.here(ask.user, report))


def _page(ask: Ask, others: list[str]) -> Page:
    data = {"others": others, "you": ask.user, "every": EVERY}
    return Page("presence.html", "Who is here", data, fragment="presence_part.html")
