"""The queue: the claims that the filter lets through, how far they are decided, and the next one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from dateline.store.reviewing import QueueRow
from dateline.workbench import work
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE


def listing(ask: Ask) -> Page:
    """One page of the queue, with progress over all of it."""
    wanted = work.queue_asked(ask.query)
    offset = (ask.query.page - 1) * PAGE_SIZE
    queue = ask.bench.queue
    found = queue.page(wanted, offset=offset, limit=PAGE_SIZE)
    progress = queue.progress(wanted)
    pages = max(1, -(-progress.total // PAGE_SIZE))
    data = {
        "progress": work.progress(progress), "page": ask.query.page, "pages": pages,
        "rows": [{**work.row(r), "address": address(ask, r)} for r in found],
    }  # fmt: skip
    return Page("queue.html", "Queue", data)


def following(ask: Ask) -> Page | Response:
    """The next claim that nobody has decided on, after `?after=` (a claim), or from the start; `?back=1`: before it.

    A person is taken there; a program gets its row. With a status in the filter, the next of that status.
    """
    said = ask.request.query_params
    wanted = work.undecided(work.queue_asked(ask.query))
    queue = ask.bench.queue
    after, back = said.get("after"), said.get("back") == "1"
    found = queue.next(wanted, after, back=back) or (queue.next(wanted) if after and not back else None)
    if found is not None and not ask.json_wanted:
        return RedirectResponse(address(ask, found), 303)
    data: dict[str, Any] = {"next": None, "progress": work.progress(queue.progress(work.queue_asked(ask.query)))}
    if found is not None:
        data["next"] = {**work.row(found), "address": address(ask, found)}
    return Page("queue_done.html", "All decided", data)


def address(ask: Ask, found: QueueRow) -> str:
    """Where a claim is read beside its evidence, with the filter kept."""
    report, _, local = found.target.partition("#")
    return f"/reports/{quote(report)}{ask.query.address(page=1).rstrip('?')}#{local}"
