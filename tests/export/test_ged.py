"""UCDP GED, by its codebook, read back by pandas with the codebook's types."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export import ged
from dateline.export.cases import Case, Party
from dateline.export.codes import priogrid, state
from dateline.export.ged_sides import deaths, sides_of
from dateline.export.material import Material
from dateline.export.meta import Meta, sidecar

from .samples import ATTACK, BASE, count, material

Written = Callable[[str, Material], Path]
LISTED = """id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id,
conflict_name, dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id,
side_b_new_id, side_b, number_of_sources, source_article, source_office, source_date, source_headline, source_original,
where_prec, where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country,
country_id, region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, deaths_civilians,
deaths_unknown, best, high, low, gwnoa, gwnob"""
DTYPES = {
    f.name: {"integer": "Int64", "number": "float64", "boolean": "boolean"}.get(f.datatype, "string")
    for f in ged.fields("incidents")
}
ARMY = Party("Malian army", "force", "MIL", "MLI", "state")
REBELS = Party("Aïr Front", "armed_group", "REB", None, "group")
FARMERS = Party("farmers", "population", "CVL", None, "civilian")


def rows(written: Written, made: Material) -> pd.DataFrame:
    return pd.read_csv(written("ged", made), dtype=DTYPES).set_index("relid")


def test_columns_are_geds_in_geds_order(written: Written) -> None:
    header = written("ged", material()).read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [c.strip() for c in LISTED.replace("\n", " ").split(",")]
    assert len(ged.COLUMNS) == 49


def test_only_incidents_with_a_death_are_events(written: Written) -> None:
    assert list(rows(written, material()).index) == ["i:battle", "i:attack"]


def test_a_battle(written: Written) -> None:
    row = rows(written, material()).loc["i:battle"]
    assert row[["year", "type_of_violence", "event_clarity", "date_prec"]].tolist() == [2031, 1, 1, 1]
    assert row[["side_a", "side_b"]].tolist() == ["Government of Mali", "Aïr Front"]
    assert (row["dyad_name"], row["gwnoa"]) == ("Government of Mali - Aïr Front", 432)
    assert pd.isna(row["gwnob"])
    assert row[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].tolist() == [4, 7, 0, 0]
    assert row[["low", "best", "high"]].tolist() == [11, 11, 12]
    assert row["source_article"] == "Reuters,2031-05-10,Fight, near Gao, Mali"
    assert (row["source_original"], row["number_of_sources"]) == ("hospital", 1)
    assert (row["country"], row["country_id"], row["region"], row["adm_1"]) == ("Mali", 432, "Africa", "Gao")
    assert (row["geom_wkt"], row["priogrid_gid"]) == ("POINT (-0.05 16.2666)", priogrid(16.2666, -0.05))
    assert row["date_start"] == row["date_end"] == "2031-05-09"


def test_one_sided_violence_is_against_civilians_and_what_is_not_known_is_empty(written: Written) -> None:
    row = rows(written, material()).loc["i:attack"]
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == (3, "Civilians", 5)
    assert row["event_clarity"] == 2  # a week told as one
    empty = ["high", "country_id", "gwnoa", "adm_1", "adm_2", "source_article"]
    assert row[empty].isna().all()


@pytest.mark.parametrize(
    "column", [c for c in ged.COLUMNS if c.endswith(("_dset_id", "_new_id")) or c in ("conflict_name", "active_year")]
)
def test_what_is_ucdps_own_stays_empty(column: str, written: Written) -> None:
    assert rows(written, material())[column].isna().all()


def test_ids_are_whole_numbers_that_a_double_holds_and_stay_the_same() -> None:
    found = {ged.number_of(f"i:{n}") for n in range(2000)}
    assert len(found) == 2000
    assert all(n == int(float(n)) for n in found)
    assert ged.number_of("i:battle") == ged.number_of("i:battle")


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-90, 179.9, 720), (-89.5, -180, 721), (0, 0, 129961), (90, 180, 259200), (32.05, 44.44, 176129)],
)
def test_priogrid_cells_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_is_in_a_cell_that_holds_it(lat: float, lon: float) -> None:
    row, column = divmod(priogrid(lat, lon) - 1, 720)
    assert row / 2 - 90 <= lat <= row / 2 - 89.5
    assert column / 2 - 180 <= lon <= column / 2 - 179.5


@pytest.mark.parametrize(
    ("violence", "doers", "sufferers", "a", "b"),
    [
        ("state", [REBELS], [ARMY], "Government of Mali", "Aïr Front"),  # a government is always side A
        ("state", [ARMY], [REBELS, FARMERS], "Government of Mali", "Aïr Front"),
        ("non_state", [REBELS], [replace(REBELS, name="Sons of Dune")], "Aïr Front", "Sons of Dune"),
        ("one_sided", [ARMY], [FARMERS], "Government of Mali", "Civilians"),
        (None, [], [FARMERS], None, "Civilians"),
        (None, [], [], None, None),
    ],
)
def test_sides(violence: str, doers: list[Party], sufferers: list[Party], a: str | None, b: str | None) -> None:
    case = Case(replace(BASE, violence=violence), (), tuple(doers), tuple(sufferers))
    assert (sides_of(case).name_a, sides_of(case).name_b) == (a, b)


@given(
    st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.dictionaries(st.sampled_from(["Malian army", "Aïr Front"]), st.integers(0, 60)),
)  # fmt: skip
def test_deaths_by_side_are_always_the_best_estimate(
    civilian: int, armed: int, rest: int, fallen: dict[str, int]
) -> None:
    best = civilian + armed + rest
    incident = replace(BASE, killed=count(0, best, best, civilian, armed))
    case = Case(incident, (), (ARMY,), (REBELS,), fallen)
    parts = deaths(case, sides_of(case))
    assert sum(parts) == best
    assert min(parts) >= 0


def test_a_side_whose_dead_are_not_told_apart_has_them_under_unknown() -> None:
    incident = replace(BASE, killed=count(9, 9, 9, combatant=9))
    case = Case(incident, (), (ARMY,), (REBELS,))
    assert deaths(case, sides_of(case)) == (0, 0, 0, 9)


def test_countries_are_sourced_and_what_is_unsure_is_empty() -> None:
    mali, palestine, congo = state("MLI"), state("PSE"), state("COD")
    assert mali
    assert palestine
    assert congo
    assert (mali.gwno, palestine.gwno, congo.ucdp) == (432, None, "DR Congo (Zaire)")
    assert state("XYZ") is None


def test_the_sidecar_names_every_column_and_where_the_file_comes_from() -> None:
    said = sidecar(
        Path("x/ged.csv"), Meta("incidents", "ucdp/1", {"country": "MLI"}), ged.fields("incidents"), "text/csv"
    )
    assert said["url"] == "ged.csv"
    assert [c["name"] for c in said["tableSchema"]["columns"]] == list(ged.COLUMNS)
    assert said["dateline"]["query"] == {"country": "MLI"}
    json.dumps(said)


def test_an_attack_by_an_unnamed_party_has_no_side_a() -> None:
    case = Case(replace(ATTACK, actors=()), (), (), (FARMERS,))
    assert sides_of(case).name_a is None
