"""Who owes a duty, to whom, of what, on what condition; and the words of its clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.actors.index import ActorIndex
from dateline.reading.agreements.lexicon import Lexicon
from dateline.reading.agreements.mentions import past_dateline
from dateline.reading.layers import Layers, SpanIndex
from dateline.record import Duty, Modality, Term
from dateline.text import Span, cover, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_UP = ("xcomp", "conj", "advcl", "ccomp", "pcomp", "acl")
_SUBJECTS = ("nsubj", "nsubjpass")
_ASIDE = ("relcl", "acl", "advcl")
_DEEPEST = 12  # steps from a time to the verb that it dates


@dataclass(frozen=True, slots=True)
class Roles:
    """Builds terms over the places and times of one report; build it once per stage call."""

    layers: Layers
    lex: Lexicon
    index: ActorIndex
    places: SpanIndex[str]
    times: SpanIndex[str]

    @classmethod
    def of(cls, layers: Layers, lex: Lexicon, index: ActorIndex) -> Roles:
        """Over the places and times of these layers."""
        places = SpanIndex((m, p.id) for p in layers.places for m in p.mentions)
        return cls(layers, lex, index, places, SpanIndex((t.span, t.id) for t in layers.times if t.end or t.start))

    def of_verb(self, verb: Token, duty: Duty, modality: Modality) -> Term:
        """The term that a verb tells, without an id."""
        passive = is_passive(verb)
        objects = [c for c in verb.children if c.dep_ in ("dobj", "oprd") or (passive and c.dep_ == "nsubjpass")]
        objects += [g for c in verb.children if c.dep_ == "prt" for g in c.children if g.dep_ == "pobj"]
        objects += [g for c in verb.children if c.dep_ == "ccomp" for g in c.children if g.dep_ == "nsubj"]
        given = [g for c in verb.children if c.dep_ == "dative" for g in ((c,) if c.pos_ != "ADP" else c.children)]
        given += [
            g for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("to", "for") for g in c.children
            if g.dep_ == "pobj"
        ]  # fmt: skip
        condition, clause = self.condition(verb), self.clause(verb)
        return self.term(
            clause, self.obligors(verb, passive), self._actors(given), duty, modality,
            self.phrase(objects[0]) if objects else None, condition, self._deadline(clause, verb),
        )  # fmt: skip

    def term(
        self, clause: Span, obligors: tuple[str, ...], given: tuple[str, ...], duty: Duty, modality: Modality,
        owed: Span | None = None, condition: Span | None = None, deadline: str | None = None,
    ) -> Term:  # fmt: skip
        """A term of these words, with the place that stands in them."""
        return Term(
            id="", obligors=obligors, duty=duty, modality=modality, beneficiaries=given, object=owed,
            place=self._place(clause, obligors), deadline=deadline, condition=condition, evidence=clause, conduct=(),
        )  # fmt: skip

    def of_noun(self, noun: Token, obligors: tuple[str, ...], duty: Duty) -> Term:
        """The term that a noun names ("the withdrawal of troops by Friday"), without an id."""
        clause = self.phrase(noun)
        return self.term(clause, obligors, (), duty, "must", deadline=self._deadline(clause, noun))

    def _actors(self, tokens: list[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a for t in tokens for a in self.index.all_for_np(t)))

    def obligors(self, verb: Token, passive: bool) -> tuple[str, ...]:
        """Who owes the duty: the agent of a passive, else the subject, found through control and conjunction."""
        token = verb
        for _ in range(6):
            kids = list(token.children)
            agents = [g for c in kids if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            subjects = [c for c in kids if c.dep_ == "nsubj" or (c.dep_ == "nsubjpass" and not passive)]
            for subject in (t for s in agents or subjects for t in past_dateline(s)):
                if subject.lemma_.lower() in self.lex.heads:
                    continue  # "the plan requires …": a paper owes nothing
                if found := self.index.all_for_np(subject) or self._styled(subject):
                    return tuple(dict.fromkeys([*found, *self._belonging(subject)]))
                if subject.pos_ == "PRON" and (found := self._receivers(token)):
                    return tuple(found)
            if (passive and token.i == verb.i) or token.dep_ not in _UP or token.head.i == token.i:
                break
            ordered = [c for c in token.head.children if c.dep_ in ("dobj", "dative") and c.i < token.i]
            if ordered and token.dep_ in ("xcomp", "ccomp") and (found := self.index.all_for_np(ordered[0])):
                return tuple(found)  # "requires the army to leave"
            token, passive = token.head, False
            while token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("dobj", "pobj", "conj", "prep"):
                token = token.head
        return ()

    def _belonging(self, noun: Token) -> list[str]:
        """ "fighters of the Northern Resistance": whose they are, where their own name does not say so."""
        own = self.index.get(self.index.for_np(noun))
        of = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        inside = own is not None and any(m.start <= g.idx < m.end for m in own.mentions for g in of)
        found = [a for g in of for a in self.index.all_for_np(g)] if own is not None and not inside else []
        kinds = ((a, self.index.get(a)) for a in found)
        return [a for a, actor in kinds if actor is not None and actor.kind in ("armed_group", "force", "unknown")]

    def _styled(self, noun: Token) -> list[str]:
        """ "the Republic of Armenia": the state that a style belongs to."""
        if noun.lemma_.lower() not in ("republic", "kingdom", "state", "government"):
            return []
        of = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        return [a for g in of for a in self.index.all_for_np(g)]

    def _receivers(self, verb: Token) -> list[str]:
        """ "offered the fighters an amnesty if they …": a bare "they" is who receives the offer."""
        while verb.dep_ in ("xcomp", "ccomp", "advcl", "conj", "pcomp") and verb.head.i != verb.i:
            verb = verb.head
            to = [c for c in verb.children if c.dep_ in ("dative", "dobj")]
            found = [a for t in to for a in self.index.all_for_np(t)]
            if found:
                return found
        return []

    def condition(self, verb: Token) -> Span | None:
        """The words of "if …", "provided that …", "on condition that …", "in exchange for …", on the verb or on the
        verb of pledging above it."""
        words = self.lex.words
        around = [verb, verb.head] if verb.dep_ in ("xcomp", "ccomp") else [verb]
        around += [o for o in verb.children if o.dep_ in ("dobj", "pobj")]
        for child in (c for v in around for c in v.children):
            marks = {t.lower_ for t in child.children if t.dep_ in ("mark", "advmod")} | {child.lower_}
            if child.dep_ in ("advcl", "prep") and marks & words["condition_marks"]:
                return self.phrase(child)
            if child.dep_ == "prep" and child.lower_ in ("on", "in"):
                phrase = " ".join(t.lower_ for t in list(child.subtree)[:4])
                if any(phrase.startswith(p) for p in words["condition_phrases"]):
                    return self.phrase(child)
        return None

    def clause(self, verb: Token) -> Span:
        """The words of the verb's own clause: its subtree without conjoined clauses."""
        skip = {
            t.i
            for c in verb.children
            if c.dep_ in ("conj", "parataxis") and c.pos_ in ("VERB", "AUX")
            for t in c.subtree
        }
        own = [t for t in verb.subtree if t.i not in skip and not (t.is_punct or t.is_space)]
        token = verb
        while token.dep_ in ("xcomp", "ccomp", "conj") and not any(t.dep_ in _SUBJECTS for t in token.children):
            if token.head.i == token.i:
                break
            token = token.head
            kids = (c for c in token.children if c.dep_ in _SUBJECTS and c.i < verb.i and token.i < verb.i)
            own += [t for c in kids if verb.dep_ != "conj" for t in c.subtree if not t.is_space]
        return cover(
            self.layers.text, [self.layers.span(t) for t in own if abs(t.i - verb.i) < 60] or [self.layers.span(verb)]
        )

    def phrase(self, token: Token) -> Span:
        """The words that hang on a token, with it."""
        left, right = token.left_edge, token.right_edge
        return span_of(self.layers.text, left.idx, right.idx + len(right))

    def _place(self, clause: Span, obligors: tuple[str, ...]) -> str | None:
        """The first place of the clause that is not part of a name of who owes the duty ("US forces")."""
        owed = [m for a in obligors if (actor := self.index.get(a)) for m in actor.mentions]
        found = self.places.touching(clause.start, clause.end)
        return next((p for span, p in found if not any(m.overlaps(span) for m in owed)), None)

    def _deadline(self, clause: Span, duty: Token) -> str | None:
        """The first time of the clause that says when the duty falls due: not when it was agreed ("agreed on Tuesday
        to leave"), nor of what is told beside it ("where they stood before the war began on 7 August")."""
        for span, ident in self.times.touching(clause.start, clause.end):
            if self._dates(self.layers.head(span.start, span.end), duty):
                return ident
        return None

    def _dates(self, phrase: Token, duty: Token) -> bool:
        token = phrase
        for _ in range(_DEEPEST):
            if token.i == duty.i:
                return True
            if token.dep_ in _ASIDE or token.head.i == token.i:
                return False
            above = token.head
            due = token.dep_ == "prep" and token.lower_ in self.lex.words["due"] and token.i > duty.i
            if due and above.pos_ in ("VERB", "AUX"):
                return True  # "agreed to leave by Friday", whichever verb the parse gives the day to
            token = above
        return False


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
