"""What an export is made from: exactly what a filter shows, as people left it, coarsened where it is sensitive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dateline.export import agreement_exporter, exporter, exporters
from dateline.export.coarse import CoarseLibrary, coarsened
from dateline.export.exporter import AgreementExporter, Exporter
from dateline.export.material import Material
from dateline.export.meta import Meta, RunNote
from dateline.export.table import AGREEMENT_EXPORTERS
from dateline.reconcile.agreements import Pact, agreements_of
from dateline.reconcile.decisions import Decisions
from dateline.reconcile.effective import effective, without
from dateline.reconcile.policies import policy_named
from dateline.record import Reading
from dateline.store import Record
from dateline.store import library as stored
from dateline.store.at_risk import guarded
from dateline.store.incident_stream import whole_incidents
from dateline.store.reviewing import Queue
from dateline.workbench.problems import Problem
from dateline.workbench.query import Query
from dateline.workbench.views.asked import incidents_asked
from dateline.workbench.work import queue_asked

WHAT = ("incidents", "claims", "sources", "events", "readings", "agreements")
_LISTS = ("events", "casualties", "agreements")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be exported: what, in which format, with the ending of its file."""

    what: str
    format: str
    suffix: str


def offers() -> Iterator[Offer]:
    """Everything that can be exported, by what it is."""
    known = exporters()
    for what in WHAT[:-1]:
        yield from (Offer(what, e.name, e.suffix) for e in known.values() if what in e.what)
    yield from (Offer("agreements", name, e.suffix) for name, e in AGREEMENT_EXPORTERS.items())


def chosen(what: str, name: str) -> Exporter | AgreementExporter:
    """The exporter for it.

    Raises:
        Problem: 400, there is no such thing to export, or it is not written so.
    """
    if not any((o.what, o.format) == (what, name) for o in offers()):
        raise Problem(400, f"{what!r} is not exported as {name!r}; /export lists what is")
    return agreement_exporter(name) if what == "agreements" else exporter(name)


class Shown:
    """A library of readings as people left them, with none but the claims that a filter shows.

    Args:
        record: the record.
        claims: targets of the claims; `None`: all of them.
        rejected: the claims that a person rejected are there too (the filter asks for them).
        as_read: whole readings as the reader gave them, of the reports that have such a claim.
    """

    def __init__(
        self, record: Record, claims: Collection[str] | None, *, rejected: bool = False, as_read: bool = False
    ) -> None:
        self._as_read = as_read
        self._library = stored.Library(record)
        self._claims = None if claims is None else frozenset(claims)
        found = record.decisions()
        self._decisions = Decisions(tuple(d for d in found.all if d.act != "reject")) if rejected else found
        self._reports = None if self._claims is None else {t.partition("#")[0] for t in self._claims}

    def __iter__(self) -> Iterator[Reading]:
        """The readings that have such a claim, in order of arrival, as a stream."""
        for reading in self._library:
            if self._reports is None or reading.report.id in self._reports:
                yield self._left(reading)

    def having(self, ids: Collection[str]) -> Mapping[str, Reading]:
        """The readings of these reports, by report id."""
        return {i: self._left(r) for i, r in self._library.having(ids).items()}

    def _left(self, reading: Reading) -> Reading:
        if self._as_read:
            return reading
        found = effective(reading, self._decisions)
        if self._claims is None:
            return found
        claims = [c.id for name in _LISTS for c in getattr(found, name)] + [
            t.id for g in found.agreements for t in g.terms
        ]
        gone = {c for c in claims if f"{found.report.id}#{c}" not in self._claims}
        return without(found, gone) if gone else found


def material(record: Record, query: Query, what: str, to: Exporter | None) -> Material:
    """What one export is made from.

    Args:
        record: the record.
        query: the filter, from the address.
        what: one of `WHAT`.
        to: the format; its house's policy is taken where the filter names none.
    """
    last = stored.Library(record).last_run()
    run = RunNote(last.n, last.finished, last.versions) if last else None
    given = {k: v for k, v in query.given.items() if k not in ("page", "order")}
    sensitive, veil = guarded(record)
    if what != "incidents":
        shown = _shown(record, query, as_read=what == "readings")
        return coarsened(Material((), shown, Meta(what, None, given, run, coarse=len(sensitive))), sensitive, veil)
    house = to.policy if to is not None else None
    rule = policy_named(house) if house and "policy" not in given else query.rule
    meta = Meta(what, rule.label, given, run, coarse=len(sensitive))
    found = whole_incidents(record, incidents_asked(query), rule)
    return coarsened(Material(found, Shown(record, None), meta), sensitive, veil)


def pacts(record: Record, query: Query) -> list[Pact]:
    """The agreements that a filter shows, with what people decided on their conduct."""
    readings = CoarseLibrary(_shown(record, query), *guarded(record))
    beyond = Decisions(tuple(d for d in record.decisions().all if d.subject != "claim"))  # those are in the readings
    return list(agreements_of(readings, beyond))


def _shown(record: Record, query: Query, *, as_read: bool = False) -> Shown:
    wanted = queue_asked(query)
    claims = None if wanted == queue_asked(Query()) else Queue(record).targets(wanted)
    return Shown(record, claims, rejected=wanted.stand == "rejected", as_read=as_read)
