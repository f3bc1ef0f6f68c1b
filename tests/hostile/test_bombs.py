"""Small inputs that ask for much: each ends at a limit, in one line, with bounded memory and time."""

from __future__ import annotations

import gzip
import io
import resource
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from dateline.errors import InputError
from dateline.ingest import ingest

SENTENCE = "At least two people were killed when shells struck the market of Tarrasa on Thursday. "
MEMORY = 400_000  # KiB more than before
SECONDS = 10.0  # of processor time, with room for a loaded machine


def page(body: str) -> bytes:
    return f"<html><body><p>{SENTENCE}</p>{body}</body></html>".encode()


def packed_pdf(streams: list[tuple[str, bytes]], pages: int = 1) -> bytes:
    """A PDF whose objects from number 4 on are these `(dictionary, data)`, packed; every page shows the first."""
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
    ]
    for facts, data in streams:
        small = zlib.compress(data, 9)
        objects.append(
            b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (facts.encode(), len(small), small)
        )
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (len(objects) + 1, table, len(objects) + 1, len(out))


def forms(levels: int, times: int) -> bytes:
    """Forms that draw the next one `times` times: `times ** levels` in all."""
    streams = [("", b"/F Do " * times)]
    for n in range(levels):
        more = f"/Resources<</XObject<</F {6 + n} 0 R>>>>" if n < levels - 1 else ""
        streams.append((f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{more}", b"/F Do " * times if more else b"q Q " * 9))
    return packed_pdf(streams)


def warc_of(body: bytes) -> bytes:
    """A WARC, packed, of one picture."""
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: image/png\r\n"
    return gzip.compress(head + b"Content-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n")


def table_of(rows: int, text: str) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": pyarrow.array([text] * rows).dictionary_encode()}), out)
    return out.getvalue()


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "gzip": ("a.txt.gz", lambda: gzip.compress(b"a" * 30_000_000), "unpacks to more than the limit of 200 times"),
    "gzip in rows": ("a.jsonl.gz", lambda: gzip.compress(b"{}" * 20_000_000), "unpacks to more than the limit of 200"),
    "WARC": ("a.warc.gz", lambda: warc_of(bytes(30_000_000)), "a record unpacks to more than the limit of 200 times"),
    "Parquet": ("a.parquet", lambda: table_of(400_000, "Two died."), "unpacks to more than the limit of 200 times"),
    "PDF stream": ("a.pdf", lambda: packed_pdf([("", b" " * 80_000_000)]), "damaged PDF (LimitReachedError"),
    "PDF forms": ("a.pdf", lambda: forms(7, 12), "no text in the PDF"),
    "PDF operators": ("a.pdf", lambda: packed_pdf([("", b"BT ET " * 1_000_000)]), ""),
    "PDF pages": ("a.pdf", lambda: packed_pdf([("", b"q Q")], 2_100), "2100 pages, more than the limit of 2000"),
    "HTML paragraphs": ("a.html", lambda: page("<p>a " * 60_000), "more than the limit of 50,000 elements"),
    "HTML breaks": ("a.html", lambda: page("<br>" * 60_000), "more than the limit of 50,000 elements"),
    "HTML size": ("a.html", lambda: page("a " * 5_100_000), "more than the limit of 10 MB"),
    "feed entries": ("a.rss", lambda: b"<rss><channel>" + b"<item/>" * 21_000, "more than the limit of 20,000 entries"),
    "feed nesting": ("a.rss", lambda: b"<rss><channel><item>" + b"<a>" * 100_000, ""),
    "mail parts": ("a.mhtml", lambda: b"Content-Type: multipart/mixed; boundary=X\n" + b"\n--X\n" * 21_000, "parts"),
    "mail nesting": (
        "a.mhtml",
        lambda: b"".join(b"Content-Type: multipart/mixed; boundary=X%d\n\n--X%d\n" % (n, n) for n in range(3_000)),
        "nested too deeply",
    ),
    "JSON nesting": ("a.json", lambda: b"[" * 1_000_000, "JSON nested too deeply"),
    "JSON row nesting": ("a.jsonl", lambda: b'{"text": ' + b'{"a":' * 500_000, "JSON nested too deeply"),
    "JSON parts": ("a.json", lambda: b"[" + b"{}," * 1_500_000 + b"{}]", "JSON of more than 2,000,000 parts"),
    "open quote": (
        "a.csv",
        lambda: b'text,b\n"' + (b"a" * 999 + b"\n") * 51_000,
        "a row of more than 50 MB: is a quote left open?",
    ),
    "text": ("a.txt", lambda: b"a " * 2_600_000, "more than the limit of 5,000,000 characters"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_at_a_limit(tmp_path: Path, name: str) -> None:
    ending, make, words = BOMBS[name]
    (tmp_path / ending).write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_SELF)
    errors = [str(i) for i in ingest([tmp_path / ending]) if isinstance(i, InputError)]
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert words in "".join(errors[:1])
    assert not any("\n" in e for e in errors)
    assert after.ru_maxrss - before.ru_maxrss < MEMORY
    assert after.ru_utime - before.ru_utime < SECONDS
