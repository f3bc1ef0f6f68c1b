"""Event nouns: under a verb that brings them about ("held talks"), beside harm ("killed in a raid"), or alone."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.events.candidate import Candidate
from dateline.reading.events.clause import Clause
from dateline.reading.events.words import Entry, Lexicon

_OBJECT = frozenset({"dobj", "nsubjpass", "dative", "oprd"})
_ARGUMENT = frozenset({"dobj", "nsubjpass", "nsubj", "attr", "oprd"})
_MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TELLING = frozenset({"by", "on", "against", "between", "of", "with", "from"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a noun stands: under the verb `verb` in `relation`, over the preposition `word` where there is one."""

    verb: int | None
    relation: str
    word: str = ""


class Nouns:
    """Decides which event nouns of a document tell events."""

    def __init__(self, clause: Clause, lexicon: Lexicon) -> None:
        self._c, self._s, self._lex = clause, clause.s, lexicon

    def add(self, n: int, verbs: dict[int, Entry], found: dict[int, Candidate], calm: bool) -> None:
        """Add noun `n` to `found`, or join it to a verb there, or leave it.

        Args:
            n: an event noun.
            verbs: rows of the sentence's verbs, those that are no events too.
            found: the sentence's events so far, by trigger.
            calm: the sentence tells of a disaster and no violence.
        """
        if self._s.dep[n] in _MODIFIER or self._s.lower[self._s.head[n]] == "without":
            return
        place = self._place(n)
        entry = self._entry(n, self._c.subject(place.verb) if place.verb is not None else None)
        if entry is None or (calm and entry.type == "ASSAULT"):
            return
        if place.verb is not None:
            if self._joins(n, place, found, entry):
                return
            candidate, done = self._under(n, place, entry, verbs)
            if candidate is not None:
                found[n] = candidate
            if done:
                return
        s = self._s
        head = found.get(s.head[n])
        if s.dep[n] == "conj" and head is not None and head.entry.type == entry.type:
            return
        if entry.alone and self._told(n, place.relation):
            found[n] = Candidate(n, entry, False)
        elif self._reported(n) and self._new(n, entry):
            found[n] = Candidate(n, entry, False, new=True)

    def _entry(self, n: int, subject: int | None) -> Entry | None:
        for entry in self._lex.nouns[self._s.lemma[n]]:
            if self._c.fits(n, entry, subject):
                return entry if entry.type is not None else None
        return None

    def _place(self, n: int) -> Place:
        s, partitive = self._s, self._lex.classes["partitive"]
        at = n
        for _ in range(6):
            head, dep = s.head[at], s.dep[at]
            if head == at:
                return Place(None, "ROOT")
            if dep in ("conj", "appos"):
                at = head
            elif dep == "pobj" and s.lower[head] == "of" and s.lemma[s.head[head]] in partitive:
                at = s.head[head]
            elif dep in ("pobj", "pcomp"):
                up = s.head[head]
                verb = up if s.pos[up] in ("VERB", "AUX") else None
                return Place(verb, "noun" if verb is None else "pobj", s.lower[head])
            else:
                return Place(head, dep) if s.pos[head] in ("VERB", "AUX") else Place(None, "noun")
        return Place(None, "noun")

    def _under(self, n: int, place: Place, entry: Entry, verbs: dict[int, Entry]) -> tuple[Candidate | None, bool]:
        """What the verb over a noun makes of it: an event, and whether that settles the noun."""
        s, lex, verb = self._s, self._lex, place.verb
        assert verb is not None
        if place.relation in _OBJECT and s.lemma[verb] in lex.opens and self._new(n, entry):
            return Candidate(n, entry, False, new=True), True
        if s.lemma[verb] in lex.naming and (place.relation in ("oprd", "attr") or place.word == "as"):
            return None, True
        if s.lemma[verb] in lex.naming and place.relation == "dobj" and s.kid(verb, "oprd") is not None:
            return None, True  # "called the arrests a purge"
        if verb in verbs:
            if "swap" in verbs[verb].roles and place.relation == "pobj" and verbs[verb].type == entry.type:
                return None, True  # "came under attack": the phrase is the event
            if verbs[verb].type is None and place.relation == "pobj" and place.word in ("with", "by"):
                return Candidate(n, entry, False, verb, True), True  # "were hit with strikes by miners"
            if verbs[verb].type is None or place.relation in _OBJECT or not entry.alone:
                return None, True
        names = {s.lemma[verb], self._c.phrase(verb)}
        if place.relation in _ARGUMENT:
            if names & lex.light:
                if place.relation == "nsubj" and (s.lemma[verb] == "be" or (self._definite(n) and not entry.alone)):
                    return None, True
                return Candidate(n, entry, False, verb, bool(names & lex.swap)), True
            return None, s.lemma[verb] in lex.judging
        if place.relation == "pobj" and s.lemma[verb] in lex.into and place.word in lex.into_by:
            swap = s.lemma[verb] in lex.into_swap and place.word != "in"  # "came in shooting" is no "came under fire"
            return Candidate(n, entry, False, verb, swap), True
        return None, False

    def _definite(self, n: int) -> bool:
        return any(self._s.lower[c] in _DEFINITE for c in self._s.children[n])

    def _reported(self, n: int) -> bool:
        s = self._s
        return s.dep[n] == "pobj" and s.lower[s.head[n]] == "of" and s.lemma[s.head[s.head[n]]] == "report"

    def _new(self, n: int, entry: Entry) -> bool:
        """Whether a noun of violence is told for the first time: it has no article, or an indefinite one."""
        held = any(self._s.dep[c] == "poss" for c in self._s.children[n])
        return entry.alone and entry.type in ("ASSAULT", "COERCE") and not (held or self._definite(n))

    def _joins(self, n: int, place: Place, found: dict[int, Candidate], entry: Entry) -> bool:
        """Join a noun to the verb of what it did ("the blast killed", "a strike hit", "were killed in a raid")."""
        verb = place.verb
        old = found.get(verb) if verb is not None else None
        if verb is None or old is None or old.entry.type != entry.type:
            return False
        if self._s.lemma[verb] not in self._lex.harm and entry.type != "ASSAULT":
            return False
        if place.relation == "nsubj" and not old.swapped:
            del found[verb]
            found[n] = Candidate(n, entry, False, verb, also=(*old.also, verb))
            return True
        if place.relation == "pobj" and place.word in self._lex.inside and old.noun is None:
            found[verb] = Candidate(verb, old.entry, True, also=(*old.also, n), noun=n)
            return True
        return False

    def _told(self, n: int, relation: str) -> bool:
        """Whether a noun by itself tells an event: it names who or whom, or it is what a headline says."""
        s = self._s
        if relation == "ROOT":
            return True
        for c in s.children[n]:
            if s.dep[c] == "prep" and s.lower[c] in _TELLING:
                return True
            if s.dep[c] == "agent" or (s.dep[c] == "poss" and s.pos[c] != "PRON"):
                return True
            if s.dep[c] in _MODIFIER and self._c.doc[c].ent_type_ in ("GPE", "NORP", "ORG"):
                return True
        return False
