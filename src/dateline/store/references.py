"""The ids inside a reading, and which of them name nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.record import Agreement, Casualty, Event, Reading

Names = Iterable[str | None]


def dangling(reading: Reading) -> Iterator[tuple[str, str]]:
    """Claim and id, for each id of a reading that names nothing in it."""
    parts = (
        reading.actors, reading.places, reading.times, reading.sources, reading.attributions, reading.events,
        reading.casualties,
    )  # fmt: skip
    known = {item.id for part in parts for item in part}
    for claim, names in _references(reading):
        yield from ((claim, name) for name in names if name is not None and name not in known)


def _references(reading: Reading) -> Iterator[tuple[str, Names]]:
    for actor in reading.actors:
        yield actor.id, actor.members_of
    for place in reading.places:
        yield place.id, (place.within,)
    for source in reading.sources:
        yield source.id, (source.actor,)
    for said in reading.attributions:
        yield said.id, said.chain
    for event in reading.events:
        yield event.id, _of_event(event)
    for figure in reading.casualties:
        yield figure.id, _of_figure(figure)
    for agreement in reading.agreements:
        yield from _of_agreement(agreement)


def _of_event(e: Event) -> Names:
    return (*e.actors, *e.recipients, e.place, e.time, e.attribution, e.size.of if e.size else None)


def _of_figure(c: Casualty) -> Names:
    return (*c.perpetrators, *c.events, c.victims.actor, c.period, c.place, c.time, c.attribution, c.part_of)


def _of_agreement(g: Agreement) -> Iterator[tuple[str, Names]]:
    yield g.id, (*g.parties, *g.mediators, g.place, g.time, g.attribution)
    for t in g.terms:
        events = (c.event for c in t.conduct)
        yield t.id, (*t.obligors, *t.beneficiaries, t.place, t.deadline, *events)
