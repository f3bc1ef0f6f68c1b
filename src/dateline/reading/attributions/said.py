"""What one cue says was said, as stretches of tokens, before sources have names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.syntax import syntax_of
from dateline.record import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Said:
    """One cue with its content and speaker; everything in token indices, ends excluded.

    Attributes:
        cue: first and last-plus-one token of the cue; `None` for a quotation that carries on without one.
        group: the cue with its subject, recipients and adverbs: what stands between the pieces of a split quotation.
        content: the content; empty (`start == end`) while only a quotation can give it.
        speaker: head of the noun phrase that speaks.
        carriers: heads of the noun phrases that carried it, nearest first.
        told: heads of the noun phrases that were told: carriers where they are media.
        stance: what the content is to the speaker.
        frame: the frame that gave the content.
        also: further heads that stand for the speaker here ("in a statement").
    """

    cue: tuple[int, int] | None
    group: tuple[int, int]
    content: tuple[int, int]
    speaker: Token | None
    carriers: tuple[Token, ...]
    stance: Stance
    frame: str
    also: tuple[Token, ...] = ()
    told: tuple[Token, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it has no content yet."""
        return self.content[0] >= self.content[1]


_TRIM = frozenset({",", ".", ";", ":", "-", "--", "—", "–", "!", "?", "...", "…"})


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The stretch `[start, end)` without punctuation that joins it to its cue, and without white space."""
    text = syntax_of(doc).text
    while start < end and (text[start] in _TRIM or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _TRIM or text[end - 1].isspace()):
        end -= 1
    return start, max(start, end)
