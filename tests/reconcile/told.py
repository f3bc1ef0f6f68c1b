"""Short reports of one shelling, told by many: who says how many, and of whom."""

from __future__ import annotations

from typing import Any

from dateline.reconcile import reconcile
from dateline.reconcile.incident import Incident
from dateline.record import Qualifier, Reading, SourceKind, VictimStatus
from reconcile.build import Maker

LIRA = (2.25, 32.9)
PAPERS = ("Lakeside Daily", "Hill Review", "Border Post", "Coast Times", "Plains Courier", "Delta Herald")


def told(
    low: int,
    high: int | None = -1,
    *,
    by: int = 0,
    day: int = 6,
    source: str | None = None,
    kind: SourceKind = "official",
    people: VictimStatus = "unknown",
    word: str | None = None,
    qualifier: Qualifier = "exact",
    doer: str | None = None,
    admits: bool = False,
) -> Reading:
    """What one paper says of the shelling of Lira on Monday 5 May 2031.

    Args:
        low, high: how many were killed; `high` is `low` by default.
        by: which paper.
        day: day of May on which it came out.
        source: who says so; the paper itself by default.
        kind: what the source is.
        people: who was killed.
        word: the words of the number, where it is no figure.
        qualifier: how the number is meant.
        doer: who did it, by name.
        admits: whether the doer is the one who says so.
    """
    said = f", {source} said" if source else ""
    quote = word or str(low)
    unique = (
        f" {PAPERS[by]} spoke to families and saw the {('market', 'ferry', 'school', 'mill', 'bridge', 'dam')[by]}."
    )
    text = f"Shells{' of ' + doer if doer else ''} killed {quote} people in Lira on Monday{said}.{unique}"
    maker = Maker(text, f"2031-05-{day:02}", PAPERS[by])
    where, when = maker.place("Lira", *LIRA, country="UGA"), maker.time("Monday", "2031-05-05")
    actors = (maker.actor(doer, "armed_group", "REB"),) if doer else ()
    more: dict[str, Any] = {"attribution": maker.said(source, "killed", kind)} if source else {}
    if source and admits:
        from dataclasses import replace

        maker.parts["sources"][0] = replace(maker.parts["sources"][0], actor=actors[0])
    event = maker.event("killed", mode="heavy-weapons", time=when, place=where, actors=actors, **more)
    maker.figure(
        quote, low, high, events=(event,), time=when, place=where, status=people, qualifier=qualifier,
        perpetrators=actors, **more,
    )  # fmt: skip
    return maker.reading


def one(policy: str, *readings: Reading) -> Incident:
    """The one incident that readings tell of."""
    (incident,) = reconcile(readings, policy)
    return incident


def killed(policy: str, *readings: Reading) -> tuple[int, int, int | None]:
    """Low, best and high of the dead."""
    count = one(policy, *readings).killed
    assert count is not None
    return count.low, count.best, count.high
