"""Readings that were made elsewhere, stored as they are: nothing is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import batched

from dateline.errors import InputError
from dateline.record import Reading
from dateline.store.adding import BATCH, Summary, _Counter
from dateline.store.base import Record

VERSIONS = "imported readings"


def add_readings(
    record: Record,
    readings: Iterable[Reading | InputError],
    on_progress: Callable[[Summary], None] | None = None,
    on_failure: Callable[[InputError], None] | None = None,
    batch: int = BATCH,
) -> Summary:
    """Store readings, `batch` in one transaction; the claims of a report that other code read are replaced.

    Args:
        record: an open record.
        readings: what `dateline.ingest.readings.readings` gives.
        on_progress: called after each commit with the counts so far.
        on_failure: called with each line that is no reading.
        batch: readings in one transaction.

    Raises:
        RecordError: the record refuses; batches committed before stay.
    """
    counter = _Counter(on_progress, on_failure)
    run = record.start_run(VERSIONS)
    for some in batched(counter.split(readings), batch):
        counter.count(record.add_many(some, run))
    end = counter.summary
    record.finish_run(run, added=end.added, updated=end.updated, unchanged=end.unchanged, failed=end.failed)
    return end
