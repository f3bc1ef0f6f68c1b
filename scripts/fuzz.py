"""Damaged and hostile inputs by the thousand, for every ingest format and for the reader.

`python scripts/fuzz.py [--inputs 100000] [--texts 3000] [--seed 1]`: sound files and texts of our own are changed at
chance (bits flipped, pieces cut out, doubled, spliced in from another file, cut off; marks of direction, combining and
astral characters, control characters, halves of surrogate pairs, runs of blanks, deep nesting) and read. Each must give
reports or errors of one line and never anything else; within its time; every span of a reading must say what stands at
its offsets; and memory must stay bounded. The seed and the number of an input name it: `--only 4711` runs it alone.
Exit status 1 if anything was found.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.ingest.inputs import PAGE, pdf, warc  # noqa: E402

from dateline.errors import InputError  # noqa: E402
from dateline.ingest import formats  # noqa: E402
from dateline.ingest.source import Input, Options  # noqa: E402
from dateline.ingest.stream import _reports  # noqa: E402
from dateline.reading.pipeline import Reader  # noqa: E402
from dateline.record import Reading, Report  # noqa: E402

SECONDS = 10.0  # of processor time for one input
MEMORY = 1_500  # MB more than at the start
NASTY = (
    "\u202e\u2066\u2069\u200f\u061c",
    "e\u0301\u0327\u0489" * 8,
    "\U0001f4a3\U0001d4d0\U0010ffff",
    "\x00\x01\x07\x1b\x7f",
    "\ud800\udfff",
    "\u200b\ufeff\u00ad\u2028\u2029",
    " " * 5_000,
    "\n" * 3_000,
    "“" * 60,
    "(" * 500,
    "١٢٣ ۴۵ १२",
    "ﬀ ǆ İ ß ŉ",
    "Мины убили 12 человек",
    "قتل 12 شخصا",
    "空袭造成12人死亡",
    "9" * 400,
    "1,000,000,000,000,000,000",
    "-" * 900,
    "a" * 3_000,
    "1/0/0000 31 February 2019 24:61",
    "the late late late " * 60,
    "of the army of " * 60,
    "<b>" * 300,
    "[" * 400,
    '{"a":' * 300,
    "%s%n{0}{{}}",
    "' OR 1=1 --",
    "=cmd|' /C calc'!A0",
    "\r\r\n\r",
    "&#x0;&#xD800;&amp;amp;",
    "between 0 and -5 people were killed",
)


class HangError(BaseException):
    """An input takes too long; no handler of ours may take it for a damaged file."""


@dataclass
class Tally:
    """What was tried, and what was found."""

    inputs: int = 0
    texts: int = 0
    reports: int = 0
    errors: int = 0
    spans: int = 0
    slowest: float = 0.0
    found: list[str] = field(default_factory=list)

    def line(self) -> str:
        """In words."""
        return (
            f"{self.inputs:,} inputs of {len(formats())} formats ({self.reports:,} reports, {self.errors:,} errors), "
            f"{self.texts:,} texts read ({self.spans:,} spans); slowest {self.slowest:.1f} s; {len(self.found)} found"
        )


def sound_files(folder: Path) -> dict[str, bytes]:
    """A sound file of each format, of our own texts."""
    import pyarrow
    from pyarrow import parquet

    texts = sound_texts()
    page = PAGE.replace("{charset}", "utf-8").replace("{title}", "Six die")
    rows = [{"text": t, "title": t[:40], "published": "2020-01-01", "publisher": "The Lake Post"} for t in texts[:5]]
    parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "a.parquet")
    items = "".join(f"<item><title>Six die</title><description>{t[:300]}</description></item>" for t in texts[:3])
    lines = "".join(json.dumps(r) + "\n" for r in rows)
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\nContent-Type: text/html\n\n"
    return {
        "text": texts[0].encode(),
        "html": page.encode(),
        "mhtml": f"{head}{page}\n--X--\n".encode(),
        "pdf": pdf(folder / "a.pdf", [texts[0].split("\n")[:20], ["More of it."]]).read_bytes(),
        "warc": warc(folder / "a.warc", [("https://h.example/1", "text/html", page)], False).read_bytes(),
        "feed": f'<?xml version="1.0"?><rss><channel><title>Post</title>{items}</channel></rss>'.encode(),
        "jsonl": lines.encode(),
        "json": json.dumps(rows).encode(),
        "csv": ("text,published\n" + "".join(f'"{t[:200]}",2020-01-01\n' for t in texts[:5])).encode(),
        "parquet": (folder / "a.parquet").read_bytes(),
    }


def sound_texts() -> list[str]:
    """Our own dispatches."""
    return [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").rglob("*.txt"))]


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes, changed one to eight times."""
    out = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(8):
            case 0:
                if at < len(out):
                    out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + chance.randrange(1, 300)]
            case 2:
                out[at:at] = chance.randbytes(chance.randrange(1, 40))
            case 3:
                out[at:at] = out[max(0, at - 200) : at] * chance.randrange(1, 20)
            case 4:
                cut = chance.randrange(len(other) + 1)
                out[at:at] = other[cut : cut + chance.randrange(1, 2_000)]
            case 5 | 6:
                out[at:at] = chance.choice(NASTY).encode(
                    chance.choice(("utf-8", "utf-16-le", "utf-8")), "surrogatepass"
                )
            case _:
                if chance.random() < 0.3:
                    del out[at:]
    return bytes(out)


def twisted(texts: list[str], chance: random.Random) -> str:
    """A short text of ours with hostile pieces in it."""
    text = chance.choice(texts)
    at = chance.randrange(len(text))
    pieces = list(text[at : at + chance.randrange(40, 700)])
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(pieces) + 1)
        match chance.randrange(5):
            case 0:
                del pieces[at : at + chance.randrange(1, 60)]
            case 1:
                pieces[at:at] = pieces[max(0, at - 80) : at] * chance.randrange(1, 5)
            case 2:
                pieces[at:at] = chr(chance.choice((chance.randrange(0x3000), chance.randrange(0x110000))))
            case _:
                pieces[at:at] = chance.choice(NASTY)[:1_500]
    return "".join(pieces)


@contextmanager
def limited(tally: Tally, name: str, used: Callable[[], float] = time.process_time) -> Iterator[None]:
    """Run one input; whatever it raises, or too long a time, is noted under its name."""

    def stop(*_: object) -> None:
        raise HangError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    begun = used()
    try:
        yield
    except HangError:
        tally.found.append(f"{name}: more than {SECONDS:g} s")
    except Exception as error:  # noqa: BLE001 (that is what is looked for)
        tally.found.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        tally.slowest = max(tally.slowest, used() - begun)


def ingested(number: int, seed: int, files: dict[str, bytes], tally: Tally) -> None:
    """Read one damaged file, as its format or as what it looks like."""
    chance = random.Random(f"{seed} file {number}")
    name = sorted(files)[number % len(files)]
    data = damaged(files[name], files[chance.choice(sorted(files))], chance)
    chosen = formats()[name] if chance.random() < 0.8 else None
    with limited(tally, f"input {number} ({name})"):
        tally.inputs += 1
        source = Input("x", io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
        for item in _reports(source, chosen, Options()):
            if isinstance(item, InputError):
                tally.errors += 1
                assert "\n" not in str(item), "an error of several lines"
            else:
                tally.reports += 1
                item.text.encode("utf-8")


def read(number: int, seed: int, texts: list[str], reader: Reader, tally: Tally) -> None:
    """Read one hostile text, and look at every span."""
    chance = random.Random(f"{seed} text {number}")
    text = twisted(texts, chance)
    with limited(tally, f"text {number}"):
        tally.texts += 1
        title = text[:50] if chance.random() < 0.3 else None
        reading = reader.read(Report.of(text, title=title, published=chance.choice((None, "2019-05-04"))))
        for span in reading.spans():
            tally.spans += 1
            assert 0 <= span.start < span.end, f"{span} is empty"
            assert reading.report.text[span.start : span.end] == span.text, f"{span} does not stand there"
        again = Reading.from_json(json.loads(json.dumps(reading.to_json()).encode("utf-8")))
        assert again == reading, "its JSON does not give it back"


def fuzz(inputs: int, texts: int, seed: int, only: int | None = None) -> Tally:
    """Try so many files and texts."""
    tally = Tally()
    sources, reader = sound_texts(), Reader()
    with tempfile.TemporaryDirectory() as folder:
        files = sound_files(Path(folder))
    if texts:
        reader.read(Report.of("A bomb killed two people in Kabul.", published="2019-05-04"))  # loads the model
    for number in range(10):
        ingested(number, 0, files, Tally())  # loads the libraries
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(inputs) if only is None else (only,):
        ingested(number, seed, files, tally)
    for number in range(texts) if only is None else (only,):
        read(number, seed, sources, reader, tally)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun) // 1024
    if grown > MEMORY:
        tally.found.append(f"{grown} MB more than at the start")
    return tally


def main() -> int:
    """Fuzz, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000, help="damaged files")
    parser.add_argument("--texts", type=int, default=3_000, help="hostile texts for the reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run this one input alone")
    asked = parser.parse_args()
    tally = fuzz(asked.inputs, asked.texts, asked.seed, asked.only)
    for line in tally.found:
        print(line)
    print(tally.line())
    return bool(tally.found)


if __name__ == "__main__":
    sys.exit(main())
