"""ACLED and HDX HAPI, by their codebooks."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dateline.export import acled, hapi
from dateline.export.acled_words import INTERS, actors, interaction, when
from dateline.export.cases import Article, Case, Party
from dateline.export.codes import acled_types
from dateline.export.material import Material
from dateline.reconcile.incident import Incident, Location

from .samples import BASE, count, material

Written = Callable[[str, Material], Path]
LISTED = """event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1,
assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1,
admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities, tags,
timestamp"""
HAPI = """location_code, has_hrp, in_gho, provider_admin1_name, provider_admin2_name, admin1_code, admin1_name,
admin2_code, admin2_name, admin_level, event_type, events, fatalities, reference_period_start, reference_period_end,
dataset_hdx_id, resource_hdx_id, warning, error"""
ARMY = Party("Malian army", "force", "MIL", "MLI", "state")
REBELS = Party("Aïr Front", "armed_group", "REB", None, "group")
GUNMEN = Party("gunmen", "armed_group", "UAF", None, "group")
FARMERS = Party("farmers", "population", "CVL", None, "civilian")


def names(listed: str) -> list[str]:
    return [c.strip() for c in listed.replace("\n", " ").split(",")]


def dtypes(fields: object) -> dict[str, str]:
    kinds = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
    return {f.name: kinds.get(f.datatype, "string") for f in fields}  # type: ignore[attr-defined]


def test_columns_are_acleds_in_acleds_order(written: Written) -> None:
    header = written("acled", material()).read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == names(LISTED)
    assert len(acled.COLUMNS) == 31


def test_a_battle(written: Written) -> None:
    row = pd.read_csv(written("acled", material()), dtype=dtypes(acled.fields("incidents"))).iloc[0]
    assert row[["event_date", "year", "time_precision"]].tolist() == ["2031-05-09", 2031, 1]
    assert row[["disorder_type", "event_type", "sub_event_type"]].tolist() == [
        "Political violence", "Battles", "Armed clash",
    ]  # fmt: skip
    assert row[["actor1", "inter1", "actor2", "inter2"]].tolist() == [
        "Malian army", "State forces", "Aïr Front", "Rebel group",
    ]  # fmt: skip
    assert row["interaction"] == "State forces-Rebel group"
    assert row[["iso", "region", "country", "admin1", "location"]].tolist() == [
        466,
        "Western Africa",
        "Mali",
        "Gao",
        "Gao",
    ]
    assert (row["geo_precision"], row["source"], row["source_scale"]) == (2, "Reuters", "International")
    assert row["notes"] == "The fight killed 4 soldiers and 7 rebels, a hospital said."
    assert row["fatalities"] == 11
    assert row[["event_id_cnty", "timestamp", "tags", "admin2", "civilian_targeting"]].isna().all()


def test_no_information_on_fatalities_is_recorded_as_none(written: Written) -> None:
    found = pd.read_csv(written("acled", material()), dtype=dtypes(acled.fields("incidents")))
    assert found["fatalities"].tolist() == [11, 5, 0, 0]


@pytest.mark.parametrize(
    ("start", "end", "prec", "day", "precision"),
    [
        ("2031-05-09", "2031-05-09", 1, "2031-05-09", 1),
        ("2031-05-05", "2031-05-11", 3, "2031-05-08", 2),  # the middle of the week
        ("2031-05-01", "2031-05-31", 4, "2031-05-16", 3),  # the middle of the month
        ("2031-01-01", "2031-12-31", 5, None, None),  # less than a month is not recorded
        (None, None, None, None, None),
    ],
)
def test_time_precision(
    start: str | None, end: str | None, prec: int | None, day: str | None, precision: int | None
) -> None:
    assert when(start, end, prec) == (day, precision)


@pytest.mark.parametrize(("where_prec", "geo"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, None), (7, None)])
def test_geo_precision(where_prec: int, geo: int | None) -> None:
    assert acled.GEO_PRECISION.get(where_prec) == geo


def sides(doers: list[Party], sufferers: list[Party], sub: str = "Attack", country: str = "MLI") -> tuple[object, ...]:
    place = Location("Gao", None, 0, 0, country, None, 1)
    case = Case(replace(BASE, acled=sub, place=place), (), tuple(doers), tuple(sufferers))
    first, second = actors(case, acled_types()[sub])
    return first.name, first.inter, second.name, second.inter, second.others


@pytest.mark.parametrize(
    ("doers", "sufferers", "sub", "country", "expected"),
    [
        ([GUNMEN], [FARMERS], "Attack", "MLI",
         ("Unidentified Armed Group (Mali)", "Political militia", "Civilians (Mali)", "Civilians", ("farmers",))),
        ([ARMY], [REBELS], "Armed clash", "NER",  # abroad, a state's forces are external
         ("Malian army", "External/Other forces", "Aïr Front", "Rebel group", ())),
        ([ARMY], [FARMERS], "Excessive force against protesters", "MLI",
         ("Malian army", "State forces", "Protesters (Mali)", "Protesters", ("farmers",))),
        ([], [FARMERS], "Attack", "MLI", (None, None, "Civilians (Mali)", "Civilians", ("farmers",))),
        ([REBELS], [], "Attack", "MLI", ("Aïr Front", "Rebel group", None, None, ())),
    ],
)  # fmt: skip
def test_actors(
    doers: list[Party], sufferers: list[Party], sub: str, country: str, expected: tuple[object, ...]
) -> None:
    assert sides(doers, sufferers, sub, country) == expected


def test_interaction_has_one_order_whoever_stands_first() -> None:
    for one in INTERS:
        assert interaction(one, None, alone=True) == f"{one} only"
        for other in INTERS:
            assert interaction(one, other, alone=False) == interaction(other, one, alone=False)
    assert interaction("Civilians", "External/Other forces", alone=False) == "External/Other forces-Civilians"
    assert interaction("Rebel group", None, alone=False) is None  # the other's type is not known
    assert interaction(None, "Civilians", alone=False) is None


def targets(sub: str | None, *sufferers: Party, violence: str | None = None) -> bool:
    incident = replace(BASE, acled=sub, violence=violence)
    return acled.targets_civilians(Case(incident, (), (), sufferers))


def test_civilian_targeting() -> None:
    assert targets("Attack")
    assert targets("Suicide bomb", FARMERS)
    assert not targets("Suicide bomb", FARMERS, ARMY)
    assert not targets("Armed clash", FARMERS)  # civilians in a battle are not targeted
    assert targets(None, violence="one_sided")


def article(office: str | None) -> Article:
    return Article("r", office, "2031-05-10", "x", None)


@pytest.mark.parametrize(
    ("offices", "scale"),
    [
        (["Reuters"], "International"),
        (["TASS"], "International"),
        (["Reuters", "The Village Bell"], None),  # one is not known
        ([None], None),
    ],
)
def test_source_scale(offices: list[str | None], scale: str | None) -> None:
    assert acled._scale(Case(BASE, tuple(map(article, offices)))) == scale


def test_an_agency_at_home_is_national() -> None:
    russia = replace(BASE, place=Location("Kursk", None, 51.7, 36.2, "RUS", None, 1))
    assert acled._scale(Case(russia, (article("TASS"), article("Reuters")))) == "National-International"


def events(written: Written, *incidents: Incident, hxl: bool = False) -> list[dict[str, str]]:
    with written("hapi", material(*incidents, hxl=hxl)).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_hapi_columns_are_hapis_in_hapis_order(written: Written) -> None:
    header = written("hapi", material()).read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == names(HAPI) == list(hapi.COLUMNS)


def test_hapi_counts_by_unit_month_and_kind(written: Written) -> None:
    protest = replace(BASE, id="i:p", acled="Excessive force against protesters", killed=count(2, 2, 2))
    found = events(written, BASE, replace(BASE, id="i:2", start="2031-05-30", end="2031-05-30"), protest)
    seen = {r["event_type"]: (r["events"], r["fatalities"]) for r in found}
    assert seen == {"demonstration": ("1", ""), "political_violence": ("3", "24")}
    assert {r["location_code"] for r in found} == {"MLI"}
    assert found[0]["reference_period_start"] == "2031-05-01"
    assert found[0]["reference_period_end"] == "2031-05-31"
    assert (found[0]["provider_admin1_name"], found[0]["admin_level"]) == ("Gao", "1")
    unknown = ("has_hrp", "in_gho", "admin1_code", "admin1_name", "admin2_code", "dataset_hdx_id")
    assert not any(found[0][c] for c in unknown)


def test_hapi_opens_in_pandas_with_the_stated_types(written: Written) -> None:
    found = pd.read_csv(written("hapi", material()), dtype=dtypes(hapi.fields("incidents")))
    assert found["events"].sum() == 4
    assert found["has_hrp"].isna().all()
    assert set(found["event_type"]) == {"political_violence", "civilian_targeting", "demonstration"}


def test_hapi_without_a_country_or_day_is_in_no_row(written: Written) -> None:
    assert events(written, replace(BASE, place=None), replace(BASE, start=None, end=None)) == []


def test_hapi_tags_are_a_row_under_the_header(written: Written) -> None:
    found = events(written, BASE, hxl=True)
    assert found[0]["location_code"] == "#country+code"
    assert all(v.startswith("#") for v in found[0].values())
    assert found[1]["event_type"] == "political_violence"
