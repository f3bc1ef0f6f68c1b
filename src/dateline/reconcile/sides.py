"""One harm of one account: civilians, combatants and those of unknown status, coherent with the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.reconcile.counting import Tally, tally
from dateline.reconcile.intervals import NOBODY, Range, total
from dateline.reconcile.mentions import Mention, Side
from dateline.reconcile.policies import Policy

KNOWN: tuple[Side, ...] = ("civilian", "combatant")


@dataclass(frozen=True, slots=True)
class Harmed:
    """People harmed in one way: all, and by status; the parts lie inside the whole.

    Attributes:
        values: each value given, with the ids of its claims.
        steps: the count in words and numbers.
    """

    whole: Range
    best: int
    civilian: Range
    combatant: Range
    unknown: Range
    values: tuple[tuple[Range, tuple[str, ...]], ...]
    steps: tuple[str, ...]


def harmed(mentions: Sequence[Mention], policy: Policy) -> Harmed | None:
    """Count people harmed in one way in one account, or `None` where no figure is given."""
    here = {m.key: m for m in mentions}
    outer = [m for m in mentions if m.inside not in here]
    inner = [m for m in mentions if m.inside in here and here[m.inside or ""].side != m.side]
    by_side = {side: [m for m in outer if m.side == side] for side in (*KNOWN, "unknown")}
    by_side = _one_side(by_side, policy)
    counts = {side: t for side, told in by_side.items() if (t := tally(told, policy)) is not None}
    if not counts:
        return None
    open_ = counts.pop("unknown", None)
    parts = {side: t.range for side, t in counts.items()}
    for side in KNOWN:
        inside = tally([replace(m, inside=None) for m in inner if m.side == side], policy)
        if inside is not None:
            parts[side] = parts[side].at_least(inside.range.low) if side in parts else inside.range
    whole, best = _whole(open_, counts.values())
    steps = [f"{side}: {s}" for side, t in counts.items() for s in t.steps]
    steps += open_.steps if open_ is not None else ()
    values = [v for t in ([open_] if open_ is not None else counts.values()) for v in t.values]
    return _coherent(whole, best, parts, open_ is None, tuple(values), tuple(steps))


def _one_side(by_side: dict[Side, list[Mention]], policy: Policy) -> dict[Side, list[Mention]]:
    """Where one side alone is known and a figure of unknown status can be about the same people, it is about them."""
    known = [s for s in KNOWN if by_side[s]]
    open_ = by_side["unknown"]
    if len(known) != 1 or not open_:
        return by_side
    side = known[0]
    theirs = by_side[side]
    if all(m.part for m in theirs):
        return by_side
    one, other = tally(theirs, policy), tally(open_, policy)
    if one is None or other is None:
        return by_side
    apart = {m.voice for m in theirs}.isdisjoint(m.voice for m in open_)
    if one.range.meet(other.range) is None and not apart:
        return by_side
    merged = sorted([*theirs, *open_], key=lambda m: (m.sentence, m.key))
    return {**by_side, side: merged, "unknown": []}


def _whole(open_: Tally | None, sides: Iterable[Tally]) -> tuple[Range, int]:
    known = list(sides)
    together = total(t.range for t in known)
    best = sum(t.best for t in known)
    if open_ is None:
        return together, best
    whole = open_.range.at_least(together.low) if known else open_.range
    return whole, max(open_.best, best)


def _coherent(
    whole: Range,
    best: int,
    parts: Mapping[Side, Range],
    complete: bool,
    values: tuple[tuple[Range, tuple[str, ...]], ...],
    steps: tuple[str, ...],
) -> Harmed:
    """Parts cut to fit into the whole, and the rest of unknown status."""
    civilian = _fit(parts.get("civilian", NOBODY), whole)
    combatant = _fit(parts.get("combatant", NOBODY), whole)
    if whole.high is not None and civilian.low + combatant.low > whole.high:
        combatant = Range(whole.high - civilian.low, whole.high - civilian.low)
    unknown = NOBODY if complete and parts else whole.without(civilian + combatant)
    best = max(whole.low, best if whole.high is None else min(best, whole.high))
    return Harmed(whole, best, civilian, combatant, unknown, values, steps)


def _fit(part: Range, whole: Range) -> Range:
    if whole.high is None:
        return part
    return Range(min(part.low, whole.high), whole.high if part.high is None else min(part.high, whole.high))
