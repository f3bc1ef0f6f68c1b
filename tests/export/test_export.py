"""Every exporter writes what can be read back, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from dateline.errors import UsageError
from dateline.export import EXPORTERS, exporter, exporters
from dateline.export.csv import COLUMNS, harmless
from dateline.reconcile.incident import Bounds, Count, Incident, IncidentSource, Location

NOBODY = Bounds(0, 0, 0)
PLACE = Location("Goma", 216281, -1.66, 29.22, "COD", "Nord Kivu", 1)
INCIDENT = Incident(
    id="i:1", policy="ibc/1", type="ASSAULT", mode="firearms", acled=None, violence=None, start="2031-05-09",
    end="2031-05-09", date_prec=1, place=PLACE, actors=("gunmen",), recipients=("=HYPERLINK(\"x\")",),
    killed=Count(4, 4, None, NOBODY, NOBODY, Bounds(4, 4, None)), wounded=None, captured=None, missing=None,
    displaced=None, sources=(IncidentSource("Example Wire", "media", "o1"),), origins=1, certainty="stated",
    disagreements=(), claims=("r#c1",), reports=("r",), status="machine", explanation=("4, “vier” say the neighbours",),
)  # fmt: skip


def written(name: str, *incidents: Incident) -> str:
    sink = io.StringIO(newline="")
    assert exporter(name).write(incidents, sink) == len(incidents)
    return sink.getvalue()


def test_jsonl_loses_nothing() -> None:
    lines = written("jsonl", INCIDENT, INCIDENT).splitlines()
    assert [json.loads(line) for line in lines] == [INCIDENT.to_json()] * 2


def test_csv_has_one_row_an_incident_and_leaves_unknown_values_empty() -> None:
    (row,) = csv.DictReader(io.StringIO(written("csv", INCIDENT), newline=""))
    assert list(row) == list(COLUMNS)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("4", "4", "")
    assert (row["wounded_low"], row["place"], row["latitude"]) == ("", "Goma", "-1.66")


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n-1"])
def test_csv_cells_are_never_formulas(value: str) -> None:
    assert str(harmless(value)).startswith("'")


@pytest.mark.parametrize("value", ["Goma", "", "a=b", -1.66, 0, None])
def test_csv_leaves_other_cells_alone(value: str | float | None) -> None:
    assert harmless(value) == value


def test_geojson_puts_longitude_first_and_keeps_unplaced_incidents() -> None:
    found = json.loads(written("geojson", INCIDENT, replace(INCIDENT, place=None)))
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [29.22, -1.66]}
    assert second["geometry"] is None
    assert first["properties"]["killed"]["high"] is None


@pytest.mark.parametrize("name", EXPORTERS)
def test_nothing_to_export_is_an_empty_document(name: str) -> None:
    assert "i:" not in written(name)


def test_the_table_names_each_exporter_once() -> None:
    assert {name: e.name for name, e in exporters().items()} | {} == {name: name for name in exporters()}


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="csv, geojson, jsonl"):
        exporter("xls")
