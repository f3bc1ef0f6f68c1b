"""Numbers that share one word of harm, each with a place of its own: "killed three in Homs, eight in Idlib"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.numbers import measures, quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc

WHERE = frozenset({"in", "at", "near", "outside"})
_JOINTS = frozenset({"and", ",", ";", "plus"})
_NAME = 8  # words that name a place


def placed_after(doc: Doc, at: int, last: int) -> list[Group]:
    """The further numbers of a list whose first ends at token `at`, before its place ("three | in Homs, eight in
    Idlib"), in the words up to token `last`; nothing where they break the pattern place, number, people."""
    found: list[Group] = []
    while at + 3 < last and doc[at].lower_ in WHERE and (joint := _joint(doc, at + 1, last)) is not None:
        start = joint + 1
        while start < last and doc[start].lower_ in _JOINTS:
            start += 1
        numbers = [q for q in quantities(doc, start, min(last, start + 6)) if q.first == start]
        if not numbers or not (numbers[0].kind == "number" or doc[start].lower_ == "one") or measures(doc, numbers[0]):
            break
        q = numbers[0]
        people = q.last < last and doc[q.last].lower_ in lexicon().people
        at = q.last + people
        if at >= last or doc[at].lower_ not in WHERE or doc[at].i + 1 >= last or _counts(doc, at + 1):
            break
        head = q.last if people else q.start
        status = status_of(doc[head], lexicon()) if people else "unknown"
        found.append(Group(q.low, q.high, q.qualifier, q.first, at, head, status, q.rest, elsewhere=True))
    return found


def _joint(doc: Doc, start: int, last: int) -> int | None:
    """The "and" or comma that ends the place which starts at `start`."""
    for i in range(start, min(last, start + _NAME)):
        if doc[i].lower_ in _JOINTS:
            return i
        if doc[i].pos_ in ("VERB", "AUX"):
            return None
    return None


def _counts(doc: Doc, at: int) -> bool:
    """Whether a number and no place follows ("in 2011")."""
    return bool(doc[at].like_num)
