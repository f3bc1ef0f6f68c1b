"""Which words of a sentence name events, and which of them name the same one."""

from __future__ import annotations

from functools import cache

from dateline.reading.events.candidate import Candidate
from dateline.reading.events.clause import Clause
from dateline.reading.events.harm import fold
from dateline.reading.events.nouns import Nouns
from dateline.reading.events.words import Entry, Lexicon, lexicon
from dateline.reading.layers import Sentence

_NOMINAL = frozenset({"NOUN", "PROPN"})
_EXPLOSION = frozenset({"explosion", "explode", "blast"})
_CIVIC = frozenset({"police", "officer", "force", "personnel", "position"})  # at work in disasters too


@cache
def _violent() -> tuple[frozenset[str], frozenset[str]]:
    """Words for fighters, and for weapons, that tell violence from disaster."""
    lex = lexicon()
    fighters = lex.participants["political"] | (lex.participants["armed"] - _CIVIC)
    return fighters, frozenset(lex.weapons) - lex.classes["explosion_word"] - _EXPLOSION


class Triggers:
    """Finds the event words of sentences of one document."""

    def __init__(self, clause: Clause, lex: Lexicon) -> None:
        self._c, self._s, self._lex = clause, clause.s, lex
        self._nouns = Nouns(clause, lex)
        self._fighters, self._weapons = _violent()

    def of(self, sentence: Sentence) -> list[Candidate]:
        """The events of a sentence, in text order; mentions of one event are one."""
        s, lex = self._s, self._lex
        calm = self._by_nature(sentence)
        verbs: dict[int, Entry] = {}
        nouns: list[int] = []
        for i in range(sentence.first, sentence.last):
            pos = s.pos[i]
            if pos == "VERB" or (pos == "ADJ" and s.dep[i] in ("acomp", "oprd") and s.lemma[i] in lex.verbs):
                entry = self.entry(i) if s.dep[i] not in ("amod", "compound") and not self._people(i) else None
                if entry is not None and not (calm and entry.type == "ASSAULT"):
                    verbs[i] = entry
            elif pos in _NOMINAL and s.lemma[i] in lex.nouns:
                nouns.append(i)
        found = {i: Candidate(i, e, True) for i, e in verbs.items() if e.type is not None}
        for n in nouns:
            self._nouns.add(n, verbs, found, calm)
        if len(found) > 1:
            fold(found, self._c, lex.harm)
        return [found[i] for i in sorted(found)]

    def entry(self, i: int) -> Entry | None:
        """The row of the dictionary that verb or adjective `i` fits, also where it is no event."""
        s, lex = self._s, self._lex
        keys = [s.lemma[i]] if s.lower[i] not in lex.verbs else [s.lower[i], s.lemma[i]]
        particle = s.kid(i, "prt")
        if particle is not None:
            keys.insert(0, f"{s.lemma[i]}_{s.lower[particle]}")
        else:
            if i + 1 < len(s.lower) and s.head[i + 1] == i and s.dep[i + 1] == "advmod":
                keys.insert(0, f"{s.lemma[i]}_{s.lower[i + 1]}")  # "shot down 33 of the missiles"
            keys += [f"{s.lower[c]}_{s.lemma[i]}" for c in s.children[i] if s.dep[c] == "advmod" and c < i]
        for key in keys:
            rows = lex.verbs.get(key)
            if rows is None:
                continue
            subject = self._c.subject(i)
            for entry in rows:
                if self._c.fits(i, entry, subject):
                    return entry
        return None

    def _people(self, i: int) -> bool:
        """Whether a participle is a noun for people: "35 of the wounded"."""
        s = self._s
        return s.tag[i] == "VBN" and s.dep[i] in ("pobj", "dobj", "nsubj") and s.kid(i, "det") is not None

    def _by_nature(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of a disaster or an accident and of no weapon or fighter."""
        lemmas = frozenset(self._s.lemma[sentence.first : sentence.last])
        classes = self._lex.classes
        exploded = not lemmas.isdisjoint(_EXPLOSION) and not lemmas.isdisjoint(classes["explosion_word"])
        if not exploded and lemmas.isdisjoint(classes["disaster"]):
            return False
        return lemmas.isdisjoint(self._fighters) and lemmas.isdisjoint(self._weapons)
