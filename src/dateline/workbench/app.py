"""The application: one record, the table of addresses, and what stands around every answer."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from dateline.errors import DatelineError, UsageError
from dateline.store import DEFAULT_URL, Record
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import Query
from dateline.workbench.routes import ADDRESSES, Address


@dataclass(frozen=True, slots=True)
class Settings:
    """How the workbench is served.

    Attributes:
        record: address of the record.
        host: where it listens; anything but loopback needs accounts.
        port: 0 picks a free one.
    """

    record: str = DEFAULT_URL
    host: str = "127.0.0.1"
    port: int = 8600


@dataclass(frozen=True, slots=True)
class Workbench:
    """What every view works on."""

    record: Record
    settings: Settings
    templates: Jinja2Templates


def create_app(settings: Settings | None = None) -> Starlette:
    """The ASGI application over a record, which is opened, and made where there is none.

    Raises:
        RecordError: the record cannot be opened.
    """
    settings = settings or Settings()
    bench = Workbench(Record.open(settings.record), settings, Jinja2Templates(env=_environment()))
    routes: list[Route | Mount] = [Route("/", lambda _: RedirectResponse("/reports"))]
    for address in ADDRESSES:
        if address.method == "GET":
            routes.append(Route(address.path + ".json", _answer(bench, address, twin=True)))
        routes.append(Route(address.path, _answer(bench, address), methods=[address.method]))
    routes.append(Mount("/static", StaticFiles(packages=[("dateline.workbench", "static")])))
    return Starlette(routes=routes)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("dateline.workbench"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _answer(bench: Workbench, address: Address, twin: bool = False) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            query = Query.of(request.query_params)
            ask = Ask(
                request, bench, getpass.getuser(), query, await request.form() if request.method == "POST" else {}
            )
            said = await run_in_threadpool(address.view, ask)
        except UsageError as error:
            return JSONResponse({"error": str(error)}, 404)
        except DatelineError as error:
            return JSONResponse({"error": str(error)}, 503)
        if not isinstance(said, Page):
            return said
        if twin:
            return JSONResponse(dict(said.data), said.status)
        context = {"page": said, "data": said.data, "query": query, "user": ask.user}
        return bench.templates.TemplateResponse(request, said.template, context, said.status)

    return endpoint


def serve(settings: Settings) -> None:
    """Serve until it is stopped."""
    import uvicorn

    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")
