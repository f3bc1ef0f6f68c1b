"""Codes of other houses: countries as UCDP and ACLED write them, ACLED's types, PRIO-GRID cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_tsv
from dateline.knowledge.gazetteer.curated import countries
from dateline.knowledge.gazetteer.fold import fold

STATES, TYPES, MEDIA = "states_codes.tsv", "acled_types.tsv", "media.tsv"
_ROWS, _CELLS_A_ROW, _CELLS_A_DEGREE = 360, 720, 2


@dataclass(frozen=True, slots=True)
class State:
    """A country in other houses' words; what we do not know is `None`.

    Attributes:
        alpha3: ISO 3166-1 alpha-3.
        name: our name for it.
        iso: ISO 3166-1 numeric.
        gwno: Gleditsch and Ward's number.
        ucdp: its name in UCDP GED.
        ucdp_region: one of GED's five regions.
        acled: its name in ACLED.
        acled_region: its region in ACLED.
    """

    alpha3: str
    name: str
    iso: int | None
    gwno: int | None
    ucdp: str
    ucdp_region: str | None
    acled: str
    acled_region: str | None


@dataclass(frozen=True, slots=True)
class AcledType:
    """What an ACLED sub-event type belongs to."""

    event_type: str
    disorder_type: str


@cache
def _states() -> Mapping[str, State]:
    names = {c.alpha3: c.name for c in countries()}
    found: dict[str, State] = {}
    columns = ("alpha3", "iso", "gwno", "ucdp", "ucdp_region", "acled", "acled_region")
    for line, row in read_tsv(STATES, columns):
        code = row["alpha3"]
        if code not in names or code in found:
            raise KnowledgeError(STATES, line, f"{code!r} is no country of ours, or stands twice")
        name = names[code]
        numbers = [_number(line, row[k]) for k in ("iso", "gwno")]
        found[code] = State(
            code, name, numbers[0], numbers[1], row["ucdp"] or name, row["ucdp_region"] or None,
            row["acled"] or name, row["acled_region"] or None,
        )  # fmt: skip
    return found


def _number(line: int, cell: str) -> int | None:
    if cell and not cell.isdecimal():
        raise KnowledgeError(STATES, line, f"{cell!r} is no number")
    return int(cell) if cell else None


def state(alpha3: str | None) -> State | None:
    """The country with this code, `None` where it is not known.

    Raises:
        KnowledgeError: the table has a bad line.
    """
    return _states().get(alpha3 or "")


@cache
def acled_types() -> Mapping[str, AcledType]:
    """ACLED's sub-event types, in ACLED's order (the order is a hierarchy).

    Raises:
        KnowledgeError: the table has a bad line.
    """
    columns = ("sub_event_type", "event_type", "disorder_type")
    return {r["sub_event_type"]: AcledType(r["event_type"], r["disorder_type"]) for _, r in read_tsv(TYPES, columns)}


@cache
def media() -> Mapping[str, tuple[str, str | None]]:
    """Kind (`media`, `news_agency`) and country (ISO 3166-1 alpha-3) of known outlets, by folded name."""
    found: dict[str, tuple[str, str | None]] = {}
    for _, row in read_tsv(MEDIA, ("name", "aliases", "kind", "country")):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found.setdefault(fold(name), (row["kind"], row["country"] or None))
    return found


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half-degree cells numbered from 1 at the south-west corner, row by row.

    Source: Tollefsen, Strand and Buhaug, PRIO-GRID (2012): 360 rows of 720 cells. A point on an edge is in the cell to
    its north-east; the north pole and the antimeridian are in the last row and column.
    """
    row = min(math.floor(lat * _CELLS_A_DEGREE) + 90 * _CELLS_A_DEGREE, _ROWS - 1)
    column = min(math.floor(lon * _CELLS_A_DEGREE) + 180 * _CELLS_A_DEGREE, _CELLS_A_ROW - 1)
    return row * _CELLS_A_ROW + column + 1
