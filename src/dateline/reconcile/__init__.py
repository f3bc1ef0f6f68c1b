"""Claims of many reports into incidents: matching, origins, counting by a named policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.reconcile.build import build
from dateline.reconcile.claims import Book
from dateline.reconcile.decisions import NONE, Decision, Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.incident import Incident
from dateline.reconcile.judged import judged
from dateline.reconcile.links import linked, links_of
from dateline.reconcile.matching import matched
from dateline.reconcile.origins import Origins
from dateline.reconcile.policies import Policy, policy_named
from dateline.reconcile.shared import with_shared, with_sums_apart
from dateline.record import Reading

__all__ = ["Decisions", "Incident", "counted", "reconcile"]


def reconcile(readings: Iterable[Reading], policy: str | Policy, decisions: Decisions = NONE) -> Iterator[Incident]:
    """Join the claims of readings into incidents, in order of date, place and id.

    An incident that a person rejected is among them, with that status; totals and exports leave it out.

    Args:
        readings: readings of one or many reports; a report given twice counts once.
        policy: `ucdp`, `ibc`, `airwars` or `acled`, with or without a version (`ibc/1`).
        decisions: what people decided, as `Record.decisions` gives it.

    Raises:
        UsageError: there is no such policy.
    """
    rule = policy_named(policy)
    by_report = {r.report.id: r for r in readings}
    decisions = decisions.found_in(by_report)
    on_incidents = decisions.about("incident")
    links = links_of(on_incidents)
    books = [Book(effective(by_report[ident], decisions)) for ident in sorted(by_report)]
    accounts = linked([a for book in books for a in accounts_of(book)], links)
    groups = [g for g in matched(accounts, links) if not all(a.denial for a in g)]
    yield from sorted(counted(groups, rule, on_incidents), key=_order)


def counted(groups: Sequence[Sequence[Account]], rule: Policy, decisions: Sequence[Decision] = ()) -> list[Incident]:
    """The incidents that groups of accounts tell of, in the same order.

    Args:
        groups: accounts of each incident, at least one, in the order of their first claims; with every group that a
            joint figure of theirs counts too.
        rule: by which they are counted.
        decisions: what people decided on incidents.
    """
    told = [with_sums_apart(group) for group in groups]
    return judged(with_shared(told, [_incident(group, rule) for group in told], rule), decisions)


def _incident(group: Sequence[Account], rule: Policy) -> Incident:
    origins = Origins.among({a.book.reading.report.id: a.book for a in group}.values())
    return build(group, rule, origins)


def _order(incident: Incident) -> tuple[str, str, str]:
    return incident.start or "9999", incident.place.name if incident.place else "~", incident.id
