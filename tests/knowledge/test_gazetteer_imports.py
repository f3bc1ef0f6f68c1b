"""Importing GeoNames dumps: what is kept, where it stands, and how bad lines are told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.errors import InputError
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.gazetteer import imported as module
from dateline.knowledge.gazetteer.build import path
from dateline.knowledge.gazetteer.imported import BATCH, import_dump, imports

BUILT = path()


def row(
    key: int, name: str, code: str, *, others: str = "", lat: float = 33.1, people: int = 0, adm: str = "07"
) -> str:
    cells = [str(key), name, name, others, str(lat), "44.2", code[0], code, "IQ", "", adm, "", "", "", str(people)]
    return "\t".join([*cells, "", "30", "Asia/Baghdad", "2024-01-01"])


DUMP = "\n".join([
    row(900000001, "Tall as Sidrah", "PPL", others="Tell Sidra,تل السدرة,TSD"),
    row(900000002, "Al Wardah Hospital", "HSP"),
    row(900000003, "Nahr al Wardah", "STM"),
    row(900000004, "Wardah Exchange", "BANK"),
    row(98182, "Baghdad", "PPLC", others="Medinat Asalam", people=1),
    "too\tshort",
    row(900000005, "Nowhere", "PPL", lat=99.0),
])  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "imported_path", lambda: tmp_path / "places-imported.sqlite")
    return tmp_path


def dump(folder: Path, text: str = DUMP, name: str = "IQ.txt") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_places_are_added_and_bad_lines_named(data: Path) -> None:
    done = import_dump(dump(data))
    assert (done.lines, done.places, done.bad) == (7, 4, 2)
    assert [r.split(":")[0] for r in done.reasons] == ["line 6", "line 7"]
    assert dict(done.kinds) == {"city": 2, "facility": 1, "river": 1}
    assert [(i.name, i.places) for i in imports()] == [("IQ.txt", 4)]
    places = Gazetteer(BUILT, more=data / "places-imported.sqlite")
    for name in ("Tall as Sidrah", "tell sidra", "Tell-Sidra"):
        (village,) = places.candidates(name)
        assert (village.geonames, village.country, village.admin1, village.kind) == (
            900000001, "IRQ", "Baghdād", "city",
        )  # fmt: skip
    assert places.like("Tal as Sidra", "IRQ")[0].geonames == 900000001
    assert places.candidates("Wardah Exchange") == ()


def test_imported_places_add_names_and_win_over_nothing(data: Path) -> None:
    import_dump(dump(data, DUMP + "\n" + row(900000009, "Mosul", "STM")))
    places = Gazetteer(BUILT, more=data / "places-imported.sqlite")
    plain = Gazetteer(BUILT)
    assert places.candidates("Medinat Asalam")[0].population > 1_000_000
    assert places.candidates("Mosul")[: len(plain.candidates("Mosul"))] == plain.candidates("Mosul")
    assert places.candidates("Mosul")[-1].size < 1000


def test_a_zip_reads_like_its_text_and_a_second_import_replaces(data: Path) -> None:
    with zipfile.ZipFile(data / "IQ.zip", "w") as packed:
        packed.writestr("readme.txt", "columns")
        packed.writestr("IQ.txt", DUMP)
    first = import_dump(dump(data))
    again = import_dump(str(data / "IQ.zip"))
    assert (again.places, again.bad) == (first.places, first.bad)
    assert len(Gazetteer(BUILT, more=data / "places-imported.sqlite").candidates("Tall as Sidrah")) == 1
    import_dump(dump(data, row(900000001, "Tall al Jadid", "PPL")))
    places = Gazetteer(BUILT, more=data / "places-imported.sqlite")
    assert places.candidates("Tall as Sidrah") == ()
    assert places.candidates("Tall al Jadid")


def test_divisions_that_the_packages_lack_get_the_dumps_names(data: Path) -> None:
    text = "\n".join([row(900000011, "Wadi Banat", "PPL", adm="99"), row(900000012, "Liwa Jadid", "ADM1", adm="99")])
    import_dump(dump(data, text))
    (village,) = Gazetteer(BUILT, more=data / "places-imported.sqlite").candidates("Wadi Banat")
    assert village.admin1 == "Liwa Jadid"


def test_more_lines_than_a_batch(data: Path) -> None:
    text = "\n".join(row(910000000 + n, f"Qaryat {n} Sidr", "PPL") for n in range(BATCH + 7))
    assert import_dump(dump(data, text)).places == BATCH + 7


@pytest.mark.parametrize("text", ["", "a,b,c\n", row(900000004, "Wardah Exchange", "BANK")])
def test_a_file_without_places_is_refused_and_nothing_changes(data: Path, text: str) -> None:
    with pytest.raises(InputError, match="no place"):
        import_dump(dump(data, text))
    assert imports() == ()
    assert [f.name for f in data.iterdir()] == ["IQ.txt"]


def test_a_file_that_is_no_text_is_refused(data: Path) -> None:
    (data / "bad.zip").write_bytes(b"PK\x03\x04broken")
    (data / "bad.txt").write_bytes(b"\xff\xfe\x00")
    for name in ("bad.zip", "bad.txt", "missing.txt"):
        with pytest.raises(InputError):
            import_dump(str(data / name))


def test_the_commands(data: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["gazetteer", "import", dump(data)])
    assert done.exit_code == 0
    assert "4 places of 7 lines" in done.output
    assert "line 6: 2 columns, not 19" in done.output
    listed = runner.invoke(app, ["gazetteer", "disputed", "--json"])
    assert '"area": "Crimea", "country": "UKR"' in listed.output
