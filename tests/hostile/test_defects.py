"""What was found by attacking dateline, each as it was found: every one of these failed before its mend."""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Callable

import pytest

from dateline.errors import InputError
from dateline.ingest import formats
from dateline.ingest.decode import encoding_of
from dateline.ingest.source import Input, Limits, Options
from dateline.ingest.stream import _reports
from dateline.ingest.values import day_of
from dateline.reading.parser import shadow
from dateline.record import Reading, Report

SENTENCE = "At least two people were killed when shells struck the market of Tarrasa on Thursday, a doctor said."


def every(data: bytes, name: str, limits: Limits | None = None) -> list[Report | InputError]:
    source = Input("x", io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    return list(_reports(source, formats()[name], Options(limits or Limits())))


@pytest.mark.parametrize(
    "codec", ["uu", "zlib", "bz2", "hex", "punycode", "idna", "unicode_escape", "undefined", "base64"]
)
def test_a_page_cannot_name_a_codec_that_is_no_character_set(codec: str) -> None:
    """The fuzzer, `uu`: an exception out of the stream. `zlib` would have unpacked the page."""
    page = f'<html><head><meta charset="{codec}"></head><body><p>{SENTENCE}</p></body></html>'.encode()
    assert [type(i) for i in every(page, "html")] == [Report]
    assert encoding_of(b"two people", codec) == "utf-8"


def test_halves_of_surrogate_pairs_are_no_text(read: Callable[..., Reading]) -> None:
    """The fuzzer: the tokenizer raised where a caller gave such a text."""
    reading = read("Two soldiers \ud800died in Kabul\udfff on Friday.", title="a\udc00b")
    assert reading.report.text == "Two soldiers \ufffddied in Kabul\ufffd on Friday."
    assert reading.report.title == "a\ufffdb"
    str(reading.to_json()).encode("utf-8")


def test_data_of_a_page_that_is_no_json_is_not_searched() -> None:
    """A probe of 100 kB: trafilatura's expressions for broken JSON never came to an end."""
    data = '{"@type":"' + 'a\\"' * 30_000
    page = f'<html><body><p>{SENTENCE}</p><script type="application/ld+json">{data}</script></body></html>'
    begun = time.process_time()
    assert [type(i) for i in every(page.encode(), "html")] == [Report]
    assert time.process_time() - begun < 5


def test_sound_data_of_a_page_is_used() -> None:
    data = '{"@context": "https://schema.org", "@type": "NewsArticle", "author": {"@type": "Person", "name": "Ida Moreau"}}'
    page = f'<html><body><p>{SENTENCE}</p><script type="application/ld+json">{data}</script></body></html>'
    found = every(page.encode(), "html")[0]
    assert isinstance(found, Report)
    assert found.authors == ("Ida Moreau",)


def test_a_line_of_wide_characters_is_bounded() -> None:
    """Read in the source: a line of UTF-16 was held whole, and gathered in quadratic time."""
    lines = '{"text": "Two died."}\n' + '"' + "x" * 300_000 + '"\n' + '{"text": "Three died."}\n'
    found = every(lines.encode("utf-16"), "jsonl", Limits(raw=100_000))
    assert [type(i) for i in found] == [Report, InputError, Report]
    assert "longer than the limit" in str(found[1])


def test_a_text_of_many_encodings_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in the source: the encoding of each line was told anew, at milliseconds a line."""
    asked = 0

    def counted(sample: bytes, hint: str | None = None) -> str | None:
        nonlocal asked
        asked += 1
        return encoding_of(sample, hint)

    monkeypatch.setattr("dateline.ingest.decode.encoding_of", counted)
    assert every(b"Two died.\n" * 30_000 + b"caf\xe9 d\xe9truit \x81\n" * 1_000, "text")
    assert 500 <= asked < 510


def test_one_value_told_for_many_rows_is_held_once() -> None:
    """Read in the source: 256 rows of a dictionary's one large value were 256 large strings."""
    import pyarrow
    from pyarrow import parquet

    out, size, rows = io.BytesIO(), 1_000_000, 200
    parquet.write_table(pyarrow.table({"text": pyarrow.array(["a " * (size // 2)] * rows).dictionary_encode()}), out)
    out.seek(0)
    source = Input("x", io.BufferedReader(out))  # type: ignore[arg-type]
    tracemalloc.start()
    told = _reports(source, formats()["parquet"], Options(Limits(text=500)))
    assert sum(isinstance(i, InputError) for i in told) == rows
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < rows * size // 10


def test_a_quote_that_nobody_closes_does_not_gather_the_file() -> None:
    """Read in the source: many short fields over many lines made one row without end."""
    table = b'text,b\n"a' + b'\n","a' * 60_000
    found = every(table, "csv", Limits(raw=100_000))
    assert "is a quote left open?" in str(found[-1])


def test_a_return_within_the_header_of_a_table() -> None:
    """The fuzzer: the library's own error came out of the stream of reports."""
    found = every(b"te\rxt,published\nTwo died,2020-01-01\n", "csv", Limits())
    assert [str(i) for i in found] == [f"{found[0].name}: {found[0].reason}"]  # type: ignore[union-attr]
    assert "its first row is not CSV" in str(found[0])


def test_a_zone_that_nobody_knows_is_passed_over_in_silence(recwarn: pytest.WarningsRecorder) -> None:
    """The fuzzer: a library's warning on the user's terminal."""
    assert day_of("4 May 2019 10:00 JQX") == "2019-05-04"
    assert not list(recwarn)


def test_a_hundred_thousand_empty_lines() -> None:
    """A probe: each of them was looked through to the end of all, for a mark of emphasis."""
    begun = time.process_time()
    assert shadow("Two died." + "\n" * 100_000 + "# Three").endswith(" Three")
    assert time.process_time() - begun < 5
