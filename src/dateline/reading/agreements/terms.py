"""The duties that a report says were agreed, told by verbs ("must withdraw") or nouns ("the withdrawal of …")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.agreements.binding import Bound, Setting, binding, is_conjunct, is_negated, says_agreement
from dateline.reading.agreements.lexicon import NUMBER, Told
from dateline.reading.agreements.roles import Roles
from dateline.reading.layers import Sentence
from dateline.record import Duty, Term

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_PARTICLES = frozenset({"out", "back", "in", "over", "up", "down", "off", "go"})
_NESTED = ("xcomp", "ccomp", "advcl", "relcl", "acl", "pcomp")


@dataclass(frozen=True, slots=True)
class Duties:
    """Finds terms in the sentences of one report; build it once per stage call."""

    roles: Roles

    def terms(self, sentence: Sentence, setting: Setting) -> Iterator[Term]:
        """Terms of one sentence, in text order, without ids."""
        told: set[int] = set()
        for token in self.roles.layers.doc[sentence.first : sentence.last]:
            if token.pos_ in ("VERB", "AUX"):
                term = None if self._under(token, told) else self._of_verb(token, setting)
            else:
                term = None if setting == "pledge" else self._of_noun(token)
            if term:
                told.add(token.i)
                yield term

    def _under(self, verb: Token, told: set[int]) -> bool:
        """Whether a verb only fills in a term that is told already ("allow trucks to enter")."""
        for _ in range(8):
            if is_conjunct(verb) and verb.head.i not in told:
                verb = verb.head
                continue
            inner = verb.dep_ in _NESTED and not is_conjunct(verb)
            if not inner or verb.head.i == verb.i:
                return False
            verb = verb.head
            if verb.lemma_.lower() in self.roles.lex.words["commit_verbs"] and verb.i not in told:
                return False
            if verb.i in told:
                return True
        return False

    def _of_verb(self, verb: Token, setting: Setting) -> Term | None:
        bound = binding(verb, setting, self.roles.lex)
        told = bound is not None and bound.modality != "offers" and verb.tag_ in ("VBD", "VBG")
        if bound is None or (told and not any(c.dep_ == "aux" for c in verb.children)):
            return None
        forbids = bound.modality == "must_not" or is_negated(verb)
        duty = self.duty_of(verb, forbids)
        if duty is not None:
            term = self.roles.of_verb(verb, duty, bound.modality)
            return term if bound.strong or setting in ("laid", "own") or term.obligors else None
        if not self._is_other(verb, bound, setting):
            return None
        term = self.roles.of_verb(verb, "other", bound.modality)
        return term if term.obligors or forbids else None

    def _is_other(self, verb: Token, bound: Bound, setting: Setting) -> bool:
        """Whether a clause that names none of our duties is one all the same: plainly bound, and more than talk."""
        words, lemma = self.roles.lex.words, verb.lemma_.lower()
        carries = lemma in words["commit_verbs"] | words["bind_verbs"]
        carries |= lemma in words["content_verbs"] and says_agreement(verb, self.roles.lex)
        if verb.pos_ != "VERB" or carries or lemma in words["no_duty"]:
            return False
        told = setting in ("laid", "own") or bound.pledged or (bound.strong and bound.modality == "must_not")
        if bound.modality == "offers" or not told:
            return False
        inner = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX"))
        return not any(True for _ in inner)

    def duty_of(self, verb: Token, forbids: bool = False) -> Duty | None:
        """The duty that a verb with its objects tells of."""
        lemma = verb.lemma_.lower()
        particles = {
            c.lower_ for c in verb.children if c.lower_ in _PARTICLES and c.dep_ in ("prt", "advmod", "prep", "ccomp")
        }
        objects = frozenset(self._objects(verb))
        joined = {f"{lemma} {p}" for p in particles} | {f"{lemma} {o}" for o in objects & {"fire"}}
        plain = {c.lemma_.lower() for c in verb.children if c.dep_ in _OBJECTS}
        near = (t for c in verb.children if c.dep_ in (*_OBJECTS, "prt") for t in (*c.conjuncts, *c.children))
        plain |= {t.lemma_.lower() for t in near} | ({NUMBER} & objects)
        if is_conjunct(verb) and any(c.dep_ == "dobj" and c.pos_ == "PRON" for c in verb.children):
            plain |= objects
        duty = self.roles.lex.duty_of(Told(frozenset({lemma, *joined}), objects, frozenset(plain), forbids))
        return None if forbids and duty == "withdraw" else duty  # who may not move troops does not owe to withdraw

    def _objects(self, verb: Token) -> Iterator[str]:
        """Lemmas of what a verb acts on: objects, what its prepositions govern, and what is let happen."""
        near = [c for c in verb.children if c.dep_ in _OBJECTS]
        if near and all(n.pos_ == "PRON" for n in near) and is_conjunct(verb):
            yield from self._objects(verb.head)  # "withdraw their guns or hand them over"
        near += [
            g for c in verb.children if c.dep_ in ("prep", "prt") for g in c.children if g.dep_ in ("pobj", "pcomp")
        ]
        for inner in (c for c in verb.children if c.dep_ in ("ccomp", "xcomp")):
            yield inner.lemma_.lower()
            near += [c for c in inner.children if c.dep_ in ("nsubj", "nsubjpass")]
        for noun in near:
            for token in (noun, *noun.conjuncts, *noun.children):
                yield token.lemma_.lower()
                if token.like_num and token.i == noun.i:
                    yield NUMBER

    def _of_noun(self, noun: Token) -> Term | None:
        """ "calls for the withdrawal of X", "agreed to the release of prisoners"."""
        duty = self.roles.lex.nouns.get(noun.lemma_.lower())
        if duty is None or noun.pos_ != "NOUN":
            return None
        first = noun
        while first.dep_ == "conj":
            first = first.head
        verb = first.head.head if first.dep_ == "pobj" else first.head
        words = self.roles.lex.words
        if verb.pos_ != "VERB" or first.dep_ not in ("dobj", "pobj") or is_negated(verb):
            return None
        lemma, asked = verb.lemma_.lower(), says_agreement(verb, self.roles.lex)
        agreed = (
            lemma in ("agree", "pledge", "promise", "commit")
            and first.dep_ == "pobj"
            and first.head.lower_ in ("to", "on")
        )
        if not agreed and not (lemma in words["content_verbs"] and asked):
            return None
        if agreed and verb.dep_ in ("xcomp", "advcl"):
            return None
        return self._nominal(noun, duty, verb if agreed else None)

    def _nominal(self, noun: Token, duty: Duty, verb: Token | None) -> Term | None:
        """A term of a noun; who does it is told by "of X" or "by X", else by who agreed to it."""
        roles = self.roles
        after = [(c.lower_, g) for c in noun.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
        doers = [g for p, g in after if p == "by"]
        if duty in ("withdraw", "disarm"):
            doers += [g for p, g in after if p == "of"] + [c for c in noun.children if c.dep_ == "poss"]
        found = tuple(dict.fromkeys(a for g in doers for a in roles.index.all_for_np(g)))
        if not found and verb is not None and duty not in ("withdraw", "disarm"):
            found = roles.obligors(verb, passive=False)
        return roles.of_noun(noun, found, duty)
