"""Names that the report itself spells out before their abbreviation: "Movement for a Free Harbor (MFH)"."""

from __future__ import annotations

from dateline.reading.actors.mention import View
from dateline.reading.actors.names import Named
from dateline.reading.layers import Sentence

_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_LONGEST = 12  # words of a name, small ones included


def abbreviation_at(view: View, at: int) -> str | None:
    """The abbreviation, as printed, in the brackets that open at token `at`."""
    if at + 2 >= len(view.low) or view.low[at] not in _OPEN or view.low[at + 2] not in _CLOSE:
        return None
    short = view.printed(at + 1)
    capitals = sum(c.isupper() for c in short)
    if not 2 <= len(short) <= 10 or capitals < 2 or not short.replace("-", "").replace(".", "").isalnum():
        return None
    return short


def with_definitions(view: View, found: list[Named], sentences: list[Sentence]) -> list[Named]:
    """Replaces what lies inside a spelled-out name by the whole name."""
    spelled = [
        Named(first, i, (), "DEFINED")
        for s in sentences
        for i in range(s.first + 2, s.last - 2)
        if view.low[i] in _OPEN and (first := _start(view, s.first, i)) is not None
    ]
    if not spelled:
        return found
    whole = {(n.first, n.last) for n in found if n.forms}
    spelled = [n for n in spelled if not any(f <= n.first and n.last <= e for f, e in whole)]
    inside = {i for n in spelled for i in range(n.first, n.last)}
    kept = [n for n in found if not any(i in inside for i in range(n.first, n.last))]
    return sorted([*kept, *spelled], key=lambda n: n.first)


def _start(view: View, floor: int, bracket: int) -> int | None:
    """First token of the name before the bracket whose initials are the abbreviation, read from the right."""
    short = abbreviation_at(view, bracket)
    if short is None:
        return None
    letters = [c.lower() for c in short if c.isalpha()]
    if len(letters) < 2:
        return None
    at = bracket - 1
    for i in range(bracket - 1, max(floor, bracket - _LONGEST) - 1, -1):
        word = view.low[i]
        if not letters:
            break
        if word[0] == letters[-1]:
            letters.pop()
            at = i
        elif view.printed(i)[:1].isupper() or len(word) > 4:
            return None  # a word of weight that the abbreviation does not count
    if letters or not view.printed(at)[:1].isupper() or not view.printed(bracket - 1)[:1].isupper():
        return None
    return at if bracket - at >= 2 else None
