"""How many people one report says were harmed in one incident: each person once.

The rules are those of the record format: a part is inside its whole, later mentions of the same people are one figure
(the more precise replaces the vaguer), voices that disagree widen the range, an upper bound alone says nothing of the
least.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.reconcile.intervals import NOBODY, Range, hull, total
from dateline.reconcile.mentions import Mention
from dateline.reconcile.policies import Policy

VAGUE = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """What one voice says in one sentence of people on one side: figures side by side are different people."""

    mentions: tuple[Mention, ...]
    range: Range
    rank: int

    @property
    def voice(self) -> str:
        """Who says so."""
        return self.mentions[0].voice

    @property
    def part(self) -> bool:
        """Whether it says who was among the people, not how many in all."""
        return all(m.part for m in self.mentions)

    @property
    def adding(self) -> bool:
        """Whether all its people are others than those named before."""
        return all(m.adding for m in self.mentions)

    @property
    def ceiling(self) -> bool:
        """Whether it gives an upper bound alone."""
        return all(m.ceiling for m in self.mentions)


@dataclass(slots=True)
class Tally:
    """A count of people and how it came about.

    Attributes:
        range: all of them; upper bound open where the claims leave it open.
        best: the first-told value in the range.
        values: each differing value with the claims that give it.
        steps: the count in words and numbers.
    """

    range: Range
    best: int
    values: list[tuple[Range, tuple[str, ...]]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


def tally(mentions: Sequence[Mention], policy: Policy) -> Tally | None:
    """Count people of one side of one account, or `None` where no figure is given.

    Args:
        mentions: figures of one harm and one side, in text order.
        policy: reads words and closes bounds.
    """
    told = _told(mentions)
    if not told:
        return None
    voices, added, parts, steps = _sort_out(told)
    if not voices:  # "another was killed" with no figure before it
        voices, added = {s.voice: s for s in added[:1]}, added[1:]
    values = _values(voices)
    closed = [(policy.close(s.range), s) for s in values]
    floors = [r for r, s in closed if not s.ceiling] or [r for r, _ in closed]
    widest = hull(r for r, _ in closed) or NOBODY
    result = Range(min(r.low for r in floors), widest.high)
    steps += [_said(s) for s in values]
    if len({r for r, _ in closed}) > 1:
        steps.append(f"voices differ: {result} together")
    best = closed[0][0].low if not values[0].ceiling else result.low
    for extra in added:
        more = policy.close(extra.range)
        result, best = result + more, best + more.low
        steps.append(f"{_said(extra)}: other people, so {result} in all")
    least = len(parts)
    if least > result.low and least > 1:
        result = result.at_least(least)
        steps.append(f"{least} people are told of one by one: at least so many")
    best = max(result.low, best if result.high is None else min(best, result.high))
    listed = [(policy.close(s.range), tuple(m.key for m in s.mentions)) for s in values]
    return Tally(result, best, listed, steps)


def _told(mentions: Sequence[Mention]) -> list[Statement]:
    """Statements in text order; parts that name their whole are left to it, and "none" counts only when alone."""
    here = {m.key for m in mentions}
    outer = [m for m in mentions if m.inside not in here]
    someone = [m for m in outer if m.range.high != 0]
    grouped: dict[tuple[int, str], list[Mention]] = {}
    for m in someone or outer[:1]:
        grouped.setdefault((m.sentence, m.voice), []).append(m)
    return [_statement(group) for group in grouped.values()]


def _statement(group: Sequence[Mention]) -> Statement:
    kept: list[Mention] = []
    for m in group:
        if not any(_again(m, k) for k in kept):
            kept.append(m)
    wholes = [m for m in kept if not m.part and m.range.low > 1]
    if wholes and not any(m.adding for m in kept):
        least = max(m.range.low for m in wholes)
        kept = [m for m in kept if not (m.part and not m.named and m.range.low < least)]
    return Statement(tuple(kept), total(m.range for m in kept), max(m.rank for m in kept))


def _again(m: Mention, known: Mention) -> bool:
    if m.adding:
        return False
    if m.actor is not None and m.actor == known.actor:
        return True
    return m.range == known.range and m.quote.lower() == known.quote.lower()


Sorted = tuple[dict[str, Statement], list[Statement], set[str], list[str]]


def _sort_out(told: Sequence[Statement]) -> Sorted:
    """The leading statement of each voice, statements about further people, people told of one by one, and why."""
    voices: dict[str, Statement] = {}
    added: list[Statement] = []
    people: set[str] = set()
    steps: list[str] = []
    for s in told:
        people |= {m.actor or m.key for m in s.mentions if m.named}
        first = next(iter(voices.values()), None)
        if first is None:
            voices[s.voice] = s
        elif s.adding:
            if not _known(s, [*voices.values(), *added]):
                added.append(s)
        elif s.part and not first.part:
            steps.append(f"{_said(s)}: part of {first.range}")
        elif s.part and first.part and _distinct(s, voices.values(), added):
            added.append(s)
        else:
            voices[s.voice] = _later(voices.get(s.voice), s, steps)
    return voices, added, people, steps


def _known(s: Statement, before: Iterable[Statement]) -> bool:
    """Whether "two others" repeats an addition that is counted already."""
    for b in before:
        for m in b.mentions:
            if any(m.adding and m.range == n.range for n in s.mentions):
                return True
    return False


def _distinct(s: Statement, voices: Iterable[Statement], added: Iterable[Statement]) -> bool:
    """Whether two persons told of one by one bear different names."""
    known = {m.actor for b in (*voices, *added) for m in b.mentions}
    fresh = [m for m in s.mentions if m.named and m.actor not in known]
    unnamed = any(not m.named for b in (*voices, *added) for m in b.mentions)
    return bool(fresh) and not unnamed


def _later(old: Statement | None, new: Statement, steps: list[str]) -> Statement:
    """What one voice holds after its next statement about the same people."""
    if old is None or old.range == new.range:
        return old or new
    both = old.range.meet(new.range)
    if both is None:
        kept = new if new.range.low > old.range.low else old
        other = old if kept is new else new
        steps.append(f"{_said(other)}: inside {kept.range}")
        return kept
    kept = new if new.rank < old.rank else old
    return Statement(kept.mentions, both if new.rank == old.rank else kept.range, kept.rank)


def _values(voices: dict[str, Statement]) -> list[Statement]:
    """What the voices hold, without vague words and single persons where another voice gives a number."""
    held = list(voices.values())
    numbers = [s for s in held if s.rank < VAGUE and not s.part] or [s for s in held if s.rank < VAGUE]
    return numbers or held


def _said(s: Statement) -> str:
    quotes = " + ".join(f"“{m.quote}”" for m in s.mentions)
    return f"{quotes} ({', '.join(m.key.split('#')[-1] for m in s.mentions)}) = {s.range}"
