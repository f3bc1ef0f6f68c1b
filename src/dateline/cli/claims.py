"""`dateline claims`: claims of the record, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, day, emit, table

if TYPE_CHECKING:
    from dateline.store import ClaimRow


def claims(
    record: RecordOption = DEFAULT_RECORD,
    kind: Annotated[str | None, typer.Option(help="event, casualty, agreement or term.")] = None,
    place: Annotated[
        str | None, typer.Option(help="A place's name, that of what it lies in, or an ISO 3166-1 alpha-3 country.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="On or after this day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="On or before this day, YYYY-MM-DD.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of an actor's name.")] = None,
    harm: Annotated[
        str | None, typer.Option(help="killed, wounded, casualties, missing, captured or displaced.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Part of a source's name, or a kind of source.")] = None,
    certainty: Annotated[str | None, typer.Option(help="stated, hedged, conditional or disputed.")] = None,
    report: Annotated[str | None, typer.Option(help="The report's id, or the beginning of it.")] = None,
    json: JsonOption = False,
) -> None:
    """List claims, each with the words that say it."""
    from dateline.record import plain
    from dateline.store import ClaimFilter, Record

    wanted = ClaimFilter(
        kind=kind, place=place, since=day(since), until=day(until), actor=actor, harm=harm, source=source,
        certainty=certainty, report=report,
    )  # fmt: skip
    with Record.open(record) as opened:
        found = opened.claims(wanted)
        if json:
            emit({"ref": c.ref, **plain(c)} for c in found)
            return
        rows = [_row(c) for c in found]
    table(None, ("claim", "kind", "what", "where", "when", "certainty", "who says so", "words"), rows)


def _row(row: ClaimRow) -> tuple[str | None, ...]:
    from dateline.record import Agreement, Casualty, Event, Term
    from dateline.view.rows import anchor_of, title_of

    claim = row.claim
    what, words = str(claim), ""
    if isinstance(claim, (Agreement, Casualty, Event, Term)):
        what, words = title_of(claim), " ".join(anchor_of(claim).text.split())[:80]
    when = row.date_start if row.date_start == row.date_end else f"{row.date_start or '…'} – {row.date_end or '…'}"
    where = ", ".join(p for p in (row.place, row.country) if p)
    certainty = getattr(claim, "certainty", None)
    said = " ← ".join(row.sources) or row.publisher or "the report"
    return f"{row.report[:13]}#{row.id}", row.kind, what, where, when, certainty, said, words
