"""The duties that a report says were agreed: who owes what to whom, where, by when, on what condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.actors.index import ActorIndex
from dateline.reading.agreements.lexicon import DutyRule, Lexicon
from dateline.reading.layers import Layers, Sentence, SpanIndex
from dateline.record import Duty, Modality, Term
from dateline.text import Span, cover, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_OBLIGED = frozenset({"must", "shall"})


@dataclass(frozen=True, slots=True)
class Duties:
    """Finds terms in the sentences of one report; build it once per stage call."""

    layers: Layers
    lex: Lexicon
    index: ActorIndex
    places: SpanIndex[str]
    times: SpanIndex[str]

    @classmethod
    def of(cls, layers: Layers, lex: Lexicon, index: ActorIndex) -> Duties:
        """Over the places and times of these layers."""
        places = SpanIndex((m, p.id) for p in layers.places for m in p.mentions)
        return cls(layers, lex, index, places, SpanIndex((t.span, t.id) for t in layers.times if t.end or t.start))

    def terms(self, sentence: Sentence, under: bool) -> Iterator[Term]:
        """Terms of one sentence, in text order, without ids.

        Args:
            sentence: where to look.
            under: whether the sentence tells what an agreement asks for, so that "will" and "is to" are duties.
        """
        for verb in self.layers.doc[sentence.first : sentence.last]:
            if verb.pos_ not in ("VERB", "AUX"):
                continue
            rule = self._rule(verb)
            modality = self._modality(verb, under) if rule else None
            if rule and modality:
                yield self._term(verb, rule.name, modality)

    def _rule(self, verb: Token) -> DutyRule | None:
        lemma = verb.lemma_.lower()
        after = (c for c in verb.children if c.i == verb.i + 1)
        particle = next((c.lower_ for c in after if c.dep_ in ("prt", "advmod", "prep")), "")
        near = [c for c in verb.children if c.dep_ in _OBJECTS]
        near += [
            g for c in verb.children if c.dep_ in ("prep", "prt") for g in c.children if g.dep_ in ("pobj", "pcomp")
        ]
        objects = frozenset(t.lemma_.lower() for n in near for t in (n, *n.conjuncts, *n.children))
        joined = f"{lemma} {particle}".strip()
        return next((d for d in self.lex.duties if d.fits(lemma, joined, objects)), None)

    def _modality(self, verb: Token, under: bool) -> Modality | None:
        """How the clause binds, or `None` where it tells no duty."""
        words = self.lex.words
        head, aux = verb, {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
        negated = any(c.dep_ == "neg" for c in verb.children)
        while head.dep_ in ("xcomp", "conj", "ccomp") and head.head.i != head.i:
            if head.dep_ == "conj" and not aux & {"to", "will", "must", "shall", "may"}:
                aux |= {c.lower_ for c in head.head.children if c.dep_ == "aux"}
                negated |= any(c.dep_ == "neg" for c in head.head.children)
            lemma = head.head.lemma_.lower()
            if lemma in words["commit_verbs"] or (lemma in words["content_verbs"] and self._says_agreement(head.head)):
                return "offers" if lemma == "offer" else ("must_not" if negated else "must")
            if lemma in ("have", "need", "be", "oblige", "require", "bind") and "to" in aux:
                return "must_not" if negated or any(c.dep_ == "neg" for c in head.head.children) else "must"
            head = head.head
        return self._plain_modality(verb, aux, negated, under)

    def _plain_modality(self, verb: Token, aux: set[str], negated: bool, under: bool) -> Modality | None:
        if not under and verb.lemma_.lower() != "offer":
            return None
        if aux & _OBLIGED or (verb.dep_ in ("ROOT", "conj", "ccomp") and "to" in aux):
            return "must_not" if negated else "must"
        if "will" in aux or "'ll" in aux or "would" in aux:
            return "must_not" if negated else "must"
        if aux & {"may", "can"}:
            return "must_not" if negated else "may"
        if verb.lemma_.lower() in ("offer", "grant", "guarantee") and verb.dep_ in ("ROOT", "conj", "ccomp"):
            return "offers"
        return None

    def _says_agreement(self, verb: Token) -> bool:
        """ "the plan demands that …": the subject of the verb is an agreement, not a person."""
        return any(c.dep_ in ("nsubj", "nsubjpass") and c.lemma_.lower() in self.lex.heads for c in verb.children)

    def _term(self, verb: Token, duty: Duty, modality: Modality) -> Term:
        clause = self._clause(verb)
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        objects = [c for c in verb.children if c.dep_ in ("dobj", "oprd") or (passive and c.dep_ == "nsubjpass")]
        objects += [g for c in verb.children if c.dep_ == "prt" for g in c.children if g.dep_ == "pobj"]
        obligors = self._obligors(verb, passive)
        given = [g for c in verb.children if c.dep_ == "dative" for g in ((c,) if c.pos_ != "ADP" else c.children)]
        given += [
            g for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("to", "for") for g in c.children
            if g.dep_ == "pobj"
        ]  # fmt: skip
        return Term(
            id="", obligors=obligors, duty=duty, modality=modality,
            beneficiaries=tuple(dict.fromkeys(a for g in given for a in self.index.all_for_np(g))),
            object=self._phrase(objects[0]) if objects else None,
            place=self._place(clause, obligors), deadline=self._inside(self.times, clause),
            condition=self._condition(verb), evidence=clause, conduct=(),
        )  # fmt: skip

    def _obligors(self, verb: Token, passive: bool) -> tuple[str, ...]:
        """Who owes the duty: the agent of a passive, else the subject, found through control and conjunction."""
        token = verb
        for _ in range(5):
            kids = list(token.children)
            agents = [g for c in kids if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            subjects = [c for c in kids if c.dep_ == "nsubj" or (c.dep_ == "nsubjpass" and not passive)]
            for subject in agents or subjects:
                if subject.lemma_.lower() in self.lex.heads:
                    continue  # "the plan requires …": a paper owes nothing
                if found := self.index.all_for_np(subject):
                    return tuple(found)
                if subject.pos_ == "PRON" and (found := self._receivers(token)):
                    return tuple(found)
            if token.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "acl") or token.head.i == token.i:
                break
            ordered = [c for c in token.head.children if c.dep_ in ("dobj", "dative") and c.i < token.i]
            if ordered and token.dep_ in ("xcomp", "ccomp") and (found := self.index.all_for_np(ordered[0])):
                return tuple(found)  # "requires the army to leave"
            token, passive = token.head, False
        return ()

    def _receivers(self, verb: Token) -> list[str]:
        """ "offered the fighters an amnesty if they …": a bare "they" is who receives the offer."""
        while verb.dep_ in ("xcomp", "ccomp", "advcl", "conj", "pcomp") and verb.head.i != verb.i:
            verb = verb.head
            to = [c for c in verb.children if c.dep_ in ("dative", "dobj")]
            found = [a for t in to for a in self.index.all_for_np(t)]
            if found:
                return found
        return []

    def _condition(self, verb: Token) -> Span | None:
        words = self.lex.words
        for child in verb.children:
            marks = {t.lower_ for t in child.children if t.dep_ in ("mark", "advmod")} | {child.lower_}
            if child.dep_ in ("advcl", "prep") and marks & words["condition_marks"]:
                return self._phrase(child)
            if child.dep_ == "prep" and child.lower_ in ("on", "in"):
                phrase = " ".join(t.lower_ for t in list(child.subtree)[:4])
                if any(phrase.startswith(p) for p in words["condition_phrases"]):
                    return self._phrase(child)
        return None

    def _clause(self, verb: Token) -> Span:
        """The words of the verb's own clause: its subtree without conjoined clauses."""
        skip = {
            t.i
            for c in verb.children
            if c.dep_ in ("conj", "parataxis") and c.pos_ in ("VERB", "AUX")
            for t in c.subtree
        }
        own = [t for t in verb.subtree if t.i not in skip and not (t.is_punct or t.is_space)]
        token = verb
        while token.dep_ in ("xcomp", "ccomp", "conj") and not any(
            t.dep_ in ("nsubj", "nsubjpass") for t in token.children
        ):
            token = token.head
            own += [
                t
                for c in token.children
                if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i
                for t in c.subtree
                if not t.is_space
            ]
        before = [t for t in own if t.i <= verb.i and verb.i - t.i < 60]
        after = [t for t in own if t.i >= verb.i]
        return cover(self.layers.text, [self.layers.span(t) for t in (*before, *after)])

    def _phrase(self, token: Token) -> Span:
        left, right = token.left_edge, token.right_edge
        return span_of(self.layers.text, left.idx, right.idx + len(right))

    def _place(self, clause: Span, obligors: tuple[str, ...]) -> str | None:
        """The first place of the clause that is not part of a name of who owes the duty ("US forces")."""
        owed = [m for a in obligors if (actor := self.index.get(a)) for m in actor.mentions]
        found = self.places.touching(clause.start, clause.end)
        return next((p for span, p in found if not any(m.overlaps(span) for m in owed)), None)

    @staticmethod
    def _inside(index: SpanIndex[str], clause: Span) -> str | None:
        found = index.touching(clause.start, clause.end)
        return found[0][1] if found else None
