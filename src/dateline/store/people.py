"""The people who work on a record: accounts, roles, sessions, failed logins, and who is looking at what."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from dateline.errors import UsageError
from dateline.store import audit
from dateline.store.bench_tables import ATTEMPTS, PEOPLE, PRESENCE, SECRETS, SESSIONS
from dateline.store.clock import now
from dateline.store.flat import flat

if TYPE_CHECKING:
    from dateline.store.base import Record

Role = Literal["reader", "coder", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
IDLE = datetime.timedelta(hours=12)  # a session that is not used
LONGEST = datetime.timedelta(days=7)  # a session, however much it is used
_TOUCH = datetime.timedelta(minutes=5)  # how exactly `seen` is kept
_ID = 16  # characters of a cookie's hash that name its session
HERE = datetime.timedelta(seconds=45)  # after the last sign of life, somebody is gone


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the name that judgements carry, the role, and since when."""

    name: str
    role: Role
    added: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a person: a name for it that is no cookie, since when, when it was last used (to five minutes)."""

    id: str
    started: str
    seen: str


_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}  # scripts with letters of one shape


class People:
    """The people of an open record. Every change is one transaction with its audit entry.

    Args:
        record: the record; closing it is the caller's.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    # Accounts

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with self._record._reading() as db:
            return [Person(r.name, r.role, r.added) for r in db.execute(select(PEOPLE).order_by(PEOPLE.c.name))]

    def any(self) -> bool:
        """Whether there is an account at all: without one the workbench serves its user alone, on loopback."""
        with self._record._reading() as db:
            return db.execute(select(PEOPLE.c.name).limit(1)).first() is not None

    def add(self, name: str, role: str, password: str, *, who: str) -> Person:
        """Add a person; the first one must be an admin.

        Args:
            name: 1 to 64 letters, digits, blanks, `.`, `-`, `_`, `'`; it stands in the audit log for good.
            role: one of `ROLES`.
            password: its hash (never the password).
            who: who adds.

        Raises:
            UsageError: no such role, a bad name, one that is there or looks like it, or the first person is no admin.
        """
        name = name.strip()
        if not 1 <= len(name) <= 64 or not all(c.isalnum() or c in " .-_'’" for c in name):
            raise UsageError(f"{name!r} is no name: 1 to 64 letters, digits, blanks and .-_' are")
        if len({unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()} & _ALIKE) > 1:
            raise UsageError(f"{name!r} mixes letters of scripts that look alike: it could be taken for another name")
        with self._record._writing() as db:
            there = db.execute(select(PEOPLE.c.name)).scalars()
            if (alike := next((n for n in there if _looks(n) == _looks(name)), None)) is not None:
                raise UsageError(f"there is a {alike!r} already")
            if _role(role) != "admin" and db.execute(select(PEOPLE.c.name).limit(1)).first() is None:
                raise UsageError("the first person must be an admin: from then on everybody has to log in")
            row = {"name": name, "role": role, "password": password, "added": now()}
            db.execute(insert(PEOPLE), row)
            self._note(db, who, name, "role", None, role)
        return Person(name, _role(role), row["added"])

    def set_role(self, name: str, role: str, *, who: str) -> None:
        """Give a person another role, from the next request on.

        Raises:
            UsageError: no such person or role, or nobody would be admin.
        """
        with self._record._writing() as db:
            before = self._known(db, name)
            if _role(role) != "admin":
                self._keep_an_admin(db, name)
            db.execute(update(PEOPLE).where(PEOPLE.c.name == name).values(role=role))
            self._note(db, who, name, "role", before, role)

    def set_password(self, name: str, password: str, *, who: str) -> None:
        """Give a person another password (its hash); all sessions of theirs end.

        Raises:
            UsageError: no such person.
        """
        with self._record._writing() as db:
            self._known(db, name)
            db.execute(update(PEOPLE).where(PEOPLE.c.name == name).values(password=password))
            db.execute(delete(SESSIONS).where(SESSIONS.c.who == name))
            self._note(db, who, name, "password", None, None)

    def remove(self, name: str, *, who: str) -> None:
        """Remove a person, whose decisions stay. The last one of all may go: the record is then one person's again.

        Raises:
            UsageError: no such person, or others would be left without an admin.
        """
        with self._record._writing() as db:
            before = self._known(db, name)
            if db.execute(select(func.count()).select_from(PEOPLE)).scalar_one() > 1:
                self._keep_an_admin(db, name)
            db.execute(delete(SESSIONS).where(SESSIONS.c.who == name))
            db.execute(delete(PEOPLE).where(PEOPLE.c.name == name))
            self._note(db, who, name, "role", before, None)

    def password_of(self, name: str) -> str | None:
        """The hash of a person's password, `None` where there is no such person."""
        with self._record._reading() as db:
            found: str | None = db.execute(select(PEOPLE.c.password).where(PEOPLE.c.name == name)).scalar_one_or_none()
        return found

    @staticmethod
    def _role(db: Connection, name: str) -> Role | None:
        found: Role | None = db.execute(select(PEOPLE.c.role).where(PEOPLE.c.name == name)).scalar_one_or_none()
        return found

    def _known(self, db: Connection, name: str) -> Role:
        found = self._role(db, name)
        if found is None:
            raise UsageError(f"there is no {name!r}; `dateline people list` lists everybody")
        return found

    @staticmethod
    def _keep_an_admin(db: Connection, name: str) -> None:
        others = select(PEOPLE.c.name).where(PEOPLE.c.role == "admin", PEOPLE.c.name != name)
        if db.execute(others.limit(1)).first() is None:
            raise UsageError(f"{name!r} is the only admin; make somebody else one first")

    @staticmethod
    def _note(db: Connection, who: str, name: str, what: str, before: str | None, after: str | None) -> None:
        details: Mapping[str, Any] = {"field": what, "before": before, "after": after}
        audit.write(db, who, [("person", f"person:{name}", details)])

    # Sessions

    def log_in(self, name: str, replacing: str | None = None) -> str:
        """A new session; returns its cookie, which is kept nowhere else.

        Args:
            name: the person, whose password has been checked.
            replacing: the cookie of a session that ends with this.
        """
        token = secrets.token_urlsafe(32)
        at = now()
        with self._record._writing() as db:
            db.execute(delete(SESSIONS).where(or_(*_over(), SESSIONS.c.token == _digest(replacing or ""))))
            db.execute(insert(SESSIONS), {"token": _digest(token), "who": name, "started": at, "seen": at})
        return token

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._record._writing() as db:
            db.execute(delete(SESSIONS).where(SESSIONS.c.token == _digest(token)))

    def sessions(self, name: str) -> list[Session]:
        """A person's sessions, the one used last first."""
        c = SESSIONS.c
        query = select(c.token, c.started, c.seen).where(c.who == name, ~or_(*_over())).order_by(c.seen.desc(), c.token)
        with self._record._reading() as db:
            return [Session(r.token[:_ID], r.started, r.seen) for r in db.execute(query)]

    def end_sessions(self, name: str | None, *, who: str, keep: str = "", only: str | None = None) -> int:
        """End sessions; returns how many.

        Args:
            name: whose; `None`: everybody's.
            who: who ends them.
            keep: the cookie of a session that goes on.
            only: the `Session.id` of the one that ends; all of them by default.
        """
        c = SESSIONS.c
        chosen = [c.token != _digest(keep)]
        chosen += [c.who == name] if name is not None else []
        chosen += [func.substr(c.token, 1, _ID) == only] if only is not None else []
        with self._record._writing() as db:
            gone = list(db.execute(select(c.who).where(*chosen)).scalars())
            db.execute(delete(SESSIONS).where(*chosen))
            for one in sorted(set(gone)):
                self._note(db, who, one, "sessions", str(gone.count(one)), None)
        return len(gone)

    @staticmethod
    def session_id(token: str) -> str:
        """The `Session.id` of a cookie."""
        return _digest(token)[:_ID]

    def session(self, token: str) -> Person | None:
        """Whose session a cookie is, with the role of now; `None` where it is over or never was."""
        c = SESSIONS.c
        query = select(PEOPLE, c.seen).join(SESSIONS, c.who == PEOPLE.c.name)
        with self._record._reading() as db:
            row = db.execute(query.where(c.token == _digest(token), ~or_(*_over()))).one_or_none()
        if row is None:
            return None
        if row.seen < _ago(_TOUCH):
            with self._record._writing() as db:
                db.execute(update(SESSIONS).where(c.token == _digest(token)).values(seen=now()))
        return Person(row.name, row.role, row.added)

    def secret(self) -> bytes:
        """The record's own secret, made when it is first asked for; it is the same for every server of the record."""
        query = select(SECRETS.c.value).where(SECRETS.c.name == "csrf")
        with self._record._reading() as db:
            found = db.execute(query).scalar_one_or_none()
        if found is None:
            with self._record._writing() as db:
                found = db.execute(query).scalar_one_or_none() or secrets.token_hex(32)
                db.execute(delete(SECRETS))
                db.execute(insert(SECRETS), {"name": "csrf", "value": found})
        return bytes.fromhex(found)

    # Failed logins

    def attempt(self, limits: Mapping[str, int], within: datetime.timedelta) -> str | None:
        """Note an attempt to log in before the password is looked at; `None`: there were too many, it is not one.

        Args:
            limits: key -> how many attempts may stand under it.
            within: how long an attempt stands.
        """
        c, nonce = ATTEMPTS.c, secrets.token_hex(8)
        with self._record._writing() as db:
            db.execute(delete(ATTEMPTS).where(c.at < _ago(within)))
            counts = select(c.key, func.count()).where(c.key.in_(list(limits))).group_by(c.key)
            if any(count >= limits[key] for key, count in db.execute(counts)):
                return None
            db.execute(insert(ATTEMPTS), [{"key": key, "at": now(), "nonce": nonce} for key in limits])
        return nonce

    def forgive(self, nonce: str) -> None:
        """The attempt succeeded: it no longer counts."""
        with self._record._writing() as db:
            db.execute(delete(ATTEMPTS).where(ATTEMPTS.c.nonce == nonce))

    # Presence

    def here(self, who: str, report: str) -> list[str]:
        """Note that somebody looks at a report; returns who else does."""
        c = PRESENCE.c
        with self._record._writing() as db:
            db.execute(delete(PRESENCE).where(or_(c.at < _ago(HERE), and_(c.who == who, c.report == report))))
            db.execute(insert(PRESENCE), {"who": who, "report": report, "at": now()})
        return [name for name in self.present(report) if name != who]

    def present(self, report: str) -> list[str]:
        """Who looks at a report, by name."""
        c = PRESENCE.c
        query = select(c.who).where(c.report == report, c.at >= _ago(HERE)).order_by(c.who)
        with self._record._reading() as db:
            return list(db.execute(query).scalars())


def _role(said: str) -> Role:
    for role in ROLES:
        if role == said:
            return role
    raise UsageError(f"no role {said!r}; there are {', '.join(ROLES)}")


def _looks(name: str) -> str:
    """A name without what is easily overlooked: case, accents, blanks and signs."""
    return "".join(flat(name).split())


def _ago(time: datetime.timedelta) -> str:
    then = datetime.datetime.now(datetime.UTC) - time
    return then.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _over() -> tuple[Any, ...]:
    return SESSIONS.c.seen < _ago(IDLE), SESSIONS.c.started < _ago(LONGEST)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
