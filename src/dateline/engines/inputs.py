"""The reports of some work, as every engine meets them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dateline.engines.engine import Skip, Work
from dateline.errors import InputError
from dateline.ingest import ingest
from dateline.ingest.apart import taken
from dateline.ingest.stream import reports_of
from dateline.record import Report


def todo(work: Work, skip: Skip) -> Iterator[Report | InputError]:
    """What is left to read, in order; taken apart in a process of its own where time or memory is bounded."""
    ingest([], format=work.format, columns=work.columns)  # a format that there is not is told here
    take = partial(reports_of, form=work.format, columns=work.columns, published=work.published)
    for item in taken(work.files, take, work.time_limit, work.memory):
        if isinstance(item, InputError) or not skip(item):
            yield item
