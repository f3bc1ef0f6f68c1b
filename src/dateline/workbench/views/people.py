"""People: who they are and what they may. Admins alone; without accounts, the command line adds the first."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from dateline.record import plain
from dateline.store.people import ROLES
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem


def listing(ask: Ask) -> Page:
    """Everybody, with role and since when."""
    data = {"people": [plain(p) for p in ask.bench.people.all()], "roles": list(ROLES), "alone": ask.visitor.alone}
    return Page("people.html", "People", data)


def change(ask: Ask) -> Response:
    """Change who is there: `act` is `add` (`name`, `role`, `password`), `role`, `password`, `remove`, `sessions` (end
    those of `name`) or `all-sessions` (end everybody's but this one)."""
    if ask.visitor.alone:  # else whoever is at this machine could lock its owner out
        raise Problem(422, "The first person is added where the record is: dateline people add NAME --role admin")
    people, name, act = ask.bench.people, ask.text("name", ""), ask.text("act")
    match act:
        case "add":
            people.add(name, ask.text("role"), _hash(ask, name), who=ask.user)
        case "role":
            people.set_role(name, ask.text("role"), who=ask.user)
        case "password":
            people.set_password(name, _hash(ask, name), who=ask.user)
        case "remove":
            if name == ask.user:
                raise Problem(422, "You cannot remove yourself; another admin can.")
            people.remove(name, who=ask.user)
        case "sessions":
            people.end_sessions(name, who=ask.user, keep=ask.visitor.key)
        case "all-sessions":
            people.end_sessions(None, who=ask.user, keep=ask.visitor.key)
        case _:
            raise Problem(
                400, f"there is no act {act!r}; there are add, role, password, remove, sessions, all-sessions"
            )
    return RedirectResponse("/people", 303)


def _hash(ask: Ask, name: str) -> str:
    password = ask.form.get("password")
    return ask.bench.passwords.hash(password if isinstance(password, str) else "", name)
