"""Which words of a sentence name events, and which of them name the same one."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.events.clause import Clause
from dateline.reading.events.words import Entry, Lexicon
from dateline.reading.layers import Sentence

_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that names an event.

    Attributes:
        i: the word.
        entry: its row of the dictionary.
        governor: of a noun: the light verb that brings it about, or the harm verb that it is joined to.
        swapped: the governor's subject is not who acts ("suffered an attack").
        also: words that tell the same event.
        noun: an event noun that says more of how ("killed in an airstrike").
        act: a verb that says more of how and who ("killed when rebels shelled …").
    """

    i: int
    entry: Entry
    verb: bool
    governor: int | None = None
    swapped: bool = False
    also: tuple[int, ...] = ()
    noun: int | None = None
    act: int | None = None


class Triggers:
    """Finds the event words of sentences of one document."""

    def __init__(self, clause: Clause, lexicon: Lexicon) -> None:
        self._c = clause
        self._s = clause.s
        self._lex = lexicon
        self._calm = False

    def of(self, sentence: Sentence) -> list[Candidate]:
        """The events of a sentence, in text order; mentions of one event are one."""
        s, lex = self._s, self._lex
        self._calm = self._by_nature(sentence)
        verbs: dict[int, Entry] = {}
        nouns: list[int] = []
        for i in range(sentence.first, sentence.last):
            pos = s.pos[i]
            if pos == "VERB" or (pos == "ADJ" and s.lemma[i] in lex.verbs):
                if s.dep[i] in ("amod", "compound") or (pos == "ADJ" and s.dep[i] not in ("acomp", "oprd")):
                    continue
                entry = self.entry(i)
                if entry is not None:
                    verbs[i] = entry
            elif pos in _NOMINAL and s.lemma[i] in lex.nouns:
                nouns.append(i)
        found = {i: Candidate(i, e, True) for i, e in verbs.items() if e.type is not None}
        for n in nouns:
            self._noun(n, verbs, found)
        self._fold_harm(found)
        return [found[i] for i in sorted(found)]

    def entry(self, i: int) -> Entry | None:
        """The row of the dictionary that verb or adjective `i` fits, also where it is no event."""
        s, lex = self._s, self._lex
        keys = [s.lemma[i]] if s.lower[i] not in lex.verbs else [s.lower[i], s.lemma[i]]
        particle = s.kid(i, "prt")
        if particle is not None:
            keys.insert(0, f"{s.lemma[i]}_{s.lower[particle]}")
        else:
            keys += [f"{s.lower[c]}_{s.lemma[i]}" for c in s.children[i] if s.dep[c] == "advmod" and c < i]
        for key in keys:
            rows = lex.verbs.get(key)
            if rows is None:
                continue
            subject = self._c.subject(i)
            for entry in rows:
                if self._c.fits(i, entry, subject):
                    return None if self._calm and entry.type == "ASSAULT" else entry
        return None

    def _by_nature(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of a disaster or an accident and of no weapon or fighter."""
        lemmas = frozenset(self._s.lemma[sentence.first : sentence.last])
        classes, groups = self._lex.classes, self._lex.participants
        exploded = lemmas & {"explosion", "explode", "blast"} and lemmas & classes["explosion_word"]
        if not (lemmas & classes["disaster"] or exploded):
            return False
        armed = lemmas & (
            groups["political"] | groups["armed"] - {"police", "officer", "force", "personnel", "position"}
        )
        return not (
            armed or any(w in self._lex.weapons for w in lemmas - classes["explosion_word"] - {"explosion", "blast"})
        )

    def _noun_entry(self, n: int, subject: int | None) -> Entry | None:
        for entry in self._lex.nouns[self._s.lemma[n]]:
            if self._c.fits(n, entry, subject):
                return entry if entry.type is not None and not (self._calm and entry.type == "ASSAULT") else None
        return None

    def _governor(self, n: int) -> tuple[int | None, str, str]:
        """The predicate over a noun, the noun's relation to it, and the preposition between."""
        s = self._s
        at, word = n, ""
        for _ in range(6):
            head, dep = s.head[at], s.dep[at]
            if head == at:
                return None, "ROOT", word
            if dep in ("conj", "appos"):
                at = head
                continue
            if dep == "pobj" and s.lower[head] == "of" and s.lemma[s.head[head]] in self._lex.classes["partitive"]:
                at = s.head[head]
                continue
            if dep in ("pobj", "pcomp"):
                word = s.lower[head]
                up = s.head[head]
                return (up, "pobj", word) if s.pos[up] in ("VERB", "AUX") else (up, "noun", word)
            if s.pos[head] in ("VERB", "AUX"):
                return head, dep, word
            return head, "noun", word
        return None, "", word

    def _noun(self, n: int, verbs: dict[int, Entry], found: dict[int, Candidate]) -> None:
        s, lex = self._s, self._lex
        governor, relation, word = self._governor(n)
        if s.dep[n] in ("compound", "amod", "nmod", "poss"):
            return
        verb = governor if relation not in ("noun", "ROOT", "") else None
        subject = self._c.subject(verb) if verb is not None else None
        entry = self._noun_entry(n, subject)
        if entry is None:
            return
        lemma = self._phrase(verb) if verb is not None else ""
        if verb is not None and verb in found and self._joins(n, verb, relation, word, found, entry):
            return
        if verb is not None and verb in verbs:
            if verbs[verb].type is None and relation == "pobj" and word in ("with", "by"):
                found[n] = Candidate(n, entry, False, verb, True)  # "were hit with strikes by miners"
                return
            if verbs[verb].type is None or relation in ("dobj", "nsubjpass", "dative", "oprd") or not entry.alone:
                return
        if relation in ("dobj", "nsubjpass", "nsubj", "attr", "oprd") and verb is not None:
            if lemma in lex.light or s.lemma[verb] in lex.light:
                if relation == "nsubj" and ((self._definite(n) and not entry.alone) or s.lemma[verb] == "be"):
                    return
                swapped = lemma in lex.swap or s.lemma[verb] in lex.swap
                found[n] = Candidate(n, entry, False, verb, swapped)
                return
            if s.lemma[verb] in lex.judging:
                return
        if (
            relation == "pobj"
            and verb is not None
            and s.lemma[verb] in lex.light
            and word in ("to", "under", "with", "in", "into", "for")
        ):
            if s.lemma[verb] in ("come", "go", "engage", "enter", "participate", "hit", "put", "take"):
                found[n] = Candidate(n, entry, False, verb, s.lemma[verb] in ("come", "hit"))
                return
        if s.dep[n] == "conj" and s.head[n] in found and found[s.head[n]].entry.type == entry.type:
            return
        if entry.alone and self._told(n, relation):
            found[n] = Candidate(n, entry, False)

    def _phrase(self, verb: int) -> str:
        particle = self._s.kid(verb, "prt")
        lemma = self._s.lemma[verb]
        return f"{lemma}_{self._s.lower[particle]}" if particle is not None else lemma

    def _definite(self, n: int) -> bool:
        s = self._s
        return any(s.lower[c] in ("the", "this", "that", "these", "those") for c in s.children[n])

    def _joins(self, n: int, verb: int, relation: str, word: str, found: dict[int, Candidate], entry: Entry) -> bool:
        """Fold a noun into the harm verb that tells what it did ("the blast killed", "were killed in a raid")."""
        s, lex = self._s, self._lex
        harm = s.lemma[verb] in lex.harm and found[verb].entry.type == entry.type
        if not harm:
            return False
        if relation == "nsubj" and not found[verb].swapped:
            old = found.pop(verb)
            found[n] = Candidate(n, entry, False, verb, False, (*old.also, verb))
            return True
        if relation == "pobj" and word in lex.inside and found[verb].noun is None:
            old = found[verb]
            found[verb] = Candidate(verb, old.entry, True, None, False, (*old.also, n), n)
            return True
        return False

    def _told(self, n: int, relation: str) -> bool:
        """Whether a noun by itself tells an event: it names who or whom, or it is what a headline says."""
        s = self._s
        if relation == "ROOT":
            return True
        for c in s.children[n]:
            if s.dep[c] == "prep" and s.lower[c] in ("by", "on", "against", "between", "of", "with", "from"):
                return True
            if s.dep[c] == "agent" or (s.dep[c] == "poss" and s.pos[c] != "PRON"):
                return True
            if s.dep[c] in ("amod", "compound", "nmod") and self._c.doc[c].ent_type_ in ("GPE", "NORP", "ORG"):
                return True
        return False

    def _fold_harm(self, found: dict[int, Candidate]) -> None:
        """Fold "killing", "and wounded" into the act that they follow from."""
        s, lex = self._s, self._lex
        for i in sorted(found):
            candidate = found.get(i)
            if candidate is None or not candidate.verb or s.lemma[i] not in lex.harm:
                continue
            act = self._act_under(i, found)
            if act is not None:
                below = found.pop(act)
                verb = below.i if below.verb else below.governor
                noun = below.noun if below.verb else below.i
                found[i] = Candidate(i, below.entry, True, None, False, (*candidate.also, act, *below.also), noun, verb)
                continue
            act = self._act_over(i, found)
            if act is not None and found[act].entry.type == candidate.entry.type:
                old = found[act]
                noun = old.noun if old.noun is not None else candidate.noun
                found[act] = Candidate(
                    act, old.entry, old.verb, old.governor, old.swapped, (*old.also, i, *candidate.also), noun
                )
                del found[i]

    def _act_under(self, i: int, found: dict[int, Candidate]) -> int | None:
        """The act that a passive of harm resulted from: "were killed when rebels shelled the town"."""
        s = self._s
        if not (self._c.passive(i) or s.lemma[i] == "die"):
            return None
        if s.kid(i, "agent") is not None:
            return None
        for c in s.children[i]:
            if s.dep[c] != "advcl" or not any(s.lower[k] in ("when", "after", "as", "while") for k in s.children[c]):
                continue
            for candidate in found.values():
                act = candidate.i if candidate.verb else candidate.governor
                if act == c and candidate.entry.type == "ASSAULT":
                    return candidate.i
        return None

    def _act_over(self, i: int, found: dict[int, Candidate]) -> int | None:
        s = self._s
        at = i
        for _ in range(4):
            if s.dep[at] not in ("advcl", "conj", "relcl", "acl"):
                return None
            if s.dep[at] == "advcl" and s.kid(at, "mark") is not None and s.tag[at] != "VBG":
                return None
            head = s.head[at]
            if head in found:
                return head
            for candidate in found.values():
                if candidate.governor == head:
                    return candidate.i
            at = head
        return None
