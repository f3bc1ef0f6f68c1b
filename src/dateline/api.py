"""The functions that most users need: read a text, read many, and join readings into incidents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.record import Reading, Report

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader
    from dateline.reconcile.decisions import Decisions
    from dateline.reconcile.incident import Incident


@lru_cache(maxsize=2)
def _reader(model: str | None) -> Reader:
    from dateline.reading.pipeline import Reader

    return Reader(model)


def read(
    text: str,
    *,
    published: str | datetime.date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    model: str | None = None,
) -> Reading:
    """Read one report.

    Args:
        text: the report's text; offsets in the result count in its canonical form, `reading.report.text`.
        published: day of publication, ISO 8601; read from the head of the text where it is not given.
        title: headline, if it is not in the text.
        publisher: who put it out.
        url: where it stood.
        model: an installed spaCy English pipeline by name or path, instead of the vendored one.

    Raises:
        ValueError: `published` is not an ISO 8601 day.
        SetupError: the model or the gazetteer is missing.
    """
    return _reader(model).read(Report.of(text, published=published, title=title, publisher=publisher, url=url))


def read_many(
    reports: Iterable[Report | str], *, workers: int = 1, model: str | None = None, batch_size: int = 32
) -> Iterator[Reading]:
    """Read reports as a stream, in order.

    Args:
        reports: reports, or bare texts.
        workers: processes; 1 reads in this one.
        model: as for `read`.
        batch_size: reports parsed together.

    Raises:
        SetupError: the model or the gazetteer is missing.
    """
    from dateline.reading.parallel import read_parallel

    stream = (r if isinstance(r, Report) else Report.of(r) for r in reports)
    if workers <= 1:
        yield from _reader(model).read_all(stream, batch_size)
    else:
        yield from read_parallel(stream, workers, model, batch_size)


def incidents(
    readings: Iterable[Reading], *, policy: str = "ibc", decisions: Decisions | None = None
) -> Iterator[Incident]:
    """Join the claims of readings into incidents, and count each by a named policy.

    Args:
        readings: readings of one or many reports.
        policy: `ucdp`, `ibc`, `airwars` or `acled`.
        decisions: what people decided, as `dateline.store.Record.decisions` gives it.

    Raises:
        UsageError: there is no such policy.
    """
    from dateline.reconcile import Decisions, reconcile

    yield from reconcile(readings, policy, decisions or Decisions())
