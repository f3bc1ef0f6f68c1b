"""UCDP GED: the 49 columns of the Georeferenced Event Dataset, an incident with at least one death a row.

Source: UCDP GED Codebook 23.1. Ids that are UCDP's own stay empty. What each column is made from stands in
docs/reference/formats/ged.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from dateline.export.cases import Article, Case, Party
from dateline.export.codes import State, priogrid, state
from dateline.export.columns import Cell
from dateline.export.csv import write_rows
from dateline.export.exporter import Exporter
from dateline.export.ged_sides import Sides, deaths, sides_of
from dateline.export.material import Material
from dateline.export.meta import Datatype, Field
from dateline.reconcile.incident import Count

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
TYPES = {"state": 1, "non_state": 2, "one_sided": 3}
_INTEGERS = frozenset(
    {"id", "year", "type_of_violence", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id",
     "number_of_sources", "where_prec", "priogrid_gid", "country_id", "event_clarity", "date_prec", "deaths_a",
     "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"}
)  # fmt: skip
_OTHER: dict[str, Datatype] = {
    "active_year": "boolean", "latitude": "number", "longitude": "number", "date_start": "date", "date_end": "date"
}  # fmt: skip
_ID_BITS = 53  # whole in a double, so that spreadsheets and R keep every digit
_SUMMARY = 3  # date_prec from which a date is a stretch that reports sum over
_PUBLISHERS = ("media", "news_agency")


def write(material: Material, sink: TextIO) -> int:
    """Write incidents with at least one death as rows under a header; gives how many."""
    return write_rows(COLUMNS, _rows(material.cases()), sink)


def _rows(cases: Iterable[Case]) -> Iterator[Sequence[Cell]]:
    for case in cases:
        killed = case.incident.killed
        if killed is not None and max(killed.best, killed.high or 0) > 0:
            row = _row(case, killed)
            yield [row.get(name) for name in COLUMNS]


def _row(case: Case, killed: Count) -> dict[str, Cell]:
    i = case.incident
    sides = sides_of(case)
    return {
        "id": number_of(i.id),
        "relid": i.id,
        "year": int(i.start[:4]) if i.start else None,
        "type_of_violence": TYPES.get(i.violence or ""),
        "event_clarity": 2 if case.joint or (i.date_prec or 1) >= _SUMMARY else 1,
        "date_prec": i.date_prec,
        "date_start": i.start,
        "date_end": i.end,
        "best": killed.best,
        "high": killed.high,
        "low": killed.low,
        **_parties(sides),
        **_sources(case),
        **_where(case),
        **dict(zip(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), deaths(case, sides), strict=True)),
    }


def number_of(ident: str) -> int:
    """A number for an incident's id, the same wherever it is exported: GED's ids are numbers. 53 bits of BLAKE2b."""
    return int.from_bytes(hashlib.blake2b(ident.encode(), digest_size=8).digest()) >> (64 - _ID_BITS)


def _parties(sides: Sides) -> dict[str, Cell]:
    a, b = sides.name_a, sides.name_b
    return {
        "side_a": a,
        "side_b": b,
        "dyad_name": f"{a} - {b}" if a and b else None,
        "gwnoa": _gwno(sides.a),
        "gwnob": _gwno(sides.b),
    }


def _gwno(side: Sequence[Party]) -> Cell:
    """The number of the one government that a side is; empty where it is none, or several."""
    found = {p.country for p in side if p.side == "state"}
    country = state(found.pop()) if len(found) == 1 else None
    return country.gwno if country else None


def _sources(case: Case) -> dict[str, Cell]:
    offices = [_cell(a.office) for a in case.articles]
    stand_ins = {*case.incident.reports, *(a.url for a in case.articles)}  # for a publisher that is not known
    said = (s.name for s in case.incident.sources if s.kind not in _PUBLISHERS and s.name not in stand_ins)
    return {
        "number_of_sources": len(case.incident.reports),
        "source_article": ";".join(map(_article, case.articles)) or None,
        "source_office": ";".join(offices) or None,
        "source_date": ";".join(a.published or "" for a in case.articles) or None,
        "source_headline": ";".join(_cell(a.headline) for a in case.articles) or None,
        "source_original": ";".join(dict.fromkeys(map(_cell, said))) or None,
    }


def _article(a: Article) -> str:
    """`Office,YYYY-MM-DD,Headline`: commas in the headline stay, so that it is all after the second comma."""
    return f"{_cell(a.office).replace(',', ' ')},{a.published or ''},{_cell(a.headline)}"


def _cell(text: str | None) -> str:
    """One element of a list that is joined by semicolons."""
    return " ".join((text or "").replace(";", ",").split())


def _where(case: Case) -> dict[str, Cell]:
    place = case.incident.place
    if place is None:
        return {}
    country: State | None = state(place.country)
    point = place.lat is not None and place.lon is not None
    return {
        "where_prec": place.where_prec,
        "where_coordinates": place.name,
        "where_description": "; ".join(case.where) or None,
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if point else None,
        "priogrid_gid": priogrid(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        "country": country.ucdp if country else None,
        "country_id": country.gwno if country else None,
        "region": country.ucdp_region if country else None,
    }


def fields(_: str) -> Sequence[Field]:
    """GED's columns with their types."""
    return [Field(c, "integer" if c in _INTEGERS else _OTHER.get(c, "string")) for c in COLUMNS]


EXPORTER = Exporter("ged", ".csv", write, policy="ucdp", fields=fields)
