"""Asking the record: filters, and the rows that come back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, func, or_, select, tuple_

from dateline.errors import UsageError
from dateline.knowledge.gazetteer.fold import fold
from dateline.reconcile.anchors import Claim
from dateline.record import HARMS, Report
from dateline.store.incident_tables import MEMBERS
from dateline.store.judging import Judgement
from dateline.store.rows import CLAIM_KINDS, KINDS, claim_from, report_from
from dateline.store.tables import CLAIMS, REPORTS

_WHOLE = re.compile("b2:[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports. Every field that is given must hold.

    Attributes:
        publisher: who put it out, whole name, any case.
        since: first day of publication, ISO 8601; a report without a day is left out.
        until: last day of publication.
        title: words that stand in the title, any case.
    """

    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims. Every field that is given must hold; names are compared without case and accents.

    Attributes:
        kind: `event`, `casualty`, `agreement`, `term`, or a supporting kind (`actor`, `place`, `time`, `source`,
            `attribution`, `unplaced`); by default the first four.
        place: a place's whole name, or that of what it lies in (admin-1), or its country by name or ISO 3166-1 alpha-3.
        since: first day, ISO 8601: what ended before it is left out, and so is what has no day.
        until: last day: what began after it is left out.
        actor: part of the name of any actor in it (actors, recipients, victims, perpetrators, parties, obligors).
        harm: `killed`, `wounded`, `casualties`, `missing`, `captured`, `displaced`.
        source: the kind of its nearest speaker (`medical`), or part of the name of anyone in its chain.
        certainty: `stated`, `hedged`, `conditional`, `disputed`.
        report: a report's id, or the start of it.
        type: PLOVER type of an event, kind of an agreement, duty of a term, scope of a figure.
        status: status of an event or agreement.
        incident: the incident that it is in, as incidents were last made.
    """

    kind: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    harm: str | None = None
    source: str | None = None
    certainty: str | None = None
    report: str | None = None
    type: str | None = None
    status: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report in the record: when it came, which code read it, and how much was found."""

    report: Report
    added: str
    updated: str | None
    fingerprint: str | None
    events: int
    casualties: int
    agreements: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in the record.

    Attributes:
        report: id of its report.
        kind: `event`, `casualty`, …
        id: local id; `<report>#<id>` is unique in the record (`ref`).
        parent: for a term, its agreement's local id.
        claim: the value, a class of `dateline.record`; an agreement comes without its terms, which are rows too.
        start: where its words start in the report's text, or `None`.
        end: where they end.
        stage: `name/version` of the stage that made it, or `None` where it was stored without a run.
        fingerprint: the run's fingerprint.
        place: name of its place.
        country: ISO 3166-1 alpha-3.
        date_start: first day, ISO 8601.
        date_end: last day.
        actors: names of those in it.
        source_kind: kind of the nearest speaker, or `None`: the report's own voice.
        sources: names of the chain, nearest speaker first.
        title: the report's headline.
        publisher: the report's publisher.
        published: the report's day of publication.
        review: the person's last standing decision on it (`accept`, `reject`, `unsure`, `change`, …), or `machine`.
    """

    report: str
    kind: str
    id: str
    parent: str | None
    claim: Claim
    start: int | None
    end: int | None
    stage: str | None
    fingerprint: str | None
    place: str | None
    country: str | None
    date_start: str | None
    date_end: str | None
    actors: tuple[str, ...]
    source_kind: str | None
    sources: tuple[str, ...]
    title: str | None
    publisher: str | None
    published: str | None
    review: str

    @property
    def ref(self) -> str:
        """`<report id>#<local id>`."""
        return f"{self.report}#{self.id}"


def report_conditions(wanted: ReportFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on the reports table (names are compared by `keeps`, which knows every alphabet)."""
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(REPORTS.c.published >= wanted.since)
    if wanted.until:
        found.append(REPORTS.c.published <= wanted.until)
    return found


def keeps(wanted: ReportFilter, row: Any) -> bool:
    """The part of the filter that is about names."""
    if wanted.publisher and fold(wanted.publisher) != fold(row.publisher or ""):
        return False
    return not wanted.title or fold(wanted.title) in fold(row.title or "")


def with_prefix(prefix: str) -> ColumnElement[bool]:
    """Reports whose id starts so, with or without its `b2:`; a whole id is found by its index."""
    start = prefix if prefix.startswith("b2:") else f"b2:{prefix}"
    if _WHOLE.fullmatch(start):
        return REPORTS.c.id == start
    return REPORTS.c.id.startswith(start, autoescape=True)


def stored(row: Any) -> StoredReport:
    """The stored report in a row of the reports table."""
    return StoredReport(
        report_from(row), row.added, row.updated, row.fingerprint, row.events, row.casualties, row.agreements
    )


def claim_query(wanted: ClaimFilter) -> Select[Any]:
    """The claims that a filter lets through, in order of arrival and text.

    Raises:
        UsageError: no such kind or harm.
    """
    if wanted.kind and wanted.kind not in KINDS:
        raise UsageError(f"no kind of claim {wanted.kind!r}; there are {', '.join(KINDS)}")
    if wanted.harm and wanted.harm not in HARMS:
        raise UsageError(f"no harm {wanted.harm!r}; there are {', '.join(HARMS)}")
    head = (REPORTS.c.id.label("report_id"), REPORTS.c.title, REPORTS.c.publisher, REPORTS.c.published)
    query = select(CLAIMS, *head).join(REPORTS, REPORTS.c.n == CLAIMS.c.report)
    return query.where(*claim_conditions(wanted)).order_by(CLAIMS.c.report, CLAIMS.c.kind, CLAIMS.c.seq)


def claim_conditions(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """The filter as conditions on the claims table, with the reports table joined where a report is asked for."""
    yield CLAIMS.c.kind == wanted.kind if wanted.kind else CLAIMS.c.kind.in_(CLAIM_KINDS)
    yield from values_asked(wanted, CLAIMS)


def values_asked(wanted: ClaimFilter, table: Table) -> Iterator[ColumnElement[bool]]:
    """All of the filter but the kind, as conditions on a table that has the columns of the claims table asked for."""
    c = table.c
    equal = {"harm": wanted.harm, "certainty": wanted.certainty, "type": wanted.type, "status": wanted.status}
    yield from (c[name] == value for name, value in equal.items() if value)
    if wanted.report:
        yield with_prefix(wanted.report)
    if wanted.incident:
        mine = select(MEMBERS.c.report, MEMBERS.c.claim).where(MEMBERS.c.incident == wanted.incident)
        yield tuple_(c.report, c.id).in_(mine)
    if wanted.place:
        yield or_(holds(c.places, f"|{fold(wanted.place)}|"), c.country == (country_code(wanted.place) or ""))
    if wanted.actor:
        yield holds(c.actors, name_key(wanted.actor))
    if wanted.source:
        yield or_(c.source_kind == wanted.source, holds(c.sources, name_key(wanted.source)))
    dated = or_(c.date_start.is_not(None), c.date_end.is_not(None))
    if wanted.since:
        yield and_(dated, or_(c.date_end.is_(None), c.date_end >= wanted.since))
    if wanted.until:
        yield and_(dated, or_(c.date_start.is_(None), c.date_start <= wanted.until))


class WholeName(str):
    """A name that is looked for as a whole: a part of it finds nothing. For those from whom names are hidden, who could
    else find them out letter by letter."""

    __slots__ = ()


def name_key(name: str) -> str:
    """What a column of folded names between bars is asked to hold."""
    return f"|{fold(name)}|" if isinstance(name, WholeName) else fold(name)


def holds(column: ColumnElement[str], folded: str) -> ColumnElement[bool]:
    """Whether a column of folded names holds these characters; a name without a letter is in none."""
    return column.contains(folded, autoescape=True) if folded.strip("|") else false()


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of a country by any of its names, or `None`."""
    from dateline.knowledge.gazetteer.curated import countries

    key = fold(name)
    return next((c.alpha3 for c in countries() if key in map(fold, (c.alpha3, c.name, *c.aliases))), None)


def claim_row(row: Any, decided: dict[str, Judgement]) -> ClaimRow:
    """The claim in a row of `claim_query`.

    Args:
        row: the row.
        decided: the last standing decision by target; one on another claim that once had this id does not count.
    """
    judgement = decided.get(f"{row.report_id}#{row.id}")
    same = judgement is not None and judgement.span == (row.kind, row.span_start, row.span_end)
    return ClaimRow(
        row.report_id, row.kind, row.id, row.parent, claim_from(row.kind, row.value), row.span_start, row.span_end,
        row.stage, row.fingerprint, row.place, row.country, row.date_start, row.date_end, _names(row.actor_names),
        row.source_kind, _names(row.source_names), row.title, row.publisher, row.published,
        judgement.action if judgement and same else "machine",
    )  # fmt: skip


def _names(shown: str | None) -> tuple[str, ...]:
    return tuple(shown.split("\n")) if shown else ()


def all_of(db: Connection, query: Select[Any], size: int) -> Iterator[Any]:
    """Rows as a stream, `size` in memory at once."""
    yield from db.execute(query.execution_options(yield_per=size))


def page_of(
    db: Connection, keys: Select[Any], order: Iterable[Any], offset: int, limit: int
) -> tuple[Sequence[Any], int]:
    """A page of rows in an order, and how many there are in all, looked through once.

    Args:
        db: the transaction.
        keys: narrow columns, since all rows are sorted; each row comes with the count behind them.
        order: what they are sorted by.
        offset: rows to leave out before the first.
        limit: most rows to give.
    """
    counted = keys.add_columns(func.count().over()).order_by(*order)
    page = db.execute(counted.offset(offset).limit(limit)).all() if limit else []
    if page or (limit and not offset):
        return page, int(page[0][-1]) if page else 0
    return [], int(db.execute(keys.with_only_columns(func.count())).scalar_one())  # a page behind the last
