"""What an exporter is: material in, a document out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from dateline.export.material import Material
from dateline.export.meta import Field
from dateline.reconcile.agreements.model import Pact


def no_fields(_: str) -> Sequence[Field]:
    """No columns: the format is no table."""
    return ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format.

    Attributes:
        name: what the user calls it on the command line.
        suffix: of a file in it, with the dot.
        write: writes material, as a stream where the format allows, and gives how many rows or objects. The sink is
            text in UTF-8 with `newline=""`, or bytes.
        what: what it can write, the default first: `incidents`, `claims`, `sources`, `events`, `readings`.
        binary: the sink takes bytes.
        policy: the policy of the house whose format it is; `None`: the user's.
        carries: the file itself says where it comes from, so it needs no sidecar.
        fields: the columns of `claims`, `incidents` … for the sidecar.
        media: media type (RFC 6838).
    """

    name: str
    suffix: str
    write: Callable[[Material, Any], int]
    what: tuple[str, ...] = ("incidents",)
    binary: bool = False
    policy: str | None = None
    carries: bool = False
    fields: Callable[[str], Sequence[Field]] = no_fields
    media: str = "text/csv"


@dataclass(frozen=True, slots=True)
class AgreementExporter:
    """A format that agreements, their terms and their conduct are written in; as an `Exporter`, of agreements."""

    name: str
    suffix: str
    write: Callable[[Iterable[Pact], TextIO], int]
