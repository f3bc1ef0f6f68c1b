"""Groups of one list summed into figures, or kept apart where their part in hostilities differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.reading.casualties.group import Group


def merge(found: Iterable[Group]) -> list[Group]:
    """Groups of one status (or of unknown status) summed; of different status kept apart.

    "a woman and her two sons" is three people; "four civilians and a soldier" stay two groups. A list of names alone
    gives each person a figure of his own, since each is a victim on record by himself (Every Casualty Standards 2.1).
    """
    merged: list[Group] = []
    found = list(found)
    if all(g.named for g in found):
        return found
    for group in found:
        at = None if group.himself else next((i for i, g in enumerate(merged) if _alike(g, group)), None)
        if at is None:
            merged.append(group)
        else:
            merged[at] = _sum(merged[at], group)
    return merged


def _alike(a: Group, b: Group) -> bool:
    if (
        a.himself
        or b.elsewhere
        or (a.inside and b.inside)
        or not (a.status == b.status or "unknown" in (a.status, b.status))
    ):
        return False
    return a.qualifier != "none" != b.qualifier


def _sum(a: Group, b: Group) -> Group:
    high = None if a.high is None or b.high is None else a.high + b.high
    low = a.low + b.low
    if a.qualifier == b.qualifier:
        qualifier = a.qualifier
    elif high is None:
        qualifier = "some" if "some" in (a.qualifier, b.qualifier) else "at_least"
    else:
        qualifier = "about" if low == high else "between"
    if qualifier == "some" and (a.said or b.said):
        qualifier = "at_least"
    status = a.status if a.status == b.status else "mixed" if "unknown" not in (a.status, b.status) else "unknown"
    return replace(
        a, low=low, high=high, qualifier=qualifier, status=status,
        first=min(a.first, b.first), last=max(a.last, b.last),
        said=a.said or b.said, definite=a.definite and b.definite, rest=a.rest and b.rest,
    )  # fmt: skip
