"""From a request to its answer: who asks, may they, which filter, the view, and whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dateline.errors import DatelineError, UsageError
from dateline.store.veil import Veil
from dateline.workbench.page import Ask, Page, clean
from dateline.workbench.problems import TITLES, Problem, problem_of
from dateline.workbench.query import Query
from dateline.workbench.routes import Address
from dateline.workbench.security import csrf
from dateline.workbench.security.bounds import bounded, patience
from dateline.workbench.security.gate import SESSION, VISITOR, Visitor, drop_cookie, set_cookie, who
from dateline.workbench.security.hidden import OPEN, asked, seen, way

if TYPE_CHECKING:
    from dateline.workbench.app import Workbench

_LOG = logging.getLogger("dateline.workbench")
_FILES, _PART = 500, 20 << 20  # files in one POST; bytes of a field: a pasted text of 5 million characters
_DAY = 24 * 60 * 60

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(bench: Workbench, address: Address, *, twin: bool = False) -> Endpoint:
    """What Starlette calls for an address, or for its JSON twin."""

    async def answer(request: Request) -> Response:
        request.state.visitor = None
        try:
            if address.method == "GET":
                response = await run_in_threadpool(_got, bench, request, address, twin)
            else:
                visitor, veil = await run_in_threadpool(_entered, bench, request, address)
                form = await _form(request, address, visitor, bench)
                ask = Ask(request, bench, visitor, asked(_query(request, bench), veil), form, twin)
                response = await run_in_threadpool(_posted, ask, address)
        except DatelineError as error:
            problem = problem_of(error, request.method)
            _note(problem, address, who(request.state.visitor, request))
            response = told(bench, request, request.state.visitor, problem, twin)
        except HTTPException as error:
            problem = Problem(error.status_code if error.status_code in TITLES else 400, str(error.detail))
            response = told(bench, request, request.state.visitor, problem, twin)
        except Exception:  # noqa: BLE001 (a defect of a view must not show its insides)
            _LOG.exception("%s %s failed", request.method, request.url.path)
            problem = Problem(500, "This is our mistake. Nothing was changed. The server's log says what happened.")
            response = told(bench, request, request.state.visitor, problem, twin)
        visitor = request.state.visitor
        if visitor is not None and visitor.new:
            set_cookie(response, request, VISITOR, visitor.key, 30 * _DAY)
        return response

    return answer


def _entered(bench: Workbench, request: Request, address: Address) -> tuple[Visitor, Veil]:
    """Who asks, kept with the request, and what is hidden from them.

    Raises:
        Problem: they may not, or it is no address.
    """
    with bench.record.snapshot():
        visitor = request.state.visitor = bench.gate.visitor(request)
        _no_nul(request)
        bench.gate.check(visitor, address)
        veil = request.state.veil = OPEN if visitor.sees else bench.hidden.veil()
        way(request, veil)
        return visitor, veil


def _got(bench: Workbench, request: Request, address: Address, twin: bool) -> Response:
    """The answer to a GET. It changes nothing: what it asks of incidents is made ready once, all is of one moment."""
    with bench.record.one_page():
        visitor, veil = _entered(bench, request, address)
        return _answered(Ask(request, bench, visitor, asked(_query(request, bench), veil), {}, twin), address)


def _posted(ask: Ask, address: Address) -> Response:
    """The answer to a POST, which may have changed what the next page shows of incidents."""
    with ask.bench.record.snapshot():
        response = _answered(ask, address)
    if address.decides:
        ask.bench.record.decided()
    return response


def _answered(ask: Ask, address: Address) -> Response:
    said = address.view(ask)
    return _render(ask.bench, ask.request, ask.visitor, said, ask.twin) if isinstance(said, Page) else said


def _note(problem: Problem, address: Address, asker: str) -> None:
    """Write what was refused into the server's log: the address as the table has it, nothing that was sent."""
    if problem.status in (400, 403, 408, 413, 429) or (problem.status in (401, 422) and address.method == "POST"):
        _LOG.warning("refused %d: %s %s, %s", problem.status, address.method, address.path, asker)
    if problem.status == 503 and not problem.headers:  # nobody is told to wait: the record is not to be had
        _LOG.error("%s %s failed: %s", address.method, address.path, problem.said)


def wants_json(request: Request, twin: bool = False) -> bool:
    """Whether a program asks: at a `.json` address, with a JSON body, or for JSON above all."""
    sent = request.headers.get("content-type", "").startswith("application/json")
    return twin or sent or request.headers.get("accept", "").startswith("application/json")


def _no_nul(request: Request) -> None:
    """Refuse an address with a character that no text holds and PostgreSQL does not take."""
    if "\0" in request.url.path or any("\0" in part for item in request.query_params.multi_items() for part in item):
        raise Problem(400, "The address holds a character that stands in no text.")


def _query(request: Request, bench: Workbench) -> Query:
    try:
        return Query.of(request.query_params, bench.record.own)
    except UsageError as error:
        raise Problem(400, str(error)) from error


async def _form(request: Request, address: Address, visitor: Visitor, bench: Workbench) -> Mapping[str, Any]:
    """The fields of a POST that came from our own pages.

    Raises:
        Problem: 413 too large, 408 too slow, 400 no form and no JSON object, 403 without the visitor's token.
    """
    csrf.check_site(request)
    try:
        async with asyncio.timeout(patience(address.most)):
            return await _read(bounded(request, address.most), visitor, bench)
    except TimeoutError as error:
        raise Problem(408, "It took too long to arrive. Nothing was done.", headers={"Connection": "close"}) from error


async def _read(request: Request, visitor: Visitor, bench: Workbench) -> Mapping[str, Any]:
    given: object = request.headers.get(csrf.HEADER)
    if request.headers.get("content-type", "").startswith("application/json"):
        csrf.check(given, bench.gate.secret, visitor.key)
        try:
            fields = json.loads(await request.body())
        except (ValueError, RecursionError) as error:
            raise Problem(400, "The body is no JSON.") from error
        if not isinstance(fields, dict):
            raise Problem(400, "The body is no JSON object.")
        cleaned: dict[str, Any] = clean(fields)
        return cleaned
    if given is not None:  # refuse before files are read; a form without the header is read to find its field
        csrf.check(given, bench.gate.secret, visitor.key)
    form = await request.form(max_files=_FILES, max_fields=200, max_part_size=_PART)
    if given is None:
        csrf.check(form.get(csrf.FIELD), bench.gate.secret, visitor.key)
    return form


def _render(bench: Workbench, request: Request, visitor: Visitor | None, page: Page, twin: bool) -> Response:
    page = seen(page, getattr(request.state, "veil", OPEN))
    if wants_json(request, twin):
        return JSONResponse(dict(page.data), page.status, dict(page.headers or {}))
    partly = page.fragment is not None and "hx-request" in request.headers
    template = page.fragment if partly and page.fragment else page.template
    nobody = visitor or Visitor("", None, False, "", "", False)
    try:
        query = Query.of(request.query_params, bench.record.own)
    except UsageError:
        query = Query()
    context = {
        "page": page, "data": page.data, "query": query, "visitor": nobody, "user": nobody.name, "csrf": nobody.csrf,
        "path": request.url.path,
    }  # fmt: skip
    return bench.templates.TemplateResponse(request, template, context, page.status, dict(page.headers or {}))


def told(bench: Workbench, request: Request, visitor: Visitor | None, problem: Problem, twin: bool) -> Response:
    """A problem as a calm page, a fragment for htmx, or JSON; one who must log in is sent there and comes back."""
    page = Page("problem.html", problem.title, problem.to_json(), problem.status, "problem_part.html", problem.headers)
    person = not wants_json(request, twin) and "hx-request" not in request.headers
    if problem.status == 401 and person and request.method == "GET" and request.url.path != "/login":
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(here)}", 303)
    response = _render(bench, request, visitor, page, twin)
    if problem.status == 401 and SESSION in "".join(request.cookies):
        drop_cookie(response, request, SESSION)  # it is over
    return response
