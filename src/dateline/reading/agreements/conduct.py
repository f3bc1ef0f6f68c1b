"""Events of the same report that bear on a term: same obligor, an act that the duty asks for or bans, fitting place and
time. The machine proposes; only a person confirms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.reading.agreements.bearing import act_of, wholly
from dateline.reading.agreements.lexicon import DutyRule, Lexicon
from dateline.reading.agreements.sides import Names, fights_others, names_of, of_state, related
from dateline.reading.layers import Layers
from dateline.record import Actor, Agreement, Bearing, Conduct, Event, Place, Term

_DONE = ("happened", "begun")
_Acts = dict[tuple[str, ...], list[int]]  # doers -> numbers of what they did, of `Bearings.done`


@dataclass(frozen=True, slots=True)
class Bearings:
    """Finds conduct for the terms of one report; build it once per stage call."""

    lex: Lexicon
    actors: dict[str, Actor]
    starts: dict[str, str]  # time id -> first day
    places: dict[str, Place]
    done: tuple[Event, ...]  # in text order
    _acts: dict[str, _Acts] = field(default_factory=dict)
    _kin: dict[tuple[str, str], bool] = field(default_factory=dict)
    _known: dict[str, Names] = field(default_factory=dict)

    @classmethod
    def of(cls, layers: Layers, lex: Lexicon, events: Sequence[Event]) -> Bearings:
        """Over the actors, times and places of these layers, and events, those of the layers and more."""
        starts = {t.id: t.start for t in layers.times if t.start}
        done = sorted((e for e in events if e.status in _DONE), key=lambda e: (e.trigger.start, -e.trigger.end))
        return cls(lex, {a.id: a for a in layers.actors}, starts, {p.id: p for p in layers.places}, tuple(done))

    def attach(self, agreement: Agreement) -> Agreement:
        """The agreement, its terms with the conduct that the events show."""
        terms = tuple(
            replace(t, conduct=tuple(self._conduct(agreement, t, rule))) if (rule := self.lex.duties.get(t.duty)) else t
            for t in agreement.terms
        )
        return replace(agreement, terms=terms)

    def _conduct(self, agreement: Agreement, term: Term, rule: DutyRule) -> Iterator[Conduct]:
        seen: set[tuple[int, Bearing, tuple[str, ...]]] = set()
        if rule.name not in self._acts:
            self._acts[rule.name] = self._acts_for(rule)
        acts = self._acts[rule.name].items()
        owed = sorted(n for doers, some in acts if self._owes(agreement, term, doers) for n in some)
        for event in (self.done[n] for n in owed):
            if event.trigger.overlaps(term.evidence) or not self._place_fits(event, term):
                continue
            bearing = self._bearing(agreement, term, rule, event)
            deed = (event.evidence.start, bearing or "begins", event.actors)
            if bearing and deed not in seen:
                seen.add(deed)  # one deed is one conduct, however many verbs of a sentence tell of it
                yield Conduct(event.id, bearing, event.evidence)

    def _acts_for(self, rule: DutyRule) -> _Acts:
        found: _Acts = {}
        for n, event in enumerate(self.done):
            if act_of(rule, event) is not None:
                found.setdefault(event.actors, []).append(n)
        return found

    def _bearing(self, agreement: Agreement, term: Term, rule: DutyRule, event: Event) -> Bearing | None:
        found = act_of(rule, event)
        if found == "fulfils":
            whole = wholly(term, event) and set(term.obligors) <= set(event.actors)
            return "fulfils" if whole else "begins"
        if found == "breaches" and not (self._after(event, agreement) and self._against_party(agreement, event)):
            return None
        if found == "breaches" and term.duty == "grant_amnesty" and not self._meant(agreement, term, event):
            return None
        return found

    def _meant(self, agreement: Agreement, term: Term, event: Event) -> bool:
        """Whether a deed is done to those whom the term is for: who arrests a pickpocket breaks no rebels' amnesty."""
        theirs = term.beneficiaries or tuple(p for p in agreement.parties if p not in term.obligors)
        return any(self._related(r, b) for r in event.recipients for b in theirs)

    def _after(self, event: Event, agreement: Agreement) -> bool:
        """Whether the event is known to come after the agreement; unknown is no."""
        begun, day = self.starts.get(agreement.time or ""), self.starts.get(event.time or "")
        return agreement.status != "proposed" and begun is not None and day is not None and day > begun

    def _against_party(self, agreement: Agreement, event: Event) -> bool:
        hit = [a for r in event.recipients if (a := self.actors.get(r)) is not None]
        return not fights_others(hit, [a for p in agreement.parties if (a := self.actors.get(p)) is not None])

    def _owes(self, agreement: Agreement, term: Term, actors: Sequence[str]) -> bool:
        """Whether a doer is an obligor, or one of its own."""
        if any(self._related(a, b) for a in actors for b in term.obligors):
            return True
        states = [p for p in agreement.parties if (a := self.actors.get(p)) is not None and of_state(a)]
        doers = [a for d in actors if (a := self.actors.get(d)) is not None]
        plain = any(of_state(a) and (a.country is None or self._of_country(a, states)) for a in doers)
        return bool(states) and set(states) <= set(term.obligors) and plain and self._one_country(states)

    def _of_country(self, actor: Actor, states: list[str]) -> bool:
        return any(self.actors[s].country == actor.country for s in states)

    def _one_country(self, states: list[str]) -> bool:
        return len({self.actors[s].country for s in states} - {None}) <= 1

    def _related(self, one: str, other: str) -> bool:
        """The same actor, a member of the other, or of one side; worked out once for two actors."""
        if (one, other) not in self._kin:
            self._kin[one, other] = self._one_side(one, other)
        return self._kin[one, other]

    def _one_side(self, one: str, other: str) -> bool:
        a, b = self.actors.get(one), self.actors.get(other)
        if a is None or b is None:
            return False
        if one == other or one in b.members_of or other in a.members_of or set(a.members_of) & set(b.members_of):
            return True
        return related(a, b, self._names)

    def _names(self, actor: Actor) -> Names:
        if actor.id not in self._known:
            self._known[actor.id] = names_of(actor)
        return self._known[actor.id]

    def _place_fits(self, event: Event, term: Term) -> bool:
        """False only where both places are known and neither lies in the other."""
        if event.place is None or term.place is None or event.place == term.place:
            return True
        one, other = self.places.get(event.place), self.places.get(term.place)
        if one is None or other is None or one.within == other.id or other.within == one.id:
            return True
        return bool(one.admin1) and one.admin1 == other.admin1 and max(one.where_prec, other.where_prec) >= 4
