"""JSON Lines, CSV and Parquet: mapping, streaming, bad rows."""

from __future__ import annotations

import datetime
import json
import tracemalloc
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from dateline.ingest import Limits, ingest
from dateline.ingest.values import day_of
from dateline.record import Reading, Report

from .inputs import fault, got, one

ROWS = [
    {
        "text": "Two soldiers died.",
        "title": "Clash",
        "published": "2022-01-02",
        "publisher": "Hill Radio",
        "url": "https://h.example/1",
    },
    {"text": "The truce held.", "title": "", "published": "", "publisher": "", "url": ""},
]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """The rows in the format of the path's ending."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    elif path.suffix in (".csv", ".tsv"):
        mark = "\t" if path.suffix == ".tsv" else ","
        lines = [mark.join(rows[0])] + [mark.join(f'"{v}"' for v in r.values()) for r in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "tsv", "parquet"])
def test_rows_become_reports(tmp_path: Path, ending: str) -> None:
    reports, errors = got(write(tmp_path / f"a.{ending}", ROWS))
    assert not errors
    assert reports[0] == Report.of(
        "Two soldiers died.", title="Clash", published="2022-01-02", publisher="Hill Radio", url="https://h.example/1"
    )
    assert reports[1] == Report.of("The truce held.")


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_columns_are_mapped(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"a.{ending}", [{"body": "Two died.", "date": "2022-01-02", "text": "not this"}])
    report = one(path, columns={"text": "body", "published": "date"})
    assert (report.text, report.published) == ("Two died.", "2022-01-02")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_column_that_is_not_there(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"a.{ending}", [{"body": "Two died."}])
    assert fault(path) == f"{path}: no column 'text'; its columns are body: say which one is the text, as text=COLUMN"
    assert "no column 'when'; its columns are body: say which one is the published" in fault(
        path, columns={"text": "body", "published": "when"}
    )


def test_a_key_that_is_not_there_is_a_bad_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [{"body": "Two died.", "id": "n7"}])
    assert fault(path) == f"{path}: row 1 (n7): no 'text' in it"


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [b'{"text": "One."}', b'{"text": ', b"[1]", b'{"text": 5}', b"", b'{"text": "x", "published": "7/8/2014"}',
             b'{"text": " "}', b'{"text": "Caf\xe9 hit."}', b'{"text": "Last."}']  # fmt: skip
    path.write_bytes(b"\n".join(lines))
    reports, errors = got(path)
    assert [r.text for r in reports] == ["One.", "Café hit.", "Last."]
    assert [e.name.rpartition(": ")[2] for e in errors] == ["row 2", "row 3", "row 4", "row 6", "row 7"]
    assert "published '7/8/2014' is not a day" in str(errors[3])


def test_csv_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'id;text;published\n1;"Two\n\nlines; here";2020-05-06\n2;;\n3;a;b;c;d\n4;Four.;\n', encoding="utf-8-sig"
    )
    reports, errors = got(path)
    assert [r.text for r in reports] == ["Two\n\nlines; here", "Four."]
    assert [str(e) for e in errors] == [
        f"{path}: row 2 (2): is empty",
        f"{path}: row 3: 5 cells, but the header names 3",
    ]


@pytest.mark.parametrize(("name", "data"), [("a.csv", b""), ("a.jsonl", b"\n\n"), ("a.json", b""), ("a.parquet", b"")])
def test_empty_tables(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert name in fault(tmp_path / name)


def test_damaged_parquet(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", ROWS)
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged or not Parquet" in fault(path)
    (tmp_path / "b.csv").write_bytes(b"PAR1" + bytes(100))
    assert "is Parquet" in fault(tmp_path / "b.csv")


def test_our_own_output_is_read_back(tmp_path: Path) -> None:
    report = Report.of("Two died.", title="T", published="2020-01-01", publisher="P", url="u")
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(Reading(report).to_json()) + "\n", encoding="utf-8")
    assert one(path) == report


def test_large_files_stream(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for n in range(1000):
            out.write(json.dumps({"text": f"{n} " + "Shells fell on the town. " * 2_000}) + "\n")
    assert path.stat().st_size > 50_000_000
    tracemalloc.start()
    assert sum(isinstance(r, Report) for r in ingest([path])) == 1000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_row_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "' + "x" * 5000 + '"}\n{"text": "Two."}\n', encoding="utf-8")
    reports, errors = got(path, limits=Limits(raw=1000))
    assert [r.text for r in reports] == ["Two."]
    assert "row 1: longer than the limit of 1000 bytes" in str(errors[0])


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-05-06", "2020-05-06"),
        ("20200506", "2020-05-06"),
        ("2020-05-06T23:30:00-05:00", "2020-05-06"),
        ("Tue, 09 Jun 2020 23:30:00 -0500", "2020-06-09"),
        ("6 May 2020", "2020-05-06"),
        ("May 6, 2020 10:30", "2020-05-06"),
        (datetime.datetime(2020, 5, 6, 23), "2020-05-06"),
        (datetime.date(2020, 5, 6), "2020-05-06"),
        ("May 2020", None),
        ("6 May", None),
        ("2020", None),
        ("7/8/2014", None),
        ("2020-13-45", None),
        ("202005061", None),
        ("soon", None),
        (20200506, None),
        (None, None),
    ],
)
def test_days(value: object, day: str | None) -> None:
    assert day_of(value) == day
