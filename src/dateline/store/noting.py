"""Writing a judgement, and what follows from it in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from dateline.store import indexing, judging, queued, standing
from dateline.store.judging import Judgement


def write(db: Connection, judgement: Judgement, seen: int | None = None) -> Judgement:
    """Add a judgement and its audit entry (`judging.write`); what is kept in step with its target follows."""
    written = judging.write(db, judgement, seen)
    _follow(db, [written.target])
    return written


def write_all(db: Connection, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Add many judgements, as `write` does each."""
    written = [judging.write(db, judgement) for judgement in judgements]
    _follow(db, [j.target for j in written])
    return written


def _follow(db: Connection, targets: Sequence[str]) -> None:
    standing.note(db, targets)
    queued.note(db, targets)
    indexing.note(db, targets)
