"""One actor being put together from its mentions, and where the paragraphs of its report begin."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from dateline.reading.actors.lexicon import Entry, fold
from dateline.reading.actors.mention import Mention
from dateline.reading.actors.nouns import Number
from dateline.record import ActorKind

_ARMED = frozenset({"armed_group", "force", "media"})


@dataclass(slots=True)
class Cluster:
    """One actor being put together: its mentions in text order, and what they say of it."""

    kind: ActorKind
    sector: str | None
    country: str | None
    number: Number
    how: str
    mentions: list[Mention] = field(default_factory=list)
    pronouns: list[int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # folded -> as written
    roles: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    entry: Entry | None = None
    female: bool | None = None
    last: int = 0
    latest: dict[str, Mention] = field(default_factory=dict)  # stem -> the last of the mentions that has it

    def add(self, m: Mention) -> None:
        """Takes a mention in."""
        self.mentions.append(m)
        self.latest[m.stem] = m
        self.last = max(self.last, m.last)
        self.roles |= m.roles
        if m.stem:
            self.stems.add(m.stem)
        if m.how != "phrase":
            self.names.setdefault(fold(m.name), m.name)
        self.sector = self.sector or m.sector
        self.country = self.country or m.country
        if self.female is None:
            self.female = m.female
        if self.how == "phrase" and m.how != "phrase":
            vague = m.kind == "unknown" or (m.kind == "organization" and m.sector is None and self.kind in _ARMED)
            self.how, self.kind = m.how, self.kind if vague else m.kind
            self.sector = m.sector or self.sector


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Where paragraphs begin (token indices, ascending), their numbers, and which are titles."""

    starts: list[int]
    numbers: list[int]
    titles: list[bool]

    def go_on(self, before: int, after: int) -> bool:
        """Whether two tokens stand in one paragraph, or a title and the first paragraph after it."""
        a, b = (max(0, bisect_right(self.starts, i) - 1) for i in (before, after))
        return self.numbers[a] == self.numbers[b] or (self.titles[a] and not any(self.titles[a + 1 : b]) and b - a == 1)
