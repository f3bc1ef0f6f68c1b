"""What reading costs beside the parse it stands on: same texts, same process, turn about.

usage: python scripts/bench_reading.py [--rounds 3] [--limit 120] [--growth 100000] [--texts FILE.jsonl]

Seconds are of the processor, so that they hold on a busy machine. Prints one JSON object: tokens a second of the bare
spaCy pipeline and of the whole reading, their ratio, each stage's share, what texts of ten times the size cost,
start-up, and peak memory. `--texts` compares the two on the `text` fields of a file alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from bench_common import joined, ordinary, short, tell
from dateline.reading.layers import Layers
from dateline.reading.parser import load_model, shadow
from dateline.reading.pipeline import Reader
from dateline.record import Report


def bare(batch: list[str]) -> tuple[float, int]:
    """Seconds and tokens of the parser alone, over the same shadows that reading parses."""
    nlp = load_model()
    shadows = [shadow(t) for t in batch]
    begun = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(shadows, batch_size=32))
    return time.process_time() - begun, tokens


def full(batch: list[str], reader: Reader) -> float:
    """Seconds of reading the same texts whole."""
    reports = [Report.of(t) for t in batch]
    begun = time.process_time()
    for _ in reader.read_all(reports):
        pass
    return time.process_time() - begun


def shares(batch: list[str], reader: Reader) -> Counter[str]:
    """Seconds that each stage took over the batch, parse not counted."""
    spent: Counter[str] = Counter()
    nlp = load_model()
    for text in batch:
        layers = Layers(Report.of(text), nlp(shadow(text)))
        for stage in reader.stages:
            begun = time.process_time()
            layers = stage(layers)
            spent[stage.name] += time.process_time() - begun
    return spent


def compared(name: str, batch: list[str], reader: Reader, rounds: int) -> dict[str, Any]:
    """What reading a batch costs beside its bare parse, and each stage's share."""
    batch = [Report.of(t).text for t in batch]  # the canonical text, which is what is parsed
    full(batch[:8], reader)  # warm: model, gazetteer and vocabularies are loaded
    rows = [(*bare(batch), full(batch, reader)) for _ in range(rounds)]
    parse, tokens, read = statistics.median(r[0] for r in rows), rows[0][1], statistics.median(r[2] for r in rows)
    return {
        "name": name, "texts": len(batch), "tokens": tokens, "parse": tokens / parse, "read": tokens / read,
        "ratio": read / parse, "stages": {n: s / parse for n, s in shares(batch, reader).most_common()},
    }  # fmt: skip


def grown(characters: int, reader: Reader) -> list[dict[str, float]]:
    """What one text of so many characters costs, and one of a tenth."""
    story = "\n\n".join(ordinary(max(20, characters // 800), seed=11))
    found = []
    for size in (characters // 10, characters):
        text = story[:size]
        parse, _ = bare([text])
        found.append({"characters": len(text), "parse": parse, "read": full([text], reader)})
    return found


def start_up(*command: str) -> float:
    """Median processor seconds of three runs of a command."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(took)


def started() -> dict[str, float]:
    """Seconds from nothing to an import, a help page, a first reading."""
    python, nothing = sys.executable, start_up(sys.executable, "-c", "pass")
    first = "import dateline; dateline.read('A bomb killed 12 people in Kabul on Sunday, police said.')"
    return {
        "import": start_up(python, "-c", "import dateline") - nothing,
        "help": start_up(python, "-m", "dateline", "--help"),
        "first": start_up(python, "-c", first),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=120)
    parser.add_argument("--growth", type=int, default=100_000, help="characters of the longest text")
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    reader = Reader()
    if args.texts:
        with args.texts.open(encoding="utf-8") as file:
            shapes = {args.texts.name: [json.loads(line)["text"] for line in islice(file, args.limit)]}
    else:
        shapes = {
            "generated, length and density of the development sets": ordinary(args.limit),
            "samples joined to a report's length": joined(args.limit // 3),
            "sample dispatches, dense with claims": short(args.limit),
        }
    rows = [compared(name, batch, reader, args.rounds) for name, batch in shapes.items()]
    if args.texts:
        tell({"shapes": rows})
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    growth = grown(args.growth, reader)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    tell({"shapes": rows, "peak": peak, "growth": growth, "peak_long": most, "start": started()})


if __name__ == "__main__":
    main()
