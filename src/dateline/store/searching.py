"""Full-text search over reports, the values of claims and what people said of them; the same on both databases."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)

from dateline.errors import UsageError
from dateline.store.flat import flat
from dateline.store.indexing import claim_words, judgement_words
from dateline.store.queries import ReportFilter, page_of, report_conditions
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
    return and_(*(_in(REPORTS.c.n, _with(db, t, _D.report), t) for t in terms))


def claims_with(db: Connection, terms: Sequence[Term], of: Table = CLAIMS) -> ColumnElement[bool]:
    """Whether a claim, a row of a table with a `report` and an `id`, holds the terms, in its words, its values, or what
    people said of it."""
    key = tuple_(of.c.report + 0, of.c.id)  # nothing added: what holds the terms is gathered once, not per index
    return and_(*(_in(key, _with(db, t, _D.report, _D.claim), t) for t in terms))


def _in(key: ColumnElement[Any], held: Select[Any], term: Term) -> ColumnElement[bool]:
    return key.not_in(held) if term.without else key.in_(held)


def _with(db: Connection, term: Term, *columns: Column[Any]) -> Select[Any]:
    """Columns of the documents that hold a term; where the claim is one of them, of claims' documents."""
    of_claims = any(c is _D.claim for c in columns)
    if db.dialect.name != "sqlite":
        return select(*columns).where(_matching(term), *([_D.claim.is_not(None)] if of_claims else []))
    # From the index of words to the documents: as a list to be in, what it holds would be gathered once more. And to
    # the index of the documents: their words fill a hundred times as much.
    found = "search_index CROSS JOIN search_docs INDEXED BY search_docs_lean ON search_docs.id = search_index.rowid"
    holds = "search_index MATCH :wanted" + (" AND search_docs.claim IS NOT NULL" if of_claims else "")
    wanted: BindParameter[str] = bindparam("wanted", _fts(term), unique=True)
    named: list[ColumnElement[Any]] = [literal_column(f"search_docs.{c.name}") for c in columns]
    return select(*named).select_from(text(found)).where(text(holds).bindparams(wanted))


def _matching(term: Term) -> ColumnElement[bool]:
    """Whether a document holds a term, on PostgreSQL."""
    return literal_column("search_docs.words").op("@@")(func.to_tsquery("simple", _ts(term)))


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
            order = (func.coalesce(REPORTS.c.published, "").desc(), REPORTS.c.n)
            page, total = page_of(db, select(REPORTS.c.n).where(inside), order, offset, limit)
            return _shown(db, [row[0] for row in page], terms), total


def _shown(db: Connection, numbers: Sequence[int], terms: Sequence[Term]) -> list[Found]:
    """What was found in each of these reports: all of them are asked together."""
    if not numbers:
        return []
    # All that is said of so few is looked through here: to ask the index for each document takes longer.
    pattern = _pattern(terms)
    every = db.execute(select(DOCS).where(_D.report.in_(numbers)).order_by(_D.start, _D.id))
    rows = {doc.id: doc for doc in every if pattern.search(doc.body)}
    texts, held = defaultdict[int, list[int]](list), defaultdict[int, dict[str, int]](dict)
    for doc in rows.values():
        if doc.claim is None:
            texts[doc.report].append(doc.id)
        else:
            held[doc.report][doc.claim] = min(doc.id, held[doc.report].get(doc.claim, doc.id))
    c = CLAIMS.c
    there = select(c.report, c.id, c.kind, c.span_start).where(c.report.in_(numbers), c.kind.in_(CLAIM_KINDS))
    known = {(r.report, r.id): (r.span_start or 0, r.kind) for r in db.execute(there)}
    first = {n: sorted(held[n], key=lambda i, n=n: (known.get((n, i), (0, ""))[0], i))[:_SHOWN] for n in numbers}  # type: ignore[misc]
    wanted = [i for n in numbers for i in (*texts[n][:_SHOWN], *(held[n][claim] for claim in first[n]))]
    kinds = {key: kind for key, (_, kind) in known.items()}
    words = _originals(db, [rows[i] for i in wanted if rows[i].claim is not None], kinds)
    found = []
    reports = {r.n: r for r in db.execute(select(REPORTS).where(REPORTS.c.n.in_(numbers)))}
    for n in numbers:
        report = reports[n]
        snippets = [
            _snippet(d.body, report.title if d.start < 0 else report.text, d.start, pattern)
            for d in (rows[i] for i in texts[n][:_SHOWN])
        ]
        claims = []
        for claim in first[n]:
            said = words[held[n][claim]]
            kind = known[n, claim][1] if (n, claim) in known else "added"
            claims.append(FoundClaim(f"{report.id}#{claim}", kind, _snippet(flat(said), said, -1, pattern)))
        head = (report.id, report.title, report.publisher, report.published)
        found.append(Found(*head, tuple(snippets), tuple(claims), len(held[n])))
    return found


def _originals(db: Connection, docs: Sequence[Any], kinds: Mapping[tuple[int, str], str]) -> dict[int, str]:
    """The words of claims' documents as they were written, by the document's id; `kinds` are those of the claims."""
    j, c = JUDGEMENTS.c, CLAIMS.c
    judged = select(j.n, j.after, j.comment).where(j.n.in_([d.judgement for d in docs if d.judgement is not None]))
    said = {r.n: judgement_words(json.loads(r.after) if r.after else None, r.comment) for r in db.execute(judged)}
    keys = [(d.report, kinds[d.report, d.claim], d.claim) for d in docs if d.judgement is None]
    mine = or_(false(), *(and_(c.report == n, c.kind == kind, c.id == local) for n, kind, local in keys))
    values = {(r.report, r.id): claim_words(dict(r._mapping)) for r in db.execute(select(CLAIMS).where(mine))}
    return {d.id: values[d.report, d.claim] if d.judgement is None else said[d.judgement] for d in docs}


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
