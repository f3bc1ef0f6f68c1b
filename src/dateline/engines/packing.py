"""Accounts and incidents as bytes, for a database to keep and another process to take up.

A frozen dataclass pickles itself field by field through Python, both ways. Here an object goes as its class and the
values of its fields, which takes a third of the time.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from dateline import record
from dateline.reconcile import incident
from dateline.reconcile.claims import Book, Claim
from dateline.reconcile.grouping import Account
from dateline.text import Span

_CLASSES: tuple[type[Any], ...] = (
    Span, record.Report, record.Actor, record.Candidate, record.Place, record.Time, record.Source, record.Attribution,
    record.Size, record.Event, record.Victims, record.Casualty, record.Reading, Claim, Account, incident.Bounds,
    incident.Count, incident.Location, incident.IncidentSource, incident.Value, incident.Disagreement, incident.Shared,
    incident.Incident,
)  # fmt: skip
_Reduced = tuple[type[Any], tuple[Any, ...]]


def _reducer(cls: type[Any]) -> Callable[[Any], _Reduced]:
    values = attrgetter(*(f.name for f in fields(cls)))
    return lambda made: (cls, values(made))


def _book(made: Book) -> _Reduced:
    return Book, (made.reading,)  # what it has looked up is looked up again


_TABLE: dict[type[Any], Callable[[Any], _Reduced]] = {Book: _book, **{cls: _reducer(cls) for cls in _CLASSES}}


def packed(value: Any) -> bytes:
    """Accounts or an incident as bytes; what several of them share is kept once."""
    sink = io.BytesIO()
    pickler = pickle.Pickler(sink, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return sink.getvalue()


def unpacked(data: bytes) -> Any:
    """What `packed` was given."""
    return pickle.loads(data)
