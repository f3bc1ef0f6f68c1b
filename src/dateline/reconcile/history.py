"""How the figures of one incident stood on each day, as its reports came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dateline.reconcile import reconcile
from dateline.reconcile.build import COUNTED
from dateline.reconcile.incident import Bounds, Incident
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
    """

    day: str | None
    reports: tuple[Came, ...]
    counts: dict[Harm, Bounds]
    changed: tuple[Harm, ...]


def history(readings: Iterable[Reading], claims: Sequence[str], policy: str) -> list[Standing]:
    """How an incident's figures stood on each day.

    The machine's count of the reports alone: what people decided is not taken back in time.

    Args:
        readings: the readings of the reports that tell of it.
        claims: the incident's claims, `<report id>#c1`.
        policy: by which it is counted.

    Raises:
        UsageError: there is no such policy.
    """
    in_order = sorted(readings, key=lambda r: (r.report.published or "9999", r.report.id))
    found: list[Standing] = []
    so_far: list[Reading] = []
    before: dict[Harm, Bounds] = {}
    for day, group in groupby(in_order, key=lambda r: r.report.published):
        new = list(group)
        so_far += new
        counts = _counts(_closest(reconcile(so_far, policy), claims))
        changed = tuple(h for h in COUNTED if counts.get(h) != before.get(h))
        came = tuple(Came(r.report.id, r.report.title, r.report.publisher) for r in new)
        found.append(Standing(day, came, counts, changed))
        before = counts
    return found


def _closest(incidents: Iterable[Incident], claims: Sequence[str]) -> Incident | None:
    """The incident that shares most claims; one incident may still be several when half its reports are there."""
    wanted = frozenset(claims)
    shared = [(len(wanted.intersection(i.claims)), i.id, i) for i in incidents]
    best = max(shared, default=None, key=lambda s: (s[0], s[1]))
    return best[2] if best is not None and best[0] else None


def _counts(incident: Incident | None) -> dict[Harm, Bounds]:
    counts = {h: getattr(incident, h, None) for h in COUNTED}
    return {h: Bounds(c.low, c.best, c.high) for h, c in counts.items() if c is not None}
