"""What is searched, kept in step with reports, claims and judgements in their own transactions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched, chain
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from dateline.record import Reading
from dateline.store import judging, search_tables
from dateline.store.flat import flat
from dateline.store.judging import Judgement
from dateline.store.rows import CLAIM_KINDS
from dateline.store.search_tables import DOCS
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS

CHUNK = 50_000  # characters; PostgreSQL holds at most 1 MB of words a row
_AT_ONCE = 200  # reports, or claims, indexed together
_VALUES = ("type", "place", "places", "country", "harm", "low", "high", "source_names", "certainty", "status",
           "actor_names")  # fmt: skip
_D = DOCS.c


def search(db: Connection) -> None:
    """Migration: the index, of all that the record holds."""
    search_tables.make(db)
    fill(db)


def fill(db: Connection) -> None:
    """Index all that the record holds."""
    numbers = db.execute(select(REPORTS.c.n).order_by(REPORTS.c.n)).scalars().all()
    for some in batched(numbers, _AT_ONCE):
        texts = select(REPORTS.c.n, REPORTS.c.title, REPORTS.c.text).where(REPORTS.c.n.in_(some))
        _insert(db, chain.from_iterable(_text(r.n, r.title, r.text) for r in db.execute(texts).all()))
        columns = [CLAIMS.c[name] for name in ("report", "kind", "id", "value", *_VALUES)]
        rows = db.execute(select(*columns).where(CLAIMS.c.report.in_(some), CLAIMS.c.kind.in_(CLAIM_KINDS)))
        _insert(db, (_claim(dict(r._mapping)) for r in rows.all()))
    note(db, db.execute(select(JUDGEMENTS.c.target).distinct()).scalars().all())


def added(db: Connection, number: int, reading: Reading, rows: Iterable[dict[str, Any]], *, fresh: bool) -> None:
    """Index a report and its claims.

    Args:
        db: the transaction in which they are stored.
        number: the report's number.
        reading: its reading.
        rows: its claims, as rows of the claims table.
        fresh: the report is new; else its claims take the place of the ones before.
    """
    if fresh:
        _insert(db, _text(number, reading.report.title, reading.report.text))
    else:
        db.execute(delete(DOCS).where(_D.report == number, _D.claim.is_not(None), _D.judgement.is_(None)))
    _insert(db, (_claim(row) for row in rows if row["kind"] in CLAIM_KINDS))


def tell(db: Connection, number: int, reading: Reading) -> None:
    """Index a report's title and text, in place of what they were."""
    db.execute(delete(DOCS).where(_D.report == number, _D.claim.is_(None)))
    _insert(db, _text(number, reading.report.title, reading.report.text))


def note(db: Connection, targets: Iterable[str]) -> None:
    """Index what people said of claims, new values and comments; what was taken back is no longer found."""
    for some in batched(dict.fromkeys(targets), _AT_ONCE):
        ids = {target.partition("#")[0] for target in some}
        numbers = {r.id: r.n for r in db.execute(select(REPORTS.c.id, REPORTS.c.n).where(REPORTS.c.id.in_(ids)))}
        said: dict[tuple[int, str], list[Judgement]] = {}
        for target, history in judging.read_of(db, some).items():
            report, _, local = target.partition("#")
            if report in numbers and local:
                said[numbers[report], local] = [j for j in history if j.undone_by is None and j.action != "undo"]
        if said:
            keys = or_(*(and_(_D.report == number, _D.claim == local) for number, local in said))
            db.execute(delete(DOCS).where(_D.judgement.is_not(None), keys))
        docs = (
            _doc(number, judgement_words(j.after, j.comment), local, judgement=j.n)
            for (number, local), each in said.items()
            for j in each
        )
        _insert(db, (d for d in docs if d["body"].strip()))


def _text(number: int, title: str | None, text: str) -> Iterator[dict[str, Any]]:
    if title:
        yield _doc(number, title, start=-1)
    for start in range(0, len(text), CHUNK):
        # Words at a cut are in both pieces, so that none is lost.
        yield _doc(number, text[start : start + CHUNK + 100], start=start)


def _claim(row: Mapping[str, Any]) -> dict[str, Any]:
    return _doc(row["report"], claim_words(row), row["id"])


def claim_words(row: Mapping[str, Any]) -> str:
    """The words of a claim that are searched: its evidence and its values, from its row of the claims table."""
    evidence = json.loads(row["value"]).get("evidence")
    values = [str(row[name]).strip("|").replace("|", ", ").replace("_", " ") for name in _VALUES if row[name]]
    return " · ".join([*([evidence["text"]] if evidence else []), *values])


def judgement_words(after: Any, comment: str | None) -> str:
    """The words of a judgement that are searched: new values, and the comment."""
    return " · ".join(_words([comment, after]))


def _doc(
    number: int, words: str, claim: str | None = None, *, judgement: int | None = None, start: int = 0
) -> dict[str, Any]:
    return {"report": number, "claim": claim, "judgement": judgement, "start": start, "body": flat(words)}


def _words(value: Any) -> Iterator[str]:
    """The words and numbers of a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _insert(db: Connection, docs: Iterable[dict[str, Any]]) -> None:
    top = db.execute(select(func.coalesce(func.max(_D.id), 0))).scalar_one()
    rows = [{"id": n, **doc} for n, doc in enumerate(docs, top + 1)]
    if rows:
        db.execute(insert(DOCS), rows)
