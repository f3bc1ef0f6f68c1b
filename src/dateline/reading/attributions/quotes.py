"""Quotation marks paired into quotations: one pass over the text, whatever is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.reading.layers import Zone

_MARK = re.compile(r"''|``|[\"“”„«»‘’'`]")
_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''"})
_BEFORE = frozenset(" \t\n\u00a0(—–-[*/:,")  # what may stand before an opening mark


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark (or the paragraph's end, where none closes it).
        inner_start: offset after the opening mark.
        inner_end: offset of the closing mark.
        depth: 0 for a quotation, 1 for one inside it, and so on.
        closed: whether a mark closes it.
        paragraph: index of its zone.
        continues: whether it goes on from the quotation that the paragraph before left open.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    paragraph: int
    continues: bool = False


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    single: bool


def quotations(text: str, zones: Iterable[Zone]) -> tuple[Quote, ...]:
    """The quotations of a text's title and body, in text order, outer before inner.

    Linear in the text. Marks pair inside a paragraph; one that nothing closes runs to the paragraph's end, and the
    next paragraph's opening mark carries it on, as printers do.
    """
    found: list[Quote] = []
    open_before = False
    for index, zone in enumerate(zones):
        if zone.kind not in ("title", "body"):
            continue
        here = sorted(_paragraph(text, zone.start, zone.end, index), key=lambda q: (q.start, -q.end))
        if here and open_before and not text[zone.start : here[0].start].strip():
            here[0] = replace(here[0], continues=True)
        open_before = any(not q.closed and q.depth == 0 for q in here)
        found += here
    return tuple(found)


def _paragraph(text: str, start: int, end: int, index: int) -> Iterator[Quote]:
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, start, end)]
    last_single = max((a for a, b, m in marks if m in ("'", "’", "`") and _closes(text, a, b, start, end)), default=-1)
    stack: list[_Open] = []
    for a, b, mark in marks:
        double = mark in _OPENING or mark in _CLOSING or mark in _EITHER
        if double:
            yield from _double(text, (a, b, mark), stack, (start, end, index))
        elif (
            stack and stack[-1].single and _closes(text, a, b, start, end) and not _possessive(text, a, b, last_single)
        ):
            top = stack.pop()
            yield Quote(top.start, b, top.inner, a, len(stack), True, index)
        elif _opens(text, a, b, start, end) and last_single > a and not (stack and stack[-1].single):
            stack.append(_Open(a, b, True))
    stack = [s for s in stack if not s.single]
    for depth, left in enumerate(stack):
        if left.inner < end:
            yield Quote(left.start, end, left.inner, end, depth, False, index)


def _double(text: str, mark: tuple[int, int, str], stack: list[_Open], zone: tuple[int, int, int]) -> Iterator[Quote]:
    a, b, sign = mark
    start, end, index = zone
    opened = next((i for i in range(len(stack) - 1, -1, -1) if not stack[i].single), None)
    opening = (
        sign in _OPENING or (sign in _EITHER and opened is None) or (opened is None and _opens(text, a, b, start, end))
    )
    if sign in _EITHER and opened is not None and _opens(text, a, b, start, end) and len(stack) < 2:
        opening = False
        top = stack[opened]  # the one before was never closed: it ends where this one begins
        del stack[opened:]
        if text[top.inner : a].strip():
            yield Quote(top.start, a, top.inner, a, len(stack), False, index)
        stack.append(_Open(a, b, False))
    elif opening:
        if len(stack) < 4:
            stack.append(_Open(a, b, False))
    elif opened is not None:
        top = stack[opened]
        del stack[opened:]
        if text[top.inner : a].strip():
            yield Quote(top.start, b, top.inner, a, len(stack), True, index)


def _opens(text: str, a: int, b: int, start: int, end: int) -> bool:
    before = a == start or text[a - 1] in _BEFORE or text[a - 1] in '"“'
    return before and b < end and not text[b].isspace() and not text[b].isdigit() and text[b] not in ",.;:!?)"


def _closes(text: str, a: int, b: int, start: int, end: int) -> bool:
    return a > start and not text[a - 1].isspace() and (b == end or not text[b].isalnum())


def _possessive(text: str, a: int, b: int, last_single: int) -> bool:
    """A plural's apostrophe ("the rebels' guns") inside a single-quoted stretch that closes later."""
    return a < last_single and text[a - 1] == "s" and text[b : b + 1] == " " and text[b + 1 : b + 2].islower()
