"""What people decided, for the part of the record that is made anew: only the reports that decisions tie together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dateline.reconcile.claims import Book
from dateline.reconcile.decisions import Decision, Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.links import Links, linked, links_of
from dateline.record import Reading
from dateline.store import judging
from dateline.store.judging import Judgement

Read = Callable[[Iterable[str]], Mapping[str, Reading]]
OnClaims = Callable[[Iterable[str]], Iterable[Decision]]


@dataclass(frozen=True)
class People:
    """Standing decisions on claims and incidents, and which reports they tie together.

    Those on incidents are few and all at hand; those on single claims are many, and looked up report by report.

    Attributes:
        on_sets: those that name claims of several reports, as a rule: on incidents, agreements, conduct.
        on_claims: gives those on single claims of some reports (ids).
        family: report id -> ids of the reports that decisions tie to it, itself among them.
    """

    on_sets: Decisions
    on_claims: OnClaims
    family: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, on_sets: Decisions, on_claims: OnClaims) -> People:
        """The same, with the families made."""
        family: dict[str, frozenset[str]] = {}
        for d in on_sets.all:
            reports = _reports(d)
            together = frozenset(reports).union(*(family.get(r, frozenset()) for r in reports))
            family.update(dict.fromkeys(together, together))
        return cls(on_sets, on_claims, family)

    def with_families(self, reports: Iterable[str]) -> set[str]:
        """These reports, and those that decisions tie to them."""
        wanted = set(reports)
        return wanted.union(*(self.family[r] for r in wanted if r in self.family))

    def about(self, reports: Iterable[str], read: Read) -> Near:
        """The decisions that touch these reports, with the claims found that they name.

        Args:
            reports: ids.
            read: gives readings by id, as the reader gave them.
        """
        near = self.with_families(reports)
        on_sets = (d for d in self.on_sets.all if not near.isdisjoint(_reports(d)))
        mine = Decisions.of((*on_sets, *self.on_claims(near)))
        if not mine.all:
            return Near(Decisions(), (), Links())
        found = mine.found_in(read(mine.reports))
        on_incidents = found.about("incident")
        return Near(found, on_incidents, links_of(on_incidents))


@dataclass(frozen=True)
class Near:
    """Decisions that touch some reports.

    Attributes:
        decisions: all, with local ids that hold.
        on_incidents: those on incidents.
        links: the claims that they put together or keep apart.
    """

    decisions: Decisions
    on_incidents: tuple[Decision, ...]
    links: Links

    def accounts(self, reading: Reading) -> list[Account]:
        """A report's accounts as people left it."""
        return linked(accounts_of(Book(effective(reading, self.decisions))), self.links)


def reports_judged(judgements: Iterable[Judgement]) -> set[str]:
    """Ids of the reports that judgements are about; an undo is about what it takes back (see `judging.read_after`)."""
    found: set[str] = set()
    for j in judgements:
        keys = judging.named(j) | ({j.target} if "#" in j.target else set())
        found |= {k.partition("#")[0] for k in keys}
    return found


def _reports(d: Decision) -> set[str]:
    return {a.report for a in (*d.claims, *d.others)}
