"""Every address of the workbench, who may use it, and what answers. The access matrix is tested against this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.workbench.page import View
from dateline.workbench.views import reports

Role = Literal["reader", "coder", "reviewer", "admin"]
ANYONE: frozenset[Role] = frozenset({"reader", "coder", "reviewer", "admin"})
DECIDES: frozenset[Role] = frozenset({"coder", "reviewer", "admin"})
RUNS_IT: frozenset[Role] = frozenset({"admin"})


@dataclass(frozen=True, slots=True)
class Address:
    """One address.

    Attributes:
        path: Starlette path; a GET that gives a `Page` also answers at `path + ".json"`.
        view: what answers.
        roles: who may; everybody else gets 403, and one who is not known is sent to log in.
        method: GET or POST; every POST needs the CSRF token.
    """

    path: str
    view: View
    roles: frozenset[Role] = ANYONE
    method: Literal["GET", "POST"] = "GET"


ADDRESSES: tuple[Address, ...] = (
    Address("/reports", reports.listing),
    Address("/reports/{report}", reports.one),
)
