"""What reading costs beside the parse it stands on: same texts, same process, turn about, in one run.

usage: python scripts/bench.py [--texts FILE.jsonl] [--rounds 3] [--limit N]

Texts are the sample reports, repeated with other numbers so that no cache helps: as they are (short dispatches, dense
with claims, where the fixed cost of a report shows) and joined by conflict into texts of a news report's length; or
the `text` field of a JSON Lines file. Prints tokens per second of the bare spaCy pipeline and of
`dateline.read_many`, their ratio, each stage's share, peak memory, and start-up times. Every figure is measured side
by side in this run.
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
from pathlib import Path

from dateline.reading.layers import Layers
from dateline.reading.parser import load_model, shadow
from dateline.reading.pipeline import Reader
from dateline.record import Report

ROOT = Path(__file__).resolve().parent.parent


def texts(path: Path | None, limit: int) -> dict[str, list[str]]:
    """Texts by shape, `limit` of each (a third of it where they are joined)."""
    if path:
        rows = path.read_text(encoding="utf-8").split("\n")
        return {path.name: [json.loads(line)["text"] for line in rows if line.strip()][:limit]}
    folders = [f for f in sorted((ROOT / "examples").iterdir()) if f.is_dir()]
    samples = [[p.read_text(encoding="utf-8") for p in sorted(f.glob("*.txt"))] for f in folders]
    short = [text for group in samples for text in group]
    joined = ["\n\n".join(group) for group in samples]
    return {"short dispatches": _numbered(short, limit), "of a report's length": _numbered(joined, limit // 3)}


def _numbered(samples: list[str], limit: int) -> list[str]:
    return [f"{samples[n % len(samples)]}\n\nThis is transmission {n}." for n in range(limit)]


def bare(batch: list[str]) -> tuple[float, int]:
    """Seconds and tokens of the parser alone, over the same shadows that reading parses."""
    nlp = load_model()
    shadows = [shadow(t) for t in batch]
    begun = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(shadows, batch_size=32))
    return time.perf_counter() - begun, tokens


def full(batch: list[str], reader: Reader) -> float:
    """Seconds of reading the same texts whole."""
    reports = [Report.of(t) for t in batch]
    begun = time.perf_counter()
    for _ in reader.read_all(reports):
        pass
    return time.perf_counter() - begun


def shares(batch: list[str], reader: Reader) -> Counter[str]:
    """Seconds that each stage took over the batch, parse not counted."""
    spent: Counter[str] = Counter()
    nlp = load_model()
    for text in batch:
        layers = Layers(Report.of(text), nlp(shadow(text)))
        for stage in reader.stages:
            begun = time.perf_counter()
            layers = stage(layers)
            spent[stage.name] += time.perf_counter() - begun
    return spent


def start_up(*command: str) -> float:
    """Median seconds of three runs of a command."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def compare(shape: str, batch: list[str], reader: Reader, rounds: int) -> None:
    """Print what reading a batch costs beside its bare parse, turn about, and each stage's share."""
    full(batch[:8], reader)  # warm: model, gazetteer and vocabularies are loaded
    rows = []
    for _ in range(rounds):
        parse_s, tokens = bare(batch)
        rows.append((parse_s, full(batch, reader), tokens))
    parse_s, read_s = (statistics.median(r[k] for r in rows) for k in (0, 1))
    tokens = rows[0][2]
    print(f"{shape}: {len(batch)} texts of {tokens // len(batch)} tokens, {rounds} rounds, one process")
    print(f"  bare parse         {tokens / parse_s:>9,.0f} tokens/s")
    print(f"  dateline.read_many {tokens / read_s:>9,.0f} tokens/s")
    print(f"  ratio              {read_s / parse_s:>9.2f} times the bare parse (target: at most 1.6)")
    for name, seconds in shares(batch, reader).most_common():
        print(f"    stage {name:<13} {seconds / parse_s:>8.3f} of the parse, {1e6 * seconds / tokens:5.1f} µs a token")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=120)
    args = parser.parse_args()
    reader = Reader()
    for shape, batch in texts(args.texts, args.limit).items():
        compare(shape, batch, reader, args.rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory        {memory:>9,.0f} MB (target: under 1,200)")
    importing = start_up(sys.executable, "-c", "import dateline") - start_up(sys.executable, "-c", "pass")
    print(f"import dateline    {importing:>9.2f} s (target: under 0.3)")
    helping = start_up(sys.executable, "-m", "dateline", "--help")
    print(f"dateline --help    {helping:>9.2f} s (target: under 0.5)")


if __name__ == "__main__":
    main()
