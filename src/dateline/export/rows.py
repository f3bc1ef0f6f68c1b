"""Our own tables: incidents, claims and sources as rows of typed columns, for CSV, Parquet and GeoJSON alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.export.claim_rows import CLAIM_COLUMNS, SOURCE_COLUMNS, claim_rows, source_rows
from dateline.export.columns import Cell, Column
from dateline.export.material import Material
from dateline.reconcile.incident import COUNTED, Count, Incident

BOUNDS = ("low", "best", "high")
SIDES = ("civilian", "combatant", "unknown")

Get = Callable[[Incident], Cell]


def _place(field: str) -> Get:
    def cell(i: Incident) -> Cell:
        found: Cell = getattr(i.place, field) if i.place is not None else None
        return found

    return cell


def _harm(harm: str, bound: str, side: str | None = None) -> Get:
    def cell(i: Incident) -> Cell:
        count: Count | None = getattr(i, harm)
        if count is None:
            return None
        found: Cell = getattr(getattr(count, side) if side else count, bound)
        return found

    return cell


INCIDENTS: Mapping[Column, Get] = {
    Column("id", says="stable while the same claims make it up"): lambda i: i.id,
    Column("policy"): lambda i: i.policy,
    Column("type", says="PLOVER event type"): lambda i: i.type,
    Column("mode", says="PLOVER mode"): lambda i: i.mode,
    Column("acled", says="ACLED sub-event type"): lambda i: i.acled,
    Column("violence", says="UCDP: state, non_state, one_sided"): lambda i: i.violence,
    Column("start", "date"): lambda i: i.start,
    Column("end", "date"): lambda i: i.end,
    Column("date_prec", "integer", says="UCDP: 1 day … 5 year"): lambda i: i.date_prec,
    Column("place"): _place("name"),
    Column("admin1"): _place("admin1"),
    Column("country", says="ISO 3166-1 alpha-3"): _place("country"),
    Column("latitude", "number", says="degrees north, WGS 84"): _place("lat"),
    Column("longitude", "number", says="degrees east, WGS 84"): _place("lon"),
    Column("geonames", "integer"): _place("geonames"),
    Column("where_prec", "integer", says="UCDP: 1 exact … 6 country, 7 sea or air"): _place("where_prec"),
    Column("actors", many=True, says="who did it"): lambda i: i.actors,
    Column("recipients", many=True, says="who came to harm"): lambda i: i.recipients,
    **{
        Column(f"{h}_{b}", "integer", says=f"people {h}, {b}; empty high is open above"): _harm(h, b)
        for h in COUNTED
        for b in BOUNDS
    },
    **{
        Column(f"killed_{s}_{b}", "integer", says=f"people killed, {s}, {b}"): _harm("killed", b, s)
        for s in SIDES
        for b in BOUNDS
    },
    Column("certainty", says="stated, hedged, conditional, disputed"): lambda i: i.certainty,
    Column("origins", "integer", says="independent origins"): lambda i: i.origins,
    Column("sources", many=True): lambda i: tuple(dict.fromkeys(s.name for s in i.sources)),
    Column("reports", many=True): lambda i: i.reports,
    Column("claims", many=True): lambda i: i.claims,
    Column("status", says="machine, or what a person decided"): lambda i: i.status,
    Column("explanation", many=True, says="each step of the count"): lambda i: i.explanation,
}


def incident_row(incident: Incident) -> tuple[Cell, ...]:
    """The cells of one incident."""
    return tuple(get(incident) for get in INCIDENTS.values())


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and its rows of a material, as a stream."""

    columns: tuple[Column, ...]
    rows: Callable[[Material], Iterable[tuple[Cell, ...]]]


def _incidents(material: Material) -> Iterator[tuple[Cell, ...]]:
    return (incident_row(i) for i in material.incidents())


def _claims(material: Material) -> Iterator[tuple[Cell, ...]]:
    return claim_rows(material.readings(), material.query)


def _sources(material: Material) -> Iterator[tuple[Cell, ...]]:
    return source_rows(material.readings(), material.query)


TABLES: dict[str, Table] = {
    "incidents": Table(tuple(INCIDENTS), _incidents),
    "claims": Table(CLAIM_COLUMNS, _claims),
    "sources": Table(SOURCE_COLUMNS, _sources),
}
