"""What a view gives back: data that is both its page and, at the same address with `.json`, its JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.workbench.query import Query

if TYPE_CHECKING:
    from dateline.workbench.app import Workbench


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered.

    Attributes:
        template: file in `templates/`.
        title: of the page, as text.
        data: all that the template shows, ready for `json.dumps`; the JSON twin is exactly this.
        status: HTTP status.
    """

    template: str
    title: str
    data: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """What a view is asked: who asks, with which filter, of which record.

    Attributes:
        request: the HTTP request, with `path_params`.
        bench: the open record and settings.
        user: the person; on loopback alone, the system's user with every role.
        query: the filter that all views share, from the address.
        form: the fields of a POST, empty for a GET.
    """

    request: Request
    bench: Workbench
    user: str
    query: Query
    form: Mapping[str, Any]


View = Callable[[Ask], Page | Response]
