"""What an export is made from: exactly what a filter shows, as people left it, coarsened where it is sensitive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dateline.export import agreement_exporter, exporter, exporters
from dateline.export.coarse import CoarseLibrary, coarsened
from dateline.export.exporter import AgreementExporter, Exporter
from dateline.export.material import Library, Material
from dateline.export.meta import Meta, RunNote
from dateline.export.table import AGREEMENT_EXPORTERS
from dateline.reconcile import reconcile
from dateline.reconcile.agreements import Pact, agreements_of
from dateline.reconcile.decisions import Decisions
from dateline.reconcile.effective import effective, without
from dateline.reconcile.incident import Incident
from dateline.reconcile.policies import policy_named
from dateline.record import Reading
from dateline.store import Record
from dateline.store import library as stored
from dateline.store.marks import sensitive_of
from dateline.store.reviewing import Queue, QueueFilter
from dateline.workbench.problems import Problem
from dateline.workbench.query import Query
from dateline.workbench.views.asked import incidents_asked
from dateline.workbench.work import queue_asked

WHAT = ("incidents", "claims", "sources", "events", "readings", "agreements")
_CHUNK = 1000
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
    """

    def __init__(self, record: Record, claims: Collection[str] | None, *, rejected: bool = False) -> None:
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
    sensitive = sensitive_of(record)
    if what != "incidents":
        wanted = queue_asked(query)
        claims = None if wanted == queue_asked(Query()) else targets(record, wanted)
        shown = Shown(record, claims, rejected=wanted.stand == "rejected")
        return coarsened(Material((), shown, Meta(what, None, given, run)), sensitive)
    house = to.policy if to is not None else None
    label = policy_named(house if house and "policy" not in given else query.policy).label
    library: Library = Shown(record, None)
    found = Material(_incidents(record, query, label), library, Meta(what, label, given, run))
    return coarsened(found, sensitive)


def pacts(record: Record, query: Query) -> list[Pact]:
    """The agreements that a filter shows, with what people decided on their conduct."""
    wanted = queue_asked(query)
    claims = None if wanted == queue_asked(Query()) else targets(record, wanted)
    readings = CoarseLibrary(Shown(record, claims), sensitive_of(record))
    return list(agreements_of(readings, record.decisions()))


def targets(record: Record, wanted: QueueFilter) -> set[str]:
    """Every claim that a filter shows."""
    return Queue(record).targets(wanted)


def _incidents(record: Record, query: Query, label: str) -> Iterator[Incident]:
    """The incidents that the filter shows, whole, in their order; made when they are asked for."""
    ids: set[str] = set()
    wanted = incidents_asked(query)
    while True:
        rows, total = record.incident_page(wanted, label, offset=len(ids), limit=_CHUNK)
        ids |= {r.id for r in rows}
        if len(ids) >= total or not rows:
            break
    if not ids:
        return
    found = reconcile(stored.Library(record), label, record.decisions())
    yield from (i for i in found if i.id in ids)
