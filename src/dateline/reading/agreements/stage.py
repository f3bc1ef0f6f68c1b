"""Agreements, their terms, and the conduct that bears on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.reading.actors.index import ActorIndex
from dateline.reading.agreements.conduct import Bearings, kept_arms
from dateline.reading.agreements.lexicon import Lexicon, lexicon
from dateline.reading.agreements.mentions import Mention, mentions
from dateline.reading.agreements.terms import Duties
from dateline.reading.layers import Layers, Sentence
from dateline.reading.linking import Linker
from dateline.record import Agreement, AgreementKind, AgreementStatus, Event, Term
from dateline.text import span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAMILY: dict[AgreementKind, str] = {"truce": "ceasefire"}
_NEAR = 3  # sentences
_SETTLED: tuple[AgreementStatus, ...] = ("collapsed", "ended", "violated", "in_force", "signed", "declared", "proposed")


@dataclass(slots=True)
class _Group:
    """Mentions and terms of what looks like one agreement, while the report is read."""

    kind: AgreementKind
    mentions: list[Mention]
    own_time: str | None
    own_place: str | None
    terms: list[Term] = field(default_factory=list)

    @property
    def strong(self) -> bool:
        return bool(self.terms) or any(not m.weak for m in self.mentions) or len(self.parties) > 1

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p for m in self.mentions for p in m.parties))


class AgreementStage:
    """Groups the namings of agreements, gathers the duties told of them, and ties events to the duties."""

    name, version = "agreements", "1"
    requires = frozenset({"events", "times", "places", "actors", "attributions", "sentences"})
    assigns = frozenset({"agreements", "events"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `agreements`, and with the events that go against a duty and that no event type names."""
        lex = lexicon()
        if not any(t.lemma_.lower() in lex.heads for t in layers.doc):
            return layers
        groups = list(_Gatherer(layers, lex).groups())
        if not groups:
            return layers
        events = layers.events
        if any(t.duty == "disarm" for g in groups for t in g.terms):
            events += tuple(kept_arms(layers, lex, _doers(layers), len(events) + 1))
        bearings, linker = Bearings.of(layers, lex), Linker(layers)
        built = (_build(f"g{n}", g, layers, linker) for n, g in enumerate(groups, 1))
        agreements = tuple(bearings.attach(a, events) for a in built)
        used = {c.event for a in agreements for t in a.terms for c in t.conduct}
        known = {e.id for e in layers.events}
        return replace(layers, agreements=agreements, events=_keep(events, known | used))


def _keep(events: tuple[Event, ...], wanted: set[str]) -> tuple[Event, ...]:
    return tuple(e for e in events if e.id in wanted)


def _doers(layers: Layers) -> dict[int, tuple[str, ...]]:
    """Who does what a verb says, through conjunction."""
    index, found = ActorIndex(layers), {}
    for token in layers.doc:
        if token.pos_ == "VERB":
            verb: Token = token
            while verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
                verb = verb.head
            actors = tuple(a for c in verb.children if c.dep_ == "nsubj" for a in index.all_for_np(c))
            if actors:
                found[token.i] = actors
    return found


class _Gatherer:
    """Walks the sentences, opening a group at each new agreement and giving it the terms that follow."""

    def __init__(self, layers: Layers, lex: Lexicon) -> None:
        self._layers, self._lex, self._index = layers, lex, ActorIndex(layers)
        self._duties = Duties.of(layers, lex, self._index)
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions(layers, lex, self._index):
            self._by_sentence.setdefault(mention.sentence.index, []).append(mention)
        self._groups: list[_Group] = []

    def groups(self) -> Iterator[_Group]:
        """Groups that hold more than a passing word, in text order."""
        current: _Group | None = None
        last: Sentence | None = None
        under = False
        for sentence in self._layers.content():
            here = [self._place(m) for m in self._by_sentence.get(sentence.index, [])]
            same = last is not None and last.paragraph == sentence.paragraph
            here.sort(key=lambda g: all(m.weak for m in g.mentions))
            if here:
                current, under = here[0], self._lays_down(sentence) or (same and under)
            elif not same:
                current, under = None, False
            last = sentence
            if current is None:
                continue
            for term in self._duties.terms(sentence, under):
                self._owner(here, current, term).terms.append(term)
        yield from (g for g in self._groups if g.strong)

    def _owner(self, here: list[_Group], current: _Group, term: Term) -> _Group:
        """An amnesty's term belongs to the amnesty that its sentence names; others to the first agreement."""
        if term.duty == "grant_amnesty":
            return next((g for g in here if g.kind == "amnesty"), current)
        return current

    def _place(self, mention: Mention) -> _Group:
        """The group that a mention belongs to, opened where there is none."""
        first, final = mention.noun.left_edge, mention.noun.right_edge
        start, end = first.idx, final.idx + len(final)
        time = self._duties.times.touching(start, end)
        place = self._duties.places.touching(start, end)
        own_time, own_place = (time[0][1] if time else None), (place[0][1] if place else None)
        family = _FAMILY.get(mention.kind, mention.kind)
        for group in reversed(self._groups):
            same = _FAMILY.get(group.kind, group.kind) == family and not mention.weak
            alike = same or _refers_back(mention, group)
            if alike and _agree(group.own_time, own_time) and _agree(group.own_place, own_place):
                group.mentions.append(mention)
                return group
        self._groups.append(_Group(mention.kind, [mention], own_time, own_place))
        return self._groups[-1]

    def _lays_down(self, sentence: Sentence) -> bool:
        """Whether the sentence tells what an agreement asks for ("under the plan", "the deal requires")."""
        words = self._lex.words
        for mention in self._by_sentence.get(sentence.index, []):
            noun, head = mention.noun, mention.noun.head
            if noun.dep_ == "pobj" and (
                head.lower_ in ("under", "per") or head.head.lemma_.lower() in words["term_nouns"]
            ):
                return True
            if noun.dep_ in ("nsubj", "nsubjpass") and head.lemma_.lower() in words["content_verbs"]:
                return True
        return False


def _refers_back(mention: Mention, group: _Group) -> bool:
    """ "the deal", "the agreement": a plain noun with a definite article stands for what was just named."""
    definite = any(c.lower_ in ("the", "this", "that") for c in mention.noun.children if c.dep_ == "det")
    near = mention.sentence.index - group.mentions[-1].sentence.index <= _NEAR
    return mention.weak and definite and near and not any(c.dep_ == "relcl" for c in mention.noun.children)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two ids of times or places can be the same; an unknown one can be any, but a place or time that only the
    later mention has opens a new agreement where it is a mention of its own."""
    return one == other or other is None


def _build(ident: str, group: _Group, layers: Layers, linker: Linker) -> Agreement:
    lead = next((m for m in group.mentions if m.status and not m.weak), group.mentions[0])
    mediators = tuple(dict.fromkeys(a for m in group.mentions for a in m.mediators))
    parties = tuple(p for p in group.parties if p not in mediators)
    evidence = span_of(layers.text, lead.sentence.start, lead.sentence.end)
    said = linker.attribution_for(layers.span(lead.noun))
    terms = tuple(replace(t, id=f"{ident}.{n}") for n, t in enumerate(group.terms, 1))
    return Agreement(
        ident, group.kind, _name(layers, lead), parties, mediators,
        group.own_place or linker.place_for(lead.noun)[0], group.own_time or linker.time_for(lead.noun)[0],
        _status(group), evidence, said.id if said else None, terms,
    )  # fmt: skip


def _status(group: _Group) -> AgreementStatus:
    """The furthest that any mention says it came; a plan of which nothing is said is proposed."""
    said = {m.status for m in group.mentions if not m.weak} or {m.status for m in group.mentions}
    found = next((s for s in _SETTLED if s in said), None)
    return found or ("proposed" if group.kind in ("peace_plan", "amnesty") else "declared")


def _name(layers: Layers, mention: Mention) -> str | None:
    """A proper name such as "Minsk Protocol", as printed; plain nouns have none."""
    noun = mention.noun
    if noun.pos_ != "PROPN" and not noun.text[:1].isupper():
        return None
    parts = [t for t in noun.lefts if t.dep_ in ("compound", "amod", "nmod") and t.text[:1].isupper()]
    return layers.span([*parts, noun]).text if parts else None
