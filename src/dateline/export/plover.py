"""PLOVER JSON Lines: a record for each event of each reading, with our low and high beside the sizes.

Source: PLOVER Manual 0.8 (github.com/openeventdata/PLOVER), "Data Fields". Names are the manual's; `actor` stands for
its `source`, which means something else to us. What is added to it is named in docs/reference/formats/plover.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from dateline.export.claim_rows import event_wanted
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.meta import Meta
from dateline.reconcile.claims import Book
from dateline.record import Actor, Casualty, Event, Place, Reading, Report

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),  # verbal cooperation
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),  # material cooperation
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),  # verbal conflict
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),  # material conflict
}
# PLOVER's special contexts, by the status that the record gives an event
CONTEXTS = {
    "planned": "future", "threatened": "future", "demanded": "future", "hypothetical": "hypothetical",
    "denied": "negation",
}  # fmt: skip
SIZES = {"killed": "dead", "wounded": "injured", "captured": "arrested"}
CODEBOOK = "PLOVER 0.8"


def write(material: Material, sink: TextIO) -> int:
    """Write a record a line, in order of arrival and text; gives how many."""
    count = 0
    for reading in material.readings():
        book = Book(reading)
        for event in reading.events:
            if event_wanted(book, event, material.query):
                line = record(book, event, material.meta)
                sink.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                count += 1
    return count


def record(book: Book, event: Event, meta: Meta) -> dict[str, Any]:
    """The PLOVER record of one event. A key is never left out; what is not known is `null` or empty."""
    time = book.times.get(event.time or "")
    report = book.reading.report
    context = CONTEXTS.get(event.status)
    return {
        "id": book.key(event.id),
        "date": time.start if time else None,
        "enddate": time.end if time else None,
        "date_prec": time.date_prec if time else None,
        "actor": [_actor(book.actors[a]) for a in event.actors if a in book.actors],
        "recipient": [_actor(book.actors[a]) for a in event.recipients if a in book.actors],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "context": [context] if context else [],
        "quad_code": QUADS[event.type],
        "event_text": [event.trigger.text],
        "event_loc": _place(book.places.get(event.place or "")),
        "text": event.evidence.text,
        "text_info": {"start": event.evidence.start, "end": event.evidence.end},
        "cite_info": _citation(report, meta),
        "size": _size(book.reading, event),
        "status": event.status,
        "certainty": event.certainty,
        "acled": event.acled,
        "said_by": [s.name for s in _chain(book, event)],
        "confidence": event.confidence,
        "coder": f"dateline {meta.version}",
    }


def _actor(actor: Actor) -> dict[str, Any]:
    text = actor.mentions[0].text if actor.mentions else actor.name
    return {"code": actor.country, "sector": actor.sector, "actor_text": text, "identifier_text": actor.name}


def _place(place: Place | None) -> dict[str, Any] | None:
    """A location object with GeoNames' field names."""
    if place is None:
        return None
    return {
        "geonameid": place.geonames, "name": place.name, "latitude": place.lat, "longitude": place.lon,
        "country": place.country, "admin1": place.admin1, "where_prec": place.where_prec,
    }  # fmt: skip


def _citation(report: Report, meta: Meta) -> dict[str, Any]:
    return {
        "citation": report.id, "publication": report.publisher, "date": report.published, "title": report.title,
        "url": report.url, "language": report.language, "codebook": CODEBOOK, "version": meta.version,
    }  # fmt: skip


def _size(reading: Reading, event: Event) -> dict[str, Any] | None:
    """People dead, injured and arrested: the manual's number is the low bound, ours stand beside it.

    Of several figures of one harm the widest whole counts; a part of another figure, a joint figure and a running
    total count for none.
    """
    found: dict[str, Any] = {}
    for harm, name in SIZES.items():
        figures = [c for c in reading.casualties if c.harm == harm and _of(c, event)]
        if figures:
            best = max(figures, key=lambda c: (c.certainty == "stated", c.low))
            found |= {name: best.low, f"{name}_low": best.low, f"{name}_high": best.high}
    if event.size is not None:
        found |= {"people_low": event.size.low, "people_high": event.size.high}
    return found or None


def _of(figure: Casualty, event: Event) -> bool:
    return event.id in figure.events and figure.scope == "incident" and figure.part_of is None


def _chain(book: Book, event: Event) -> Iterator[Any]:
    said = book.attributions.get(event.attribution or "")
    return (book.sources[s] for s in (said.chain if said else ()) if s in book.sources)


EXPORTER = Exporter("plover", ".jsonl", write, ("events",), media="application/jsonl")
