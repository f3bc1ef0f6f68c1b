"""Blotting a name out of one report of the record: its text, its claims, its earlier readings, and what is searched."""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, insert, select, update

from dateline.reconcile.blotting import veiled_reading
from dateline.record import Reading
from dateline.store import adds, indexing, queued
from dateline.store.clock import now
from dateline.store.expunge_tables import REDACTED
from dateline.store.past import PAST, readings_of
from dateline.store.rows import KINDS, report_row
from dateline.store.tables import CLAIMS, JUDGEMENTS, REPORTS
from dateline.store.veil import Veil
from dateline.text import text_id


def blot(db: Connection, ident: str, veil: Veil) -> None:
    """Blot what a veil hides out of a report and of all that was read from it.

    Args:
        db: a connection whose owner holds the write lock.
        ident: the report's id, which it keeps.
        veil: hides the name.
    """
    head = db.execute(select(REPORTS).where(REPORTS.c.id == ident)).one()
    ((_, reading),) = readings_of(db, [head])
    made = veiled_reading(reading, veil)
    values = {k: v for k, v in report_row(made.report).items() if k != "id"}
    db.execute(update(REPORTS).where(REPORTS.c.n == head.n).values(values))
    stages = {KINDS[r.kind][0]: r.stage for r in db.execute(select(CLAIMS).where(CLAIMS.c.report == head.n)) if r.stage}
    adds.write_claims(db, head.n, made, stages, fresh=False)
    indexing.tell(db, head.n, made)
    said = select(JUDGEMENTS.c.target).where(JUDGEMENTS.c.target.like(f"{ident}#%")).distinct()
    targets = db.execute(said).scalars().all()
    indexing.note(db, targets)
    queued.note(db, targets)
    for row in db.execute(select(PAST).where(PAST.c.report == head.n)).all():
        past = json.dumps(
            veiled_reading(Reading.from_json(json.loads(row.reading)), veil).to_json(), ensure_ascii=False
        )
        db.execute(update(PAST).where(PAST.c.report == head.n, PAST.c.until == row.until).values(reading=past))
    db.execute(delete(REDACTED).where(REDACTED.c.report == ident))
    db.execute(insert(REDACTED), {"report": ident, "text": text_id(made.report.text), "at": now()})
