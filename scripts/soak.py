"""Ten thousand generated reports into one record, killed twice on the way, with the memory that it takes.

`python scripts/soak.py --count 10000 [--record URL] [--workers N] [--only head,sentences]`: generates the reports,
starts the add in a process of its own, kills that with SIGKILL after about a third and about two thirds of the reports
have been acknowledged, starts it again each time, lets it finish, and adds once more. Then it checks the record:
nothing acknowledged lost, nothing there twice, database and audit chain whole. Exit status 1 if a check fails.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from dateline.store import Record
from generate_reports import generate

MB = 1_000_000


@dataclass
class Attempt:
    """One run of the add: what it acknowledged, and its memory over time."""

    number: int
    status: int = 0  # of the process: 0, or -9 when it was killed
    acknowledged: int = 0  # with those that were there already
    added: int = 0
    stored: int = 0
    seconds: float = 0.0
    samples: list[tuple[int, int]] = field(default_factory=list)  # (added, bytes)

    def row(self) -> list[str]:
        sizes = [size for added, size in self.samples if added and size] or [0]
        tenth = max(1, len(sizes) // 10)
        first, last = statistics.median(sizes[:tenth]), statistics.median(sizes[-tenth:])
        how = {0: "finished", -signal.SIGKILL: "killed"}.get(self.status, f"failed ({self.status})")
        rate = self.added / self.seconds if self.seconds else 0
        memory = [f"{value / MB:,.0f}" for value in (first, last, max(sizes))]
        counts = [f"{value:,}" for value in (self.acknowledged, self.added, self.stored)]
        return [str(self.number), how, *counts, f"{self.seconds:,.0f}", f"{rate:.1f}", *memory]


def child(args: argparse.Namespace) -> None:
    """The process that is killed: adds the file, and writes the count on standard output after each commit."""
    from dateline.ingest import ingest
    from dateline.reading.pipeline import Reader, default_stages
    from dateline.store import add_all

    names = set(args.only.split(",")) if args.only else set()
    reader = Reader(stages=[s for s in default_stages() if not names or s.name in names])
    with Record.open(args.record) as record:
        end = add_all(
            record, ingest([args.file]), reader, args.workers,
            on_progress=lambda s: print(s.added + s.updated + s.unchanged, s.added, flush=True),
            on_failure=lambda e: print(e, file=sys.stderr, flush=True),
        )  # fmt: skip
    if end.failed:
        sys.exit(1)


def attempt(args: argparse.Namespace, file: Path, number: int, kill_at: int | None) -> Attempt:
    """Run the add until it ends, or has acknowledged `kill_at` reports and is killed at a chance moment after."""
    done = Attempt(number)
    command = [sys.executable, __file__, "--child", "--file", str(file), "--record", args.record]
    command += ["--workers", str(args.workers), "--only", args.only]
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def listen() -> None:
        assert process.stdout
        for line in process.stdout:
            done.acknowledged, done.added = map(int, line.split())

    listener = threading.Thread(target=listen)
    listener.start()
    while process.poll() is None:
        time.sleep(0.2)
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            done.samples.append((done.added, sum(p.memory_info().rss for p in family)))
        except psutil.NoSuchProcess:
            continue
        if kill_at is not None and done.acknowledged >= kill_at:
            time.sleep(random.random() / 2)
            for member in family:
                member.send_signal(signal.SIGKILL)
            kill_at = None
    done.status = process.wait()
    listener.join()
    done.seconds = time.monotonic() - start
    with Record.open(args.record) as record:
        done.stored = record.count()
    return done


def checks(record: Record, count: int, attempts: list[Attempt]) -> dict[str, bool]:
    """What must hold when all is done."""
    with record._engine.connect() as db:
        ids = db.execute(text("SELECT count(DISTINCT id) FROM reports")).scalar_one()
        adds = db.execute(text("SELECT count(*), count(DISTINCT target) FROM audit WHERE action = 'add'")).one()
        lost = db.execute(
            text("SELECT count(*) FROM reports WHERE n NOT IN (SELECT report FROM readings)")
        ).scalar_one()
        sqlite = db.dialect.name == "sqlite"
        whole = db.execute(text("PRAGMA integrity_check")).scalar_one() == "ok" if sqlite else True
        keys = not db.execute(text("PRAGMA foreign_key_check")).all() if sqlite else True
    return {
        "killed twice, then finished": [a.status for a in attempts] == [-signal.SIGKILL, -signal.SIGKILL, 0, 0],
        "nothing acknowledged was lost": all(a.stored >= a.acknowledged for a in attempts),
        "every report is there, once": record.count() == ids == count,
        "the last run had nothing to do": attempts[-1].added == 0,
        "every report was added once, and has its reading": tuple(adds) == (count, count) and lost == 0,
        "the database is whole": whole and keys,
        "the audit chain is whole": record.audit_break() is None,
        "spans equal their text": all(
            r.report.text[s.start : s.end] == s.text for r in record.readings() for s in r.spans()
        ),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", default="", help="address of the record; a fresh SQLite file by default")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", default="", help="names of stages to run, with commas; all by default")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--file", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args)
        return
    with tempfile.TemporaryDirectory(prefix="dateline-soak-") as folder:
        sys.exit(soak(args, Path(folder)))


def soak(args: argparse.Namespace, folder: Path) -> int:
    """The whole procedure; returns the exit status."""
    import json

    args.record = args.record or f"sqlite:///{folder / 'soak.db'}"
    file = folder / "reports.jsonl"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in generate(args.count, args.seed))
    kills = (args.count // 3, 2 * args.count // 3, None, None)
    attempts = [attempt(args, file, number, kill_at) for number, kill_at in enumerate(kills, 1)]
    table = Table(title=f"{args.count:,} reports ({file.stat().st_size / MB:.1f} MB) into {args.record}")
    for name in ("run", "end", "done", "added", "record", "s", "per s", "MB first", "last", "peak"):
        table.add_column(name, justify="right")
    for done in attempts:
        table.add_row(*done.row())
    console = Console()
    console.print(table)
    with Record.open(args.record) as record:
        held = checks(record, args.count, attempts)
    for what, holds in held.items():
        console.print(f"[{'green' if holds else 'red'}]{'yes' if holds else 'NO '}[/] {what}")
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    main()
