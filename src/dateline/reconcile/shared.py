"""Joint figures: what a report counts over several incidents together bounds their sum and is added to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.reconcile.claims import Claim
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Count, Incident
from dateline.reconcile.intervals import Range, total
from dateline.record import Casualty


def with_shared(groups: Sequence[Sequence[Account]], incidents: Sequence[Incident]) -> list[Incident]:
    """The incidents, each with a step for every joint figure that counts it.

    Args:
        groups: accounts of each incident.
        incidents: what they were built into, in the same order.
    """
    homes: dict[str, tuple[Claim, list[int]]] = {}
    for n, group in enumerate(groups):
        for account in group:
            for claim in account.shared:
                homes.setdefault(account.book.key(claim.item.id), (claim, []))[1].append(n)
    steps: dict[int, list[str]] = {}
    for key, (claim, where) in sorted(homes.items()):
        if isinstance(claim.item, Casualty):
            together = sorted(set(where))
            for n in together:
                steps.setdefault(n, []).append(_step(key, claim.item, [incidents[i] for i in together], incidents[n]))
    return [replace(i, explanation=(*i.explanation, *steps[n])) if n in steps else i for n, i in enumerate(incidents)]


def _step(key: str, figure: Casualty, together: Sequence[Incident], me: Incident) -> str:
    others = ", ".join(i.id for i in together if i is not me)
    bounds = Range(figure.low, figure.high)
    kind = "is a joint figure" if figure.scope == "joint" else "stands on a condition beside a joint figure,"
    said = f"{figure.harm}: “{figure.quote.text}” ({key.rsplit('#', 1)[-1]}) = {bounds} {kind}"
    if not others:
        return f"{said} over this incident and others that the report does not tell apart; it is added to none"
    counts: list[Count | None] = [getattr(i, figure.harm, None) for i in together]
    come = total(Range(c.low, c.high) for c in counts if c is not None)
    return f"{said} over this and {others}: it bounds their sum, now {come}, and is added to neither"
