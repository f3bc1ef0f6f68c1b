"""What reconciling costs against size: made-up reports over fifteen years, forty countries and two thousand towns.

usage: python scripts/bench_reconcile.py [--claims 10000 100000 1000000] [--record URL]

Readings are made directly (nothing is parsed) and made again where they are needed, so that memory shows what
reconciling holds and not what the readings weigh; the time of making them is left out. Each size runs in a process of
its own; its seconds are of the processor, so that they hold on a busy machine too. With a record, the claims are
stored, incidents are made, and then single reports are added to it, each timed until its incidents are up to date.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import random
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from itertools import batched, pairwise
from typing import Any

from dateline.reconcile import counted
from dateline.reconcile.blocking import keys
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import Account, accounts_of
from dateline.reconcile.matching import components, groups
from dateline.reconcile.pairs import pairs
from dateline.reconcile.policies import policy_named
from dateline.reconcile.profile import Profile, profiles_of
from dateline.reconcile.weights import compare, weights
from dateline.record import (
    Actor,
    Attribution,
    Casualty,
    Event,
    Place,
    Reading,
    Report,
    Source,
    Time,
    Victims,
)
from dateline.store import Record
from dateline.text import Span

A_REPORT, COUNTRIES, TOWNS, WORDS = 3, 40, 50, 60  # claims of a report; of the world; words of a text beside its claims
FIRST, DAYS = datetime.date(2011, 1, 1), 5000
SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "ba", "dor", "fi", "nash", "gu", "lem", "ari", "zo", "pet", "vu", "han")
DEEDS = (("shelled", "heavy-weapons"), ("ambushed", "firearms"), ("bombed", "explosives"), ("raided", None))
OUTLETS = ("Lake Agency", "Harbour Post", "Plain Dispatch", "Valley Radio", "Morning Wire")


class World:
    """Reports by number, the same in every run: one report in four tells again of an incident."""

    def __init__(self, seed: int = 1) -> None:
        chance = random.Random(seed)
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5))) for _ in range(6000)]
        self.fields = [self._field(chance, n) for n in range(COUNTRIES)]
        self.spent = 0.0

    def _field(self, chance: random.Random, n: int) -> tuple[str, list[Place]]:
        south, west = chance.uniform(-30, 50), chance.uniform(-100, 130)
        names = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(TOWNS)]
        return f"{n:03}", [
            Place(
                "p1", t, (), 100 * n + i, south + chance.uniform(0, 8), west + chance.uniform(0, 8), f"{n:03}", f"P{n}"
            )
            for i, t in enumerate(names)
        ]

    def reading(self, report: int) -> Reading:
        """The report of this number."""
        begun = time.process_time()
        incident, told = divmod(report, 4)
        incident, told = (incident * 3 + told, 0) if told < 3 else (incident * 3, 1)
        chance = random.Random(incident)
        country, towns = chance.choice(self.fields)
        town = towns[min(TOWNS - 1, int(chance.paretovariate(0.7)) - 1)]
        deed, day = chance.choice(DEEDS), FIRST + datetime.timedelta(days=chance.randrange(DAYS))
        dead = min(400, int(chance.paretovariate(1.1)) + chance.randrange(3)) + told
        own = chance.choices(self.words, k=8)  # names and things of this incident
        rest = random.Random(-report - 1).choices(self.words[:1500], k=WORDS)
        said = f"Front {country} {deed[0]} {town.name} on {day}, killing {dead} people and wounding {dead * 2}"
        text = f"{said}, witnesses said. {' '.join([*own, *rest])}. Dispatch {report}."
        made = _reading(text, said, town, deed, day, dead, OUTLETS[report % len(OUTLETS)], told)
        self.spent += time.process_time() - begun
        return made

    def accounts(self, report: int) -> list[Account]:
        """What the report of this number tells."""
        return accounts_of(Book(self.reading(report)))


def _reading(text, said, town, deed, day, dead, outlet, told) -> Reading:  # type: ignore[no-untyped-def]
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words), words)

    evidence, when, hurt = span(said), span(day.isoformat()), 2 * dead
    people = Victims("a2", "unknown", span("people"))
    common: tuple[Any, ...] = (people, ("a1",), "incident", ("e1",), None, "p1", "t1", "stated", "q1", 0.9)
    report = Report.of(text, publisher=outlet, published=(day + datetime.timedelta(days=1 + told)).isoformat())
    front = said.split(f" {deed[0]} ")[0]
    return Reading(
        report,
        actors=(
            Actor("a1", front, "armed_group", "REB", None, (), (span(front),)),
            Actor("a2", "people", "population", "CVL", None, (), (span("people"),)),
        ),
        places=(replace(town, mentions=(span(town.name),)),),
        times=(Time("t1", when, when.text, when.text, 1, "date"),),
        sources=(Source("s1", "witnesses", None, "witness", False, (span("witnesses"),)),),
        attributions=(Attribution("q1", "indirect", None, evidence, ("s1",)),),
        events=(
            Event("e1", "ASSAULT", deed[1], "Attack", span(deed[0]), evidence, ("a1",), ("a2",), "p1", "t1", (), None,
                  "happened", "stated", "q1", 0.9),
        ),
        casualties=(
            Casualty("c1", "killed", dead, dead, "exact", span(f"killing {dead}"), evidence, *common),
            Casualty("c2", "wounded", hurt, hurt, "exact", span(f"wounding {hurt}"), evidence, *common),
        ),
        fingerprint=f"made:{report.id}",
    )  # fmt: skip


def core(claims: int) -> dict[str, float]:
    """Seconds of each step over so many claims, in this process."""
    world, took = World(), dict[str, float]()
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

    def __init__(self, world: World) -> None:
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


@cache
def _header() -> None:
    print("| claims | pairs compared | incidents | profiles | keys | links | groups | counting | in all | peak |")
    print("|---|---|---|---|---|---|---|---|---|---|")


def _row(r: dict[str, float]) -> None:
    _header()
    steps = " | ".join(f"{r[s]:.1f} s" for s in ("profiles", "keys", "links", "groups", "incidents", "seconds"))
    print(f"| {r['claims']:,} | {r['compared']:,} | {r['found']:,} | {steps} | {r['peak']:,.0f} MB |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--record", help="fill this record with the first of --claims, then add single reports")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(core(args.claims[0])))
        return
    if args.record:
        r = record(args.record, args.claims[0])
        print(f"{r['claims']:,} claims stored in {r['stored']:.0f} s, incidents made in {r['refreshed']:.0f} s")
        print(
            f"one more report: median {r['one']:.2f} s, slowest {r['slowest']:.2f} s until its incidents are up to date"
        )
        return
    rows = []
    for size in args.claims:
        done = subprocess.run(
            [sys.executable, __file__, "--one", "--claims", str(size)], check=True, capture_output=True, text=True
        )
        rows.append(json.loads(done.stdout))
        _row(rows[-1])
    for a, b in pairwise(rows):
        power = math.log(b["seconds"] / a["seconds"]) / math.log(b["claims"] / a["claims"])
        print(f"{a['claims']:,} to {b['claims']:,} claims: time grows with the {power:.2f}th power of size")


if __name__ == "__main__":
    main()
