"""Claims and sources of readings as rows: what is said, by whom, and the characters that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.export.columns import Cell, Column
from dateline.export.query import Query
from dateline.reconcile.claims import Book
from dateline.record import Agreement, Casualty, Event, Reading, Report, Source, Term
from dateline.text import Span

Claim = Event | Casualty | Agreement | Term

_INTEGERS = frozenset(
    {"low", "high", "geonames", "where_prec", "date_prec", "quote_start", "quote_end", "evidence_start",
     "evidence_end", "mentions", "attributions", "claims"}
)  # fmt: skip
_NUMBERS = frozenset({"latitude", "longitude", "confidence"})
_DAYS = frozenset({"start", "end", "published"})
_MANY = frozenset({"actors", "recipients", "weapons", "chain"})


def _columns(names: str) -> tuple[Column, ...]:
    def kind(n: str) -> Any:
        return "integer" if n in _INTEGERS else "number" if n in _NUMBERS else "date" if n in _DAYS else "string"

    return tuple(Column("named", "boolean") if n == "named" else Column(n, kind(n), n in _MANY) for n in names.split())


_REPORT = "publisher published title url"
CLAIM_COLUMNS = _columns(
    "ref report claim kind type mode acled harm low high qualifier scope status certainty actors recipients "
    "victim_status weapons place admin1 country latitude longitude geonames where_prec start end date_prec "
    f"source source_kind chain quote quote_start quote_end evidence evidence_start evidence_end part_of "
    f"confidence {_REPORT}"
)
SOURCE_COLUMNS = _columns(f"ref report source name kind named actor mentions attributions claims {_REPORT}")


def claim_rows(readings: Iterable[Reading], query: Query) -> Iterator[tuple[Cell, ...]]:
    """A row for each event, figure, agreement and term that a query lets through, in order of arrival and text."""
    names = [c.name for c in CLAIM_COLUMNS]
    for reading in readings:
        book = Book(reading)
        for claim in _claims(reading):
            row = _claim(book, claim)
            if keeps(query, row):
                yield tuple(row.get(n) for n in names)


def source_rows(readings: Iterable[Reading], query: Query) -> Iterator[tuple[Cell, ...]]:
    """A row for each source of each report of which a query lets a claim through."""
    names = [c.name for c in SOURCE_COLUMNS]
    for reading in readings:
        book = Book(reading)
        if not wanted(reading, query):
            continue
        said = Counter(s for q in reading.attributions for s in q.chain)
        carried = Counter(
            s
            for c in _claims(reading)
            if not isinstance(c, Term) and (q := book.attributions.get(c.attribution or ""))
            for s in q.chain
        )
        for source in reading.sources:
            row = _source(book, source) | {"attributions": said[source.id], "claims": carried[source.id]}
            yield tuple(row.get(n) for n in names)


def wanted(reading: Reading, query: Query) -> bool:
    """Whether a query lets a claim of this reading through; a query that asks nothing lets every reading through."""
    if not query.given():
        return True
    book = Book(reading)
    return any(keeps(query, _claim(book, c)) for c in _claims(reading))


def event_wanted(book: Book, event: Event, query: Query) -> bool:
    """Whether a query lets an event through."""
    return not query.given() or keeps(query, _claim(book, event))


def keeps(query: Query, row: dict[str, Any]) -> bool:
    """Whether a query lets a claim through."""
    kinds = (row["type"], row.get("mode"), row.get("acled"), row["kind"])
    least = query.min_killed
    return (
        query.dated(row.get("start"), row.get("end"))
        and query.placed((row.get("place"), row.get("admin1")), row.get("country"))
        and query.involves((*row["actors"], *row["recipients"]))
        and query.of_type(kinds)
        and (least is None or (row.get("harm") == "killed" and row["low"] >= least))
    )


def _claims(reading: Reading) -> Iterator[Claim]:
    yield from reading.events
    yield from reading.casualties
    for agreement in reading.agreements:
        yield agreement
        yield from agreement.terms


def _claim(book: Book, claim: Claim) -> dict[str, Any]:
    own = _own(book, claim)
    time = claim.deadline if isinstance(claim, Term) else claim.time
    time = time or (claim.period if isinstance(claim, Casualty) else None)
    said = None if isinstance(claim, Term) else claim.attribution
    return {
        "ref": book.key(claim.id), "report": book.reading.report.id, "claim": claim.id, "type": None,
        **own, **_where(book, claim.place), **_when(book, time), **_who_says(book, said),
        **_span("evidence", claim.evidence), **_head(book.reading.report),
    }  # fmt: skip


def _own(book: Book, claim: Claim) -> dict[str, Any]:
    match claim:
        case Event():
            return {
                "kind": "event", "type": claim.type, "mode": claim.mode, "acled": claim.acled, "status": claim.status,
                "certainty": claim.certainty, "actors": book.names(claim.actors),
                "recipients": book.names(claim.recipients), "confidence": claim.confidence,
                "weapons": tuple(dict.fromkeys(w.text for w in claim.weapons)), **_span("quote", claim.trigger),
            }  # fmt: skip
        case Casualty():
            victims = book.names((claim.victims.actor,) if claim.victims.actor else ())
            return {
                "kind": "casualty", "type": claim.scope, "harm": claim.harm, "low": claim.low, "high": claim.high,
                "qualifier": claim.qualifier, "scope": claim.scope, "certainty": claim.certainty,
                "actors": book.names(claim.perpetrators), "recipients": victims,
                "victim_status": claim.victims.status, "part_of": claim.part_of, "confidence": claim.confidence,
                **_span("quote", claim.quote),
            }  # fmt: skip
        case Agreement():
            return {
                "kind": "agreement", "type": claim.kind, "status": claim.status, "actors": book.names(claim.parties),
                "recipients": book.names(claim.mediators),
            }  # fmt: skip
        case Term():
            return {
                "kind": "term", "type": claim.duty, "qualifier": claim.modality, "actors": book.names(claim.obligors),
                "recipients": book.names(claim.beneficiaries), "part_of": claim.id.rpartition(".")[0],
            }  # fmt: skip


def _source(book: Book, source: Source) -> dict[str, Any]:
    report = book.reading.report
    actor = book.actors.get(source.actor or "")
    return {
        "ref": book.key(source.id), "report": report.id, "source": source.id, "name": source.name,
        "kind": source.kind, "named": source.named, "actor": actor.name if actor else None,
        "mentions": len(source.mentions), **_head(report),
    }  # fmt: skip


def _head(report: Report) -> dict[str, Cell]:
    return {"publisher": report.publisher, "published": report.published, "title": report.title, "url": report.url}


def _where(book: Book, ident: str | None) -> dict[str, Cell]:
    place = book.places.get(ident or "")
    if place is None:
        return {}
    return {
        "place": place.name, "admin1": place.admin1, "country": place.country, "latitude": place.lat,
        "longitude": place.lon, "geonames": place.geonames, "where_prec": place.where_prec,
    }  # fmt: skip


def _when(book: Book, ident: str | None) -> dict[str, Cell]:
    time = book.times.get(ident or "")
    return {"start": time.start, "end": time.end, "date_prec": time.date_prec} if time else {}


def _who_says(book: Book, ident: str | None) -> dict[str, Cell]:
    said = book.attributions.get(ident or "")
    chain = [book.sources[s] for s in said.chain if s in book.sources] if said else []
    names = tuple(s.name for s in chain)
    return {"source": names[0], "source_kind": chain[0].kind, "chain": names} if chain else {}


def _span(name: str, span: Span) -> dict[str, Cell]:
    return {name: span.text, f"{name}_start": span.start, f"{name}_end": span.end}
