"""JSON Lines, nothing lost: one `dateline.incident/1` object a line, or one reading, `dateline/1`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from dateline.export.claim_rows import wanted
from dateline.export.exporter import Exporter
from dateline.export.material import Material


def write(material: Material, sink: TextIO) -> int:
    """Write incidents or whole readings, one JSON object a line; gives how many."""
    count = 0
    for item in _objects(material):
        sink.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n")
        count += 1
    return count


def _objects(material: Material) -> Iterator[dict[str, Any]]:
    if material.meta.what == "readings":
        return (r.to_json() for r in material.readings() if wanted(r, material.query))
    return (i.to_json() for i in material.incidents())


EXPORTER = Exporter("jsonl", ".jsonl", write, ("incidents", "readings"), media="application/jsonl")
