"""How many people one report says were harmed in one incident: each person once.

The rules are those of the record format: a part is inside its whole, later mentions of the same people are one figure
(the more precise replaces the vaguer), voices that disagree widen the range, an upper bound alone says nothing of the
least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.reconcile.intervals import NOBODY, Range, hull, total
from dateline.reconcile.mentions import OWN_VOICE, VAGUE, Mention
from dateline.reconcile.policies import OWN, Policy
from dateline.reconcile.strands import Strand, compatible, relate


@dataclass(frozen=True, slots=True)
class Counted:
    """A strand with its published bounds.

    Attributes:
        best: the value told first, inside the bounds.
        values: what each voice holds, with the claims that say it.
        reliability: the class of the voice that gives the best, 0 the most reliable.
    """

    strand: Strand
    range: Range
    best: int
    values: tuple[tuple[Range, tuple[str, ...]], ...]
    reliability: int


def strands_of(mentions: Sequence[Mention]) -> tuple[list[Strand], list[str]]:
    """The groups of people that mentions of one harm tell of, and why each mention went where it did.

    Args:
        mentions: figures of one harm in one account, in text order.
    """
    here = {m.key for m in mentions}
    outer = [m for m in mentions if m.inside not in here]
    someone = [m for m in outer if m.range.high != 0] or outer[:1]
    sentences: dict[tuple[int, str], list[Mention]] = {}
    for m in someone:
        sentences.setdefault((m.sentence, m.voice), []).append(m)
    strands: list[Strand] = []
    steps: list[str] = []
    for said in sentences.values():
        _hear(said, strands, steps)
    _place_parts([m for m in mentions if m.inside in here], strands)
    return strands, steps


def _hear(said: Sequence[Mention], strands: list[Strand], steps: list[str]) -> None:
    """One sentence of one voice: figures side by side are different people, and may be a total in two halves."""
    before = list(strands)
    related = [(m, *relate(m, before)) for m in said]
    main = [m for m, r, s in related if r in ("same", "new") and not m.part]
    lead = next((s for _, r, s in related if r == "same" and s is not None and s.plural), None)
    together = _halves(main, lead)
    if together is not None and lead is not None:
        steps.append(f"{' + '.join(in_words(m) for m in main)}: {together} in all, by another voice")
        lead.hear(main[0], together)
        lead.mentions += main[1:]
        related = [x for x in related if x[0] not in main]
    for m, relation, strand in related:
        if relation == "new" and (twin := _twin(m, strands[len(before) :])) is not None:
            twin.hear(m)
        elif relation == "same" and strand is not None:
            voices = len(strand.held)
            note = strand.hear(m)
            note = note or (f"another voice, beside {strand.range}" if len(strand.held) > voices else "")
            steps += [f"{in_words(m)}: the same people; {note}"] if note else []
        elif relation == "part" and strand is not None:
            strand.inner.append(_strand(m))
            strand.told += m.range.low
            steps.append(f"{in_words(m)}: part of {strand.range}")
        elif relation == "whole":
            _enclose(m, strands, steps)
        else:
            strands.append(_strand(m, added=bool(before)))
            steps.append(f"{in_words(m)}{': other people' if before else ''}")


def _halves(main: Sequence[Mention], lead: Strand | None) -> Range | None:
    """The sum of figures by which another voice parts the same people, or `None` where they are no parts of them."""
    if len(main) < 2 or lead is None or main[0].voice in lead.held or any(m.rank >= VAGUE for m in main):
        return None
    if any(m.range.meet(lead.range) is not None for m in main):
        return None
    together = total(m.range for m in main)
    return together if together.low <= 1.5 * lead.range.low else None


def _twin(m: Mention, fresh: Sequence[Strand]) -> Strand | None:
    """The same people named twice in one sentence."""
    for s in fresh:
        if m.actor is not None and m.actor == s.first.actor and m.range == s.first.range and not m.adding:
            return s
        if m.adding or m.range != s.first.range:
            continue
        if m.head == s.first.head or not m.head or (m.single and m.anyone and s.first.anyone):
            return s
    return None


def _enclose(m: Mention, strands: list[Strand], steps: list[str]) -> None:
    """A total that comes after its parts takes them in."""
    inner = [s for s in strands if compatible(m, s)]
    whole = _strand(m)
    whole.inner = inner
    for s in inner:
        strands.remove(s)
    strands.append(whole)
    steps.append(f"{in_words(m)}: in all, with {' and '.join(in_words(s.first) for s in inner)} among them")


def _place_parts(parts: Sequence[Mention], strands: Sequence[Strand]) -> None:
    """Parts that the report itself ties to their whole."""
    holders = {k.key: s for s in reversed(_all(strands)) for k in s.mentions}
    for m in parts:
        if m.inside in holders:
            part = _strand(m)
            holders[m.inside].inner.append(part)
            holders.setdefault(m.key, part)


def _all(strands: Sequence[Strand]) -> list[Strand]:
    found: list[Strand] = []
    for s in strands:
        found += [s, *_all(s.inner)]
    return found


def _strand(m: Mention, added: bool = False) -> Strand:
    return Strand([m], {m.voice: (m.range, m.rank)}, added=added)


def counted(strand: Strand, policy: Policy) -> Counted:
    """A strand's bounds: the hull of what voices hold, each closed by the policy, at least as many as its parts.

    What the report says in its own voice has weighed its sources: a lower number that it quotes is an early or partial
    count, kept as a value that differs, and does not lower the least; nor does one that is less than half of the first.
    A policy that goes by reliability hears the unreliable only where nobody else speaks.
    """
    held = [(r, rank, v) for v, (r, rank) in strand.held.items()]
    numbers = [h for h in held if h[1] < VAGUE] or held
    speakers = {m.voice: m.speaker for m in reversed(strand.mentions)}
    numbers = [h for h in numbers if speakers.get(h[2], OWN) not in policy.unreliable] or numbers
    ceilings = {m.voice for m in strand.mentions if m.ceiling}
    closed = [(policy.close(r), v) for r, _, v in numbers]
    floors = [r for r, v in closed if v not in ceilings] or [r for r, _ in closed]
    lead = closed[0][0].low
    floors = [r for r in floors if r.high is None or 2 * r.high >= lead] or floors
    floors = [r for r, v in closed if v == OWN_VOICE and v not in ceilings] or floors
    widest = hull(r for r, _ in closed) or NOBODY
    bounds = Range(min(r.low for r in floors), widest.high)
    people = {s.first.name for s in strand.inner if s.first.name}
    bounds = policy.close(bounds.at_least(_least(strand, bounds, len(people))))
    first, voice = min(closed, key=lambda c: policy.reliability(speakers.get(c[1], OWN)))
    best = max(bounds.low, first.low if first.high is not None or not ceilings else bounds.low)
    values = tuple((policy.close(r), tuple(m.key for m in strand.mentions if m.voice == v)) for r, _, v in held)
    best = best if bounds.high is None else min(best, bounds.high)
    return Counted(strand, bounds, best, values, policy.reliability(speakers.get(voice, OWN)))


def _least(strand: Strand, bounds: Range, named: int) -> int:
    """A whole is no smaller than the largest of its parts, or than the people in it who are named."""
    parts = [s.range.low for s in strand.inner if s.first.sure and s.first.rank < VAGUE]
    most = max([*parts, named if named > 1 else 0])
    return most if bounds.high is None else min(most, bounds.high)


def in_words(m: Mention) -> str:
    """A figure in its own words, with the claim's local id and its bounds."""
    return f"“{m.quote}” ({m.key.rsplit('#', 1)[-1]}) = {m.range}"
