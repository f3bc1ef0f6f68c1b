"""Agreements, their terms, and the conduct that bears on them."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.agreements.conduct import Bearings
from dateline.reading.agreements.deeds import deeds
from dateline.reading.agreements.groups import Gatherer, Group
from dateline.reading.agreements.lexicon import lexicon
from dateline.reading.agreements.mentions import ENDS, Mention
from dateline.reading.layers import Layers
from dateline.reading.linking import linker_of
from dateline.reading.syntax import syntax_of
from dateline.record import Agreement, AgreementStatus, Event
from dateline.text import span_of

_SETTLED: tuple[AgreementStatus, ...] = ("collapsed", "ended", "violated", "in_force", "signed", "declared", "proposed")


class AgreementStage:
    """Groups the namings of agreements, gathers the duties told of them, and ties events to the duties."""

    name, version = "agreements", "1"
    requires = frozenset({"events", "times", "places", "actors", "attributions", "sentences"})
    assigns = frozenset({"agreements", "events"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `agreements`, and with the events that go against a duty and that no event type names."""
        lex = lexicon()
        lemmas = syntax_of(layers.doc).parsed
        if "agree" not in lemmas and lex.heads.isdisjoint(map(str.lower, lemmas)):
            return layers
        gatherer = Gatherer(layers, lex)
        groups = list(gatherer.groups())
        if not groups:
            return layers
        built = [_build(f"g{n}", g, layers, gatherer) for n, g in enumerate(groups, 1)]
        owed = frozenset(t.duty for g in built for t in g.terms)
        told = [t.evidence for g in built for t in g.terms] + [e.trigger for e in layers.events]
        events = layers.events + tuple(deeds(layers, lex, gatherer.duties, owed, told))
        bearings = Bearings.of(layers, lex, events)
        agreements = tuple(bearings.attach(a) for a in built)
        used = {c.event for a in agreements for t in a.terms for c in t.conduct}
        known = {e.id for e in layers.events}
        return replace(layers, agreements=agreements, events=_keep(events, known | used))


def _keep(events: tuple[Event, ...], wanted: set[str]) -> tuple[Event, ...]:
    return tuple(e for e in events if e.id in wanted)


def _build(ident: str, group: Group, layers: Layers, gatherer: Gatherer) -> Agreement:
    linker = linker_of(layers)
    made = (m for m in group.mentions if m.status not in (None, *ENDS) and not m.weak)
    lead = next(made, group.mentions[0])
    mediators = tuple(dict.fromkeys(a for m in group.mentions for a in m.mediators))
    parties = tuple(p for p in group.parties if p not in mediators)
    evidence = span_of(layers.text, lead.sentence.start, lead.sentence.end)
    said = linker.attribution_for(layers.span(lead.noun))
    terms = tuple(replace(t, id=f"{ident}.{n}") for n, t in enumerate(group.terms, 1))
    place = group.own_place or linker.place_for(lead.noun, told_there=False)[0]
    day = group.own_time or _day(lead, layers, gatherer)
    return Agreement(
        ident, group.kind, _name(layers, lead), parties, mediators, place, day,
        _status(group), evidence, said.id if said else None, terms,
    )  # fmt: skip


def _day(lead: Mention, layers: Layers, gatherer: Gatherer) -> str | None:
    """The time of the sentence that names it; that of what is told around it ("the first raid since the truce") is not
    the agreement's own."""
    if lead.status in ENDS:
        return None  # when it was broken, or ended
    found = linker_of(layers).time_for(lead.noun)[0]
    own = next((t.span for t in layers.times if t.id == found), None)
    inside = own is not None and lead.sentence.start <= own.start < lead.sentence.end
    return found if own is not None and inside and not gatherer.of_end(own) else None


def _status(group: Group) -> AgreementStatus:
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
