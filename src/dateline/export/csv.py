"""CSV: one row an incident, for a spreadsheet.

Cells that a spreadsheet would run as a formula are made harmless with a leading apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv as stdlib
from collections.abc import Callable, Iterable
from typing import TextIO

from dateline.export.exporter import Exporter
from dateline.reconcile.incident import Count, Incident, Location

HARMS = ("killed", "wounded", "captured", "missing", "displaced")
BOUNDS = ("low", "best", "high")
SIDES = ("civilian", "combatant", "unknown")
JOIN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float | None


def harmless(value: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return "'" + value
    return value


def _place(field: str) -> Callable[[Incident], Cell]:
    def cell(i: Incident) -> Cell:
        place: Location | None = i.place
        found: Cell = getattr(place, field) if place is not None else None
        return found

    return cell


def _harm(harm: str, bound: str, side: str | None = None) -> Callable[[Incident], Cell]:
    def cell(i: Incident) -> Cell:
        count: Count | None = getattr(i, harm)
        if count is None:
            return None
        found: Cell = getattr(getattr(count, side) if side else count, bound)
        return found

    return cell


COLUMNS: dict[str, Callable[[Incident], Cell]] = {
    "id": lambda i: i.id,
    "policy": lambda i: i.policy,
    "type": lambda i: i.type,
    "mode": lambda i: i.mode,
    "acled": lambda i: i.acled,
    "violence": lambda i: i.violence,
    "start": lambda i: i.start,
    "end": lambda i: i.end,
    "date_prec": lambda i: i.date_prec,
    "place": _place("name"),
    "admin1": _place("admin1"),
    "country": _place("country"),
    "latitude": _place("lat"),
    "longitude": _place("lon"),
    "geonames": _place("geonames"),
    "where_prec": _place("where_prec"),
    "actors": lambda i: JOIN.join(i.actors),
    "recipients": lambda i: JOIN.join(i.recipients),
    **{f"{h}_{b}": _harm(h, b) for h in HARMS for b in BOUNDS},
    **{f"killed_{s}_{b}": _harm("killed", b, s) for s in SIDES for b in BOUNDS},
    "certainty": lambda i: i.certainty,
    "origins": lambda i: i.origins,
    "sources": lambda i: JOIN.join(dict.fromkeys(s.name for s in i.sources)),
    "reports": lambda i: JOIN.join(i.reports),
    "claims": lambda i: JOIN.join(i.claims),
    "status": lambda i: i.status,
    "explanation": lambda i: JOIN.join(i.explanation),
}


def write(incidents: Iterable[Incident], sink: TextIO) -> int:
    """Write incidents as rows under a header; gives how many. An open or unknown value is an empty cell."""
    rows = stdlib.writer(sink)
    rows.writerow(COLUMNS)
    count = 0
    for incident in incidents:
        rows.writerow([harmless(cell(incident)) for cell in COLUMNS.values()])
        count += 1
    return count


EXPORTER = Exporter("csv", ".csv", write)
