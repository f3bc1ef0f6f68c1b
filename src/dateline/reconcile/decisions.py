"""What people decided, compiled for counting: which claims count and with which values, and which belong together.

Pure: the record hands over its standing judgements, one `Decision` each. Decisions name claims by their words, so that
they hold when claims are numbered anew and incidents get other ids. Without any, everything is the machine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from dateline.reconcile.anchors import Anchor, Finder
from dateline.record import Reading

Act = Literal["accept", "reject", "unsure", "change", "add", "merge", "split", "forbid", "pin"]
Value = Mapping[str, Any]  # JSON, as the judgement holds it


@dataclass(frozen=True, slots=True)
class Decision:
    """One standing judgement.

    Attributes:
        n: its number: a later one goes before an earlier one.
        target: the id that what was judged had then.
        who, at, comment: the person, the time in UTC, and why.
        act: what was decided.
        subject: what it is about: `claim`, `incident`, `agreement` or `conduct`.
        claims: the claim, or those of the incident, that were judged.
        others: claims of the other incident (merge, forbid), or those that leave (split).
        value: new values of fields (change, pin), or the whole claim (add).
    """

    n: int
    target: str
    who: str
    at: str
    act: Act
    subject: Literal["claim", "incident", "agreement", "conduct"]
    claims: tuple[Anchor, ...]
    others: tuple[Anchor, ...] = ()
    value: Value = field(default_factory=dict)
    comment: str | None = None

    @property
    def told(self) -> str:
        """Who decided it and when, and why, in words."""
        return f"{self.who}, {self.at[:10]}" + (f": {self.comment}" if self.comment else "")


@dataclass(frozen=True)
class Decisions:
    """Standing decisions in order of their numbers."""

    all: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Decisions:
        """Decisions in any order."""
        return cls(tuple(sorted(decisions, key=lambda d: d.n)))

    def about(self, subject: str) -> tuple[Decision, ...]:
        """Those about incidents, agreements or conduct."""
        return tuple(d for d in self.all if d.subject == subject)

    @cached_property
    def _by_report(self) -> dict[str, tuple[Decision, ...]]:
        found: dict[str, list[Decision]] = {}
        for d in self.all:
            if d.subject == "claim" and d.claims:
                found.setdefault(d.claims[0].report, []).append(d)
        return {report: tuple(ds) for report, ds in found.items()}

    def on_claims(self, report: str) -> tuple[Decision, ...]:
        """Those about single claims of one report."""
        return self._by_report.get(report, ())

    @cached_property
    def reports(self) -> frozenset[str]:
        """Ids of the reports that any decision is about."""
        return frozenset(a.report for d in self.all for a in (*d.claims, *d.others))

    def found_in(self, readings: Mapping[str, Reading]) -> Decisions:
        """The decisions with the local ids that their claims have in these readings; claims no longer read fall away.

        Args:
            readings: report id -> its reading as the reader gave it, before any decision.
        """
        finders = {r: Finder(readings[r]) for r in sorted(self.reports) if r in readings}
        return Decisions(tuple(_found(d, finders) for d in self.all)) if self.all else self


NONE = Decisions()


def _found(decision: Decision, finders: Mapping[str, Finder]) -> Decision:
    if decision.act == "add":
        return decision
    return replace(decision, claims=_each(decision.claims, finders), others=_each(decision.others, finders))


def _each(anchors: Iterable[Anchor], finders: Mapping[str, Finder]) -> tuple[Anchor, ...]:
    found = []
    for a in anchors:
        ident = finders[a.report].find(a) if a.report in finders else None
        if ident is not None:
            found.append(Anchor(a.report, ident, *a.words))
        elif a.claim.startswith("j"):
            found.append(a)  # a claim that a person added, in no reading
    return tuple(found)
