"""Running totals: each beside the incidents that fall in its period, place and group, step by step."""

from __future__ import annotations

from typing import Any

from dateline.reconcile.claims import Book
from dateline.reconcile.decisions import Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.tolls import Counted, TollAccount, compared, reach
from dateline.record import Casualty, Reading
from dateline.store import ClaimRow, IncidentFilter
from dateline.store.overview import Overview
from dateline.store.who_says import claims_page
from dateline.view.words import Names
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem
from dateline.workbench.views.asked import claims_asked, paged

SIZE = 20
MOST = 300  # incidents in reach of a total that a list still compares it with; its own page compares with all of them
ALL = 20_000
SMALL = 20_000  # incidents of a record whose list of totals compares each; in a larger one each total's own page does
_COUNTRY = 6


def listing(ask: Ask) -> Page:
    """Running totals, latest first, each with what the incidents inside it come to."""
    query = ask.query
    wanted = claims_asked(query, "casualty", type="period")
    rows, total = claims_page(ask.bench.record, wanted, (query.page - 1) * SIZE, SIZE)
    decisions = ask.bench.record.decisions_on(r.report for r in rows)
    small = Overview(ask.bench.record, query.policy).total() <= SMALL
    read = {r.report.id: r for r in ask.bench.record.readings_of(r.report for r in rows)}
    books = {r.ref: _book(read[r.report], r.id, decisions) for r in rows}
    data = {
        "policy": query.policy,
        **paged(query, total, SIZE),
        "rows": [_row(ask, r, books[r.ref], small) for r in rows],
    }
    return Page("tolls.html", "Running totals", data)


def one(ask: Ask) -> Page:
    """One running total, with each step of the comparison.

    Raises:
        Problem: 404, the claim is no running total.
    """
    params = ask.request.path_params
    record = ask.bench.record
    book = _book(record.reading(params["report"]), params["claim"], record.decisions(params["report"]))
    toll = next((c for c in book.reading.casualties if c.id == params["claim"] and c.scope == "period"), None)
    if toll is None:
        raise Problem(404, "There is no such running total.")
    account = _account(ask, book, toll, ALL)
    report = book.reading.report
    data = {
        "policy": ask.query.policy, "report": report.id, "report_title": report.title, "publisher": report.publisher,
        "published": report.published, "evidence": toll.evidence.text, "certainty": toll.certainty,
        "sources": Names(book.reading).chain(toll.attribution),
        "toll": account.to_json() if account else None, "cut": ALL if account is None else 0,
    }  # fmt: skip
    return Page("toll.html", f"Running total: {toll.quote.text}", data)


def _book(reading: Reading, claim: str, decisions: Decisions) -> Book:
    """The reading as people left it; as it was read where they rejected the total itself, which then says so."""
    left = effective(reading, decisions)
    return Book(left if any(c.id == claim for c in left.casualties) else reading)


def _row(ask: Ask, row: ClaimRow, book: Book, small: bool) -> dict[str, Any]:
    toll = next(c for c in book.reading.casualties if c.id == row.id)
    account = _account(ask, book, toll, MOST) if small else None
    (start, end), where = reach(book, toll)
    known = {"verdict": account.verdict, "parts": len(account.parts), "sum_low": account.sum_low,
             "sum_high": account.sum_high} if account else None  # fmt: skip
    return {
        "report": row.report, "claim": row.id, "harm": toll.harm, "low": toll.low, "high": toll.high,
        "quote": toll.quote.text, "evidence": toll.evidence.text, "start": start, "end": end,
        "place": where.name if where else None, "certainty": toll.certainty, "sources": list(row.sources),
        "publisher": row.publisher, "published": row.published, "title": row.title, "review": row.review,
        "compared": known,
    }  # fmt: skip


def _account(ask: Ask, book: Book, toll: Casualty, most: int) -> TollAccount | None:
    """The comparison; `None` where more incidents are in reach than `most`."""
    (start, end), where = reach(book, toll)
    if start is None or toll.harm == "casualties":
        return compared(book, toll, ())
    country = where.country if where else None
    wanted = IncidentFilter(harm=toll.harm, since=start, until=end, country=country)
    rows, total = ask.bench.record.incident_page(wanted, ask.query.policy, limit=most)
    if total > most:
        return None
    incidents = [
        Counted(r.id, r.start, r.end, r.place, r.recipients, r.counts[toll.harm][0], r.counts[toll.harm][2])
        for r in rows
    ]
    return compared(book, toll, incidents)
