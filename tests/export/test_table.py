"""The table of exporters, our own tables, and cells that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import geopandas
import jsonschema
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.export import EXPORTERS, exporter, exporters
from dateline.export.csv import harmless
from dateline.export.material import Material
from dateline.export.rows import TABLES
from dateline.reconcile.incident import Incident
from dateline.record import Reading
from dateline.schema import reading_schema

from .samples import ATTACK, BARE, BASE, INCIDENTS, battle, material

Written = Callable[[str, Material], Path]


def test_jsonl_loses_nothing(written: Written) -> None:
    lines = written("jsonl", material()).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [i.to_json() for i in INCIDENTS]


def test_readings_are_what_the_schema_says_and_come_back_the_same(written: Written) -> None:
    lines = written("jsonl", material(what="readings")).read_text(encoding="utf-8").splitlines()
    for line in lines:
        jsonschema.validate(json.loads(line), reading_schema())
    assert [Reading.from_json(json.loads(line)) for line in lines] == [battle()]


def test_csv_read_by_pandas_has_the_stated_types_and_empty_cells_for_what_is_unknown(written: Written) -> None:
    kinds = {"integer": "Int64", "number": "float64", "string": "string", "date": "string", "boolean": "boolean"}
    stated = {c.name: "string" if c.many else kinds[c.datatype] for c in TABLES["incidents"].columns}
    found = pd.read_csv(written("csv", material()), dtype=stated).set_index("id")
    assert found.loc["i:battle", ["killed_low", "killed_best", "killed_high"]].tolist() == [11, 11, 12]
    assert pd.isna(found.loc["i:attack", "killed_high"])  # open above
    assert pd.isna(found.loc["i:bare", "killed_best"])
    assert pd.to_datetime(found.loc["i:battle", "start"]).day == 9
    assert found.loc["i:battle", "longitude"] == -0.05  # a negative number is no formula


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n-1", "＝1"])
def test_csv_cells_are_never_formulas(value: str) -> None:
    assert str(harmless(value)).startswith("'")


@given(st.text())
def test_no_text_cell_begins_as_a_formula_and_none_is_lost(text: str) -> None:
    cell = str(harmless(text))
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") in (text, text.removeprefix("'"))


@pytest.mark.parametrize("value", ["Goma", "", "a=b", -1.66, 0, None])
def test_csv_leaves_other_cells_alone(value: str | float | None) -> None:
    assert harmless(value) == value


@pytest.mark.parametrize("name", ["csv", "ged", "acled", "edges"])
def test_a_formula_in_a_name_is_harmless_in_every_table(name: str, written: Written) -> None:
    with written(name, material()).open(encoding="utf-8", newline="") as file:
        cells = [c for row in csv.reader(file) for c in row]
    assert not [c for c in cells if c.startswith("=")]
    assert any(c.startswith("'=cmd()") for c in cells)


@pytest.mark.parametrize("what", ["incidents", "claims", "sources"])
def test_parquet_and_csv_hold_the_same_rows(what: str, written: Written) -> None:
    table = pyarrow.parquet.read_table(written("parquet", material(what=what)))
    with written("csv", material(what=what)).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert table.column_names == list(rows[0])
    assert table.num_rows == len(rows)


def test_parquet_has_types_lists_nulls_and_says_where_it_comes_from(written: Written) -> None:
    file = written("parquet", material())
    table = pyarrow.parquet.read_table(file)
    assert (str(table.schema.field("start").type), str(table.schema.field("killed_high").type)) == (
        "date32[day]",
        "int64",
    )
    assert table.column("actors").to_pylist()[0] == ["Malian army"]
    said = json.loads(table.schema.metadata[b"dateline"])
    assert (said["policy"], said["run"]["n"], said["generator"]) == ("ucdp/1", 3, "dateline 0.0")
    query = f"SELECT id, killed_high FROM '{file}' WHERE len(actors) > 0 AND killed_best > 1 ORDER BY id"
    assert duckdb.sql(query).fetchall() == [("i:attack", None), ("i:battle", 12)]


def test_claims_point_at_the_characters_that_say_them(written: Written) -> None:
    text = battle().report.text
    rows = pyarrow.parquet.read_table(written("parquet", material(what="claims"))).to_pylist()
    assert [r["claim"] for r in rows] == ["e1", "c1", "c2"]
    for row in rows:
        assert text[row["quote_start"] : row["quote_end"]] == row["quote"]
        assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence"]
    assert (rows[1]["low"], rows[1]["victim_status"], rows[1]["source"]) == (4, "combatant", "hospital")


def test_geojson_opens_in_geopandas_with_flat_properties_and_where_it_comes_from(written: Written) -> None:
    file = written("geojson", material())
    found = geopandas.read_file(file)
    battle = found[found["mode"].notna() & (found["country"] == "MLI")].iloc[0]
    assert (battle.geometry.x, battle.geometry.y, battle["killed_best"]) == (-0.05, 16.2666, 11)
    assert found.geometry.isna().sum() == 1  # what has no place is kept
    whole = json.loads(file.read_text(encoding="utf-8"))
    assert whole["dateline"]["policy"] == "ucdp/1"
    assert whole["features"][0]["properties"]["actors"] == ["Malian army"]


@pytest.mark.parametrize("name", EXPORTERS)
def test_nothing_to_export_is_an_empty_document(name: str, written: Written) -> None:
    chosen = EXPORTERS[name]
    empty = Material(())
    file = written(name, replace(empty, meta=replace(empty.meta, what=chosen.what[0])))
    assert b"i:" not in file.read_bytes().replace(b"xsi:", b"").replace(b"ui:", b"")


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_material_gives_the_same_bytes(name: str, written: Written) -> None:
    what = EXPORTERS[name].what[0]
    assert written(name, material(what=what)).read_bytes() == written(name, material(what=what)).read_bytes()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"country": "mali"}, ["i:battle", "i:none"]),
        ({"country": "PSE"}, ["i:attack"]),
        ({"place": "gao"}, ["i:battle", "i:none"]),
        ({"since": "2031-05-08"}, ["i:battle", "i:none"]),
        ({"until": "2031-05-07"}, ["i:attack"]),
        ({"actor": "AIR FRONT"}, ["i:battle", "i:none"]),
        ({"type": "one_sided"}, ["i:attack"]),
        ({"type": "armed clash"}, ["i:battle"]),
        ({"min_killed": 6}, ["i:battle"]),
        ({}, ["i:battle", "i:attack", "i:bare", "i:none"]),
    ],
)
def test_filters(query: dict[str, object], kept: list[str]) -> None:
    found = material(**query)  # type: ignore[arg-type]
    assert [i.id for i in found.incidents()] == kept
    assert found.meta.to_json()["query"] == query


def test_every_incident_goes_through_the_seam_before_any_exporter_sees_it(written: Written) -> None:
    def nameless(i: Incident) -> Incident:
        return replace(i, actors=("someone",), recipients=())

    for name in ("csv", "geojson", "jsonl", "ged", "edges"):
        assert "Malian army" not in written(name, replace(material(BASE), seam=nameless)).read_text(encoding="utf-8")


def test_what_a_person_rejected_is_in_no_format_of_others(written: Written) -> None:
    rejected = material(replace(BASE, status="rejected"))
    for name in ("ged", "acled", "hapi", "edges"):
        assert len(written(name, rejected).read_text(encoding="utf-8").splitlines()) == 1, name
    assert "rejected" in written("csv", rejected).read_text(encoding="utf-8")


def test_the_table_names_each_exporter_once() -> None:
    assert {name: e.name for name, e in exporters().items()} == {name: name for name in exporters()}


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="acled, csv, edges, ged, geojson"):
        exporter("xls")


def test_cases_without_their_readings_leave_gaps_and_make_nothing_up(written: Written) -> None:
    lonely = Material((BASE, ATTACK, BARE))
    with written("ged", lonely).open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["side_a"], first["source_article"], first["deaths_unknown"]) == ("Malian army", "", "11")


def test_a_material_is_streamed(written: Written) -> None:
    held: list[int] = []

    def many() -> object:
        for n in range(2000):
            held.append(n)
            yield replace(BASE, id=f"i:{n}", reports=(), claims=())

    seen: list[int] = []

    class Watch(io.StringIO):
        def write(self, text: str) -> int:
            seen.append(len(held))
            return len(text)

    for name in ("geojson", "csv", "jsonl"):
        held.clear(), seen.clear()
        exporter(name).write(Material(many()), Watch())  # type: ignore[arg-type]
        assert seen[1] < 10, f"{name} holds incidents back"
