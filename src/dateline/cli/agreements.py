"""`dateline agreements`: agreements in the record, their terms, and the conduct that bears on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table
from dateline.cli.incidents import stored
from dateline.record import Reading


def agreements(record: RecordOption = DEFAULT_RECORD, json: JsonOption = False) -> None:
    """List agreements with their terms and what was done about them."""
    if json:
        from dateline.record import plain

        emit({"report": r.report.id, **plain(g)} for r in stored(record) for g in r.agreements)
    else:
        print_agreements(stored(record))


def print_agreements(readings: Iterable[Reading], title: str | None = None) -> None:
    """Print a table: a line for each agreement, and one for each of its terms."""
    columns = ("agreement or term", "by whom", "who owes it / mediates", "where", "condition", "conduct", "words")
    table(title, columns, _rows(readings))


def _rows(readings: Iterable[Reading]) -> Iterator[tuple[str | None, ...]]:
    from dateline.view.words import Names

    for reading in readings:
        names = Names(reading)
        events = {e.id: e for e in reading.events}
        for g in reading.agreements:
            what = f"{g.name or g.kind.replace('_', ' ')} ({g.status})"
            yield (
                what,
                names.actors(g.parties),
                names.actors(g.mediators),
                names.place(g.place),
                None,
                None,
                _short(g.evidence.text),
            )
            for t in g.terms:
                duty = f"  {t.modality.replace('_', ' ')} {t.duty.replace('_', ' ')}"
                conduct = "; ".join(
                    f"{c.bearing}: {events[c.event].trigger.text}" for c in t.conduct if c.event in events
                )
                condition = t.condition.text if t.condition else None
                yield (
                    duty,
                    names.actors(t.obligors),
                    None,
                    names.place(t.place),
                    condition,
                    conduct,
                    _short(t.evidence.text),
                )


def _short(quote: str, length: int = 70) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
