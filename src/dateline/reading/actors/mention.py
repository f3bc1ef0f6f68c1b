"""One place where the text names or describes an actor, before it is known which actor that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dateline.reading.actors.lexicon import Entry
from dateline.reading.actors.nouns import Number
from dateline.reading.syntax import syntax_of
from dateline.record import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

How = Literal["name", "phrase", "state"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention, in tokens of the doc.

    Attributes:
        first, last: token range `[first, last)` of the whole noun phrase.
        head: token index of its head.
        core: token range of the bare name or of the noun with its modifiers, without articles, titles, numbers.
        how: by a proper name, by a describing phrase, or a state in an agent's role.
        kind, sector, country: as far as this mention alone says.
        number: one, many or a body.
        name: what to call the actor by this mention.
        stem: singular of the head noun of a phrase; empty for names.
        entries: readings of a known name, best first.
        definite: begins with "the", "this", a possessive.
        owned: begins with a possessive pronoun, so it is known by whose it is.
        counted: is introduced as new ("a", "two", "another"), so not one named before.
        roles: nouns of office, rank or description beside the name (singular, lower case).
        modifiers: lower-case words that describe the noun of a phrase.
        female: `True`/`False` by title, `None` unknown.
        complement: what after the noun says which people ("who fled", "in Mosul"), folded; empty if nothing.
        inside: the head of the phrase that this name only modifies ("Hamas" in "Hamas fighters"), or `None`.
    """

    first: int
    last: int
    head: int
    core: tuple[int, int]
    how: How
    kind: ActorKind
    sector: str | None
    country: str | None
    number: Number
    name: str
    stem: str = ""
    entries: tuple[Entry, ...] = ()
    definite: bool = False
    owned: bool = False
    counted: bool = False
    roles: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    female: bool | None = None
    complement: str = ""
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A doc with the words that are looked up again and again.

    Attributes:
        doc: the parse.
        low: folded lower-case words, one a token.
        text: the report's own characters (the doc may see another case).
        located: country of the place that a token names.
    """

    doc: Doc
    low: list[str]
    text: str
    located: dict[int, str] = field(default_factory=dict)

    def shown(self, first: int, last: int) -> str:
        """The words of a token range as the parser sees them, white space made single."""
        return " ".join(syntax_of(self.doc).words(first, last).split())

    def printed(self, i: int) -> str:
        """The token's characters in the report."""
        syntax = syntax_of(self.doc)
        return self.text[syntax.start[i] : syntax.end(i)]
