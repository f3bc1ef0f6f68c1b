"""ACLED sub-event types: a dictionary key resolved by who did it, to whom, and what else the sentence tells.

Source: ACLED Codebook (2023), sections on event types and actors.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.events.clause import Clause
from dateline.reading.events.words import Lexicon

_NP = frozenset({"compound", "amod", "nmod", "conj", "appos", "prep", "pobj", "poss"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Tokens that head the two sides of an event (of the recipients: the actor found, and the object itself), and
    the kinds of the actors behind the first."""

    actor: int | None
    recipient: int | None
    target: int | None
    kinds: frozenset[str]


class Acled:
    """Resolves ACLED keys within one document."""

    def __init__(self, clause: Clause, lexicon: Lexicon) -> None:
        self._s, self._groups = clause.s, lexicon.participants
        self._scene: tuple[int, frozenset[str]] = (-1, frozenset())

    def key(self, key: str, sides: Sides, first: int, last: int) -> str | None:
        """The key of the sub-event type, or `None` for what ACLED does not code.

        Args:
            key: what the dictionary says.
            sides: who, and to whom.
            first, last: the sentence's tokens.
        """
        scene = self._lemmas(first, last)
        if key in ("attack", "fight", "mob", "loot"):
            return self._violence(key, sides)
        if key == "territory":
            return self._territory(sides)
        if key in ("intervention", "arrest", "excessive"):
            return self._policing(key, sides, scene)
        if key == "protest":
            return self._protest(scene)
        return key

    def _lemmas(self, first: int, last: int) -> frozenset[str]:
        if self._scene[0] != first:
            self._scene = (first, frozenset(self._s.lemma[first:last]))
        return self._scene[1]

    def has(self, i: int | None, group: str) -> bool:
        """Whether a noun phrase holds a word of a group of participants."""
        if i is None:
            return False
        s, members = self._s, self._groups[group]
        stack, steps = [i], 0
        while stack and steps < 25:
            at = stack.pop()
            steps += 1
            if s.lemma[at] in members or s.lower[at] in members:
                return True
            for c in s.children[at]:
                if s.dep[c] in _NP and not (s.dep[c] == "prep" and s.lower[c] not in ("of", "from")):
                    stack.append(c)
        return False

    def _violence(self, key: str, sides: Sides) -> str:
        mob = self.has(sides.actor, "mob") and not self.has(sides.actor, "armed")
        protesters = self.has(sides.recipient, "protester") or self.has(sides.target, "protester")
        armed = self.has(sides.recipient, "armed") or self.has(sides.target, "armed")
        if key == "loot":
            return key
        if key == "fight":
            if protesters or self.has(sides.actor, "protester"):
                return "riot"
            return "mob" if mob and not armed else key
        if protesters:
            return "mob" if mob else "excessive"
        if mob or key == "mob":
            return "mob"
        return "fight" if armed else "attack"

    def _territory(self, sides: Sides) -> str:
        if self.has(sides.actor, "state") or (sides.kinds & {"state", "force"} and not self.has(sides.actor, "rebel")):
            return "state"
        return "rebel" if self.has(sides.actor, "rebel") or "armed_group" in sides.kinds else "state"

    def _policing(self, key: str, sides: Sides, scene: frozenset[str]) -> str | None:
        crowd = self.has(sides.recipient, "protester") or self.has(sides.target, "protester")
        crowd = crowd or bool(scene & self._groups["protester"])
        if not crowd:
            return "arrest" if key == "arrest" else None
        if key != "arrest" and scene & self._groups["lethal"]:
            return "excessive"
        return "intervention"

    def _protest(self, scene: frozenset[str]) -> str:
        if scene & self._groups["violent"]:
            return "riot"
        if scene & self._groups["police"] and scene & self._groups["disperse"]:
            return "excessive" if scene & self._groups["lethal"] else "intervention"
        return "protest"
