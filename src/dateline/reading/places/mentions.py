"""Finds the words that name places: the parser's entities, then names of the gazetteer in the context of a place."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.knowledge.gazetteer import Gazetteer, fold
from dateline.reading.places.lookup import candidates
from dateline.reading.places.metonyms import Metonyms
from dateline.reading.places.scan import DIVISIONS, Scanner
from dateline.reading.places.view import Mention, View
from dateline.reading.syntax import syntax_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 5  # tokens of a name
_INSIDE = frozenset({"and", "-", "of"})  # "Bosnia and Herzegovina", "Guinea-Bissau"
_TAIL = frozenset({"'s", "'", "’s", ",", ".", '"', ")", "-", "--"})


def find(view: View, places: Gazetteer) -> list[Mention]:
    """Mentions of the title and body in text order; they do not overlap."""
    found = list(_entities(view, places))
    scanner = Scanner(view, places, found)
    found += scanner.scan()
    metonyms = Metonyms(view, places)
    return sorted((m for m in found if not metonyms.actor(m.start, m.end)), key=lambda m: m.start)


def _entities(view: View, places: Gazetteer) -> Iterator[Mention]:
    content = iter(view.sentences)
    first, last = next(content, (0, 0))
    until = 0
    for start, end, label in syntax_of(view.doc).ents:
        while last <= start:
            first, last = next(content, (len(view.low), len(view.low) + 1))
        if label in _PLACES and first <= start and until <= start:
            until = _whole(view, places, start, end, last)
            yield from _entity(view, places, start, until, label)


def _whole(view: View, places: Gazetteer, start: int, end: int, last: int) -> int:
    """Where the name ends that the entity is the beginning of: a country or division ("Burkina" of "Burkina Faso")."""
    best, at = end, end
    while at < min(last, start + _LONGEST) and (view.upper[at] or (at > start and view.low[at] in _INSIDE)):
        at += 1
        if view.upper[at - 1] and _division(places, view.name(start, at)):
            best = at
    return best


def _division(places: Gazetteer, name: str) -> bool:
    found = next(iter(places.candidates(name)), None)
    return found is not None and found.kind in DIVISIONS


def _entity(view: View, places: Gazetteer, start: int, end: int, label: str) -> Iterator[Mention]:
    low = view.low
    while start < end and (low[start] in ("the", "a", "an") or not view.text[start][0].isalnum()):
        start += 1
    while end > start and (low[end - 1] in _TAIL or view.text[end - 1].isspace()):
        end -= 1
    if start == end or _rejected(view, start, end):
        return
    comma = next((i for i in range(start + 1, end - 1) if low[i] in (",", "--", "—")), None)
    if comma is not None:
        yield from _entity(view, places, start, comma, label)
        yield from _entity(view, places, comma + 1, end, label)
        return
    known = candidates(places, view.name(start, end))
    if not known and (lower := _lower(view, start + 1, end)):
        yield from _entity(view, places, start, lower, label)  # "Mandalay the next day"
        return
    if not known and end - start > 1 and (cut := _division_at_end(view, places, start, end)):
        yield from _entity(view, places, start, cut, label)
        yield from _entity(view, places, cut, end, label)
        return
    if known or _named_place(view, start, end, label):
        yield mention(view, start, end, label)


def _lower(view: View, start: int, end: int) -> int | None:
    """Where an entity goes on with an article and words in lower case, which are no part of a name; or `None`."""
    return next(
        (i for i in range(start, end - 1) if view.low[i] == view.text[i] == "the" and not view.upper[i + 1]), None
    )


def _division_at_end(view: View, places: Gazetteer, start: int, end: int) -> int | None:
    """Where a country or division begins that ends the entity ("Orlando Florida"), or `None`."""
    for cut in range(end - 1, max(start, end - 3), -1):
        if _division(places, view.name(cut, end)) and places.candidates(view.name(start, cut)):
            return cut
    return None


def _named_place(view: View, start: int, end: int, label: str) -> bool:
    """Whether a name that no gazetteer has is a place all the same."""
    words = view.words
    if all(w in words.generic for w in view.low[start:end]):
        return False
    if label == "FAC" or (label == "LOC" and end - start > 1):
        return any(w in words.facilities or w in words.classes for w in view.low[start:end]) or _way(view, end)
    before = view.before(start)
    placed = before >= 0 and view.low[before] in words.strong
    listed = (
        label == "GPE" and before > 0 and view.low[before] in ("and", "or", ",") and view.label[before - 1] == "GPE"
    )
    return placed or listed or view.after(end) in words.classes or view.of_class(start) is not None


def _way(view: View, end: int) -> bool:
    return view.low[end - 1].rstrip(".") in view.words.ways


def _rejected(view: View, start: int, end: int) -> bool:
    """Whether an entity that the parser calls a place is a person, an organization, or no name at all."""
    words, low = view.words, view.low
    if end < len(low) and view.upper[end] and low[end] in words.organizations and low[end] not in words.bodies:
        return True
    if view.titled(start) or (end - start == 1 and low[start] in words.nameless):
        return True
    if start and low[start - 1] == "-" and view.starts[start - 1] + 1 == view.starts[start]:
        return True  # "non-United Russia"
    name = view.name(start, end)
    if not any(c.isupper() for c in name) or any(c in name for c in "@/+") or name.endswith("-"):
        return True
    before = view.before(start)
    placed = before >= 0 and low[before] in words.locative
    return end - start == 1 and low[start] in view.surnames and not placed


def mention(view: View, start: int, end: int, label: str, sure: bool = False) -> Mention:
    """The mention with its class word: "Helmand province", "the city of Kufa", "Jabalia camp"."""
    classes, low = view.words.classes, view.low
    name = view.name(start, end)
    kind = classes.get(view.after(end))
    if kind and view.upper[end]:
        end += 1
    elif not kind:
        kind = view.of_class(start)
        if not kind and end - start > 1:
            kind = classes.get(low[end - 1])
        if not kind and start and low[start - 1] in ("province", "city", "river", "lake"):
            kind = classes[low[start - 1]]
    before = view.before(start)
    sure = sure or kind is not None or (before >= 0 and low[before] in view.words.strong)
    return Mention(start, end, name, kind, label, sure)


__all__ = ["Mention", "find", "fold", "mention"]
