"""Claims of many reports into incidents: matching, origins, counting by a named policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.reconcile.incident import Incident
from dateline.record import Reading


def reconcile(readings: Iterable[Reading], policy: str) -> Iterator[Incident]:
    """Join the claims of readings into incidents (to be written)."""
    yield from ()
