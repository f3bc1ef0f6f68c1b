"""Logging in and out, and a person's own page."""

from __future__ import annotations

import datetime
import logging

from starlette.responses import RedirectResponse, Response

from dateline.record import plain
from dateline.workbench.answer_to import local
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem
from dateline.workbench.security.gate import SESSION, VISITOR, drop_cookie, prefixed, set_cookie

_LOG = logging.getLogger("dateline.workbench")
WITHIN = datetime.timedelta(minutes=15)
PER_PERSON_HERE, PER_PERSON, PER_ADDRESS = 5, 50, 30  # failed logins that may stand within that time


def form(ask: Ask) -> Page | Response:
    """The form; one who has logged in is sent on."""
    where = local(ask.request.query_params.get("next", "")) or "/"
    if ask.visitor.role is not None:
        return RedirectResponse(where, 303)
    return Page("login.html", "Log in", {"next": where, "name": "", "error": None})


def log_in(ask: Ask) -> Page | Response:
    """Log in: `name`, `password`, and `next`, the page to go on to."""
    name, where = ask.text("name"), local(ask.text("next", "")) or "/"
    password = ask.form.get("password")
    people, request = ask.bench.people, ask.request
    if ask.visitor.alone:
        raise Problem(422, "This record has no accounts: there is nothing to log in to.")
    client = request.client.host if request.client else "unknown"
    limits = {f"both:{client}:{name[:64]}": PER_PERSON_HERE, f"name:{name[:64]}": PER_PERSON}
    attempt = people.attempt({**limits, f"from:{client}": PER_ADDRESS}, WITHIN)
    if attempt is None:
        minutes = int(WITHIN.total_seconds() // 60)
        raise Problem(
            429, f"Too many failed attempts. Wait {minutes} minutes, or ask an admin for a new password.",
            headers={"Retry-After": str(int(WITHIN.total_seconds()))},
        )  # fmt: skip
    if not ask.bench.passwords.fits(password if isinstance(password, str) else "", people.password_of(name)):
        known = people.password_of(name) is not None  # else it may be a password that went into the wrong field
        _LOG.warning("log-in failed: %s from %s", name if known else "no such person", client)
        said = {"next": where, "name": name, "error": "That name and password do not go together."}
        return Page("login.html", "Log in", said, 403)
    people.forgive(attempt)
    secure = request.url.scheme == "https"
    _LOG.info("logged in: %s from %s", name, client)
    token = people.log_in(name, replacing=request.cookies.get(prefixed(SESSION, secure)))
    response = RedirectResponse(where, 303)
    set_cookie(response, request, SESSION, token)
    drop_cookie(response, request, VISITOR)
    return response


def log_out(ask: Ask) -> Response:
    """End the session."""
    response = RedirectResponse("/login" if not ask.visitor.alone else "/", 303)
    if not ask.visitor.alone:
        ask.bench.people.log_out(ask.visitor.key)
        drop_cookie(response, ask.request, SESSION)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def me(ask: Ask) -> Page:
    """Who I am, what I may, and the token that a program's POSTs carry in `X-CSRF-Token`."""
    seen = ask.visitor
    people = ask.bench.people
    here = people.session_id(seen.key)
    sessions = [] if seen.alone else [{**plain(s), "this": s.id == here} for s in people.sessions(seen.name)]
    data = {"name": seen.name, "role": seen.role, "alone": seen.alone, "csrf": seen.csrf, "sessions": sessions}
    return Page("me.html", "You", data)


def password(ask: Ask) -> Response:
    """Change one's own password: `old`, `new`. All sessions end; this one begins anew."""
    new = ask.form.get("new")
    people, bench = ask.bench.people, ask.bench
    _by_password(ask)
    people.set_password(ask.user, bench.passwords.hash(new if isinstance(new, str) else "", ask.user), who=ask.user)
    response = RedirectResponse("/me", 303)
    set_cookie(response, ask.request, SESSION, people.log_in(ask.user))
    return response


def sessions(ask: Ask) -> Response:
    """End sessions of one's own: `session`, one of them, or all but this one; `old`, the password once more."""
    _by_password(ask)
    ask.bench.people.end_sessions(ask.user, who=ask.user, keep=ask.visitor.key, only=ask.text("session", "") or None)
    return RedirectResponse("/me", 303)


def _by_password(ask: Ask) -> None:
    """Nothing that lets people in or keeps them out is changed without the password.

    Raises:
        Problem: 422 another password, or there are none; 429 too many failed attempts.
    """
    old, people = ask.form.get("old"), ask.bench.people
    if ask.visitor.alone:
        raise Problem(422, "This record has no accounts: there is no password.")
    attempt = people.attempt({f"own:{ask.user}": PER_PERSON_HERE}, WITHIN)
    if attempt is None:
        raise Problem(429, "Too many failed attempts. Wait a quarter of an hour.")
    if not ask.bench.passwords.fits(old if isinstance(old, str) else "", people.password_of(ask.user)):
        raise Problem(422, "The old password is another one. Nothing was changed.")
    people.forgive(attempt)
