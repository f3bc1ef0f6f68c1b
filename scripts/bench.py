"""Every benchmark in one go, and the pages made of them: `docs/benchmarks.md`, its figures as JSON, and the plans of
`docs/explanation/capacity.md`.

usage: python scripts/bench.py [--quick | --long] [--only reading,triage,peers,archive,reconcile] [--evals FOLDER]

Each part runs in processes of its own, one after the other. By default all take about ten minutes on two cores;
`--long` has a text of a megabyte, a million claims and more reports, `--quick` shows that all works. Parts left out by
`--only` keep the figures that stand in the JSON file, each with its own date. Peers run where they are installed
(`make peers`). `--only ""` writes the pages anew from the figures that are there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_common import ROOT, joined, machine, ordinary
from bench_page import page, plan_page

HERE = Path(__file__).resolve().parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
TEXTS = 40  # that dateline and its peers read side by side


def run(script: str, *options: str, python: str = sys.executable) -> Any:
    """The JSON object that a benchmark prints last.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run([python, str(HERE / script), *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no output"])[-1])
    return json.loads(done.stdout.strip().splitlines()[-1])


def reading(args: argparse.Namespace) -> Any:
    """Reading beside the bare parse."""
    return run("bench_reading.py", *_size(args, "--limit 24 --rounds 1 --growth 20000", "", "--growth 1000000"))


def triage(args: argparse.Namespace) -> Any:
    """Triage beside the parse, and what it loses."""
    evals = ["--evals", str(args.evals)] if args.evals else []
    return run("bench_triage.py", *_size(args, "--limit 40", "--limit 150", "--limit 600"), *evals)


def peers(args: argparse.Namespace) -> Any:
    """Other tools and dateline's own stages over the same texts."""
    half = (TEXTS // 4 if args.size == "quick" else TEXTS) // 2
    texts = joined(half) + ordinary(half, seed=19)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as place:
        rows, plain = Path(place) / "texts.jsonl", Path(place) / "texts.json"
        rows.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts), encoding="utf-8")
        plain.write_text(json.dumps(texts), encoding="utf-8")
        own = run("bench_reading.py", "--texts", str(rows), "--limit", str(len(texts)))["shapes"][0]
        others = run("bench_peers.py", str(plain), python=str(PEERS)) if PEERS.exists() else {}
    return {"own": own, "others": others}


def archive(args: argparse.Namespace) -> Any:
    """Engines and workers over the same reports."""
    return run("bench_archive.py", *_size(args, "--count 128", "--count 256", "--count 1024"))


def reconcile(args: argparse.Namespace) -> Any:
    """Reconciling out of core, by size."""
    sizes = _size(args, "3000 10000", "10000 30000 100000", "10000 100000 1000000")
    return run("bench_reconcile.py", "--json", "--claims", *sizes)


def _size(args: argparse.Namespace, quick: str, usual: str, long: str) -> list[str]:
    return {"quick": quick, "usual": usual, "long": long}[args.size].split()


PARTS: dict[str, Callable[[argparse.Namespace], Any]] = {
    p.__name__: p for p in (reading, triage, peers, archive, reconcile)
}


def _write(told: dict[str, Any], out: Path) -> None:
    """The pages, as far as their figures are there."""
    (out / "benchmarks.md").write_text(page(told), encoding="utf-8")
    if (plans := plan_page(told)) is not None:
        (out / "explanation").mkdir(exist_ok=True)
        (out / "explanation" / "capacity.md").write_text(plans, encoding="utf-8")


def main() -> int:
    """Measure, write the figures and the page; exit status 1 if a part failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", dest="size", action="store_const", const="long", default="usual")
    parser.add_argument("--quick", dest="size", action="store_const", const="quick")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between")
    parser.add_argument("--evals", type=Path, help="development sets, for the loss by triage")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    args = parser.parse_args()
    wanted = [name for name in args.only.split(",") if name]
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"no part {min(unknown)!r}; there are {', '.join(PARTS)}")
    file = args.out / "benchmarks.json"
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    failed = False
    for name in wanted:
        print(f"{name} …", file=sys.stderr, flush=True)
        here, begun = machine(), time.perf_counter()
        try:
            found = PARTS[name](args)
        except RuntimeError as error:
            print(f"{name} failed: {error}", file=sys.stderr)
            failed = True
            continue
        told[name] = {"run": here | {"seconds": time.perf_counter() - begun, "size": args.size}, "found": found}
        file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        _write(told, args.out)  # a later part may fail, or be stopped
    _write(told, args.out)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
