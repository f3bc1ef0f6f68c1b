"""Grammar of one clause: subject, object, complements of a predicate, as token indices."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.reading.clauses import verbs
from dateline.reading.events.words import Condition, Entry, lexicon
from dateline.reading.syntax import Syntax, syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEPTH = 8
_NAMING = {"NOUN", "PROPN"}
_CHARGING = frozenset({"accuse", "suspect", "convict", "acquit"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})


@lru_cache(maxsize=2)
def clause_of(doc: Doc) -> Clause:
    """The answers about `doc`; kept for all that ask of the same report."""
    return Clause(doc)


class Clause:
    """Answers about the clauses of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.s: Syntax = syntax_of(doc)
        classes = lexicon().classes
        self._partitive, self._control = classes["partitive"], classes["object_control"]
        self._needing, self._finding = classes["needs_object"], classes["finding"]
        self._passive: dict[int, bool] = {}
        self._object: dict[int, int | None] = {}

    def antecedent(self, i: int) -> int:
        """What a relative pronoun stands for; any other token is itself."""
        s = self.s
        if s.lower[i] not in _RELATIVE or s.pos[i] not in ("PRON", "DET", "SCONJ"):
            return i
        verb = s.head[i]
        for _ in range(DEPTH):
            if s.dep[verb] == "relcl":
                return s.head[verb]
            verb = s.head[verb]
        return i

    def passive(self, i: int) -> bool:
        """Whether verb `i` is passive: with an auxiliary, a bare participle on a noun, or sharing either."""
        if i not in self._passive:
            self._passive[i] = self._in_passive(i)
        return self._passive[i]

    def _in_passive(self, i: int) -> bool:
        s = self.s
        for _ in range(DEPTH):
            if s.tag[i] not in ("VBN", "VBD"):
                return False
            if self._found(i) is not None:
                return True
            if any(s.dep[c] in ("auxpass", "nsubjpass", "agent", "csubjpass") for c in s.children[i]):
                return True
            if s.dep[i] == "acl":
                return s.tag[i] == "VBN" and not any(s.dep[c] == "dobj" for c in s.children[i])
            if s.dep[i] != "conj" or any(s.dep[c] in ("nsubj", "aux", "dobj") for c in s.children[i]):
                return self._headline(i)
            i = s.head[i]
        return False

    def _found(self, i: int) -> int | None:
        """Who was found or reported to be what participle `i` says ("was found shot dead", "found him shot")."""
        s = self.s
        head = s.head[i]
        if s.tag[i] != "VBN" or s.dep[i] not in ("xcomp", "oprd", "acomp") or s.lemma[head] not in self._finding:
            return None
        if any(s.dep[c] in ("nsubj", "nsubjpass", "aux", "dobj") for c in s.children[i]):
            return None
        theme = s.kid(head, "nsubjpass")
        return theme if theme is not None else s.kid(head, "dobj")

    def _headline(self, i: int) -> bool:
        """Whether a verb that needs an object has none and follows its noun ("Two killed in Kano", "were" left out)."""
        s = self.s
        if s.lemma[i] not in self._needing or s.kid(i, "nsubj") is None:
            return False
        below = s.kids(i, "dobj", "ccomp", "xcomp", "oprd", "attr", "prt", "aux", "dative", "npadvmod")
        beside = [c for c in s.children[i] if s.dep[c] == "conj" and s.kid(c, "nsubj") is None]
        return not below and not any(s.kid(c, "dobj") is not None for c in beside)

    def subject(self, i: int, depth: int = 0) -> int | None:
        """Who does `i`: subject, agent of a passive, or what control and coordination hand on."""
        s = self.s
        if self.passive(i):
            by = s.kid(i, "agent")
            if by is not None:
                return s.kid(by, "pobj")
            return None
        own = s.kids(i, "nsubj", "csubj")
        if own:
            before = [c for c in own if c < i]  # of two the nearer: the first is a label ("GENERAL: The rebels fired")
            return self.antecedent(before[-1] if before else own[0])
        if (beside := self._beside(i)) is not None:
            return beside
        if depth > DEPTH or s.head[i] == i:
            return None
        head, dep = s.head[i], s.dep[i]
        if dep == "acl" and s.tag[i] in ("VBG", "VB"):
            return head if s.tag[i] == "VBG" else self.owner(head, depth)
        if dep == "conj":
            had = any(s.dep[c] == "aux" and s.lemma[c] == "have" for c in s.children[head])
            if had and s.tag[i] == "VBD" and s.tag[head] == "VBN" and s.dep[head] == "ccomp":
                return self.subject(s.head[head], depth + 1)  # "said troops had gone in, and blamed them"
            return self.subject(head, depth + 1) if s.pos[head] in ("VERB", "AUX") else None
        if dep in ("xcomp", "advcl", "ccomp") and s.pos[head] in ("VERB", "AUX", "ADJ"):
            return self._controlled(i, head, dep, depth)
        if dep in ("acomp", "oprd") and s.pos[head] in ("VERB", "AUX"):
            return self.subject(head, depth + 1)
        if dep == "pcomp":
            verb = s.head[head]
            if s.pos[verb] in ("VERB", "AUX"):
                shared = s.kid(verb, "dobj", "nsubjpass")
                return shared if shared is not None else self.subject(verb, depth + 1)
            if s.dep[verb] in ("dobj", "nsubjpass") and s.lemma[s.head[verb]] in _CHARGING:
                return verb  # "accused the air force of bombing a school"
            if s.dep[verb] == "acomp":
                return self.subject(s.head[verb], depth + 1)  # "was guilty of breaking the truce"
            return self.owner(verb, depth)
        return None

    def _beside(self, i: int) -> int | None:
        """The subject of a finite verb that the parse joined to a noun before it ("in Kano and troops have left")."""
        s = self.s
        auxiliaries = s.kids(i, "aux", "auxpass")
        finite = s.tag[auxiliaries[0]] if auxiliaries else s.tag[i]
        at = (auxiliaries[0] if auxiliaries else i) - 1
        if finite not in ("VBP", "VBZ", "VBD", "MD") or s.dep[i] not in ("ccomp", "conj", "ROOT"):
            return None
        while at > 0 and s.pos[at] == "ADV":
            at -= 1
        if at <= 0 or s.dep[at] != "conj" or not {s.pos[at], s.pos[s.head[at]]} <= _NAMING:
            return None
        first = s.head[
            at
        ]  # "Mali and Niger have agreed": both are the subject where no verb or preposition took the first
        return at if s.dep[first] in ("pobj", "dobj", "conj") else first

    def borrowed(self, noun: int) -> bool:
        """Whether a noun is the doer of the verb after it, though the parse lists it with one before ("freed two women
        and Israel released …")."""
        s = self.s
        verb = noun + 1
        while verb < len(s.pos) and s.pos[verb] in ("ADV", "AUX"):
            verb += 1
        if s.dep[noun] != "conj" or verb >= len(s.pos) or s.pos[verb] != "VERB" or s.dep[s.head[noun]] != "dobj":
            return False
        return self._beside(verb) == noun and s.kid(verb, "nsubj", "nsubjpass") is None

    def _controlled(self, i: int, head: int, dep: str, depth: int) -> int | None:
        s = self.s
        if dep == "ccomp" and s.kid(i, "mark") is not None:
            return None
        if dep == "ccomp" and s.lemma[head] in verbs().reporting and (gap := self._gap(i, head)) is not None:
            return gap
        if (
            dep != "advcl"
            and s.tag[i] == "VBG"
            and s.lemma[head] in lexicon().swap
            and s.kid(head, "nsubjpass") is None
        ):
            return None  # "residents reported shelling"
        if dep == "advcl" and s.tag[i] == "VBG" and s.lemma[head] in verbs().reporting:
            said = s.kid(head, "ccomp")
            if said is not None and said < head < i and s.kid(i, "mark") is None:
                return self.subject(said, depth + 1)  # "rebels took the base, officials said, killing 17"
        theme = s.kid(head, "dobj", "dative", "nsubjpass")
        if dep in ("xcomp", "ccomp") and theme is not None and (s.lemma[head] in self._control or self.passive(head)):
            return self.antecedent(theme)
        if s.kid(head, "nsubjpass") is not None:
            return self.antecedent(s.kid(head, "nsubjpass"))  # type: ignore[arg-type]
        if s.pos[head] == "ADJ":
            return self.subject(s.head[head], depth + 1)
        return self.subject(head, depth + 1)

    def _gap(self, i: int, head: int) -> int | None:
        """Whom a clause is about, named before the words that report it ("one of which he said killed")."""
        s = self.s
        speaker = s.kid(head, "nsubj")
        if speaker is None or speaker > head or s.tag[i] not in ("VBD", "VBZ", "VBP"):
            return None
        before = self.doc[speaker].left_edge.i - 1
        return self.antecedent(before) if before >= 0 and s.lower[before] in _RELATIVE else None

    def owner(self, noun: int, depth: int = 0) -> int | None:
        """Who holds a noun: its possessor, or the subject of the verb whose object it is ("made a plan to")."""
        s = self.s
        owner = s.kid(noun, "poss")
        if owner is not None:
            return owner
        if s.dep[noun] in ("dobj", "attr") and s.pos[s.head[noun]] in ("VERB", "AUX"):
            return self.subject(s.head[noun], depth + 1)
        return None

    def object(self, i: int, depth: int = 0) -> int | None:
        """Whom or what `i` is done to: object, subject of a passive, the noun that a participle stands on."""
        if depth:
            return self._find_object(i, depth)
        if i not in self._object:
            self._object[i] = self._find_object(i, 0)
        return self._object[i]

    def _find_object(self, i: int, depth: int) -> int | None:
        s = self.s
        if self.passive(i):
            own = s.kid(i, "nsubjpass", "csubjpass")
            if own is None:
                own = self._found(i)
            if own is None and self._headline(i):
                own = s.kid(i, "nsubj")
            if own is not None:
                return self.antecedent(own)
            if s.dep[i] == "acl":
                beside = s.dep[i - 1] == "pobj" and s.head[s.head[i - 1]] == s.head[i]
                return i - 1 if beside else s.head[i]  # "a report of shots fired"
            if s.dep[i] == "conj" and depth < DEPTH and s.pos[s.head[i]] in ("VERB", "AUX"):
                return self.object(s.head[i], depth + 1)
            return None
        own = s.kid(i, "dobj")
        if own is None and any(s.lower[c] == "dead" for c in s.children[i]):
            own = s.kid(i, "oprd")  # "shot dead a tribal elder"
        if own is not None:
            return self.antecedent(own)
        if s.kid(i, "prep", "prt", "ccomp", "xcomp") is None:
            shared = next((c for c in s.children[i] if s.dep[c] == "conj" and s.pos[c] == "VERB"), None)
            if shared is not None and shared == i + 2:
                return s.kid(shared, "dobj")
        return None

    def counted(self, i: int) -> int:
        """What a quantity counts ("dozens of rockets" is rockets)."""
        s = self.s
        for _ in range(3):
            if s.lemma[i] not in self._partitive and s.pos[i] != "NUM":
                return i
            of = next((c for c in s.children[i] if s.lower[c] == "of"), None)
            below = s.kid(of, "pobj") if of is not None else None
            if below is None:
                return i
            i = below
        return i

    def is_a(self, i: int, members: frozenset[str]) -> bool:
        """Whether token `i`, what it counts, or a conjunct of it is in a class."""
        s = self.s
        i = self.antecedent(i)
        for j in {i, self.counted(i)}:
            if s.lemma[j] in members or s.lower[j] in members:
                return True
            label = s.ent[j]
            if label and "ent:" + label in members and s.pos[j] == "PROPN":
                return True
        return False

    def preps(self, i: int, word: str) -> list[int]:
        """Objects of the prepositions `word` on `i`."""
        s = self.s
        found = []
        for c in s.children[i]:
            if s.dep[c] in ("prep", "agent", "dative", "prt", "advmod") and s.lower[c] == word:
                below = s.kid(c, "pobj", "pcomp")
                if below is None or s.ent[below] not in ("DATE", "TIME"):
                    found.append(below if below is not None else c)
        return found

    def phrase(self, verb: int) -> str:
        """The verb's lemma with its particle, as the dictionary writes it ("carry_out")."""
        particle = self.s.kid(verb, "prt")
        lemma = self.s.lemma[verb]
        return f"{lemma}_{self.s.lower[particle]}" if particle is not None else lemma

    def fits(self, i: int, entry: Entry, subject: int | None = None) -> bool:
        """Whether predicate `i` meets every condition of the entry's frame."""
        return all(self._holds(i, c, subject) == c.wanted for c in entry.frame)

    def _holds(self, i: int, c: Condition, subject: int | None) -> bool:
        s = self.s
        if c.kind == "obj":
            at = self.object(i)
            return at is not None and (c.members is None or self.is_a(at, c.members))
        if c.kind == "subj":
            at = subject if subject is not None else self.subject(i)
            return at is not None and (c.members is None or self.is_a(at, c.members))
        if c.kind == "prep":
            found = self.preps(i, c.word or "")
            if c.members is not None and (at := self.object(i)) is not None:
                found = found + self.preps(at, c.word or "")  # the parse may hang the phrase on the object
            if not found and c.word == "hostage":
                return any(s.lemma[k] in ("hostage", "captive") for k in s.children[i])
            if not found and c.word in ("back", "free", "off"):
                return any(s.lower[k] == c.word for k in s.children[i])
            return any(c.members is None or self.is_a(f, c.members) for f in found)
        if c.kind == "inf":
            return any(
                (self._to(k) if c.members is None else s.lemma[k] in c.members)
                for k in s.children[i]
                if s.dep[k] in ("xcomp", "ccomp", "advcl") and s.tag[k] in ("VB", "VBG")
            )
        if c.kind == "objmod":
            at = self.object(i)
            return at is not None and self._modified(self.counted(at), c.members or frozenset())
        if c.kind == "near":
            return self._near(i, c.members or frozenset())
        if c.kind == "kid":
            return any(
                s.lemma[k] in (c.members or ()) or any(s.lemma[g] in (c.members or ()) for g in s.children[k])
                for k in s.children[i]
            )
        if c.kind == "both":
            at = subject if subject is not None else self.subject(i)
            return at is not None and s.kid(at, "conj") is not None
        if c.kind == "that":
            return s.kid(i, "ccomp") is not None
        if c.kind == "pass":
            return self.passive(i)
        if c.kind == "neg":
            return s.kid(i, "neg") is not None
        return self._modified(i, c.members or frozenset())

    def _to(self, k: int) -> bool:
        return any(self.s.tag[c] == "TO" for c in self.s.children[k])

    def _near(self, i: int, members: frozenset[str]) -> bool:
        """Whether a word of the class stands below predicate `i`, within 40 words."""
        s, stack, steps = self.s, [i], 0
        while stack and steps < 40:
            at = stack.pop()
            steps += 1
            if s.lemma[at] in members:
                return True
            stack += s.children[at]
        return False

    def _modified(self, i: int, members: frozenset[str]) -> bool:
        """Whether a word before the noun is in the class ("hunger strike", "tear gas", "Shahed drone attack")."""
        s = self.s
        for c in s.children[i]:
            if (
                c < i
                and s.dep[c] in ("compound", "amod", "nmod", "nummod", "poss")
                and (s.lemma[c] in members or s.lower[c] in members or self._compound_in(c, members))
            ):
                return True
        return False

    def _compound_in(self, i: int, members: frozenset[str]) -> bool:
        s = self.s
        return any(
            s.lemma[c] in members for c in s.children[i] if s.dep[c] in ("compound", "amod", "conj", "punct") and c != i
        )
