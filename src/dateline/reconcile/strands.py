"""Strands: the mentions of the same people through a report, and how a new mention hangs together with them.

News brings people in by an indefinite phrase ("two insurgents"), points back by a definite one ("the men"), says who
was among them ("three children") and adds by "another" or "also". What is told twice in the same words is one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from dateline.reconcile.intervals import Range
from dateline.reconcile.mentions import VAGUE, Mention, Side

Relation = Literal["same", "part", "whole", "new"]


@dataclass(slots=True)
class Strand:
    """People that a report tells of as one group.

    Attributes:
        mentions: of the whole group.
        held: what each voice says of how many they are, with the precision of the words.
        inner: groups inside this one.
        told: how many of them the report has gone on to tell of, group by group ("three men … two other men", of five).
        added: whether they were added to others ("two more").
    """

    mentions: list[Mention]
    held: dict[str, tuple[Range, int]] = field(default_factory=dict)
    inner: list[Strand] = field(default_factory=list)
    told: int = 0
    added: bool = False
    _words: Words = field(default_factory=lambda: Words(), compare=False, repr=False)

    @property
    def first(self) -> Mention:
        """The mention that brings them in."""
        return self.mentions[0]

    @property
    def side(self) -> Side:
        """The side that mentions of them agree on."""
        known = {m.side for m in self.mentions if m.side != "unknown"}
        return known.pop() if len(known) == 1 else "unknown"

    @property
    def range(self) -> Range:
        """What the first voice holds."""
        return next(iter(self.held.values()))[0]

    @property
    def plural(self) -> bool:
        """Whether they are, or may be, more than one."""
        return any(r.high is None or r.high > 1 for r, _ in self.held.values())

    @property
    def words(self) -> Words:
        """What has been said of them, and of those inside them, each once."""
        self._words.take(self)
        return self._words

    def hear(self, m: Mention, bounds: Range | None = None) -> str:
        """Take in another mention of the same people; says how it changed the figure, if in words worth keeping."""
        self.mentions.append(m)
        new = bounds or m.range
        if m.voice not in self.held:
            self.held[m.voice] = (new, m.rank)
            return ""
        before = self.held[m.voice][0]
        self.held[m.voice], note = later(self.held[m.voice], (new, m.rank))
        if new.high is not None and new.high < before.low:
            self.told += new.low
        return note


@dataclass(slots=True)
class Words:
    """What mentions say, each wording once: a long report tells the same again and again.

    Attributes:
        quotes: words in lower case, bounds, and whether they add.
        names: proper names.
        actors: who was harmed, with the bounds.
        seen: how many mentions, and groups inside, of the strand are in here; neither list loses any.
    """

    quotes: dict[tuple[str, Range, bool], None] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    actors: set[tuple[str, Range]] = field(default_factory=set)
    seen: tuple[int, int] = (0, 0)

    def take(self, strand: Strand) -> None:
        """Take in what is new of a strand."""
        mentions, inner = self.seen
        for m in strand.mentions[mentions:]:
            self.quotes[m.quote.lower(), m.range, m.adding] = None
            if m.name:
                self.names.add(m.name)
            if m.actor is not None:
                self.actors.add((m.actor, m.range))
        for s in strand.inner[inner:]:
            self.quotes |= s.words.quotes
            self.names |= s.words.names
            self.actors |= s.words.actors
        self.seen = len(strand.mentions), len(strand.inner)


def later(old: tuple[Range, int], new: tuple[Range, int]) -> tuple[tuple[Range, int], str]:
    """What a voice holds after it speaks again of the same people: the more precise replaces the vaguer."""
    if old[0] == new[0]:
        return (old if old[1] <= new[1] else new), ""
    if min(old[1], new[1]) < VAGUE <= max(old[1], new[1]):
        kept = min(old, new, key=lambda x: x[1])
        return kept, f"{kept[0]} is more precise"
    both = old[0].meet(new[0])
    if both is None:
        kept = max(old, new, key=lambda x: x[0].low)
        return kept, f"the smaller is inside {kept[0]}"
    if old[1] == new[1]:
        return (both, old[1]), f"together {both}"
    kept = min(old, new, key=lambda x: x[1])
    return kept, f"{kept[0]} is more precise"


def compatible(m: Mention, s: Strand) -> bool:
    """Whether they can be on one side."""
    return m.side == s.side or "unknown" in (m.side, s.side)


def relate(m: Mention, strands: Sequence[Strand]) -> tuple[Relation, Strand | None]:
    """How a mention hangs together with the strands before its sentence."""
    known = next((s for s in strands if _same_words(m, s.words)), None)
    if known is not None:
        return "same", known
    disputed = next((s for s in strands if _other_name_for(m, s)), None)
    if disputed is not None:
        return "same", disputed
    fitting = [s for s in strands if compatible(m, s)]
    if m.adding and not m.back and not _other_split(m, fitting):
        return _adding(m, fitting)
    if not fitting:
        return "new", None
    wholes = [s for s in fitting if s.plural and s.range.low >= m.range.low] if m.of_them else []
    if wholes:
        return "part", max(wholes, key=lambda s: s.range.low)
    if m.single:
        return _single(m, fitting)
    if m.rank > VAGUE or (m.back and m.rank >= VAGUE):
        return "part", max(fitting, key=lambda s: s.range.low)
    return _listed(m, fitting) if m.listed else _plural(m, fitting)


def _same_words(m: Mention, said: Words) -> bool:
    """Told again: the same phrase, a phrase inside the earlier one, the same name, or the same actor and number.

    The same short phrase with a word that adds ("one more … one more") tells of others, unless the first adds too.
    """
    if m.name in said.names or (not m.adding and m.actor is not None and (m.actor, m.range) in said.actors):
        return True
    quote, long = m.quote.lower(), len(m.quote) > 3
    return any(
        quote in words and (long or m.range == bounds) and (adding or not m.adding)
        for words, bounds, adding in said.quotes
    )


def _other_name_for(m: Mention, s: Strand) -> bool:
    """Whether another voice says of the same people that they were of the other side ("the army said the 12 were
    militants"): it points back to them, or gives the same number, of more than one, for the same deed."""
    if compatible(m, s) or not m.voice or m.voice in s.held or m.single or m.adding:
        return False
    same_deed = bool(m.events & s.first.events)
    return (m.back or same_deed) and any(r == m.range for r, _ in s.held.values())


def _other_split(m: Mention, fitting: Sequence[Strand]) -> bool:
    """Whether another voice parts the same people in its own way ("the two brothers and 13 others", of 15)."""
    groups = [s for s in fitting if s.plural and m.voice not in s.held]
    return bool(m.voice) and any(2 * m.range.low > s.range.low for s in groups)


def _adding(m: Mention, fitting: Sequence[Strand]) -> tuple[Relation, Strand | None]:
    """An addition told twice is one: the same number again, or a number for what was vague."""
    for s in fitting:
        if s.told > 0 and s.told + m.range.low <= s.range.low:
            return "part", s
        again = s.added or any(k.other for k in s.mentions)
        if again and m.single == (s.range == Range(1, 1)):
            if s.range.meet(m.range) is not None:
                return "same", s
            if any(rank >= VAGUE for _, rank in s.held.values()) or m.rank >= VAGUE:
                return "same", s
    return "new", None


def _single(m: Mention, fitting: Sequence[Strand]) -> tuple[Relation, Strand | None]:
    groups = [s for s in fitting if s.plural]
    if groups:
        return "part", max(groups, key=lambda s: s.range.low)
    for s in fitting:
        names = {k.name for k in s.mentions if k.name}
        if m.name and names and m.name not in names and not _part_of_name(m.name, names):
            continue
        if m.name or names or m.back or m.anyone or s.first.anyone:
            return "same", s
        if m.head == s.first.head or (m.leads and s.first.leads):
            return "same", s
    return "new", None


def _part_of_name(name: str, names: set[str]) -> bool:
    said = set(name.split())
    return any(said <= set(n.split()) or set(n.split()) <= said for n in names)


def _listed(m: Mention, fitting: Sequence[Strand]) -> tuple[Relation, Strand | None]:
    for s in fitting:
        if s.first.head == m.head:
            return ("same", s) if s.plural else ("whole", None)
    groups = [s for s in fitting if s.plural and not s.first.listed]
    if groups:
        return "part", max(groups, key=lambda s: s.range.low)
    return ("whole" if m.back else "new"), None


def _plural(m: Mention, fitting: Sequence[Strand]) -> tuple[Relation, Strand | None]:
    groups = [s for s in fitting if s.plural]
    counted = sum(s.range.low for s in fitting)
    for s in groups:
        if s.range.meet(m.range) is not None and not s.first.listed:
            return "same", s
    if len(fitting) > 1 and (m.range.high is None or m.range.high >= counted) and m.range.low >= counted - 1:
        return "whole", None
    for s in sorted(groups, key=lambda s: (s.first.head != m.head, -s.range.low)):
        if not s.first.listed:
            return "same", s
    if any(s.range.low > (m.range.high or m.range.low) for s in groups):
        return "part", max(groups, key=lambda s: s.range.low)
    if not groups and not m.back and all(s.first.leads for s in fitting) and m.side == "combatant":
        return "new", None
    return "whole", None
