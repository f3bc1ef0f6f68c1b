"""Bytes damaged at chance: every format gives reports or errors of one line, and never anything else."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pyarrow
import pytest
from pyarrow import parquet

from dateline.errors import InputError
from dateline.ingest import formats
from dateline.ingest.source import Input, Options
from dateline.ingest.stream import _reports
from dateline.record import Report

from .inputs import pdf, warc

ROUNDS = 40


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound file of each format."""
    from .inputs import PAGE
    from .test_pages import RSS

    folder = tmp_path_factory.mktemp("whole")
    page = PAGE.replace("{charset}", "utf-8").replace("{title}", "Six die")
    parquet.write_table(pyarrow.table({"text": ["Two died.", "Three died."] * 50}), folder / "a.parquet")
    mail = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\nContent-Type: text/html\n\n{page}\n--X--\n"
    return {
        "text": b"Two soldiers died near the bridge, the army said. " * 20,
        "html": page.encode(),
        "mhtml": mail.encode(),
        "pdf": pdf(folder / "a.pdf", [["Nine people died."], ["More."]]).read_bytes(),
        "warc": warc(folder / "a.warc.gz", [("https://h.example/1", "text/html", page)], True).read_bytes(),
        "feed": RSS.encode(),
        "jsonl": b'{"text": "Two died.", "published": "2020-01-01"}\n' * 20,
        "json": b'[{"text": "Two died."}, {"text": "Three died."}]',
        "csv": b'text,published\n"Two, or three, died.",2020-01-01\n' * 20,
        "parquet": (folder / "a.parquet").read_bytes(),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changed, cut out, doubled or cut off."""
    out = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + chance.randrange(1, 200)]
            case 2:
                out[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 30)))
            case 3:
                out[at:at] = out[max(0, at - 100) : at]
            case _:
                del out[at:]
    return bytes(out)


def every(data: bytes, name: str | None) -> Iterator[Report | InputError]:
    source = Input("x", io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    yield from _reports(source, formats()[name] if name else None, Options())


@pytest.mark.parametrize("name", ["text", "html", "mhtml", "pdf", "warc", "feed", "jsonl", "json", "csv", "parquet"])
def test_damage_is_an_error_or_a_report(whole: dict[str, bytes], name: str) -> None:
    for seed in range(ROUNDS):
        chance = random.Random(f"{name} {seed}")
        data = damaged(whole[name], chance)
        for chosen in (name, None):
            for item in every(data, chosen):
                assert isinstance(item, (Report, InputError)), seed
                assert "\n" not in str(item) or isinstance(item, Report), seed
                if isinstance(item, Report):
                    item.text.encode("utf-8")


def test_an_entry_without_a_value() -> None:
    """Found by chance: after a misspelt end tag the parser gives a summary of `None`."""
    from .test_pages import RSS

    feed = RSS.replace("Summary.</description>", "Summary.</descripCion>").encode()
    assert feedparser.parse(io.BytesIO(feed)).entries[1].get("summary", "") is None
    assert isinstance(next(every(feed, "feed")), Report)


def test_a_feed_that_its_parser_stumbles_over() -> None:
    """Found by chance: a blank of another kind in the address of a namespace."""
    feed = '<rss xmlns:a="http://a\u00a0b"><channel><item><a:x>x</a:x></item></channel></rss>'.encode()
    with pytest.raises(ValueError, match="unpack"):
        feedparser.parse(io.BytesIO(feed))
    assert [str(i).split(" (")[0] for i in every(feed, "feed")] == ["x: malformed feed"]


def test_entities_do_not_multiply() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 7))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{lines}]><rss><channel><title>&e6;</title></channel></rss>'
    assert [type(i) for i in every(bomb.encode(), "feed")] == [InputError]


def test_bytes_of_chance_for_every_format() -> None:
    chance = random.Random(5)
    for name in (*formats(), None):
        for size in (1, 3, 50, 3000):
            for item in every(chance.randbytes(size), name):
                assert isinstance(item, (Report, InputError))


def test_a_path_is_not_a_report(tmp_path: Path) -> None:
    """A feed whose text is a file's name must not make the parser open that file."""
    (tmp_path / "secret.xml").write_text(
        "<rss><channel><item><title>secret</title></item></channel></rss>", encoding="utf-8"
    )
    items = list(every(str(tmp_path / "secret.xml").encode(), "feed"))
    assert all(isinstance(i, InputError) for i in items)
