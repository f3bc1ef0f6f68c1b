"""Whether two actors, of one report or of two, are one side: what `they` owe, `their` fighters keep or break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.record import Actor

_COMMON = frozenset({
    "the", "a", "an", "of", "and", "government", "army", "forces", "force", "troops", "fighters", "police", "militia",
    "people", "his", "its", "islamic", "state", "national", "liberation", "front", "movement", "united", "democratic",
    "republic", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "military", "rebels",
    "rebel", "fighter", "soldiers", "popular", "people's", "revolutionary", "party", "support", "rapid", "free",
})  # fmt: skip
_STATE = ("GOV", "MIL", "COP")
ARMED = ("armed_group", "force", "state")


@dataclass(frozen=True, slots=True)
class Names:
    """What an actor is called: capitalised words of its names, without the common ones, and its short names."""

    words: frozenset[str]
    short: frozenset[str]


def names_of(actor: Actor) -> Names:
    """The names in all mentions of an actor."""
    return Names(frozenset(_names(actor)), frozenset(_short(actor)))


def related(a: Actor, b: Actor, names: Callable[[Actor], Names] = names_of) -> bool:
    """The same name, forces of one country, one named after the other, or armed men of one noun that no name parts.

    Args:
        a, b: the actors.
        names: their names, for those who ask for many pairs and keep them.
    """
    if a.name.lower() == b.name.lower():
        return True
    forces = a.kind in ("force", "state") and b.kind in ("force", "state")
    if forces and a.country and a.country == b.country and (a.sector == b.sector or "state" in (a.kind, b.kind)):
        return True
    one, other = names(a), names(b)
    if one.short & other.short:
        return True
    if _governs(a) != _governs(b) or "population" in (a.kind, b.kind):
        return False  # "Sudan" and the "Sudan Liberation Army" share a name, not a side
    return bool(one.words & other.words) or _same_band(a, b, one, other)


def _governs(actor: Actor) -> bool:
    return actor.kind == "state" or (actor.kind == "force" and actor.country is not None)


def fights_others(hit: Sequence[Actor], parties: Sequence[Actor]) -> bool:
    """Whether all who were attacked bear arms and are no party: fighting others breaks no truce. A plain "navy" or
    "police" may be that of a party."""
    if not hit or any(a.kind not in ARMED or (of_state(a) and a.country is None) for a in hit):
        return False
    return not any(related(a, p) or (of_state(a) and a.country == p.country) for a in hit for p in parties)


def of_state(actor: Actor) -> bool:
    """A government or its forces, named as such."""
    return actor.kind in ("state", "force") and (actor.sector in _STATE or actor.kind == "state")


def _same_band(a: Actor, b: Actor, one: Names, other: Names) -> bool:
    """ "the Shiite fighters", "Mahdi Army fighters": armed men of one noun, and no name tells them apart."""
    if a.kind != "armed_group" or b.kind != "armed_group" or (a.country and b.country and a.country != b.country):
        return False
    named = bool(one.words) and bool(other.words) and bool(a.members_of) and bool(b.members_of)
    return not named and a.name.split()[-1].lower() == b.name.split()[-1].lower()


def _mentions(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *(m.text for m in actor.mentions))


def _names(actor: Actor) -> set[str]:
    """Capitalised words of an actor's names, without the common ones."""
    words = {w.strip("’'s,.") for m in _mentions(actor) for w in m.split() if w[:1].isupper()}
    return {w.lower() for w in words if len(w) > 2} - _COMMON


def _short(actor: Actor) -> set[str]:
    """Names of several words, whole, and their initials: "Rapid Support Forces", "RSF"."""
    found: set[str] = set()
    for mention in _mentions(actor):
        words = [w.strip("’'s,.") for w in mention.split() if w[:1].isupper()]
        if len(words) > 2:
            found |= {" ".join(words).lower(), "".join(w[0] for w in words if w).lower()}
        elif len(words) == 1 and words[0].isupper() and len(words[0]) > 2:
            found.add(words[0].lower())
    return found
