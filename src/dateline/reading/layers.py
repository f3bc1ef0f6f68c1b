"""What the stages of reading hand on: one immutable text with layers of annotations over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from dateline.reading.syntax import syntax_of
from dateline.record import (
    Actor,
    Agreement,
    Attribution,
    Casualty,
    Certainty,
    Event,
    Place,
    Report,
    Source,
    Status,
    Time,
    Unplaced,
)
from dateline.text import Span, span_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

ZoneKind = Literal["title", "byline", "date", "publisher", "body", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A paragraph of the report and the part it plays. Only `title` and `body` are content."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: token range `[first, last)`, character range, the index of its paragraph in
    `Layers.zones`, and its zone."""

    index: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int
    zone: ZoneKind


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether what a predicate tells of came about, how sure the report is, and the words that say so.

    `cue` is the span of the hedge, negation, modal or condition, or `None` where the predicate is plainly stated.
    """

    status: Status = "happened"
    certainty: Certainty = "stated"
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything known so far about one report. A stage returns a copy with the layers that it assigns.

    `doc` is the parsed text: `doc[i].idx` is an offset into `report.text` (the parser may see another letter case,
    never other offsets: take words for the record from `report.text`, through `span`).
    """

    report: Report
    doc: Doc
    zones: tuple[Zone, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    assessments: dict[int, Assessment] = field(default_factory=dict)  # predicate's token index -> assessment
    events: tuple[Event, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def text(self) -> str:
        """The report's canonical text."""
        return self.report.text

    def span(self, tokens: Token | DocSpan | Sequence[Token]) -> Span:
        """The record's span of one token, a spaCy span, or the stretch that several tokens cover."""
        if hasattr(tokens, "idx"):
            return span_of(self.text, tokens.idx, tokens.idx + len(tokens))
        first, last = tokens[0], tokens[-1]
        return span_of(self.text, first.idx, last.idx + len(last))

    def stretch(self, first: int, last: int) -> Span:
        """The record's span of tokens `[first, last)`, at least one."""
        syntax = syntax_of(self.doc)
        return span_of(self.text, syntax.start[first], syntax.end(last - 1))

    def tokens(self, start: int, end: int) -> DocSpan:
        """The tokens that touch the characters `[start, end)`; empty if none does."""
        first, last = self.indices(start, end)
        return self.doc[first:last]

    def indices(self, start: int, end: int) -> tuple[int, int]:
        """Token range `[first, last)` of the tokens that touch the characters `[start, end)`."""
        syntax = syntax_of(self.doc)
        return syntax.at(start), syntax.at(max(start, end - 1)) + 1

    def head(self, start: int, end: int) -> Token:
        """The token of the characters `[start, end)` that heads the others."""
        return self.doc[syntax_of(self.doc).root(*self.indices(start, end))]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset` (or the last one before it)."""
        at = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[at] if at >= 0 else None

    def content(self) -> Iterable[Sentence]:
        """Sentences of the title and the body, in text order."""
        return (s for s in self.sentences if s.zone in ("title", "body"))


def token_at(doc: Doc, offset: int) -> int:
    """Index of the token that holds the character at `offset`, or of the last token before it."""
    return syntax_of(doc).at(offset)


class Same:
    """A key that is equal only for the very same objects: what is built from some layers is kept while they stand.

    Args:
        layers: what to build from.
        parts: the objects that it is built from.
    """

    __slots__ = ("layers", "parts")

    def __init__(self, layers: Layers, *parts: object) -> None:
        self.layers = layers
        self.parts = (layers.doc, *parts)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.parts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and all(a is b for a, b in zip(self.parts, other.parts, strict=True))


class SpanIndex[T]:
    """Finds the annotations that touch a stretch of text; built once from `(span, value)` pairs."""

    def __init__(self, pairs: Iterable[tuple[Span, T]]) -> None:
        self._pairs = sorted(pairs, key=lambda p: (p[0].start, p[0].end))
        self._starts = [s.start for s, _ in self._pairs]
        self._longest = max((s.end - s.start for s, _ in self._pairs), default=0)

    def touching(self, start: int, end: int) -> list[tuple[Span, T]]:
        """Pairs whose span shares a character with `[start, end)`, in text order."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [p for p in self._pairs[low:high] if p[0].end > start]


class Stage(Protocol):
    """One step of reading: a pure, picklable function of the layers before it.

    Attributes:
        name: how the pipeline, the fingerprint and `doctor` call it.
        version: raised with every change of what it gives.
        requires: names of `Layers` fields that must have been assigned by earlier stages.
        assigns: names of the `Layers` fields that it sets (or adds to, as `unplaced`).
    """

    name: str
    version: str
    requires: frozenset[str]
    assigns: frozenset[str]

    def __call__(self, layers: Layers) -> Layers:
        """The layers with this stage's own added."""
        ...
