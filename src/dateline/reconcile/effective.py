"""A reading as people left it: rejected claims gone, changed ones with their new values, their own claims added."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from dateline.reconcile.anchors import LISTS, Finder
from dateline.reconcile.changed import ACTORS, PLACES, TIMES, put, reason, with_lists
from dateline.reconcile.decisions import Decision, Decisions
from dateline.record import Reading, Unplaced

_OTHERS = ("within", "attribution", "of", "actor", "part_of", "event", "events", "chain", "members_of")
_REFERENCES = frozenset(_OTHERS) | PLACES | TIMES | ACTORS


def effective(reading: Reading, decisions: Decisions) -> Reading:
    """The reading that counts, once people have judged its claims; the same object where nobody has.

    A rejected claim leaves, and with it what only refers to it; the record keeps it. A change sets fields of a claim
    that keeps its id. A claim that a person added has the id `j` and the judgement's number. `accept` and `unsure`
    change nothing here. A decision that no longer fits the reading is told in `unplaced`.

    Args:
        reading: as the reader gave it.
        decisions: standing decisions; those on other reports, and on incidents, are passed over.
    """
    mine = decisions.on_claims(reading.report.id)
    if not mine:
        return reading
    finder, gone = Finder(reading), set[str]()
    for decision in mine:
        ident = _target(decision, finder)
        if ident is None or decision.act in ("unsure", "merge", "split", "forbid", "pin"):
            continue
        gone.discard(ident)
        if decision.act == "reject":
            gone.add(ident)
        elif decision.act in ("change", "add"):
            reading = _applied(reading, ident, decision)
    return without(reading, gone) if gone else reading


def _target(decision: Decision, finder: Finder) -> str | None:
    if decision.act == "add":
        return f"j{decision.n}"
    anchor = decision.claims[0]
    return anchor.claim if anchor.claim.startswith("j") else finder.find(anchor)


def _applied(reading: Reading, ident: str, decision: Decision) -> Reading:
    kind = decision.value.get("kind") if decision.act == "add" else decision.claims[0].kind
    try:
        return put(reading, str(kind), ident, decision.value, new=decision.act == "add")
    except (ValueError, TypeError, KeyError, LookupError) as error:
        told = Unplaced(f"judgement {decision.n} on {ident}", f"does not fit: {reason(error)}", None)
        return replace(reading, unplaced=(*reading.unplaced, told))


def without(reading: Reading, gone: set[str]) -> Reading:
    """The reading without some claims, and without what refers to them."""
    lists = {n: tuple(_scrubbed(c, gone) for c in getattr(reading, n) if c.id not in gone) for n in LISTS.values()}
    return with_lists(reading, lists)


def _scrubbed(claim: Any, gone: set[str]) -> Any:
    new: dict[str, Any] = {}
    for f in fields(claim):
        value = getattr(claim, f.name)
        if f.name in _REFERENCES:
            if isinstance(value, str) and value in gone:
                new[f.name] = None
            elif isinstance(value, tuple) and not gone.isdisjoint(value):
                new[f.name] = tuple(v for v in value if v not in gone)
        elif f.name in ("victims", "size") and value is not None:
            new[f.name] = _scrubbed(value, gone)
        elif f.name == "terms":
            new[f.name] = tuple(_scrubbed(t, gone) for t in value if t.id not in gone)
        elif f.name == "conduct":
            new[f.name] = tuple(c for c in value if c.event not in gone)
    return replace(claim, **new) if new else claim
