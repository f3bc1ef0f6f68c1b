"""Claims of many reports into incidents: matching, origins, counting by a named policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.reconcile.build import build
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import accounts_of
from dateline.reconcile.incident import Incident
from dateline.reconcile.matching import matched
from dateline.reconcile.origins import Origins
from dateline.reconcile.policies import policy_named
from dateline.reconcile.shared import with_shared
from dateline.record import Reading

__all__ = ["Incident", "reconcile"]


def reconcile(readings: Iterable[Reading], policy: str) -> Iterator[Incident]:
    """Join the claims of readings into incidents, in order of date, place and id.

    Args:
        readings: readings of one or many reports; a report given twice counts once.
        policy: `ucdp`, `ibc`, `airwars` or `acled`, with or without a version (`ibc/1`).

    Raises:
        UsageError: there is no such policy.
    """
    rule = policy_named(policy)
    by_report = {r.report.id: r for r in readings}
    books = [Book(by_report[ident]) for ident in sorted(by_report)]
    accounts = [a for book in books for a in accounts_of(book)]
    origins = Origins.among(books)
    groups = [g for g in matched(accounts, origins) if not all(a.denial for a in g)]
    incidents = with_shared(groups, [build(group, rule, origins) for group in groups])
    yield from sorted(incidents, key=_order)


def _order(incident: Incident) -> tuple[str, str, str]:
    return incident.start or "9999", incident.place.name if incident.place else "~", incident.id
