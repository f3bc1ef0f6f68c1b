"""ACLED: the 31 columns of its event files, an incident a row.

Source: ACLED Codebook (acleddata.com/knowledge-base/codebook). Ids and upload times that are ACLED's own stay empty.
What each column is made from stands in docs/reference/formats/acled.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from dateline.export.acled_words import actors, interaction, when
from dateline.export.cases import Case
from dateline.export.codes import AcledType, acled_types, media, state
from dateline.export.columns import Cell
from dateline.export.csv import write_rows
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.meta import Datatype, Field
from dateline.knowledge.gazetteer.fold import fold

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
# UCDP's where_prec -> ACLED's geo_precision; a country alone and the sea have none ("Spatial precision codes").
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
CIVILIAN_TARGETING = "Civilian targeting"
_TARGETED = ("Explosions/Remote violence", "Riots", "Protests")
_DATATYPES: dict[str, Datatype] = {
    "event_date": "date", "latitude": "number", "longitude": "number",
    **dict.fromkeys(("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"), "integer"),
}  # fmt: skip


def write(material: Material, sink: TextIO) -> int:
    """Write incidents as rows under a header; gives how many."""
    return write_rows(COLUMNS, _rows(material), sink)


def _rows(material: Material) -> Iterator[Sequence[Cell]]:
    for case in material.cases():
        row = _row(case)
        yield [row.get(name) for name in COLUMNS]


def kind_of(case: Case) -> tuple[str | None, AcledType | None]:
    """An incident's ACLED sub-event type and what it belongs to."""
    name = case.incident.acled
    return name, acled_types().get(name or "")


def targets_civilians(case: Case) -> bool:
    """Whether civilians were the main or only target: violence against civilians, or a strike whose only known victims
    are civilians (ACLED Codebook, "Civilian targeting")."""
    _, kind = kind_of(case)
    if kind is None:
        return case.incident.violence == "one_sided"
    if kind.event_type == "Violence against civilians":
        return True
    sides = {p.side for p in case.sufferers}
    return kind.event_type in _TARGETED and "civilian" in sides and not sides & {"state", "group"}


def _row(case: Case) -> dict[str, Cell]:
    i = case.incident
    sub, kind = kind_of(case)
    day, precision = when(i.start, i.end, i.date_prec)
    first, second = actors(case, kind)
    return {
        "event_date": day,
        "year": int(day[:4]) if day else None,
        "time_precision": precision,
        "disorder_type": kind.disorder_type if kind else None,
        "event_type": kind.event_type if kind else None,
        "sub_event_type": sub if kind else None,
        "actor1": first.name,
        "assoc_actor_1": "; ".join(first.others) or None,
        "inter1": first.inter,
        "actor2": second.name,
        "assoc_actor_2": "; ".join(second.others) or None,
        "inter2": second.inter,
        "interaction": interaction(first.inter, second.inter, alone=second.name is None),
        "civilian_targeting": CIVILIAN_TARGETING if targets_civilians(case) else None,
        "source": "; ".join(dict.fromkeys(a.office for a in case.articles if a.office)) or None,
        "source_scale": _scale(case),
        "notes": case.told,
        "fatalities": i.killed.best if i.killed else 0,
        **_where(case),
    }


def _where(case: Case) -> dict[str, Cell]:
    place = case.incident.place
    if place is None:
        return {}
    country = state(place.country)
    return {
        "iso": country.iso if country else None,
        "region": country.acled_region if country else None,
        "country": country.acled if country else None,
        "admin1": place.admin1,
        "location": place.name,
        "latitude": _degrees(place.lat),
        "longitude": _degrees(place.lon),
        "geo_precision": GEO_PRECISION.get(place.where_prec),
    }


def _degrees(value: float | None) -> float | None:
    """Four decimals, as ACLED gives them."""
    return None if value is None else round(value, 4)


def _scale(case: Case) -> str | None:
    """How near the outlets are to the event, where every one of them is known: an outlet of the country is national,
    an agency of another is international; a foreign paper may be regional or international, so it stays open."""
    place = case.incident.place
    scales = []
    for article in case.articles:
        kind, home = media().get(fold(article.office or ""), (None, None))
        if home is None or place is None or place.country is None:
            return None
        if home != place.country and kind != "news_agency":
            return None
        scales.append("National" if home == place.country else "International")
    return "-".join(s for s in ("National", "International") if s in scales) or None


def fields(_: str) -> Sequence[Field]:
    """ACLED's columns with their types."""
    return [Field(c, _DATATYPES.get(c, "string")) for c in COLUMNS]


EXPORTER = Exporter("acled", ".csv", write, policy="acled", fields=fields)
