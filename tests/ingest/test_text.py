"""Plain text: encodings, limits, what is no text, and standard input."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.ingest import Limits, ingest
from dateline.ingest.decode import binary, encoding_of, text_of
from dateline.text import canonical

from .inputs import fault, got, one

DISPATCH = "KUMBO, 3 May — Gunmen killed four teachers on the road to Oku, the governor’s office said.\n"
RUSSIAN = (
    "В городе погибли четыре человека, сообщили в больнице. Перемирие началось вечером во вторник, сказал врач.\n" * 3
)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "noending"])
def test_text_is_the_report(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(DISPATCH, encoding="utf-8")
    report = one(path)
    assert report.text == DISPATCH
    assert (report.title, report.publisher, report.published) == (None, None, None)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", DISPATCH),
        ("utf-8-sig", DISPATCH),
        ("utf-16", DISPATCH),
        ("utf-16-le", DISPATCH),
        ("utf-16-be", DISPATCH),
        ("utf-32", DISPATCH),
        ("cp1252", DISPATCH),
        ("cp1252", "Señor Núñez said in Bogotá that three people were wounded near Popayán on Monday.\n"),
        ("cp1251", RUSSIAN),
    ],
)
def test_encoding_is_told(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert one(path).text == text


def test_one_foreign_line_does_not_spoil_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((DISPATCH * 4000).encode() + "The café was hit.\n".encode("cp1252"))
    assert one(path).text.endswith("The café was hit.\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_utf8_text_is_kept_whole(text: str) -> None:
    data = text.encode()
    if text.strip("\ufeff \t\r\n\x00\u200b") and binary(data) is None and encoding_of(data) in ("utf-8", "utf-8-sig"):
        assert canonical(text_of(data, "x", 10_000)) == canonical(text)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert fault(path) == f"{path}: is empty"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
        (bytes(range(256)) * 40, "binary data"),
        (b"PK\x03\x04abc", "ZIP"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.bin"])
def test_binary(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert what in fault(path)


def test_fifty_megabytes_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"Shells fell on the town. " * 2_000_000)
    assert "more than the limit of 5,000,000 characters for one report" in fault(path)
    assert "limit of 10 characters" in fault(path, limits=Limits(text=10))


def test_a_sentence_of_ten_thousand_characters_works(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Four people " + "and four people " * 700 + "died.", encoding="utf-8")
    assert len(one(path).text) > 10_000


def test_missing_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    reports, errors = got(tmp_path / "no.txt", path, tmp_path / "a\x00b")
    assert len(reports) == 1
    assert str(errors[0]) == f"{tmp_path / 'no.txt'}: no such file"
    assert len(errors) == 2


def test_gzip_is_unpacked_and_a_cut_one_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(DISPATCH.encode() * 50)
    (tmp_path / "a.txt.gz").write_bytes(packed)
    (tmp_path / "cut.txt.gz").write_bytes(packed[:-20])
    assert one(tmp_path / "a.txt.gz").text == DISPATCH * 50
    assert "damaged or cut off" in fault(tmp_path / "cut.txt.gz")


def test_a_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 30_000_000))
    assert "more than the limit" in fault(tmp_path / "bomb.txt.gz")


@pytest.mark.parametrize(
    ("data", "texts"), [(DISPATCH.encode(), [DISPATCH]), (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."])]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]
    reports, errors = got("-")
    assert [r.text for r in reports] == texts
    assert not errors


def test_half_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Two \\ud83d died."}\n', encoding="utf-8")
    assert one(path).text == "Two \ufffd died."


def test_wrong_use_is_told_at_the_call() -> None:
    with pytest.raises(UsageError, match="no format 'docx'"):
        ingest(["a"], format="docx")
    with pytest.raises(UsageError, match="no field 'body'"):
        ingest(["a"], columns={"body": "text"})
