"""Whole incidents of a record as a stream: a page of ids at a time, each incident made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reconcile.incident import Incident
from dateline.store.base import Record
from dateline.store.incidents import IncidentFilter

_PAGE = 1000  # ids in memory


def whole_incidents(record: Record, wanted: IncidentFilter, policy: str) -> Iterator[Incident]:
    """The incidents that a filter lets through, in order of date, place and id, with people's decisions in them.

    Args:
        record: an open record.
        wanted: the filter.
        policy: by which they are counted.

    Raises:
        UsageError: no such policy.
        RecordError: the record cannot be read.
    """
    offset = 0
    while True:
        rows, total = record.incident_page(wanted, policy, offset=offset, limit=_PAGE)
        for row in rows:
            yield record.incident(row.id, policy)
        offset += _PAGE
        if offset >= total:
            return
