"""What exporters write from: incidents as a stream, and the readings that they rest on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Protocol

from dateline.export.cases import Case, case_of
from dateline.export.meta import Meta
from dateline.export.query import Query
from dateline.reconcile.incident import Incident
from dateline.record import Reading

_BATCH = 200  # incidents whose readings are in memory at once
Seam = Callable[[Incident], Incident]


class Library(Protocol):
    """Where readings are found again."""

    def __iter__(self) -> Iterator[Reading]:
        """Every reading, in order of arrival, as a stream."""

    def having(self, ids: Collection[str]) -> Mapping[str, Reading]:
        """The readings of these reports, by report id; one that is not there is left out."""


class Shelf:
    """A library of readings that are in memory."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        self._readings = {r.report.id: r for r in readings}

    def __iter__(self) -> Iterator[Reading]:
        return iter(self._readings.values())

    def having(self, ids: Collection[str]) -> Mapping[str, Reading]:
        """The readings of these reports, by report id."""
        return {i: self._readings[i] for i in ids if i in self._readings}


def as_it_is(incident: Incident) -> Incident:
    """The seam by default: nothing is coarsened or left out."""
    return incident


@dataclass(frozen=True)
class Material:
    """What one export is made from.

    Attributes:
        found: incidents of one policy, in a stable order; taken once.
        library: the readings that they rest on.
        meta: where the export comes from; it stands in the export.
        query: which incidents, claims and readings are wanted.
        seam: what every incident goes through before any exporter sees it: the one place to coarsen places or drop
            names of people at risk.
        hxl: write a row of HXL tags under the header, where a format has one.
    """

    found: Iterable[Incident]
    library: Library = field(default_factory=Shelf)
    meta: Meta = field(default_factory=lambda: Meta("incidents"))
    query: Query = field(default_factory=Query)
    seam: Seam = as_it_is
    hxl: bool = False

    def incidents(self) -> Iterator[Incident]:
        """The incidents wanted, as a stream, each through the seam."""
        return (self.seam(i) for i in self.found if self.query.keeps(i))

    def cases(self) -> Iterator[Case]:
        """The incidents wanted that no person has rejected, each with the articles, parties and words behind it."""
        kept = (i for i in self.incidents() if i.status != "rejected")
        for some in batched(kept, _BATCH):
            readings = self.library.having({r for i in some for r in i.reports})
            for incident in some:
                yield case_of(incident, readings)

    def readings(self) -> Iterator[Reading]:
        """Every reading, as a stream."""
        return iter(self.library)
