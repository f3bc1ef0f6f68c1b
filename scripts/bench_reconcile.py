"""What reconciling costs against size, over made-up claims of a world whose years grow with them (`made_claims.py`).

usage: python scripts/bench_reconcile.py [--claims 10000 100000 1000000] [--memory 1GB] [--workers 2]
       python scripts/bench_reconcile.py --in-memory [--claims …] | --record URL [--claims N]

By default an archive is written and reconciled out of core, as `dateline reconcile` does it. `--in-memory` takes the
steps of `dateline.incidents` instead: readings are made again where they are needed, so that memory shows what
reconciling holds. With a record, the claims are stored, incidents are made, and then single reports are added to it,
each timed until its incidents are up to date. Each size runs in a process of its own; making claims is not counted.
Prints a table, or with `--json` one JSON object.
"""

from __future__ import annotations

import argparse
import math
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import batched, pairwise
from pathlib import Path
from typing import Any

from bench_common import MB, tell, watched
from dateline.engines import reconcile_archive
from dateline.reconcile import counted
from dateline.reconcile.blocking import keys
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.matching import components, groups
from dateline.reconcile.pairs import pairs
from dateline.reconcile.policies import policy_named
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.weights import compare, weights
from dateline.record import Reading
from dateline.store import Record
from made_claims import A_REPORT, World, archived


class Timed(World):
    """A world that knows what making its reports took."""

    def __init__(self) -> None:
        super().__init__()
        self.spent = 0.0

    def reading(self, report: int) -> Reading:
        """The report of this number."""
        begun = time.process_time()
        made = super().reading(report)
        self.spent += time.process_time() - begun
        return made

    def accounts(self, report: int) -> list[Account]:
        """What the report of this number tells."""
        return accounts_of(Book(self.reading(report)))


def out_of_core(folder: Path, memory: str, workers: int) -> dict[str, Any]:
    """Seconds of each step over an archive, by the clock; the disk is that of the working files at their most."""
    marks: list[tuple[str, float]] = []
    disk = 0

    def step(name: str) -> None:
        nonlocal disk
        disk = max(disk, sum(f.stat().st_size for f in folder.glob("reconcile-*/**/*") if f.is_file()))
        marks.append((name, time.perf_counter()))

    begun = time.perf_counter()
    found = sum(1 for _ in reconcile_archive(folder, memory=memory, workers=workers, on_step=step))
    marks.append(("", time.perf_counter()))
    steps = {a: until - since for (a, since), (_, until) in pairwise(marks)}
    return {"found": found, "seconds": marks[-1][1] - begun, "steps": steps, "disk": disk / MB}


def archive_row(claims: int, memory: str, workers: int, place: Path) -> dict[str, Any]:
    """One size: the archive is made in a process of its own, reconciled in another, and gone afterwards.

    10⁷ claims want 40 GB of the disk.
    """
    folder = place / f"archive-{claims}"
    me = [sys.executable, __file__, "--claims", str(claims), "--folder", str(folder)]
    subprocess.run([*me, "--one", "make"], check=True, capture_output=True)
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    run = watched(*me, "--one", "archive", "--memory", memory, "--workers", str(workers))
    shutil.rmtree(folder)
    return {
        "claims": claims, **run.said, "cpu": run.cpu, "peak": run.peak, "largest": run.largest, "archive": size / MB
    }  # fmt: skip


def core(claims: int) -> dict[str, float]:
    """Seconds of each step over so many claims, in this process."""
    world, took = Timed(), dict[str, float]()
    reports, mark = claims // A_REPORT, _Mark(world)
    numbered = sorted(
        ((p, n) for n in range(reports) for p in profiles_of(world.accounts(n))), key=lambda x: x[0].ident
    )
    profiles: list[Profile] = [p for p, _ in numbered]
    took["profiles"] = mark.lap()
    stands = [keys(p) for p in profiles]
    took["keys"] = mark.lap()
    join = weights().join
    compared, links = 0, []
    for i, j in pairs(profiles, stands):
        compared += 1
        if (points := compare(profiles[i], profiles[j])) >= join:
            links.append((i, j, points))
    took["links"] = mark.lap()
    number = {p.ident: n for p, n in numbered}
    found = [g for c in components(len(profiles), links) for g in groups([profiles[n] for n in c])]
    took["groups"] = mark.lap()
    rule, incidents = policy_named("ibc"), 0
    for group in found:
        accounts = [a for p in group for a in world.accounts(number[p.ident]) if min(a.keys) == p.ident]
        incidents += len(counted([accounts], rule))
    took["incidents"] = mark.lap()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "claims": claims, "compared": compared, "links": len(links), "found": incidents, "peak": peak,
        "seconds": sum(took.values()), **took,
    }  # fmt: skip


class _Mark:
    """Seconds since the last lap, those of making readings left out."""

    def __init__(self, world: Timed) -> None:
        self.world = world
        self.lap()

    def lap(self) -> float:
        """Seconds since the last call."""
        now = time.process_time() - self.world.spent
        took = now - getattr(self, "at", now)
        self.at = now
        return took


def record(url: str, claims: int, more: int = 20) -> dict[str, float]:
    """Seconds of filling a record with claims and of adding single reports to it."""
    world, reports = World(), claims // A_REPORT
    with Record.open(url, who="bench") as opened:
        begun = time.perf_counter()
        for some in batched(range(reports), 1000):
            opened.add_many([world.reading(n) for n in some])
        stored = time.perf_counter() - begun
        found = opened.refresh_incidents()
        refreshed = time.perf_counter() - begun - stored
        single = []
        for n in range(reports, reports + more):
            reading = world.reading(n)
            begun = time.perf_counter()
            opened.add(reading)
            opened.refresh_incidents()
            single.append(time.perf_counter() - begun)
    return {
        "claims": claims, "stored": stored, "refreshed": refreshed, "made": found,
        "one": statistics.median(single), "slowest": max(single),
    }  # fmt: skip


def power(rows: list[dict[str, Any]], what: str) -> list[tuple[int, int, float]]:
    """From size to size, the power of size with which something grows."""
    return [
        (a["claims"], b["claims"], math.log(b[what] / a[what]) / math.log(b["claims"] / a["claims"]))
        for a, b in pairwise(rows)
    ]


def _told(rows: Iterable[dict[str, Any]], what: str) -> None:
    """Print a line for each size as soon as it is measured, and how time grows."""
    known = []
    for r in rows:
        steps = ", ".join(f"{n} {s:.1f} s" for n, s in (r.get("steps") or {}).items())
        each = 1e6 * r[what] / r["claims"]
        print(f"{r['claims']:>10,} claims {r['found']:>9,} incidents {r['seconds']:>8.1f} s, of the processor "
              f"{r[what]:.1f} s ({each:.0f} µs each), peak {r['peak']:,.0f} MB, disk "
              f"{r.get('disk', 0):,.0f} MB; {steps}",
              flush=True)  # fmt: skip
        known.append(r)
    for a, b, exponent in power(known, what):
        print(f"{a:,} to {b:,} claims: time grows with the {exponent:.2f}th power of size")


def _child(args: argparse.Namespace) -> None:
    claims, folder = args.claims[0], Path(args.folder or ".")
    if args.one == "make":
        world = World()
        archived(folder, (world.reading(n) for n in range(claims // A_REPORT)))
    elif args.one == "archive":
        tell(out_of_core(folder, args.memory, args.workers))
    else:
        tell(core(claims))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--memory", default="1GB", help="what the database may take")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--in-memory", action="store_true")
    parser.add_argument("--record", help="fill this record with the first of --claims, then add single reports")
    parser.add_argument("--folder", help="where archives are made; a temporary one by default")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=("make", "archive", "core"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        _child(args)
    elif args.record:
        r = record(args.record, args.claims[0])
        print(f"{r['claims']:,} claims stored in {r['stored']:.0f} s, incidents made in {r['refreshed']:.0f} s")
        print(
            f"one more report: median {r['one']:.2f} s, slowest {r['slowest']:.2f} s until its incidents are up to date"
        )
    elif args.in_memory:
        me = (sys.executable, __file__, "--one", "core", "--claims")
        _told([watched(*me, str(size)).said for size in args.claims], "seconds")
    else:
        with tempfile.TemporaryDirectory(prefix="dateline-bench-", dir=args.folder) as place:
            sizes = (archive_row(size, args.memory, args.workers, Path(place)) for size in args.claims)
            if args.json:
                rows = list(sizes)
                tell({"rows": rows, "power": power(rows, "cpu"), "memory": args.memory, "workers": args.workers})
            else:
                _told(sizes, "cpu")


if __name__ == "__main__":
    main()
