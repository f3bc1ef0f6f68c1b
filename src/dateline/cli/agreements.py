"""`dateline agreements`: agreements across the reports of the record, their terms, and their conduct as a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table
from dateline.errors import UsageError
from dateline.record import Reading

if TYPE_CHECKING:
    from dateline.reconcile.agreements import Clause, Deed, Pact
    from dateline.store import Action, Record


def agreements(
    record: RecordOption = DEFAULT_RECORD,
    json: JsonOption = False,
    confirm: Annotated[str | None, typer.Option("--confirm", help="Say that this conduct (its id) holds.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", help="Say that this conduct does not hold.")] = None,
    comment: Annotated[str | None, typer.Option("--comment", help="Why, with --confirm or --reject.")] = None,
) -> None:
    """List agreements with their terms, and what was done about them: by whom, when, on whose word."""
    from dateline.store import Record

    if confirm and reject:
        raise UsageError("--confirm or --reject, not both")
    with Record.open(record) as opened:
        found = pacts(opened)
        if chosen := confirm or reject:
            deed, clause = _deed(found, chosen)
            told = tuple(t.claim for t in deed.tellings)
            action: Action = "accept" if confirm else "reject"
            opened.judge(deed.id, action, comment=comment, claims=told, others=clause.claims)
            typer.echo(f"{'confirmed' if confirm else 'rejected'} {deed.id}: {deed.bearing} {deed.what}")
            return
    if json:
        emit(p.to_json() for p in found)
    else:
        print_pacts(found)


def pacts(opened: Record) -> list[Pact]:
    """The agreements of an open record, with what people decided on their conduct."""
    from dateline.reconcile.agreements import agreements_of

    return list(agreements_of(opened.readings(), opened.decisions()))


def _deed(found: Iterable[Pact], chosen: str) -> tuple[Deed, Clause]:
    """The conduct with that id, or whose id alone starts so (`k:` may be left out), and its clause."""
    start = chosen if chosen.startswith("k:") else f"k:{chosen}"
    deeds = {d.id: (d, c) for p in found for c in p.terms for d in c.conduct if d.id.startswith(start)}
    if len(deeds) != 1:
        number = "no" if not deeds else "more than one"
        raise UsageError(f"{number} conduct {chosen!r}; `dateline agreements` lists it with its ids")
    return next(iter(deeds.values()))


def print_pacts(found: Iterable[Pact]) -> None:
    """Print each agreement: its terms, and its conduct in order of day."""
    columns = ("term", "who owes it", "duty", "of what", "where", "by", "condition", "conduct")
    for pact in found:
        title = f"{pact.name or pact.kind.replace('_', ' ')} ({pact.status.replace('_', ' ')})"
        day = f"{pact.start or 'no date'}{f' – {pact.end}' if pact.end else ''}"
        about = [", ".join(pact.parties) or "parties not named", day, pact.place or "no place", pact.id]
        table(f"{title}\n{' · '.join(about)} · {_reports(len(pact.reports))}", columns, map(_clause_row, pact.terms))
        timeline = sorted(
            ((d, c) for c in pact.terms for d in c.conduct), key=lambda pair: (pair[0].start or "9999", pair[0].id)
        )
        if timeline:
            heads = ("day", "conduct", "term", "by whom", "where", "verdict", "on whose word", "person", "id")
            table(None, heads, (_deed_row(d, c) for d, c in timeline))


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"


def _clause_row(clause: Clause) -> tuple[str | None, ...]:
    duty = f"{clause.modality.replace('_', ' ')} {clause.duty.replace('_', ' ')}"
    conduct = ", ".join(dict.fromkeys(d.bearing for d in clause.conduct if d.review != "rejected"))
    return (
        clause.article or clause.id, ", ".join(clause.obligors) or "not named", duty, clause.object, clause.place,
        clause.deadline, clause.condition, conduct,
    )  # fmt: skip


def _deed_row(deed: Deed, clause: Clause) -> tuple[str | None, ...]:
    word = "; ".join(f"{', '.join(t.chain) or 'own voice'} ({t.publisher or t.claim[:11]})" for t in deed.tellings)
    verdict = f"{deed.verdict.replace('_', ' ')}: {deed.why}"
    person = "" if deed.review == "machine" else deed.review
    return (
        deed.start or "no day", f"{deed.bearing}: {deed.what}", clause.article or clause.id, ", ".join(deed.by),
        deed.place, verdict, word, person, deed.id,
    )  # fmt: skip


def print_agreements(readings: Iterable[Reading], title: str | None = None) -> None:
    """Print a table of what single reports say: a line for each agreement, and one for each of its terms."""
    columns = ("agreement or term", "by whom", "who owes it / mediates", "where", "condition", "conduct", "words")
    table(title, columns, _rows(readings))


def _rows(readings: Iterable[Reading]) -> Iterator[tuple[str | None, ...]]:
    from dateline.view.words import Names

    for reading in readings:
        names = Names(reading)
        events = {e.id: e for e in reading.events}
        for g in reading.agreements:
            what = f"{g.name or g.kind.replace('_', ' ')} ({g.status.replace('_', ' ')})"
            parties, mediators, place = names.actors(g.parties), names.actors(g.mediators), names.place(g.place)
            yield what, parties, mediators, place, None, None, _short(g.evidence.text)
            for t in g.terms:
                duty = f"  {t.modality.replace('_', ' ')} {t.duty.replace('_', ' ')}"
                conduct = "; ".join(
                    f"{c.bearing}: {events[c.event].trigger.text}" for c in t.conduct if c.event in events
                )
                owed, place = names.actors(t.obligors), names.place(t.place)
                condition = t.condition.text if t.condition else None
                yield duty, owed, None, place, condition, conduct, _short(t.evidence.text)


def _short(quote: str, length: int = 70) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
