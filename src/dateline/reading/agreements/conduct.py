"""Events of the same report that bear on a term: same obligor, an act that the duty asks for or bans, fitting place and
time. The machine proposes; only a person confirms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.reading.agreements.lexicon import DutyRule, Lexicon
from dateline.reading.layers import Layers
from dateline.record import Actor, Agreement, Bearing, Conduct, Event, Term
from dateline.text import span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_DONE = ("happened", "begun")
_COMMON = frozenset({
    "the", "a", "an", "of", "and", "government", "army", "forces", "force", "troops", "fighters", "police", "militia",
    "people", "his", "its",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bearings:
    """Finds conduct for the terms of one report; build it once per stage call."""

    layers: Layers
    lex: Lexicon
    actors: dict[str, Actor]
    starts: dict[str, str]  # time id -> first day

    @classmethod
    def of(cls, layers: Layers, lex: Lexicon) -> Bearings:
        """Over the actors and times of these layers."""
        starts = {t.id: t.start for t in layers.times if t.start}
        return cls(layers, lex, {a.id: a for a in layers.actors}, starts)

    def attach(self, agreement: Agreement, events: tuple[Event, ...]) -> Agreement:
        """The agreement, its terms with the conduct that these events show."""
        rules = self.lex.duties
        terms = tuple(
            replace(t, conduct=tuple(self._conduct(agreement, t, rules.get(t.duty), events))) for t in agreement.terms
        )
        return replace(agreement, terms=terms)

    def _conduct(
        self, agreement: Agreement, term: Term, rule: DutyRule | None, events: tuple[Event, ...]
    ) -> Iterator[Conduct]:
        if rule is None:
            return
        for event in events:
            if event.status not in _DONE or event.trigger.overlaps(term.evidence):
                continue
            bearing = self._bearing(agreement, term, rule, event)
            if bearing and self._same_side(event.actors, term.obligors) and self._place_fits(event, term):
                yield Conduct(event.id, bearing, event.evidence)

    def _bearing(self, agreement: Agreement, term: Term, rule: DutyRule, event: Event) -> Bearing | None:
        if event.mode == KEPT_ARMS:
            return "contradicts" if rule.name == "disarm" else None
        if _matches(event, rule.acts):
            whole = event.status == "happened" and set(term.obligors) <= set(event.actors)
            return "fulfils" if whole else "begins"
        if _matches(event, rule.breach) and self._after(event, agreement):
            return "breaches"
        return None

    def _after(self, event: Event, agreement: Agreement) -> bool:
        """Whether the event is known to come after the agreement; unknown is no."""
        begun, day = self.starts.get(agreement.time or ""), self.starts.get(event.time or "")
        return agreement.status != "proposed" and begun is not None and day is not None and day > begun

    def _same_side(self, doers: tuple[str, ...], obligors: tuple[str, ...]) -> bool:
        return any(self._related(a, b) for a in doers for b in obligors)

    def _related(self, one: str, other: str) -> bool:
        """The same actor, a member of the other, forces of one country, or one named after the other."""
        a, b = self.actors.get(one), self.actors.get(other)
        if a is None or b is None:
            return False
        if one == other or one in b.members_of or other in a.members_of or set(a.members_of) & set(b.members_of):
            return True
        forces = a.kind in ("force", "state") and b.kind in ("force", "state")
        if forces and a.country and a.country == b.country and (a.sector == b.sector or "state" in (a.kind, b.kind)):
            return True
        return bool(_names(a) & _names(b)) or _same_band(a, b)

    def _place_fits(self, event: Event, term: Term) -> bool:
        """False only where both places are known and neither lies in the other."""
        if event.place is None or term.place is None or event.place == term.place:
            return True
        within = {p.id: p.within for p in self.layers.places}
        return within.get(event.place) == term.place or within.get(term.place) == event.place


KEPT_ARMS = "kept-arms"


def kept_arms(layers: Layers, lex: Lexicon, actors_of: dict[int, tuple[str, ...]], first: int) -> Iterator[Event]:
    """Events of keeping or hiding weapons: no PLOVER act, but the refusal (REJECT) of a duty to disarm.

    Args:
        layers: the report.
        lex: vocabulary.
        actors_of: token index of a verb -> who does it.
        first: number of the first new event id.
    """
    number = first
    for sentence in layers.content():
        for verb in layers.doc[sentence.first : sentence.last]:
            if verb.lemma_.lower() in lex.words["keep_arms"] and verb.i in actors_of and _has_arms(verb, lex):
                evidence = span_of(layers.text, sentence.start, sentence.end)
                yield Event(
                    f"e{number}", "REJECT", KEPT_ARMS, None, layers.span(verb), evidence, actors_of[verb.i], (), None,
                    None, (), None, "happened", "stated", None, 0.6,
                )  # fmt: skip
                number += 1


def _has_arms(verb: Token, lex: Lexicon) -> bool:
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    if any(o.pos_ == "PRON" for o in objects) and verb.dep_ == "conj":
        return _has_arms(verb.head, lex)
    return any(o.lemma_.lower() in lex.words["weapons"] for o in objects)


def _matches(event: Event, patterns: tuple[str, ...]) -> bool:
    named = f"{event.type}:{event.mode}" if event.mode else event.type
    return named in patterns or f"{event.type}:*" in patterns


def _same_band(a: Actor, b: Actor) -> bool:
    """ "the Shiite fighters", "Mahdi Army fighters": armed men of one noun, and no name tells them apart."""
    if a.kind != "armed_group" or b.kind != "armed_group" or (a.country and b.country and a.country != b.country):
        return False
    named = bool(_names(a)) and bool(_names(b)) and bool(a.members_of) and bool(b.members_of)
    return not named and a.name.split()[-1].lower() == b.name.split()[-1].lower()


def _names(actor: Actor) -> set[str]:
    """Capitalised words of an actor's names, without the common ones."""
    words = {
        w.strip("’'s") for m in (actor.name, *(m.text for m in actor.mentions)) for w in m.split() if w[:1].isupper()
    }
    return {w.lower() for w in words if len(w) > 2} - _COMMON
