"""What triage costs beside the parse that it saves, what it leaves out, and what it loses.

usage: python scripts/bench_triage.py [--limit 200] [--evals FOLDER]

Texts are generated reports of violence, quiet lines of our own (`tests/gold/quiet.txt`: sport, business and weather
written with words of violence), and, with `--evals`, texts of development sets. A claim is lost where the whole reading
finds it without triage and not with it. Prints one JSON object; seconds are of the processor.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

from bench_common import ROOT, ordinary, tell
from bench_reading import bare
from dateline.reading.pipeline import Reader
from dateline.reading.triage import Triage, triage
from dateline.record import Reading, Report

AGAIN = 5  # times that triage is run over the texts: it is too quick for one


def claims(reading: Reading) -> set[tuple[object, ...]]:
    """Claims by what they are and where they stand."""
    found: set[tuple[object, ...]] = {("event", e.type, e.trigger.start) for e in reading.events}
    found |= {("figure", c.harm, c.low, c.high, c.quote.start) for c in reading.casualties}
    return found | {("term", t.duty, t.evidence.start) for g in reading.agreements for t in g.terms}


def measured(name: str, texts: list[str], rule: Triage) -> dict[str, Any]:
    """One kind of texts with and without triage."""
    reports = [Report.of(t) for t in texts]
    size = sum(len(r.text) for r in reports)
    begun = time.process_time()
    for _ in range(AGAIN):
        kept = [rule.kept(r.text) for r in reports]
    spent = (time.process_time() - begun) / AGAIN
    parse, _ = bare([r.text for r in reports])
    without = [claims(r) for r in Reader().read_all(reports)]
    after = [claims(r) for r in Reader(triage=rule).read_all(reports)]
    spared = sum(
        len(r.text) if k is None else sum(a != b for a, b in zip(r.text, k, strict=True))
        for r, k in zip(reports, kept, strict=True)
    )
    return {
        "name": name, "texts": len(reports), "times": parse / spent, "whole": sum(k is None for k in kept),
        "characters": spared / size, "claims": sum(map(len, without)),
        "lost": sum(len(a - b) for a, b in zip(without, after, strict=True)),
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--evals", type=Path)
    args = parser.parse_args()
    rule = triage()
    lines = (ROOT / "tests" / "gold" / "quiet.txt").read_text(encoding="utf-8").splitlines()
    rows = [
        measured("generated reports of violence", ordinary(args.limit, seed=13), rule),
        measured("quiet lines, a hard case", [q for q in lines if q.strip() and not q.startswith("#")], rule),
    ]
    if args.evals:
        rows += [measured(f"development: {name}", some, rule) for name, some in developed(args.evals, args.limit)]
    tell({"rows": rows, "threshold": rule.threshold})


def developed(folder: Path, limit: int) -> list[tuple[str, list[str]]]:
    """Texts of each development set, `limit` of all."""
    import json

    from train_triage import strings

    paths = sorted(folder.glob("*/dev.jsonl"))
    found = []
    for path in paths:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        texts = list(dict.fromkeys(t for row in rows for t in strings(row)))
        random.Random(path.parent.name).shuffle(texts)
        found.append((path.parent.name, texts[: max(1, limit // len(paths))]))
    return found


if __name__ == "__main__":
    main()
