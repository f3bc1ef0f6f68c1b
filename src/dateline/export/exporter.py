"""What an exporter is: incidents in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from dateline.reconcile.agreements.model import Pact
from dateline.reconcile.incident import Incident


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format that incidents are written in.

    Attributes:
        name: what the user calls it on the command line.
        suffix: of a file in it, with the dot.
        write: writes incidents, as a stream, to a text sink that is open in UTF-8 with `newline=""`; gives how many.
    """

    name: str
    suffix: str
    write: Callable[[Iterable[Incident], TextIO], int]


@dataclass(frozen=True, slots=True)
class AgreementExporter:
    """A format that agreements, their terms and their conduct are written in; as an `Exporter`, of agreements."""

    name: str
    suffix: str
    write: Callable[[Iterable[Pact], TextIO], int]
