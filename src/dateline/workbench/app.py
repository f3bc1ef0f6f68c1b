"""The application: one record, the table of addresses, and what stands around every answer."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.templating import Jinja2Templates

from dateline.reconcile.policies import Policy
from dateline.store import DEFAULT_URL
from dateline.store.people import People
from dateline.store.reviewing import Queue
from dateline.store.searching import Search
from dateline.workbench import files
from dateline.workbench.answer import endpoint, told
from dateline.workbench.keeping import Kept, Tell
from dateline.workbench.problems import TITLES, Problem
from dateline.workbench.routes import ADDRESSES
from dateline.workbench.security.gate import Gate
from dateline.workbench.security.headers import Headers
from dateline.workbench.security.hidden import Hidden
from dateline.workbench.security.passwords import Passwords
from dateline.workbench.sheet_html import install as install_sheet
from dateline.workbench.tasks import Tasks
from dateline.workbench.words import install

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader


def _reader() -> Reader:
    from dateline.reading.pipeline import Reader

    return Reader()


def _silent(_: str) -> None:
    """Tell nobody."""


THREADS = 16  # requests that are worked on at once: more would only make each other slower


@dataclass(frozen=True, slots=True)
class Settings:
    """How the workbench is served.

    Attributes:
        record: address of the record.
        host: where it listens; anything but loopback needs accounts.
        port: 0 picks a free one.
        certificate: PEM file of a TLS certificate; anything but loopback needs one, or a proxy.
        key: PEM file of its key.
        proxy: address of a proxy that ends TLS and whose `X-Forwarded-*` headers are believed.
        reader: makes the reader of added reports.
        passwords: makes and checks hashes.
        apart: reports are read in a process of their own, so that pages never wait for a parse.
        tell: told, a line at a time, what takes long before all pages can be shown.
        policies: the user's own, which stand beside ours wherever one is chosen.
    """

    record: str = DEFAULT_URL
    host: str = "127.0.0.1"
    port: int = 8600
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None
    reader: Callable[[], Reader] = _reader
    passwords: Callable[[], Passwords] = Passwords
    apart: bool = True
    tell: Tell = _silent
    policies: tuple[Policy, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbench:
    """What every view works on."""

    record: Kept
    settings: Settings
    templates: Jinja2Templates
    people: People
    gate: Gate
    hidden: Hidden
    passwords: Passwords
    queue: Queue
    search: Search
    tasks: Tasks


def create_app(settings: Settings | None = None) -> Starlette:
    """The ASGI application over a record, which is opened, and made where there is none.

    Raises:
        RecordError: the record cannot be opened.
    """
    settings = settings or Settings()
    record = Kept.kept(settings.record, settings.tell, settings.policies)
    people = People(record)
    bench = Workbench(
        record, settings, Jinja2Templates(env=_environment(record.own)), people, Gate(people, settings.host),
        Hidden(record),
        settings.passwords(), Queue(record), Search(record),
        Tasks(settings.record, settings.reader, apart=settings.apart),
    )  # fmt: skip
    routes: list[Route | Mount] = [Route("/", lambda _: RedirectResponse("/reports"))]
    for address in ADDRESSES:
        if address.method == "GET":
            routes.append(Route(address.path + ".json", endpoint(bench, address, twin=True)))
        routes.append(Route(address.path, endpoint(bench, address), methods=[address.method]))
    routes.append(files.served(str(bench.templates.env.globals["static"])))

    async def elsewhere(request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 404)
        said = "There is no such page." if status == 404 else "This address does not take that kind of request."
        return told(bench, request, None, Problem(status if status in TITLES else 404, said), False)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        record.catch_up()
        gc.freeze()  # what is loaded by now stays: a page of thousands of claims need not wait while it is gone through
        yield
        bench.tasks.close()
        record.close()

    handlers = {404: elsewhere, 405: elsewhere}
    app = Starlette(routes=routes, middleware=[Middleware(Headers)], exception_handlers=handlers, lifespan=life)
    app.router.redirect_slashes = False  # it would send people to whatever host their request names
    app.state.bench = bench
    return app


def _environment(own: Iterable[str]) -> Environment:
    env = Environment(
        loader=PackageLoader("dateline.workbench"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.globals["static"] = files.address()
    install(env, own)
    install_sheet(env)
    return env
