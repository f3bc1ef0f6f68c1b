"""Weapons, PLOVER mode and ACLED sub-event type of an event."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.events.acled import Acled, Sides
from dateline.reading.events.candidate import Candidate
from dateline.reading.events.clause import Clause
from dateline.reading.events.words import Lexicon, Weapon

_DOWN = frozenset({"prep", "agent", "pobj", "compound", "amod", "nmod", "nsubj", "conj", "npadvmod", "appos"})
_OBJECT = frozenset({"dobj", "nsubjpass"})
_BY_OBJECT = frozenset({"shell", "grenade", "weapons", "bomb", "intervention"})
_WHERE = frozenset({"on", "against", "near", "of", "from", "after", "at", "since"})
_REMOTE = frozenset({"air", "shell", "suicide", "chemical", "bomb", "grenade"})
_REPLACEABLE = frozenset({"attack", "bomb", "fight", "mob", "loot"})


@dataclass(frozen=True, slots=True)
class Kind:
    """Mode and ACLED key of an event, and the tokens of the weapons that it names."""

    mode: str | None
    acled: str | None
    weapons: tuple[int, ...]


class Kinds:
    """Works out the kinds of events of one document."""

    def __init__(self, clause: Clause, lexicon: Lexicon) -> None:
        self._c, self._s, self._lex = clause, clause.s, lexicon
        self._acled = Acled(clause, lexicon)

    def of(self, candidate: Candidate, sides: Sides, first: int, last: int) -> Kind:
        """Mode, ACLED key and weapons of an event, from its words and its two sides, in the sentence of tokens
        `[first, last)`."""
        entry = candidate.entry
        mode, key = entry.mode, entry.acled
        noun = self._noun_entry(candidate)
        if noun is not None and noun[1] not in (None, "attack"):
            mode, key = noun
        weapons: tuple[int, ...] = ()
        if entry.type in ("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE"):
            weapons = self._weapons(candidate)
        if entry.type == "ASSAULT" and weapons:
            mode, key = self._by_weapon(mode, key, [self._lex.weapons[self._word(w)] for w in weapons])
        things = tuple(w for w in weapons if self._word(w) not in self._lex.bearers)
        return Kind(mode, self._acled.key(key, sides, first, last) if key is not None else None, things)

    def _noun_entry(self, candidate: Candidate) -> tuple[str | None, str | None] | None:
        if candidate.noun is None:
            return None
        for entry in self._lex.nouns.get(self._s.lemma[candidate.noun], ()):
            if entry.type == candidate.entry.type and self._c.fits(candidate.noun, entry):
                return entry.mode, entry.acled
        return None

    def _word(self, i: int) -> str:
        s, table = self._s, self._lex.weapons
        return s.lower[i] if s.lower[i] in table else s.lemma[i]

    def _weapons(self, candidate: Candidate) -> tuple[int, ...]:
        """Weapon words in the clause, nearest structure first; what is attacked is no weapon."""
        s, table = self._s, self._lex.weapons
        roots = [i for i in (candidate.i, candidate.noun, candidate.governor, candidate.act) if i is not None]
        of_object = candidate.entry.acled in _BY_OBJECT or s.lemma[candidate.i] in self._lex.classes["wield"]
        found: list[int] = []
        stack = list(roots)
        seen = set(roots)
        while stack and len(seen) < 60:
            at = stack.pop()
            for c in s.children[at]:
                dep = s.dep[c]
                if c in seen or not (dep in _DOWN or (dep in _OBJECT and of_object) or self._using(c)):
                    continue
                if dep == "conj" and s.pos[c] == "VERB":
                    continue
                if dep == "prep" and at != candidate.noun and self._aside(c, at):
                    continue
                seen.add(c)
                stack.append(c)
                if s.lower[c] in table or s.lemma[c] in table:
                    found.append(c)
        for i in roots:
            if i not in found and (s.lower[i] in table or s.lemma[i] in table) and i != candidate.i:
                found.append(i)
        return tuple(sorted(found))

    def _aside(self, preposition: int, over: int) -> bool:
        """Whether the phrase says whom or where, and not with what."""
        s = self._s
        return s.lower[preposition] in _WHERE and (s.pos[over] == "VERB" or s.lower[preposition] != "of")

    def _using(self, c: int) -> bool:
        s = self._s
        wield = self._lex.classes["wield"]
        if s.dep[c] == "advcl" and s.lemma[c] in wield:
            return True
        return s.dep[c] == "dobj" and s.lemma[s.head[c]] in wield

    def _by_weapon(self, mode: str | None, key: str | None, named: list[Weapon]) -> tuple[str | None, str | None]:
        order = list(dict.fromkeys((w.mode, w.acled) for w in self._lex.weapons.values()))
        best = min(named, key=lambda w: order.index((w.mode, w.acled)))
        if key == "bomb" and best.acled in ("attack", "shell") and mode == "explosives":
            return mode, key
        if (
            key in _REPLACEABLE
            and best.acled in _REMOTE
            and not (key == "fight" and best.acled in ("bomb", "grenade", "shell"))
        ):
            return best.mode, best.acled
        if key == "attack" and best.acled == "intervention":
            return best.mode, key
        return mode or best.mode, key
