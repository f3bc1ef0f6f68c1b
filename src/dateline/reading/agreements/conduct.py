"""Events of the same report that bear on a term: same obligor, an act that the duty asks for or bans, fitting place and
time. The machine proposes; only a person confirms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.reading.agreements.bearing import act_of, wholly
from dateline.reading.agreements.lexicon import DutyRule, Lexicon
from dateline.reading.agreements.sides import fights_others, of_state, related
from dateline.reading.layers import Layers
from dateline.record import Actor, Agreement, Bearing, Conduct, Event, Term

_DONE = ("happened", "begun")


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
        terms = tuple(
            replace(t, conduct=tuple(self._conduct(agreement, t, rule, events)))
            if (rule := self.lex.duties.get(t.duty))
            else t
            for t in agreement.terms
        )
        return replace(agreement, terms=terms)

    def _conduct(
        self, agreement: Agreement, term: Term, rule: DutyRule, events: tuple[Event, ...]
    ) -> Iterator[Conduct]:
        seen: set[tuple[int, Bearing, tuple[str, ...]]] = set()
        for event in sorted(events, key=lambda e: (e.trigger.start, -e.trigger.end)):
            if event.status not in _DONE or event.trigger.overlaps(term.evidence):
                continue
            bearing = self._bearing(agreement, term, rule, event)
            deed = (event.evidence.start, bearing or "begins", event.actors)
            if bearing and deed not in seen and self._owes(agreement, term, event) and self._place_fits(event, term):
                seen.add(deed)  # one deed is one conduct, however many verbs of a sentence tell of it
                yield Conduct(event.id, bearing, event.evidence)

    def _bearing(self, agreement: Agreement, term: Term, rule: DutyRule, event: Event) -> Bearing | None:
        found = act_of(rule, event)
        if found == "fulfils":
            whole = wholly(term, event) and set(term.obligors) <= set(event.actors)
            return "fulfils" if whole else "begins"
        if found == "breaches" and not (self._after(event, agreement) and self._against_party(agreement, event)):
            return None
        return found

    def _after(self, event: Event, agreement: Agreement) -> bool:
        """Whether the event is known to come after the agreement; unknown is no."""
        begun, day = self.starts.get(agreement.time or ""), self.starts.get(event.time or "")
        return agreement.status != "proposed" and begun is not None and day is not None and day > begun

    def _against_party(self, agreement: Agreement, event: Event) -> bool:
        hit = [a for r in event.recipients if (a := self.actors.get(r)) is not None]
        return not fights_others(hit, [a for p in agreement.parties if (a := self.actors.get(p)) is not None])

    def _owes(self, agreement: Agreement, term: Term, event: Event) -> bool:
        """Whether a doer is an obligor, or one of its own."""
        if any(self._related(a, b) for a in event.actors for b in term.obligors):
            return True
        states = [p for p in agreement.parties if (a := self.actors.get(p)) is not None and of_state(a)]
        doers = [a for d in event.actors if (a := self.actors.get(d)) is not None]
        plain = any(of_state(a) and (a.country is None or self._of_country(a, states)) for a in doers)
        return bool(states) and set(states) <= set(term.obligors) and plain and self._one_country(states)

    def _of_country(self, actor: Actor, states: list[str]) -> bool:
        return any(self.actors[s].country == actor.country for s in states)

    def _one_country(self, states: list[str]) -> bool:
        return len({self.actors[s].country for s in states} - {None}) <= 1

    def _related(self, one: str, other: str) -> bool:
        """The same actor, a member of the other, or of one side."""
        a, b = self.actors.get(one), self.actors.get(other)
        if a is None or b is None:
            return False
        if one == other or one in b.members_of or other in a.members_of or set(a.members_of) & set(b.members_of):
            return True
        return related(a, b)

    def _place_fits(self, event: Event, term: Term) -> bool:
        """False only where both places are known and neither lies in the other."""
        if event.place is None or term.place is None or event.place == term.place:
            return True
        places = {p.id: p for p in self.layers.places}
        one, other = places.get(event.place), places.get(term.place)
        if one is None or other is None or one.within == other.id or other.within == one.id:
            return True
        return bool(one.admin1) and one.admin1 == other.admin1 and max(one.where_prec, other.where_prec) >= 4
