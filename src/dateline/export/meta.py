"""What every export says about itself: the query, the policy, the run, the version. The same record gives the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dateline import __version__

Datatype = Literal["string", "integer", "number", "date", "boolean"]
SUFFIX = ".meta.json"


@dataclass(frozen=True, slots=True)
class RunNote:
    """The last run that added readings: its number, when it ended (ISO 8601, UTC) and the code that read."""

    n: int
    finished: str | None
    versions: str


@dataclass(frozen=True, slots=True)
class Meta:
    """Where an export comes from.

    Attributes:
        what: `incidents`, `claims`, `sources`, `events` or `readings`.
        policy: the policy's label, `ibc/1`; `None` where nothing is counted.
        query: the filters that were given, by name.
        run: the record's last run, `None` where the readings come from no record.
        version: of dateline.
        coarse: how many reports of the record are marked sensitive and were coarsened wherever they are in the export.
    """

    what: str
    policy: str | None = None
    query: Mapping[str, str | int] = field(default_factory=dict)
    run: RunNote | None = None
    version: str = __version__
    coarse: int = 0

    def to_json(self) -> dict[str, Any]:
        """JSON types, in a stable order."""
        run = {"n": self.run.n, "finished": self.run.finished, "versions": self.run.versions} if self.run else None
        return {
            "generator": f"dateline {self.version}",
            "what": self.what,
            "policy": self.policy,
            "query": dict(sorted(self.query.items())),
            "run": run,
            "coarse": self.coarse,
        }

    def text(self) -> str:
        """One line of JSON, for formats whose metadata is text."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Field:
    """A column as the sidecar describes it."""

    name: str
    datatype: Datatype
    says: str = ""


def sidecar(file: Path, meta: Meta, fields: Sequence[Field], media: str) -> dict[str, Any]:
    """The description that lies beside a file that cannot carry its own (W3C CSVW, Metadata Vocabulary, 2015).

    Args:
        file: the file described.
        meta: where it comes from; under `dateline`, since CSVW has no words for it.
        fields: its columns; none for lines of JSON.
        media: media type of the file.
    """
    head: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file.name,
        "dc:format": media,
        "dc:creator": f"dateline {meta.version}",
        "dateline": meta.to_json(),
    }
    if fields:
        head["tableSchema"] = {"columns": [_column(f) for f in fields]}
        head["dialect"] = {"encoding": "utf-8", "header": True, "lineTerminators": "\r\n"}
    return head


def _column(field: Field) -> dict[str, Any]:
    said = {"dc:description": field.says} if field.says else {}
    return {"name": field.name, "titles": field.name, "datatype": field.datatype, "null": "", **said}
