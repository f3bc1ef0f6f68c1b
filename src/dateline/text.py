"""The canonical text, spans in it, and the one invariant: `text[start:end] == quote`.

Offsets are Unicode code points everywhere (Python's own string indices).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_INVISIBLE = {
    0xFEFF: None,
    0x00AD: None,
    0x0000: None,
}  # byte-order mark, soft hyphen, NUL: no visible character is lost
_BLANK = re.compile(r"\n[ \t\u00a0]*\n\s*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text.

    Attributes:
        start: offset of the first character, in code points.
        end: offset after the last character.
        text: the characters themselves, so that `report.text[start:end] == text`.
    """

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def span_of(text: str, start: int, end: int) -> Span:
    """The span `text[start:end]`, without the white space at either end.

    Raises:
        ValueError: the span is empty or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}:{end} is outside a text of {len(text)} characters")
    quote = text[start:end]
    if not quote[0].isspace() and not quote[-1].isspace():
        return Span(start, end, quote)
    lead = len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise ValueError(f"span {start}:{end} holds white space alone")
    return Span(start + lead, start + lead + len(quote), quote)


def cover(text: str, spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans` (at least one)."""
    found = list(spans)
    return span_of(text, min(s.start for s in found), max(s.end for s in found))


def canonical(raw: str) -> str:
    """The text that offsets count in: Unicode NFC, `\\n` line ends, every visible character kept.

    Halves of surrogate pairs are no characters, and nothing can store them: each becomes U+FFFD.
    """
    return unicodedata.normalize("NFC", whole(_NEWLINE.sub("\n", raw)).translate(_INVISIBLE))


def whole(raw: str) -> str:
    """The string with U+FFFD for each half of a surrogate pair, as long as before."""
    return _SURROGATE.sub("\ufffd", raw)


def text_id(text: str) -> str:
    """The report's id: an algorithm-tagged BLAKE2b-128 hash of its canonical text."""
    return "b2:" + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _hard_wrapped(lines: list[str], width: int = 0) -> bool:
    """Whether single line breaks only wrap the text (typescripts, old wires) and do not end paragraphs.

    `width` is the longest line of a wrapped block elsewhere in the text, 0 if there is none: beside one, a block of
    two lines is enough.
    """
    full = [line for line in lines[:-1] if line.strip()]
    if len(full) < (1 if width else 2):
        return False
    longest = max(width if len(full) == 1 else 0, *(len(line) for line in full))
    if not 45 <= longest <= 110 or len(lines[-1]) > longest + 5:
        return False
    open_ended = sum(line.rstrip()[-1] not in ".!?\"”'’:;" for line in full)
    return open_ended / len(full) > 0.6 and sum(len(line) > 0.6 * longest for line in full) / len(full) > 0.6


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets `(start, end)` of each paragraph, without the white space around it.

    A blank line always ends one; a single line break does so unless the block is hard-wrapped.
    """
    start = 0
    ends = [*((m.start(), m.end()) for m in _BLANK.finditer(text)), (len(text), len(text))]
    width = _width(text, ends)
    for block_end, next_start in ends:
        block = text[start:block_end]
        lines = block.split("\n")
        if _hard_wrapped(lines, width):
            yield from _trimmed(text, start, block_end)
        else:
            at = start
            for line in lines:
                yield from _trimmed(text, at, at + len(line))
                at += len(line) + 1
        start = next_start


def _width(text: str, ends: list[tuple[int, int]]) -> int:
    """The longest line of the text's hard-wrapped blocks; 0 where there is none."""
    start = width = 0
    for block_end, next_start in ends:
        lines = text[start:block_end].split("\n")
        if len(lines) > 2 and _hard_wrapped(lines):
            width = max(width, *(len(line) for line in lines))
        start = next_start
    return width


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
