"""Figures of one account as counting sees them: bounds by policy, whose voice, which people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dateline.reconcile.claims import Book
from dateline.reconcile.intervals import Range
from dateline.reconcile.policies import OWN, Policy
from dateline.reconcile.words import singular, tokens, words
from dateline.record import Actor, Casualty, Source

Side = Literal["civilian", "combatant", "unknown"]
SIDES: dict[str, Side] = {
    "civilian": "civilian", "combatant": "combatant", "security": "combatant", "mixed": "unknown", "unknown": "unknown",
}  # fmt: skip
PRECISION = {"exact": 0, "none": 0, "between": 1, "about": 2, "at_least": 2, "more_than": 2, "at_most": 2,
             "fewer_than": 2, "order": 3, "some": 4}  # fmt: skip
VAGUE = 3  # rank from which a figure is a word and no number
OWN_VOICE = ""
LOOK_BACK = 30  # characters before a figure in which "also" belongs to it
_AFTER_HEAD = re.compile(r"\b(?:of|who|which|that|from|in|at|with|and|including|aged|on|near|belonging)\b|[,(]")
ONE = Range(1, 1)
_OUTLETS = ("media", "news_agency")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure ready to be counted.

    Attributes:
        key: id of the claim, unique among reports.
        range: bounds as the policy reads them, an open upper bound still open.
        rank: 0 exact … 3 an order word, 4 a bare plural.
        ceiling: an upper bound alone ("up to 27"), which says nothing of the least.
        side: civilian, combatant or unknown.
        listed: says who is among the people (children, relatives) rather than how many in all.
        adding: says that these people are not those named before.
        other: said with a word that sets them beside others ("four others"), whoever those are.
        back: points back to people told of before ("the two men", "him").
        voice: who says so; "" is the report itself.
        speaker: the kind of source that the voice is, or "own".
        source: name of the voice, where it is a named source that is no outlet; else "".
        sentence: offset of the sentence.
        head: noun that says who, singular; "" where none does.
        name: proper name of a single person, lower case; "" where none is given.
        actor: id of the actor harmed.
        inside: key of the figure that this one is part of.
        quote: the words.
        sure: stated outright, not hedged, conditional or disputed.
        conditional: holds only if something else does; it may raise the highest, never the least or the best.
        of_them: a number out of people told of before ("eleven of the dead").
        events: ids of the events that it counts.
    """

    key: str
    range: Range
    rank: int
    ceiling: bool
    side: Side
    listed: bool
    adding: bool
    other: bool
    back: bool
    voice: str
    speaker: str
    source: str
    sentence: int
    head: str
    name: str
    actor: str | None
    inside: str | None
    quote: str
    sure: bool
    conditional: bool
    of_them: bool
    events: frozenset[str]

    @property
    def single(self) -> bool:
        """Whether it is one person."""
        return self.range == ONE

    @property
    def part(self) -> bool:
        """Whether it tells who, not how many in all."""
        return self.listed or self.single

    @property
    def ordinal(self) -> bool:
        """Whether it is one person counted in order ("a second man")."""
        return self.single and not words().ordinals.isdisjoint(tokens(self.quote))

    @property
    def anyone(self) -> bool:
        """Whether its noun says nothing particular."""
        return not self.head or self.head in words().everyone

    @property
    def leads(self) -> bool:
        """Whether it is one person of rank, or known by name."""
        return self.single and (bool(self.name) or self.head in words().leading)


def mention(figure: Casualty, book: Book, policy: Policy) -> Mention:
    """The mention of one figure."""
    bounds = policy.range_of(figure)
    who = figure.victims.quote.text if figure.victims.quote else ""
    said = tokens(f"{figure.quote.text} {who}")
    first = tokens(figure.quote.text)[:1]
    adding = _adding(figure, said)
    single = bounds == ONE
    head = _head(who or figure.quote.text)
    voice = _voice(figure, book)
    speaker = book.sources.get(voice)
    return Mention(
        key=book.key(figure.id), range=bounds, rank=PRECISION[figure.qualifier],
        ceiling=figure.qualifier in ("at_most", "fewer_than"), side=SIDES[figure.victims.status],
        listed=head in words().parts, adding=adding, other=adding,
        back=bool(first) and first[0] in words().back, voice=voice,
        speaker=speaker.kind if speaker else OWN, source=_named_source(speaker), sentence=figure.evidence.start,
        head=head, name=_name(book.actors.get(figure.victims.actor or "")) if single else "",
        actor=figure.victims.actor, inside=book.key(figure.part_of) if figure.part_of else None,
        quote=figure.quote.text,
        sure=figure.certainty == "stated", conditional=figure.certainty == "conditional", of_them=_of_them(figure),
        events=frozenset(figure.events),
    )  # fmt: skip


def _of_them(figure: Casualty) -> bool:
    """Whether the number is followed by "of the dead", "of them"."""
    rest = figure.evidence.text[max(0, figure.quote.end - figure.evidence.start) :][:LOOK_BACK]
    said = tokens(rest)[:3]
    return any(" ".join(said[:n]) in words().partitive for n in (2, 3))


def _adding(figure: Casualty, said: list[str]) -> bool:
    if not words().adding.isdisjoint(said):
        return True
    before = figure.evidence.text[: max(0, figure.quote.start - figure.evidence.start)][-LOOK_BACK:]
    return "also" in tokens(before)


def _head(phrase: str) -> str:
    """The noun of a phrase: the last word before what follows it."""
    cut = _AFTER_HEAD.search(phrase, 1) if len(phrase) > 1 else None
    said = tokens(phrase[: cut.start()] if cut else phrase) or tokens(phrase)
    noun = singular(said[-1]) if said else ""
    return "" if noun.isdigit() or noun in words().numbers else noun


def _name(actor: Actor | None) -> str:
    """The proper name of a person, or "" where the actor is only described."""
    if actor is None or actor.kind != "person":
        return ""
    said = actor.name.split()
    last = singular(said[-1].lower()) if said else ""
    described = last in words().leading or last in words().everyone or last in words().parts
    return "" if described or not said[-1][:1].isupper() else actor.name.lower()


def _named_source(source: Source | None) -> str:
    return source.name.lower() if source is not None and source.named and source.kind not in _OUTLETS else ""


def _voice(figure: Casualty, book: Book) -> str:
    said = book.attributions.get(figure.attribution or "")
    return said.chain[0] if said is not None and said.chain else OWN_VOICE
