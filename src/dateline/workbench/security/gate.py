"""Who is asking: a session's person, the one user of a record without accounts, or nobody yet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from dateline.store.clock import user
from dateline.store.people import People, Role
from dateline.workbench.problems import Problem
from dateline.workbench.security import csrf

if TYPE_CHECKING:
    from dateline.workbench.routes import Address

SESSION, VISITOR = "dateline_session", "dateline_visitor"
SEES: frozenset[Role] = frozenset({"coder", "reviewer", "admin"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking.

    Attributes:
        name: the person; empty: nobody has logged in.
        role: what they may; `None`: nobody has logged in.
        alone: the record has no accounts, and this is its user, on this machine.
        key: the cookie that the CSRF token is bound to.
        csrf: the token that this visitor's POSTs carry.
        new: the cookie is yet to be set.
    """

    name: str
    role: Role | None
    alone: bool
    key: str
    csrf: str
    new: bool

    @property
    def sees(self) -> bool:
        """Whether the names of people at risk are shown: to those who decide, whose work is the text itself."""
        return self.role in SEES

    def may(self, *roles: Role) -> bool:
        """Whether this is one of these roles."""
        return self.role in roles


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine's own, reachable from nowhere else."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def prefixed(name: str, secure: bool) -> str:
    """A cookie's name; over TLS with the prefix that keeps other hosts of the domain from setting it."""
    return f"__Host-{name}" if secure else name


class Gate:
    """Knows visitors by their cookies.

    Args:
        people: of the record.
        host: where the server listens: without accounts, it must be loopback.
    """

    def __init__(self, people: People, host: str) -> None:
        self.people, self._host = people, host
        self.secret = people.secret()

    def visitor(self, request: Request) -> Visitor:
        """Who is asking.

        Raises:
            Problem: the record has no accounts, and the request is not for this machine.
        """
        secure = request.url.scheme == "https"
        token = request.cookies.get(prefixed(SESSION, secure))
        person = self.people.session(token) if token else None
        if person is not None and token is not None:
            return Visitor(person.name, person.role, False, token, csrf.token(self.secret, token), False)
        if not self.people.any():
            self._own_machine(request)
            return self._with_visitor(request, secure, user(), "admin", alone=True)
        return self._with_visitor(request, secure, "", None, alone=False)

    def _own_machine(self, request: Request) -> None:
        # A name of somebody else's that points to loopback (DNS rebinding) must not open the record to their page.
        named = request.headers.get("host", "")
        bare = named.rpartition(":")[0] if named.rpartition(":")[2].isdigit() else named
        if not is_loopback(self._host) or not is_loopback(bare):
            raise Problem(403, "This record has no accounts, so it is served to this machine alone, as 127.0.0.1.")

    def _with_visitor(self, request: Request, secure: bool, name: str, role: Role | None, *, alone: bool) -> Visitor:
        key = request.cookies.get(prefixed(VISITOR, secure), "")
        new = not 20 <= len(key) <= 64
        key = secrets.token_urlsafe(24) if new else key
        return Visitor(name, role, alone, key, csrf.token(self.secret, key), new)

    def check(self, visitor: Visitor, address: Address) -> None:
        """Whether the visitor may use an address.

        Raises:
            Problem: 401 for one who has not logged in, 403 for one whose role does not allow it.
        """
        if address.public or visitor.role in address.roles:
            return
        if visitor.role is None:
            raise Problem(401, "Log in to go on.")
        needed = " or ".join(r for r in ("reader", "coder", "reviewer", "admin") if r in address.roles)
        raise Problem(403, f"You are here as {visitor.role}; this is for a {needed}. An admin can change your role.")


def who(visitor: Visitor | None, request: Request) -> str:
    """A visitor for the server's log: their name, or nobody, and where from."""
    client = request.client.host if request.client else "unknown"
    return f"{visitor.name if visitor and visitor.name else 'nobody'} from {client}"


def set_cookie(response: Response, request: Request, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie that no script reads, no other site sends, and over TLS nothing but TLS carries."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        prefixed(name, secure), value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax"
    )


def drop_cookie(response: Response, request: Request, name: str) -> None:
    """Take a cookie back."""
    secure = request.url.scheme == "https"
    response.delete_cookie(prefixed(name, secure), path="/", secure=secure, httponly=True, samesite="lax")
