"""Every address of the workbench, who may use it, and what answers. The access matrix is tested against this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.store.people import Role
from dateline.workbench.page import View
from dateline.workbench.security.bounds import SMALL
from dateline.workbench.views import (
    actors,
    add,
    agreements,
    at_risk,
    audit,
    charts,
    coders,
    decide,
    export,
    grouping,
    incidents,
    map,  # noqa: A004 (as its address)
    people,
    presence,
    queue,
    review,
    search,
    sensitive,
    session,
    sources,
    timeline,
    tolls,
)

ANYONE: frozenset[Role] = frozenset({"reader", "coder", "reviewer", "admin"})
DECIDES: frozenset[Role] = frozenset({"coder", "reviewer", "admin"})
REVIEWS: frozenset[Role] = frozenset({"reviewer", "admin"})
RUNS_IT: frozenset[Role] = frozenset({"admin"})


@dataclass(frozen=True, slots=True)
class Address:
    """One address.

    Attributes:
        path: Starlette path; a GET that gives a `Page` also answers at `path + ".json"`.
        view: what answers.
        roles: who may; everybody else gets 403, and one who is not known is sent to log in.
        method: GET or POST; every POST needs the CSRF token.
        public: also for one who has not logged in.
        most: bytes that a POST may carry.
    """

    path: str
    view: View
    roles: frozenset[Role] = ANYONE
    method: Literal["GET", "POST"] = "GET"
    public: bool = False
    most: int = SMALL

    @property
    def decides(self) -> bool:
        """Whether only those may use it who decide what the record says: incidents may change by it."""
        return self.roles <= DECIDES


ADDRESSES: tuple[Address, ...] = (
    # Review
    Address("/reports", review.listing),
    Address("/reports/{report}", review.one),
    Address("/reports/{report}/claims/{claim}", review.claim),
    Address("/reports/{report}/claims/{claim}/beside", review.beside),
    Address("/reports/{report}/claims/{claim}/merge", grouping.merge, DECIDES),
    Address("/reports/{report}/claims/{claim}/split", grouping.split, DECIDES),
    # Views
    Address("/incidents", incidents.listing),
    Address("/incidents/{incident}", incidents.one),
    Address("/incident-of", incidents.of),
    Address("/map", map.shown),
    Address("/timeline", timeline.shown),
    Address("/charts", charts.shown),
    Address("/agreements", agreements.listing),
    Address("/agreements/{report}/{claim}", agreements.one),
    Address("/sources", sources.listing),
    Address("/sources/{source}", sources.one),
    Address("/actors", actors.listing),
    Address("/actors/{actor}", actors.one),
    Address("/tolls", tolls.listing),
    Address("/tolls/{report}/{claim}", tolls.one),
    Address("/coders", coders.shown, DECIDES),
    # The queue and decisions
    Address("/queue", queue.listing),
    Address("/queue/next", queue.following),
    Address("/decide", decide.standing),
    Address("/decide", decide.decide, DECIDES, "POST"),
    Address("/undo", decide.undo, DECIDES, "POST"),
    Address("/redo", decide.redo, DECIDES, "POST"),
    Address("/decide/bulk", decide.bulk_preview, DECIDES),
    Address("/decide/bulk", decide.bulk, DECIDES, "POST"),
    Address("/sign", decide.sign, REVIEWS, "POST"),
    Address("/sensitive", sensitive.shown),
    Address("/sensitive", sensitive.mark, REVIEWS, "POST"),
    Address("/at-risk", at_risk.listing, DECIDES),
    Address("/at-risk", at_risk.change, REVIEWS, "POST"),
    # In and out
    Address("/add", add.form, DECIDES),
    Address("/add", add.add, DECIDES, "POST", most=add.MOST),
    Address("/add/{task}", add.progress, DECIDES),
    Address("/export", export.form),
    Address("/export/file", export.file),
    # Finding
    Address("/search", search.search),
    Address("/audit", audit.log),
    # Who is here
    Address("/presence", presence.here),
    Address("/presence", presence.beat, method="POST"),
    Address("/people", people.listing, RUNS_IT),
    Address("/people", people.change, RUNS_IT, "POST"),
    Address("/login", session.form, public=True),
    Address("/login", session.log_in, method="POST", public=True),
    Address("/logout", session.log_out, method="POST"),
    Address("/me", session.me),
    Address("/me/password", session.password, method="POST"),
    Address("/me/sessions", session.sessions, method="POST"),
)
