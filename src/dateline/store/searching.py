"""Full-text search over reports, the values of claims and what people said of them; the same on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    text,
    tuple_,
)

from dateline.errors import UsageError
from dateline.store.flat import flat
from dateline.store.indexing import claim_words, judgement_words
from dateline.store.queries import ReportFilter, report_conditions
from dateline.store.rows import CLAIM_KINDS
from dateline.store.search_tables import DOCS
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS

if TYPE_CHECKING:
    from dateline.store.base import Record

AROUND = 90  # characters beside the first words found
_D = DOCS.c
TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_SHOWN = 3  # pieces of text, and claims, shown of one report


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; `prefix`: the last may go on; `without`: they must not stand there."""

    words: tuple[str, ...]
    prefix: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text around what was found: pieces in order, each with whether it was looked for.

    `start` is where it stands in the report's text, `None` for values and titles.
    """

    start: int | None
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim whose words, values, or what people said of it, were looked for."""

    target: str
    kind: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """A report in which something was found: `claims` are the first of `claims_found`."""

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    snippets: tuple[Snippet, ...]
    claims: tuple[FoundClaim, ...]
    claims_found: int


def terms_of(said: str) -> tuple[Term, ...]:
    """What a person looks for: words that must all stand there, `"side by side"`, `begin*`, `-without`.

    Raises:
        UsageError: no word, or nothing but words that must not stand there.
    """
    found = []
    for minus, quoted, bare in TERM.findall(said[:500]):
        words = tuple(flat(quoted or bare).split())
        if words:
            found.append(Term(words, prefix=bare.endswith("*"), without=bool(minus)))
    if not any(not t.without for t in found):
        raise UsageError(f"{said!r} names no word to look for")
    return tuple(found)


def reports_with(db: Connection, terms: Sequence[Term]) -> ColumnElement[bool]:
    """Whether a report holds the terms, wherever in its text, its claims, or what people said of them."""
    return and_(*(_in(REPORTS.c.n, select(_D.report).where(_matching(db, t)), t) for t in terms))


def claims_with(db: Connection, terms: Sequence[Term], table: Table = CLAIMS) -> ColumnElement[bool]:
    """Whether a claim, a row of a table with a `report` and an `id`, holds the terms, in its words, its values, or what
    people said of it."""
    key = tuple_(table.c.report, table.c.id)
    said = _D.claim.is_not(None)
    return and_(*(_in(key, select(_D.report, _D.claim).where(said, _matching(db, t)), t) for t in terms))


def _in(key: ColumnElement[Any], held: Select[Any], term: Term) -> ColumnElement[bool]:
    return key.not_in(held) if term.without else key.in_(held)


def _matching(db: Connection, *terms: Term) -> ColumnElement[bool]:
    """Documents that hold any of the terms."""
    if db.dialect.name == "sqlite":
        wanted = " OR ".join(map(_fts, terms))
        rows = text("SELECT rowid FROM search_index WHERE search_index MATCH :wanted")
        return _D.id.in_(rows.bindparams(bindparam("wanted", wanted, unique=True)))
    return literal_column("search_docs.words").op("@@")(func.to_tsquery("simple", " | ".join(map(_ts, terms))))


def _holds(db: Connection, *terms: Term) -> ColumnElement[bool]:
    """As `_matching`, asked of each document: where they are few, those of the whole index are not gathered."""
    if db.dialect.name != "sqlite":
        return _matching(db, *terms)
    wanted = " OR ".join(map(_fts, terms))
    one = text("EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH :wanted AND rowid = search_docs.id)")
    return cast("ColumnElement[bool]", one.bindparams(bindparam("wanted", wanted, unique=True)))


def _fts(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")


def _ts(term: Term) -> str:
    words = [f"'{w}'" for w in term.words]
    words[-1] += ":*" if term.prefix else ""
    return f"({' <-> '.join(words)})"


class Search:
    """Searches an open record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def find(
        self, said: str, wanted: ReportFilter | None = None, *, offset: int = 0, limit: int = 20
    ) -> tuple[list[Found], int]:
        """Reports in which the words stand, latest first, and how many there are in all.

        Args:
            said: what is looked for, see `terms_of`.
            wanted: days of publication.
            offset: reports to leave out before the first.
            limit: most reports to give.

        Raises:
            UsageError: as for `terms_of`.
        """
        terms = terms_of(said)
        with self._record._reading() as db:
            inside = and_(reports_with(db, terms), *report_conditions(wanted or ReportFilter()))
            total = int(db.execute(select(func.count()).select_from(REPORTS).where(inside)).scalar_one())
            order = (func.coalesce(REPORTS.c.published, "").desc(), REPORTS.c.n)
            rows = db.execute(select(REPORTS).where(inside).order_by(*order).offset(offset).limit(limit)).all()
            pattern = _pattern(terms)
            return [self._found(db, row, terms, pattern) for row in rows], total

    @staticmethod
    def _found(db: Connection, report: Any, terms: Sequence[Term], pattern: re.Pattern[str]) -> Found:
        here = (_D.report == report.n, _holds(db, *(t for t in terms if not t.without)))
        docs = db.execute(select(DOCS).where(*here, _D.claim.is_(None)).order_by(_D.start).limit(_SHOWN)).all()
        snippets = [_snippet(d.body, report.title if d.start < 0 else report.text, d.start, pattern) for d in docs]
        said = select(_D.claim, func.min(_D.id)).where(*here, _D.claim.is_not(None)).group_by(_D.claim)
        held = {r[0]: r[1] for r in db.execute(said)}
        c = CLAIMS.c
        there = db.execute(select(c.id, c.kind, c.span_start).where(c.report == report.n, c.kind.in_(CLAIM_KINDS)))
        known = {r.id: (r.span_start or 0, r.kind) for r in there}
        first = sorted(held, key=lambda claim: (known.get(claim, (0, ""))[0], claim))[:_SHOWN]
        shown = []
        for claim in first:
            words = _original(db, db.execute(select(DOCS).where(_D.id == held[claim])).one())
            snippet = _snippet(flat(words), words, -1, pattern)
            shown.append(FoundClaim(f"{report.id}#{claim}", known[claim][1] if claim in known else "added", snippet))
        return Found(
            report.id, report.title, report.publisher, report.published, tuple(snippets), tuple(shown), len(held)
        )


def _original(db: Connection, doc: Any) -> str:
    """The words of a claim's document as they were written."""
    if doc.judgement is not None:
        query = select(JUDGEMENTS.c.after, JUDGEMENTS.c.comment).where(JUDGEMENTS.c.n == doc.judgement)
        after, comment = db.execute(query).one()
        return judgement_words(json.loads(after) if after else None, comment)
    claim = select(CLAIMS).where(
        CLAIMS.c.report == doc.report, CLAIMS.c.id == doc.claim, CLAIMS.c.kind.in_(CLAIM_KINDS)
    )
    return claim_words(dict(db.execute(claim).one()._mapping))


def _pattern(terms: Sequence[Term]) -> re.Pattern[str]:
    """The positive terms as they stand in a flat text. Words are letters and digits alone: nothing to escape."""
    each = [r"\s+".join(t.words) + (r"\w*" if t.prefix else "") for t in terms if not t.without]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(each, key=len, reverse=True)) + r")(?!\w)")


def _snippet(body: str, original: str, start: int, pattern: re.Pattern[str]) -> Snippet:
    """The words found and what stands around them, in the original's letters."""
    at = max(0, start)
    first = pattern.search(body)
    middle = at + (first.start() if first else 0)
    low = _edge(original, max(0, middle - AROUND), forward=True) if middle > AROUND else 0
    high = _edge(original, min(len(original), middle + 2 * AROUND), forward=False)
    pieces, done = [], low
    for found in pattern.finditer(body, low - at if low > at else 0, max(0, high - at)):
        pieces += [
            (original[done : at + found.start()], False),
            (original[at + found.start() : at + found.end()], True),
        ]
        done = at + found.end()
    pieces.append((original[done:high], False))
    return Snippet(None if start < 0 else low, tuple((p, hit) for p, hit in pieces if p))


def _edge(original: str, at: int, *, forward: bool) -> int:
    """The nearest break between words, so that no word is cut."""
    if at in (0, len(original)):
        return at
    found = original.find(" ", at, at + 30) + 1 if forward else original.rfind(" ", max(0, at - 30), at)
    return found if found > 0 else at
