"""HDX HAPI: counts of conflict events and fatalities by admin unit, kind and month, in HAPI's 19 columns.

Source: HDX HAPI, "Conflict Events" (hapi.humdata.org, coordination-context). The three kinds overlap as they do there:
civilian targeting is part of political violence, so they are not to be added up. P-codes, `has_hrp` and `in_gho`
change with OCHA's tables, which we do not hold: they stay empty. Memory grows with units and months, not incidents.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from dateline.export.acled import kind_of, targets_civilians
from dateline.export.acled_words import when
from dateline.export.cases import Case
from dateline.export.columns import Cell
from dateline.export.csv import write_rows
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.meta import Datatype, Field

# column -> HXL tag (HXL 1.1 hashtag dictionary; HAPI's own tags are not documented with the columns)
TAGS = {
    "location_code": "#country+code", "has_hrp": "#meta+has_hrp", "in_gho": "#meta+in_gho",
    "provider_admin1_name": "#adm1+name+provider", "provider_admin2_name": "#adm2+name+provider",
    "admin1_code": "#adm1+code", "admin1_name": "#adm1+name", "admin2_code": "#adm2+code",
    "admin2_name": "#adm2+name", "admin_level": "#meta+adm_level", "event_type": "#event+type",
    "events": "#event+num", "fatalities": "#affected+killed+num", "reference_period_start": "#date+start",
    "reference_period_end": "#date+end", "dataset_hdx_id": "#meta+id+dataset", "resource_hdx_id": "#meta+id+resource",
    "warning": "#meta+warning", "error": "#meta+error",
}  # fmt: skip
COLUMNS = tuple(TAGS)
_DATATYPES: dict[str, Datatype] = {
    "has_hrp": "boolean", "in_gho": "boolean", "admin_level": "integer", "events": "integer", "fatalities": "integer",
    "reference_period_start": "date", "reference_period_end": "date",
}  # fmt: skip
_DEMONSTRATION, _POLITICAL, _CIVILIANS = "demonstration", "political_violence", "civilian_targeting"


@dataclass(slots=True)
class _Sum:
    events: int = 0
    fatalities: int = 0


_Key = tuple[str, str, str, str]  # month, country, admin-1, kind


def write(material: Material, sink: TextIO) -> int:
    """Write a row for each month, unit and kind, in that order; gives how many.

    Incidents without a country, or without a day or month, are in none of them.
    """
    rows = _rows(_sums(material.cases()))
    return write_rows(COLUMNS, _tagged(rows) if material.hxl else rows, sink) - material.hxl


def _tagged(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield tuple(TAGS.values())
    yield from rows


def _sums(cases: Iterable[Case]) -> dict[_Key, _Sum]:
    sums: dict[_Key, _Sum] = {}
    for case in cases:
        i = case.incident
        day, _ = when(i.start, i.end, i.date_prec)
        if day is None or i.place is None or i.place.country is None:
            continue
        for kind in _kinds(case):
            total = sums.setdefault((day[:7], i.place.country, i.place.admin1 or "", kind), _Sum())
            total.events += 1
            total.fatalities += i.killed.best if i.killed else 0
    return sums


def _kinds(case: Case) -> Iterator[str]:
    """The kinds that an incident counts for: HAPI's after ACLED's disorder types; an assault without a sub-event type
    is political violence all the same."""
    _, kind = kind_of(case)
    disorder = kind.disorder_type if kind else "Political violence" if case.incident.type == "ASSAULT" else ""
    if "Demonstrations" in disorder:
        yield _DEMONSTRATION
    if "Political violence" in disorder:
        yield _POLITICAL
        if targets_civilians(case):
            yield _CIVILIANS


def _rows(sums: dict[_Key, _Sum]) -> Iterator[Sequence[Cell]]:
    for key in sorted(sums):
        month, country, admin1, kind = key
        total = sums[key]
        year, number = int(month[:4]), int(month[5:])
        row: dict[str, Cell] = {
            "location_code": country,
            "provider_admin1_name": admin1 or None,
            "admin_level": 1 if admin1 else 0,
            "event_type": kind,
            "events": total.events,
            "fatalities": None if kind == _DEMONSTRATION else total.fatalities,
            "reference_period_start": f"{month}-01",
            "reference_period_end": f"{month}-{calendar.monthrange(year, number)[1]:02}",
        }
        yield [row.get(name) for name in COLUMNS]


def fields(_: str) -> Sequence[Field]:
    """HAPI's columns with their types."""
    return [Field(c, _DATATYPES.get(c, "string")) for c in COLUMNS]


EXPORTER = Exporter("hapi", ".csv", write, policy="acled", fields=fields)
