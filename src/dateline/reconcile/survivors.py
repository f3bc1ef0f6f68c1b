"""Who was wounded and lived: a person who was shot and died of it is one of the dead, not of the wounded as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.reconcile.intervals import Range
from dateline.reconcile.mentions import Mention


def survivors(wounded: Sequence[Mention], killed: Sequence[Mention]) -> list[Mention]:
    """Mentions of wounded people without those who died.

    Args:
        wounded: mentions of the wounded of one account, in text order.
        killed: mentions of the dead of the same account.
    """
    dead = [k for k in killed if k.range.high != 0]
    if not dead:
        return list(wounded)
    lived = [m for m in wounded if not (m.single and any(_one_person(m, k) for k in dead if k.single))]
    if _one_victim(lived, dead):
        return []
    return [_less(m, dead) for m in lived if not _everyone_hit(m, lived, dead)]


def _one_person(m: Mention, k: Mention) -> bool:
    """By name, or by the actor that both are tied to; two phrases of one sentence may tell two people apart."""
    if m.name and m.name == k.name:
        return True
    return m.actor is not None and m.actor == k.actor and not m.other and not k.other


def _one_victim(wounded: Sequence[Mention], dead: Sequence[Mention]) -> bool:
    """Whether a report tells of one victim alone, first as shot and then as dead, and never of the two beside each
    other."""
    if not wounded or not all(x.single and not x.other for x in (*wounded, *dead)):
        return False
    if len({x.name for x in (*wounded, *dead) if x.name}) > 1:
        return False
    heads = {x.head for x in (*wounded, *dead) if not x.anyone and not x.name}
    return len(heads) < 2 and {m.sentence for m in wounded}.isdisjoint(k.sentence for k in dead)


def _everyone_hit(m: Mention, wounded: Sequence[Mention], dead: Sequence[Mention]) -> bool:
    """Whether a phrase points back to all who were hit, the dead among them ("both victims were shot in the head")."""
    if not (m.back or m.head == "victim") or m.single or m.range.high is None:
        return False
    gone = max(max(k.range.low for k in dead), sum(k.range.low for k in dead if k.single and k.name))
    others = max((w.range.low for w in wounded if w is not m and w.sentence < m.sentence), default=0)
    return m.range.low in (gone, gone + others)


def _less(m: Mention, dead: Sequence[Mention]) -> Mention:
    """ "Three were shot, one of them fatally": the dead are taken out of those shot."""
    inside = [k.range for k in dead if k.inside == m.key]
    for gone in inside:
        m = replace(m, range=m.range.without(gone) if m.range.low >= gone.low else Range(0, m.range.high))
    return m
