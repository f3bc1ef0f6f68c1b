"""What a person names on the command line, by the beginning of its id: a claim, incident, agreement or conduct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.store import Record


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged.

    Attributes:
        id: `i:…`, `g:…` or `k:…`.
        claims: ids of the claims that it is known by.
        beside: for conduct, the claims of the clause that it bears on.
    """

    id: str
    claims: tuple[str, ...]
    beside: tuple[str, ...] = ()


def claim_named(opened: Record, name: str) -> str:
    """`<report id>#c1`, the report by the beginning of its id.

    Raises:
        UsageError: no such report, or more than one.
    """
    report, _, local = name.partition("#")
    return f"{opened.report(report).report.id}#{local}"


def subject_named(opened: Record, name: str) -> Subject:
    """The incident, agreement or conduct with that id, or whose id alone starts so (`i:` may be left out).

    Raises:
        UsageError: there is none, or more than one.
    """
    kind = name[:2] if name[1:2] == ":" else "i:"
    start = name if name[1:2] == ":" else f"i:{name}"
    everything = _incidents(opened) if kind == "i:" else _agreements(opened)
    found = [s for s in everything if s.id.startswith(start)]
    if len(found) != 1:
        number = "no" if not found else "more than one"
        listing = "incidents" if kind == "i:" else "agreements"
        raise UsageError(f"{number} {name!r} in {opened.name}; `dateline {listing}` lists them with their ids")
    return found[0]


def _incidents(opened: Record) -> list[Subject]:
    from dateline import incidents

    return [Subject(i.id, i.claims) for i in incidents(opened.readings(), decisions=opened.decisions())]


def _agreements(opened: Record) -> list[Subject]:
    from dateline.cli.agreements import pacts

    found = pacts(opened)
    deeds = [(d, c) for p in found for c in p.terms for d in c.conduct]
    return [
        *(Subject(p.id, p.claims) for p in found),
        *(Subject(d.id, tuple(t.claim for t in d.tellings), c.claims) for d, c in deeds),
    ]
