"""People at risk: persons and sources whose names only some may see, in any report; each mark in the audit log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import Column, Connection, Integer, Table, Text, delete, func, insert, or_, select

from dateline.errors import UsageError
from dateline.store import audit
from dateline.store.clock import now
from dateline.store.expunge_tables import redacting
from dateline.store.flat import flat
from dateline.store.marks import SENSITIVE, sensitive_of
from dateline.store.searching import Term, reports_with
from dateline.store.tables import METADATA, REPORTS
from dateline.store.veil import Veil

if TYPE_CHECKING:
    from dateline.store.base import Record

Kind = Literal["person", "source"]
_R = REPORTS.c
LONGEST = 200  # characters of a name
AT_RISK = Table(
    "at_risk",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text),
)


def at_risk(db: Connection) -> None:
    """Migration: the marks, and what is noted of reports that a name was blotted out of."""
    redacting(db)
    db.exec_driver_sql(
        "CREATE TABLE at_risk (n INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, name TEXT NOT NULL, "
        "kind TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, why TEXT)"
    )


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Somebody at risk: the name, whether a `person` (hidden word by word) or another `source` (hidden as a whole),
    who marked it, when (UTC), and why."""

    name: str
    kind: Kind
    who: str
    at: str
    why: str | None


def mark_at_risk(record: Record, name: str, kind: str, *, who: str, why: str | None = None) -> None:
    """Mark a name as that of somebody at risk; with its audit entry, in one transaction.

    Raises:
        UsageError: the name is empty, too long or marked already, or there is no such kind.
    """
    name, folded = " ".join(name.split()), _folded(name)
    if kind not in get_args(Kind):
        raise UsageError(f"no kind {kind!r}; there are {', '.join(get_args(Kind))}")
    if not folded or len(name) > LONGEST:
        raise UsageError(f"a name has letters, and at most {LONGEST} characters")
    with record._writing() as db:
        if db.execute(select(AT_RISK.c.n).where(AT_RISK.c.folded == folded)).first():
            raise UsageError("this name is marked already")
        n = int(db.execute(select(func.coalesce(func.max(AT_RISK.c.n), 0))).scalar_one()) + 1
        row = {"n": n, "folded": folded, "name": name, "kind": kind, "who": who, "at": now(), "why": why}
        db.execute(insert(AT_RISK), row)
        _note(db, who, {"field": kind, "before": None, "after": name, "comment": why})


def lift_at_risk(record: Record, name: str, *, who: str, why: str | None = None) -> None:
    """Take a mark back; with its audit entry, in one transaction.

    Raises:
        UsageError: the name is not marked.
    """
    with record._writing() as db:
        row = db.execute(select(AT_RISK).where(AT_RISK.c.folded == _folded(name))).one_or_none()
        if row is None:
            raise UsageError("this name is not marked")
        db.execute(delete(AT_RISK).where(AT_RISK.c.n == row.n))
        _note(db, who, {"field": row.kind, "before": row.name, "after": None, "comment": why})


def people_at_risk(record: Record) -> tuple[AtRisk, ...]:
    """Everybody who is marked, in the order of the marks."""
    with record._reading() as db:
        rows = db.execute(select(AT_RISK).order_by(AT_RISK.c.n)).all()
    return tuple(AtRisk(r.name, r.kind, r.who, r.at, r.why) for r in rows)


def veil_of(record: Record) -> Veil:
    """What hides everybody who is marked."""
    found = people_at_risk(record)
    return Veil((p.name for p in found if p.kind == "person"), (p.name for p in found if p.kind == "source"))


def reports_naming(record: Record) -> frozenset[str]:
    """Ids of the reports in which somebody who is marked is named in full: text, title, by-line, publisher, claims, or
    what people said of them."""
    found: set[str] = set()
    for person in people_at_risk(record):
        words = tuple(_folded(person.name).split())
        with record._reading() as db:
            head = [func.lower(c).contains(person.name.lower(), autoescape=True) for c in (_R.authors, _R.publisher)]
            found |= set(db.execute(select(_R.id).where(or_(reports_with(db, [Term(words)]), *head))).scalars())
    return frozenset(found)


def guarded(record: Record) -> tuple[frozenset[str], Veil | None]:
    """What an export is coarsened by: the reports that are marked as sensitive or name somebody at risk, and what hides
    those names wherever they stand; `None`: nobody is marked."""
    veil = veil_of(record)
    return (sensitive_of(record) | reports_naming(record), veil) if veil else (sensitive_of(record), None)


def state(record: Record) -> tuple[Any, ...]:
    """What changes whenever a mark on a name or on a report is set or lifted."""
    marks = [(func.count(), func.max(t.c.at)) for t in (AT_RISK, SENSITIVE)]
    with record._reading() as db:
        return tuple(tuple(db.execute(select(*m)).one()) for m in marks)


def forget(db: Connection, holds: Callable[[str], bool]) -> None:
    """Take out the marks on names that hold a name which is expunged."""
    gone = [r.n for r in db.execute(select(AT_RISK)) if holds(r.name) or holds(r.why or "")]
    db.execute(delete(AT_RISK).where(AT_RISK.c.n.in_(gone)))


def _note(db: Connection, who: str, details: dict[str, Any]) -> None:
    audit.write(db, who, [("mark", "at-risk", details)])  # a target is kept for good, so it is no name


def _folded(name: str) -> str:
    return " ".join(flat(name).split())
