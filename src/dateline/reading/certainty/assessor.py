"""Status and certainty of one predicate: what its own words say, then what governs it, outward through the clause.

Choices, where English leaves one: "tried to seize" is hypothetical (an attempt tells of no outcome); "plans to",
"will" and a bare purpose clause are planned; "failed to", "refused to" and a negation are denied; a clause under
"said that" keeps its own assessment, since the attribution carries who vouches for it.
"""

from __future__ import annotations

from dateline.reading.certainty.words import STATUS_OF, words
from dateline.reading.layers import Assessment, Layers
from dateline.reading.syntax import syntax_of
from dateline.record import Certainty, Status

PLAIN = Assessment()
DEPTH = 40  # clauses inside clauses; deeper than any sentence a person wrote
_RANK: dict[Certainty, int] = {"stated": 0, "hedged": 1, "conditional": 2, "disputed": 3}
_WEAK: tuple[Status, ...] = ("happened", "begun")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def combine(inner: Assessment, outer: Assessment) -> Assessment:
    """What an inner predicate is under what an outer word makes of it."""
    if inner is PLAIN:
        return outer
    if outer is PLAIN:
        return inner
    certainty = max(inner.certainty, outer.certainty, key=_RANK.__getitem__)
    if inner.status == "denied" and outer.status == "denied":
        status: Status = "happened"  # "did not fail to fire"
    elif outer.status == "denied" or (inner.status in _WEAK and outer.status != "happened"):
        status = outer.status
    else:
        status = inner.status
    return Assessment(status, certainty, inner.cue or outer.cue)


class Assessor:
    """Assesses tokens of one report; remembers what it worked out."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._s = syntax_of(layers.doc)
        self._w = words()
        self._known: dict[int, Assessment] = dict(layers.assessments)

    def of(self, i: int, depth: int = 0) -> Assessment:
        """The assessment of token `i`: a verb, an event noun, or any word, which then takes its governor's."""
        known = self._known.get(i)
        if known is None:
            if depth > DEPTH:
                return PLAIN
            known = combine(self._local(i), self._outer(i, depth + 1))
            self._known[i] = known
        return known

    def _made(self, status: Status, certainty: Certainty, cue: int) -> Assessment:
        return Assessment(status, certainty, self._layers.stretch(cue, cue + 1))

    # --- what the predicate's own words say

    def _local(self, i: int) -> Assessment:
        return self._local_noun(i) if self._s.pos[i] in NOMINAL else self._local_verb(i)

    def _local_noun(self, i: int) -> Assessment:
        s, w = self._s, self._w
        found = PLAIN
        for c in s.children[i]:
            dep, word = s.dep[c], s.lower[c]
            if dep in ("det", "neg") and word in w.absent:
                found = combine(found, self._made("denied", "stated", c))
            elif dep in ("amod", "compound", "advmod", "nmod") and (kind := w.adjectives.get(word)):
                found = combine(found, self._from_kind(kind, c))
        return found

    def _from_kind(self, kind: str, cue: int) -> Assessment:
        if kind == "hedged":
            return self._made("happened", "hedged", cue)
        return self._made(kind, "stated", cue)  # type: ignore[arg-type]  # keys of the data file, checked in tests

    def _local_verb(self, i: int) -> Assessment:
        s, w = self._s, self._w
        found, modal, perfect = PLAIN, -1, False
        for c in s.children[i]:
            dep = s.dep[c]
            if dep in ("aux", "auxpass"):
                if s.lower[c] in w.modals and s.tag[c] == "MD":
                    modal = c
                perfect = perfect or s.lower[c] == "have"
            elif dep == "neg" or (dep in ("advmod", "preconj") and s.lower[c] in w.negators):
                if not (c + 1 < len(s.lower) and s.lower[c + 1] in w.weak):
                    found = combine(found, self._made("denied", "stated", c))
            elif dep == "advmod" and s.lower[c] in w.hedges:
                found = combine(found, self._made("happened", "hedged", c))
            elif dep in ("nsubj", "nsubjpass", "dobj") and self._absent(c):
                found = combine(found, self._made("denied", "stated", c))
            elif dep == "punct" and s.lower[c] == "?" and s.dep[i] == "ROOT":
                found = combine(found, self._made("hypothetical", "stated", c))
        if modal >= 0:
            found = combine(found, self._modal(modal, perfect))
        return self._main_of_condition(i, found)

    def _absent(self, c: int) -> bool:
        s, absent = self._s, self._w.absent
        if s.lower[c] in absent:
            return s.lower[c] != "no"
        return any(s.dep[d] in ("det", "neg") and s.lower[d] in absent for d in s.children[c])

    def _modal(self, c: int, perfect: bool) -> Assessment:
        kind, word = self._w.modals[self._s.lower[c]], self._s.lower[c]
        if perfect and (kind == "hypothetical" or word == "must"):
            return self._made("happened", "hedged", c)
        if perfect and word != "will":
            return self._made("hypothetical", "conditional", c)
        if kind == "hypothetical":
            return self._made("hypothetical", "hedged", c)
        return self._from_kind(kind, c)

    def _main_of_condition(self, i: int, found: Assessment) -> Assessment:
        s = self._s
        for c in s.children[i]:
            if s.dep[c] == "advcl" and (mark := self._condition(c)) is not None:
                if found.status == "planned":
                    return self._made("hypothetical", "conditional", mark)
                return combine(found, self._made("happened", "conditional", mark))
        return found

    def _condition(self, clause: int) -> int | None:
        """The word that makes an adverbial clause a condition."""
        s, w = self._s, self._w
        if s.lower[clause] in w.conditional and s.tag[clause] in ("VBN", "VBG"):
            return clause
        for c in s.children[clause]:
            if s.dep[c] in ("mark", "aux") and s.lower[c] in w.conditional:
                if s.dep[c] == "aux" and s.lower[c] == "should":
                    continue
                before = s.lower[c - 1] if c else ""
                return None if before in ("even", "as") else c
        return None

    # --- what governs it

    def _outer(self, i: int, depth: int) -> Assessment:
        s = self._s
        dep, head = s.dep[i], s.head[i]
        if head == i:
            return self._headline_infinitive(i)
        if dep == "conj":
            return self._conjunct(i, head, depth)
        if s.pos[i] in NOMINAL:
            return self._outer_noun(i, dep, head, depth)
        if dep in ("xcomp", "ccomp"):
            return self._complement(i, head, depth)
        if dep in ("pcomp", "pobj"):
            return self._after_preposition(i, head, depth)
        if dep in ("acl", "relcl"):
            return self._on_noun(i, head) if dep == "acl" else PLAIN
        if dep == "advcl":
            return self._adverbial(i, head, depth)
        return (
            self.of(head, depth + 1) if dep == "acomp" and depth < DEPTH else PLAIN
        )  # "reports that ten were missing"

    def _infinitive(self, i: int) -> int | None:
        s = self._s
        return next((c for c in s.children[i] if s.dep[c] == "aux" and s.tag[c] == "TO"), None)

    def _headline_infinitive(self, i: int) -> Assessment:
        s = self._s
        to = self._infinitive(i)
        if to is not None and s.kid(i, "nsubj", "nsubjpass") is not None:
            return self._made("planned", "stated", to)
        return PLAIN

    def _conjunct(self, i: int, head: int, depth: int) -> Assessment:
        s = self._s
        if s.pos[i] in NOMINAL or s.pos[head] in NOMINAL:
            return self._outer(head, depth + 1) if depth < DEPTH else PLAIN
        own = any(s.dep[c] in ("nsubj", "nsubjpass", "aux", "auxpass") for c in s.children[i])
        if own or depth >= DEPTH:
            return self._outer_shared(head, depth)
        if s.tag[i] == "VBD" and s.tag[head] == "VBN" and s.dep[head] == "ccomp" and s.kid(head, "aux") is not None:
            return self._outer_shared(s.head[head], depth)  # "denied that troops had gone in, and blamed the rebels"
        but = any(s.dep[c] == "cc" and s.lower[c] == "but" for c in s.children[head])
        if but or s.tag[i] != s.tag[head]:
            return self._outer_shared(head, depth)
        return self.of(head, depth + 1)

    def _outer_shared(self, head: int, depth: int) -> Assessment:
        """What governs a conjunct also governs the next, as long as it is not a root."""
        return self._outer(head, depth + 1) if self._s.head[head] != head and depth < DEPTH else PLAIN

    def _class_of(self, head: int) -> str | None:
        s, w = self._s, self._w
        pos = s.pos[head]
        if pos in NOMINAL:
            return w.nouns.get(s.lemma[head])
        if pos == "ADJ":
            return w.states.get(s.lower[head])
        return w.verbs.get(s.lemma[head]) or w.states.get(s.lower[head])

    def _complement(self, i: int, head: int, depth: int) -> Assessment:
        s = self._s
        kind = self._class_of(head)
        to = self._infinitive(i)
        if s.lower[head] in self._w.conditional and s.tag[head] in ("VBG", "VBN") and s.dep[head] in ("advcl", "prep"):
            return self._made("hypothetical", "conditional", head)
        if to is None and s.tag[i] not in ("VBG", "VB") and s.dep[i] == "ccomp":
            return self._finite(i, head, kind)
        if s.lemma[head] in ("be", "have", "get") and to is not None:
            if s.lemma[head] == "be":
                return combine(self._made("planned", "stated", to), self.of(head, depth))
            if s.tag[head] != "VBD":
                return combine(self._made("demanded", "stated", head), self.of(head, depth))
        if (kind == "demand" and to is None and s.tag[i] == "VBG") or s.lemma[head] == "stop":
            kind = "real"
        return self._under(kind, head, to, depth)

    def _finite(self, i: int, head: int, kind: str | None) -> Assessment:
        s, w = self._s, self._w
        mark = s.kid(i, "mark")
        if mark is not None and s.lower[mark] in w.open:
            return self._made("hypothetical", "hedged", mark)
        if kind == "deny":
            if self._local_verb(head).status == "denied":
                return PLAIN
            return self._made("denied", "disputed", head)
        if (denial := self._denial_of(head)) is not None:
            return self._made("happened", "disputed", denial)
        if kind in ("believe", "seem"):
            return self._made("happened", "hedged", head)
        if kind == "demand" and s.tag[i] == "VB":
            return self._made("demanded", "stated", head)
        return PLAIN

    def _under(self, kind: str | None, head: int, to: int | None, depth: int) -> Assessment:
        """What a governor of class `kind` makes of an infinitive or a gerund."""
        governor = self.of(head, depth)
        if kind in ("believe", "report", "seem"):
            return combine(self._made("happened", "hedged", head), governor)
        if kind in STATUS_OF:
            made = self._made(STATUS_OF[kind], "disputed" if kind == "deny" else "stated", head)
            if governor.status == "denied":
                return combine(made, governor)
            return combine(
                Assessment(made.status, made.certainty, made.cue), Assessment("happened", governor.certainty)
            )
        if kind is None and to is not None and self._s.pos[head] != "ADJ":
            return combine(self._made("planned", "stated", to), governor)
        return governor

    def _after_preposition(self, i: int, preposition: int, depth: int) -> Assessment:
        s, w = self._s, self._w
        word, head = s.lower[preposition], s.head[preposition]
        if word in w.without:
            return self._made("denied", "stated", preposition)
        if (to := self._infinitive(i)) is not None:
            return self._made("planned", "stated", to)
        if s.dep[preposition] in ("prep", "dative", "agent", "pcomp", "prt") and head != preposition:
            kind = self._class_of(head)
            if word == "from" and kind in ("prevent", "fail", "demand"):
                return combine(
                    self._made("denied", "stated", head), Assessment(certainty=self.of(head, depth).certainty)
                )
            if word == "of" and s.lower[head] in w.case:
                return self._made("hypothetical", "conditional", head)
            if s.pos[head] in NOMINAL:
                return self._of_noun(kind, head, word)
            if word in w.demand_prepositions and kind in ("demand", "plan"):
                return self._made(STATUS_OF[kind], "stated", head)
            if word in ("of", "against") and kind in ("demand", "believe", "threaten"):
                hedge: Certainty = "hedged" if kind == "believe" else "stated"
                return self._made("happened" if kind == "believe" else "hypothetical", hedge, head)
            if word not in w.beyond and not self._definite(i):
                return self.of(head, depth)
        return PLAIN

    def _of_noun(self, kind: str | None, noun: int, word: str) -> Assessment:
        if kind in ("believe", "report") and word in ("of", "about"):
            return self._made("happened", "hedged", noun)
        if kind in STATUS_OF and word in ("of", "for", "against", "on", "at", "to"):
            return self._made(STATUS_OF[kind], "stated", noun)
        return PLAIN

    def _on_noun(self, i: int, noun: int) -> Assessment:
        s = self._s
        kind = self._w.nouns.get(s.lemma[noun])
        to = self._infinitive(i)
        if to is None and s.kid(i, "mark") is None:
            return PLAIN
        if to is None and (denial := self._denial_of(noun)) is not None:
            return self._made("happened", "disputed", denial)
        if kind in ("believe", "report"):
            return self._made("happened", "hedged", noun)
        if kind in STATUS_OF:
            return self._made(STATUS_OF[kind], "disputed" if kind == "deny" else "stated", noun)
        return self._made("planned", "stated", to) if to is not None else PLAIN

    def _denial_of(self, claim: int) -> int | None:
        """The "denied" of "denied claims that 13 soldiers had died": somebody says it, and another does not have it."""
        s, head = self._s, self._s.head[claim]
        denied = s.dep[claim] in ("dobj", "nsubjpass") and self._w.verbs.get(s.lemma[head]) == "deny"
        return head if denied and self._local_verb(head).status != "denied" else None

    def _adverbial(self, i: int, head: int, depth: int) -> Assessment:
        s, w = self._s, self._w
        condition = self._condition(i)
        if condition is not None:
            return self._made("hypothetical", "conditional", condition)
        to = self._infinitive(i)
        if to is not None:
            return self._under(self._class_of(head), head, to, depth)
        mark = s.kid(i, "mark")
        if mark is not None:
            tense = next((s.tag[c] for c in s.children[i] if s.dep[c] in ("aux", "auxpass")), s.tag[i])
            if s.lower[mark] in w.later and tense in ("VBZ", "VBP"):
                return self._made("hypothetical", "stated", mark)
            return PLAIN
        if s.tag[i] in ("VBG", "VBN") and s.kid(i, "nsubj", "nsubjpass") is None:
            return self.of(head, depth)
        return PLAIN

    def _definite(self, i: int) -> bool:
        s = self._s
        return any(s.dep[c] == "poss" or s.lower[c] in _DEFINITE for c in s.children[i])

    def _outer_noun(self, i: int, dep: str, head: int, depth: int) -> Assessment:
        s, w = self._s, self._w
        if dep in ("pobj", "pcomp"):
            return self._after_preposition(i, head, depth)
        if dep not in ("dobj", "nsubjpass", "nsubj", "attr", "oprd"):
            return PLAIN
        lemma = s.lemma[head]
        kind = w.verbs.get(lemma)
        if dep != "nsubj" and kind in STATUS_OF and lemma not in w.plain_objects:
            made = self._made(STATUS_OF[kind], "disputed" if kind == "deny" else "stated", head)
            return combine(made, self._local_verb(head)) if kind == "deny" else made
        if dep == "dobj" and kind == "believe" and lemma not in w.plain_objects:
            return self._made("happened", "hedged", head)
        if lemma in w.light or not self._definite(i):
            return self.of(head, depth)
        return PLAIN
