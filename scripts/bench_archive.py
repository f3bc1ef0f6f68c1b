"""What reading an archive costs by engine and number of workers, and whether all give the same archive.

usage: python scripts/bench_archive.py [--count 256] [--engines local:1,processes:1,processes:2,ray:1,ray:2]

Generated reports of the length and density of the development sets, in sixteen files, are read without triage, so that
each is parsed. The rate is that of the shards; what comes before it, start and loading, is told apart; `serial` is what
the process that writes spends on a report. Prints one JSON object. Seconds are of the clock: give it a machine of its
own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from itertools import batched
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench_common import MB, tell, watched
from dateline.engines import ArchiveSummary, archive
from dateline.engines.shards import TABLES
from dateline.errors import DatelineError, UsageError
from generate_reports import generate

FILES = 16
ENGINES = "local:1,processes:1,processes:2,ray:1,ray:2"


def one(folder: Path, out: Path, engine: str, workers: int) -> dict[str, float]:
    """Read the files of a folder, and time it shard by shard."""
    from dateline.reading.pipeline import Reader

    marks: list[tuple[int, float, float]] = []

    def step(done: ArchiveSummary) -> None:
        marks.append((done.read, time.perf_counter(), time.process_time()))

    begun = time.perf_counter()
    done = archive([str(folder)], out, engine=engine, workers=workers, reader=Reader(), shard=16, on_progress=step)
    whole = time.perf_counter() - begun
    (first, _, used), (last, _, later) = marks[0], marks[-1]
    if last == first:
        raise UsageError("too few reports for a rate: raise --count")
    # a line through all shards: several come at once, when a batch of each worker is done
    rate, behind = statistics.linear_regression([at - begun for _, at, _ in marks], [n for n, _, _ in marks])
    serial = (later - used) / (last - first)
    return {
        "read": done.read, "failed": done.failed, "whole": whole, "rate": rate, "start": max(0.0, -behind / rate),
        "serial": serial, "claims": _claims(out),
    }  # fmt: skip


def _claims(out: Path) -> int:
    """Events and figures of an archive."""
    return sum(
        kind in ("event", "casualty") for kind in pq.read_table(out / "claims", columns=["kind"])["kind"].to_pylist()
    )


def rows(out: Path) -> dict[str, list[str]]:
    """Every row of an archive, sorted: what two archives are compared by."""
    return {t: sorted(repr(r) for r in pq.read_table(out / t).to_pylist()) for t in TABLES}


def measured(count: int, engines: list[tuple[str, int]]) -> dict[str, Any]:
    """Each engine over the same reports."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as place:
        folder = Path(place) / "in"
        folder.mkdir()
        some = list(generate(count, 17, "development"))
        for n, part in enumerate(batched(some, -(-count // FILES))):
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in part)
            (folder / f"{n:02}.jsonl").write_text(text, encoding="utf-8")
        found: list[dict[str, Any]] = []
        expected: dict[str, list[str]] | None = None
        for engine, workers in engines:
            out = Path(place) / f"{engine}{workers}"
            named = [engine, str(workers), str(folder), str(out)]
            try:
                run = watched(sys.executable, __file__, "--one", *named)
            except RuntimeError as error:
                found.append({"engine": engine, "workers": workers, "why": str(error).strip().splitlines()[-1]})
                continue
            expected = expected or rows(out)
            found.append({
                "engine": engine, "workers": workers, **run.said, "cpu": run.cpu, "peak": run.peak,
                "largest": run.largest, "same": rows(out) == expected,
                "bytes": sum(f.stat().st_size for f in out.rglob("*") if f.is_file()),
            })  # fmt: skip
        size = sum(len(row["text"].encode()) for row in some)
        return {"count": count, "input": size / count, "runs": found, "input_mb": size / MB}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=256)
    parser.add_argument("--engines", default=ENGINES, help="engine:workers, with commas between")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        engine, workers, folder, out = args.one
        try:
            tell(one(Path(folder), Path(out), engine, int(workers)))
        except DatelineError as error:
            sys.exit(str(error))
        return
    tell(measured(args.count, [(e, int(n)) for e, n in (x.split(":") for x in args.engines.split(","))]))


if __name__ == "__main__":
    main()
