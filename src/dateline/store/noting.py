"""Writing a judgement, and what follows from it in the same transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.store import indexing, judging, standing
from dateline.store.judging import Judgement


def write(db: Connection, judgement: Judgement, seen: int | None = None) -> Judgement:
    """Add a judgement and its audit entry (`judging.write`); its target's standing and search index follow."""
    written = judging.write(db, judgement, seen)
    standing.note(db, [written.target])
    indexing.note(db, written.target)
    return written
