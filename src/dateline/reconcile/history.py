"""How the figures of one incident stood on each day, as its reports came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dateline.reconcile import counted
from dateline.reconcile.claims import Book
from dateline.reconcile.decisions import NONE, Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.incident import COUNTED, Bounds, Incident
from dateline.reconcile.links import linked, links_of
from dateline.reconcile.policies import Policy, policy_named
from dateline.record import Harm, Reading


@dataclass(frozen=True, slots=True)
class Came:
    """A report that came on a day."""

    id: str
    title: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures after the reports of one day.

    Attributes:
        day: of publication, ISO 8601; `None` for reports that do not give it, which are taken last.
        reports: those that came on that day.
        counts: harm -> bounds, under the policy, from all reports so far.
        changed: harms whose bounds are not those of the day before.
        steps: steps of the count that the day before had not.
    """

    day: str | None
    reports: tuple[Came, ...]
    counts: dict[Harm, Bounds]
    changed: tuple[Harm, ...]
    steps: tuple[str, ...] = ()


def history(
    readings: Iterable[Reading], claims: Sequence[str], policy: str | Policy, decisions: Decisions = NONE
) -> list[Standing]:
    """How an incident's figures stood on each day, by the claims that it has now.

    Claims that people changed, rejected or added are taken as they left them, on every day; a pinned value and the
    status are of today and are not taken back in time.

    Args:
        readings: the readings of the reports that tell of it.
        claims: the incident's claims, `<report id>#c1`.
        policy: by which it is counted.
        decisions: what people decided.

    Raises:
        UsageError: there is no such policy.
    """
    rule = policy_named(policy)
    by_report = {r.report.id: r for r in readings}
    decisions = decisions.found_in(by_report)
    books = sorted((Book(effective(r, decisions)) for r in by_report.values()), key=_came)
    links = links_of(decisions.about("incident"))
    wanted = frozenset(claims)
    mine = [a for a in linked([a for b in books for a in accounts_of(b)], links) if not wanted.isdisjoint(a.keys)]
    found: list[Standing] = []
    so_far: list[Account] = []
    before: Incident | None = None
    for day, group in groupby(books, key=lambda b: b.reading.report.published):
        new = list(group)
        so_far += [a for a in mine if any(a.book is b for b in new)]
        told = sorted(so_far, key=lambda a: min(a.keys))
        now = counted([told], rule)[0] if told and not all(a.denial for a in told) else None
        found.append(_standing(day, new, before, now))
        before = now
    return found


def _came(book: Book) -> tuple[str, str]:
    return book.reading.report.published or "9999", book.reading.report.id


def _standing(day: str | None, new: Iterable[Book], before: Incident | None, now: Incident | None) -> Standing:
    counts, earlier = _counts(now), _counts(before)
    changed = tuple(h for h in COUNTED if counts.get(h) != earlier.get(h))
    told = before.explanation if before is not None else ()
    steps = tuple(s for s in (now.explanation if now is not None else ()) if s not in told)
    heads = [b.reading.report for b in new]
    return Standing(day, tuple(Came(r.id, r.title, r.publisher) for r in heads), counts, changed, steps)


def _counts(incident: Incident | None) -> dict[Harm, Bounds]:
    counts = {h: getattr(incident, h, None) for h in COUNTED}
    return {h: Bounds(c.low, c.best, c.high) for h, c in counts.items() if c is not None}
