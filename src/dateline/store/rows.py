"""A reading as rows, one for each claim, and back again to the same reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dateline.reconcile.anchors import Claim, main_span
from dateline.record import (
    Actor,
    Agreement,
    Attribution,
    Casualty,
    Event,
    Place,
    Reading,
    Report,
    Source,
    Term,
    Time,
    Unplaced,
)
from dateline.store.facets import Facets

# kind -> (the reading's list that holds it, its class); terms stand in their agreements
KINDS: dict[str, tuple[str, type[Any]]] = {
    "actor": ("actors", Actor),
    "place": ("places", Place),
    "time": ("times", Time),
    "source": ("sources", Source),
    "attribution": ("attributions", Attribution),
    "event": ("events", Event),
    "casualty": ("casualties", Casualty),
    "agreement": ("agreements", Agreement),
    "term": ("agreements", Term),
    "unplaced": ("unplaced", Unplaced),
}
CLAIM_KINDS = ("event", "casualty", "agreement", "term")
_LISTS = {name: kind for kind, (name, _) in KINDS.items() if kind != "term"}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    cls: type[Any] = {"report": Report, "reading": Reading}.get(kind) or KINDS[kind][1]
    return TypeAdapter(cls)


def report_row(report: Report) -> dict[str, Any]:
    """The columns of a report's head matter and text."""
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "authors": json.dumps(report.authors, ensure_ascii=False),
        "published": report.published,
        "dateline": report.dateline,
        "url": report.url,
        "language": report.language,
        "text": report.text,
    }


def report_from(row: Any) -> Report:
    """The report in a row of the reports table."""
    return Report(
        row.id, row.title, row.publisher, tuple(json.loads(row.authors)), row.published, row.dateline, row.url,
        row.language, row.text,
    )  # fmt: skip


def claim_rows(reading: Reading, number: int, stages: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A row for each claim of a reading.

    Args:
        reading: the reading.
        number: the report's number in the record.
        stages: `name/version` of the stage that gives each list of the reading.
    """
    facets = Facets(reading)
    for kind, local, seq, parent, claim in _claims(reading):
        span = main_span(claim)
        left_out = {"terms"} if kind == "agreement" else None
        yield {
            "report": number,
            "kind": kind,
            "id": local,
            "seq": seq,
            "parent": parent,
            "span_start": span.start if span else None,
            "span_end": span.end if span else None,
            "stage": stages.get(KINDS[kind][0]),
            "fingerprint": reading.fingerprint,
            "value": _adapter(kind).dump_json(claim, exclude=left_out).decode(),
            **facets.of(claim),
        }


def _claims(reading: Reading) -> Iterator[tuple[str, str, int, str | None, Claim]]:
    """Kind, local id, order, parent and value of each claim."""
    for name, kind in _LISTS.items():
        for seq, claim in enumerate(getattr(reading, name)):
            yield kind, getattr(claim, "id", f"u{seq + 1}"), seq, None, claim
    terms = ((a, t) for a in reading.agreements for t in a.terms)
    for seq, (agreement, term) in enumerate(terms):
        yield "term", term.id, seq, agreement.id, term


def claim_from(kind: str, value: str) -> Claim:
    """The claim in a row. An agreement comes without its terms: those are rows of their own."""
    whole = f'{value[:-1]},"terms":[]}}' if kind == "agreement" else value
    claim: Claim = _adapter(kind).validate_json(whole)
    return claim


def reading_from(report: Report, fingerprint: str | None, rows: Iterable[Any]) -> Reading:
    """The reading that was stored.

    Args:
        report: its report.
        fingerprint: its fingerprint.
        rows: `kind`, `id`, `parent` and `value` of its claims, in order.
    """
    values: dict[str, list[str]] = {name: [] for name in _LISTS}
    terms: dict[str, list[str]] = {}
    agreements: list[tuple[str, str]] = []
    for row in rows:
        if row.kind == "term":
            terms.setdefault(row.parent, []).append(row.value)
        elif row.kind == "agreement":
            agreements.append((row.id, row.value))
        else:
            values[KINDS[row.kind][0]].append(row.value)
    values["agreements"] = [f'{value[:-1]},"terms":[{",".join(terms.get(g, ()))}]}}' for g, value in agreements]
    head = [f'"report":{_adapter("report").dump_json(report).decode()}', f'"fingerprint":{json.dumps(fingerprint)}']
    body = [f'"{name}":[{",".join(found)}]' for name, found in values.items()]
    reading: Reading = _adapter("reading").validate_json("{" + ",".join(head + body) + "}")
    return reading
