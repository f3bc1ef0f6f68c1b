"""One harm of one account: civilians, combatants and those of unknown status, coherent with the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.reconcile.counting import Counted, counted, in_words, strands_of
from dateline.reconcile.intervals import NOBODY, Range, total
from dateline.reconcile.mentions import Mention, Side
from dateline.reconcile.policies import Policy
from dateline.reconcile.strands import Strand

KNOWN: tuple[Side, ...] = ("civilian", "combatant")


@dataclass(frozen=True, slots=True)
class Harmed:
    """People harmed in one way: all, and by status; the parts lie inside the whole.

    Attributes:
        values: each value given, with the ids of its claims.
        steps: the count in words and numbers.
        reliability: the class of the voice that gives the best, 0 the most reliable.
        source: the one named source that all of it goes back to, or "".
    """

    whole: Range
    best: int
    civilian: Range
    combatant: Range
    unknown: Range
    values: tuple[tuple[Range, tuple[str, ...]], ...]
    steps: tuple[str, ...]
    reliability: int = 0
    source: str = ""

    @property
    def sided(self) -> bool:
        """Whether anything is said of who was a civilian and who a combatant."""
        return self.civilian.high != 0 or self.combatant.high != 0


def harmed(mentions: Sequence[Mention], policy: Policy) -> Harmed | None:
    """Count people harmed in one way in one account, or `None` where no figure is given.

    A conditional figure ("if the count is right, another nine died") is never promoted: it may raise the highest value,
    never the least or the best.
    """
    told = _harmed([m for m in mentions if not m.conditional], policy)
    for m in mentions:
        if m.conditional:
            told = _raised(told, m, policy)
    return told


def _raised(told: Harmed | None, m: Mention, policy: Policy) -> Harmed:
    """What may be so, on top of what is: the highest value alone is raised."""
    top = (policy.close(m.range).high if m.range.high is None else m.range.high) or 0
    note = f"{in_words(m)}: on a condition; it may raise the highest value, never the least or the best"
    if told is None:
        whole = policy.close(Range(0, top))
        return Harmed(whole, 0, NOBODY, NOBODY, whole, (), (note,))
    high = told.whole.high
    more = None if high is None else high + top if m.adding else max(high, top)
    whole = policy.close(Range(told.whole.low, more))
    extra = 0 if whole.high is None or high is None else whole.high - high
    unknown = Range(told.unknown.low, None if told.unknown.high is None else told.unknown.high + extra)
    return replace(told, whole=whole, unknown=unknown, steps=(*told.steps, note))


def _harmed(mentions: Sequence[Mention], policy: Policy) -> Harmed | None:
    strands, steps = strands_of(mentions)
    if not strands:
        return None
    groups = [counted(s, policy) for s in strands]
    whole = total(g.range for g in groups)
    best = sum(g.best for g in groups)
    sides = {side: total(_of_side(g, side, policy) for g in groups) for side in KNOWN}
    civilian, combatant = _fit(sides["civilian"], whole), _fit(sides["combatant"], whole)
    if whole.high is not None and civilian.low + combatant.low > whole.high:
        combatant = Range(whole.high - civilian.low, whole.high - civilian.low)
    known = all(_labelled(g.strand) or (_contested(g.strand) and policy.contested == "zero") for g in groups)
    unknown = NOBODY if known else whole.without(civilian + combatant)
    if any(_contested(g.strand) for g in groups):
        steps.append("whether they were civilians or combatants is contested")
    if len(groups) > 1:
        steps.append(f"{' + '.join(str(g.range) for g in groups)} = {whole}")
    values = tuple(v for g in groups[:1] for v in g.values)
    said = {m.source for g in groups for m in g.strand.mentions}
    return Harmed(
        whole, max(whole.low, best), civilian, combatant, unknown, values, tuple(steps),
        max(g.reliability for g in groups), said.pop() if len(said) == 1 else "",
    )  # fmt: skip


def _labelled(strand: Strand) -> bool:
    return strand.side in KNOWN


def _contested(strand: Strand) -> bool:
    """Whether one voice calls the same people civilians and another combatants."""
    return set(KNOWN) <= {m.side for m in strand.mentions}


def _of_side(group: Counted, side: Side, policy: Policy) -> Range:
    """How many of a group are of one side: all of it, or those of its parts that are."""
    if group.strand.side == side:
        return group.range
    if _labelled(group.strand):
        return NOBODY
    if _contested(group.strand):
        return Range(0, group.range.high) if policy.contested == "zero" else NOBODY
    inner = [counted(s, policy).range for s in group.strand.inner if s.side == side]
    return _fit(total(inner), group.range) if inner else NOBODY


def _fit(part: Range, whole: Range) -> Range:
    if whole.high is None:
        return part
    return Range(min(part.low, whole.high), whole.high if part.high is None else min(part.high, whole.high))
