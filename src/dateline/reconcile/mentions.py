"""Figures of one account as counting sees them: bounds by policy, whose voice, which people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.reconcile.claims import Book
from dateline.reconcile.intervals import Range
from dateline.reconcile.policies import Policy
from dateline.reconcile.words import tokens, words
from dateline.record import Casualty

Side = Literal["civilian", "combatant", "unknown"]
SIDES: dict[str, Side] = {
    "civilian": "civilian", "combatant": "combatant", "security": "combatant", "mixed": "unknown", "unknown": "unknown",
}  # fmt: skip
PRECISION = {"exact": 0, "none": 0, "between": 1, "about": 2, "at_least": 2, "more_than": 2, "at_most": 2,
             "fewer_than": 2, "order": 3, "some": 3}  # fmt: skip
OWN_VOICE = ""
LOOK_BACK = 40  # characters before a figure in which "also" belongs to it


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure ready to be counted.

    Attributes:
        key: id of the claim, unique among reports.
        range: bounds as the policy reads them, an open upper bound still open.
        rank: 0 exact … 3 a vague word.
        ceiling: an upper bound alone ("up to 27"), which says nothing of the least.
        side: civilian, combatant or unknown.
        part: says who is among the people rather than how many in all (children, one named person).
        adding: says that these people are not those named before.
        voice: who says so; "" is the report itself.
        sentence: offset of the sentence.
        who: the actor harmed, and the noun that says who.
    """

    key: str
    range: Range
    rank: int
    ceiling: bool
    side: Side
    part: bool
    adding: bool
    voice: str
    sentence: int
    actor: str | None
    named: bool
    inside: str | None
    quote: str


def mention(figure: Casualty, book: Book, policy: Policy) -> Mention:
    """The mention of one figure."""
    bounds = policy.range_of(figure)
    who = f"{figure.quote.text} {figure.victims.quote.text if figure.victims.quote else ''}"
    said = set(tokens(who))
    actor = book.actors.get(figure.victims.actor or "")
    named = actor is not None and actor.kind == "person"
    single = bounds == Range(1, 1)
    listed = not said.isdisjoint(words().parts)
    return Mention(
        key=book.key(figure.id), range=bounds, rank=PRECISION[figure.qualifier],
        ceiling=figure.qualifier in ("at_most", "fewer_than"), side=SIDES[figure.victims.status],
        part=listed or single, adding=_adding(figure, said), voice=_voice(figure, book), sentence=figure.evidence.start,
        actor=figure.victims.actor, named=named and single, inside=book.key(figure.part_of) if figure.part_of else None,
        quote=figure.quote.text,
    )  # fmt: skip


def _adding(figure: Casualty, said: set[str]) -> bool:
    if not said.isdisjoint(words().adding):
        return True
    before = figure.evidence.text[: max(0, figure.quote.start - figure.evidence.start)][-LOOK_BACK:]
    return "also" in tokens(before)


def _voice(figure: Casualty, book: Book) -> str:
    said = book.attributions.get(figure.attribution or "")
    return said.chain[0] if said is not None and said.chain else OWN_VOICE
