"""JSON Lines: one `dateline.incident/1` object a line, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from dateline.export.exporter import Exporter
from dateline.reconcile.incident import Incident


def write(incidents: Iterable[Incident], sink: TextIO) -> int:
    """Write incidents, one JSON object a line; gives how many."""
    count = 0
    for incident in incidents:
        sink.write(json.dumps(incident.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n")
        count += 1
    return count


EXPORTER = Exporter("jsonl", ".jsonl", write)
