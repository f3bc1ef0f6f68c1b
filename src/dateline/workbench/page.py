"""What a view gives back: data that is both its page and, at the same address with `.json`, its JSON twin."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.workbench.problems import Problem
from dateline.workbench.query import Query

if TYPE_CHECKING:
    from dateline.workbench.app import Workbench
    from dateline.workbench.security.gate import Visitor


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered.

    Attributes:
        template: file in `templates/`.
        title: of the page, as text.
        data: all that the template shows, ready for `json.dumps`; the JSON twin is exactly this.
        status: HTTP status.
        fragment: the template that answers htmx (`HX-Request`); the whole page where it is `None`.
        headers: of the answer.
    """

    template: str
    title: str
    data: Mapping[str, Any]
    status: int = 200
    fragment: str | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What a view is asked: who asks, with which filter, of which record.

    Attributes:
        request: the HTTP request, with `path_params`.
        bench: the open record and settings.
        visitor: who asks, and what they may.
        query: the filter that all views share, from the address.
        form: the fields of a POST (form or JSON object), empty for a GET.
        twin: at the address with `.json`.
    """

    request: Request
    bench: Workbench
    visitor: Visitor
    query: Query
    form: Mapping[str, Any]
    twin: bool = False

    @property
    def user(self) -> str:
        """The person's name; alone on loopback, the system's user."""
        return self.visitor.name

    @property
    def json_wanted(self) -> bool:
        """Whether a program asks: at a `.json` address, with a JSON body, or for JSON above all."""
        headers = self.request.headers
        sent = headers.get("content-type", "").startswith("application/json")
        return self.twin or sent or headers.get("accept", "").startswith("application/json")

    def text(self, name: str, default: str | None = None) -> str:
        """A field of the form as text, without white space at its ends.

        Raises:
            Problem: 400, it is not there and there is no default.
        """
        value = self.form.get(name, default)
        if not isinstance(value, str):
            raise Problem(400, f"the field {name} is missing")
        return value.strip()

    def several(self, name: str) -> tuple[str, ...]:
        """A field that a form may hold more than once, or a JSON body as a list, without what is empty."""
        every = getattr(self.form, "getlist", None)
        value = every(name) if every else self.form.get(name)
        listed = value if isinstance(value, (list, tuple)) else () if value is None else (value,)
        return tuple(v.strip() for v in listed if isinstance(v, str) and v.strip())

    def number(self, name: str) -> int | None:
        """A field of the form as a whole number, `None` where it is empty or not there.

        Raises:
            Problem: 400, it is none.
        """
        value = self.form.get(name)
        if value in (None, ""):
            return None
        said = str(value).strip()
        if isinstance(value, bool) or not (said.isascii() and said.isdigit() and len(said) < 16):
            raise Problem(400, f"{name} is no whole number")
        return int(said)

    def json(self, name: str) -> Any:
        """A field that holds JSON: in a form as text, in a JSON body as it is; `None` where it is empty.

        Raises:
            Problem: 400, it is no JSON.
        """
        value = self.form.get(name)
        if not isinstance(value, str):
            return value
        try:
            return clean(json.loads(value)) if value.strip() else None
        except (ValueError, RecursionError) as error:
            raise Problem(400, f"{name} is no JSON") from error


View = Callable[[Ask], Page | Response]


def clean(value: Any) -> Any:
    """A JSON value with those characters alone that a text, and a database, can hold."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [clean(v) for v in value]
    return {clean(k): clean(v) for k, v in value.items()} if isinstance(value, dict) else value
