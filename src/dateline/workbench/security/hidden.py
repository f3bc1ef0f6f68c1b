"""What those see who may not see the names of people at risk: every answer goes through here, and every question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from dateline.export.coarse import people_in
from dateline.store import Record
from dateline.store.at_risk import people_at_risk, state
from dateline.store.library import Library
from dateline.store.marks import sensitive_of
from dateline.store.queries import WholeName
from dateline.store.searching import TERM
from dateline.store.veil import Veil
from dateline.workbench.page import Page
from dateline.workbench.problems import Problem
from dateline.workbench.query import Query

NOBODY = "namewithheld"  # stands in no record: what a hidden name is looked for as
OPEN = Veil()


class Hidden:
    """Knows what is hidden: everybody who is marked as at risk, and the people whom sensitive reports name.

    Args:
        record: an open record.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._made: tuple[Any, Veil] = (None, OPEN)

    def veil(self) -> Veil:
        """The veil of now; made anew when a mark was set or lifted."""
        now = state(self._record)
        made = self._made
        if made[0] != now:
            self._made = made = (now, self._make())
        return made[1]

    def _make(self) -> Veil:
        marked = people_at_risk(self._record)
        persons = [p.name for p in marked if p.kind == "person"]
        others = [p.name for p in marked if p.kind == "source"]
        sensitive = sensitive_of(self._record)
        if sensitive:
            for reading in Library(self._record, decided=True).having(sensitive).values():
                for name, own in people_in(reading):
                    (persons if own else others).append(name)
        return Veil(persons, others)


def asked(query: Query, veil: Veil) -> Query:
    """The filter as those may ask it from whom names are hidden: a hidden name is found nowhere, and no name is found
    by a part of it."""
    if not veil:
        return query
    q = _unsaid(query.q.replace("*", " "), veil)
    actor, source = (WholeName(_name(name, veil)) for name in (query.actor, query.source))
    return replace(query, q=WholeName(q), actor=actor, source=source)


def way(request: Request, veil: Veil) -> None:
    """Refuse an address that names a hidden name, as if there were nobody of that name.

    Raises:
        Problem: 404.
    """
    for name, said in request.path_params.items():
        if veil.hides(str(said)):
            raise Problem(404, "There is nothing under this address.")
        if veil and name in ("actor", "source"):
            request.path_params[name] = WholeName(said)


def seen(page: Page, veil: Veil) -> Page:
    """The page without hidden names: its title, and all of its data."""
    if not veil:
        return page
    data: Mapping[str, Any] = veil.on(dict(page.data))
    return replace(page, title=veil.over(page.title, piece=True), data=data)


def _name(said: str, veil: Veil) -> str:
    return NOBODY if veil.hides(said) else said


def _unsaid(said: str, veil: Veil) -> str:
    """The words that are looked for, with a word that stands nowhere for each term that names somebody hidden."""
    return TERM.sub(lambda m: f"{m[1]}{NOBODY}" if veil.hides(m[0]) else m[0], said)
