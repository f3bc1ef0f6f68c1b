"""What a stream of reports needs: cores, memory, disk, from the figures of a benchmark run and a simulation of days.

usage: python scripts/capacity.py [--figures docs/benchmarks.json] [--reports 1000000] [--kept 0.2] [--wait 60]

Reports come by the minute, by chance around an hourly rhythm, with one burst a week; workers take them in turn, and one
process writes what they read. The smallest number of workers is sought for which no report waits longer than it may.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DAY = 24 * 60  # minutes
RHYTHM = tuple(1 + 0.6 * math.sin(2 * math.pi * (hour - 8) / 24) for hour in range(24))  # of the hours, mean 1
BURST, BURST_HOURS = 3.0, 6  # on the fourth day of each week, so many times the reports for so many hours
DAYS = 14


@dataclass(frozen=True, slots=True)
class Costs:
    """What one report costs, as measured.

    Attributes:
        read: seconds of one worker for a report that is parsed.
        serial: processor seconds of the process that writes, for a report.
        worker: megabytes that one more worker holds.
        base: megabytes with one worker.
        disk: bytes of an archive for a report that is kept.
        claims: events and figures of a report that is kept.
        claim: processor seconds of reconciling, for a claim.
        spread: coefficient of variation of `read`: reports differ in length.
    """

    read: float
    serial: float
    worker: float
    base: float
    disk: float
    claims: float
    claim: float
    spread: float = 1.5

    @classmethod
    def measured(cls, told: Mapping[str, Any]) -> Costs:
        """From a benchmark's figures.

        Raises:
            KeyError: a run that is needed is not among them.
        """
        runs = {(r["engine"], r["workers"]): r for r in told["archive"]["found"]["runs"] if "why" not in r}
        one, two = runs["processes", 1], runs["processes", 2]
        row = max(told["reconcile"]["found"]["rows"], key=lambda r: r["claims"])
        return cls(
            read=2 / two["rate"], serial=two["serial"], worker=max(0.0, two["peak"] - one["peak"]), base=one["peak"],
            disk=two["bytes"] / two["read"], claims=two["claims"] / two["read"], claim=row["cpu"] / row["claims"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """What the simulated days came to.

    Attributes:
        busy: share of the workers' time that was used.
        writing: share of the writing process's time that was used.
        waiting: most reports that waited at once.
        wait: longest time until a report was read and written, minutes.
    """

    busy: float
    writing: float
    waiting: float
    wait: float


def simulated(reports: float, kept: float, workers: int, costs: Costs, seed: int = 1) -> Days:
    """Two weeks of a stream, minute by minute.

    Args:
        reports: a day.
        kept: share of them that triage keeps.
        workers: that read.
        costs: what each report costs.
        seed: of chance.
    """
    chance = random.Random(seed)
    reading = writing = 0.0  # seconds of work that wait for the workers, and for the process that writes
    used = written = most = wait = 0.0
    for minute in range(DAYS * DAY):
        come = _poisson(reports * kept * _times(minute) / DAY, chance)
        work = _work(come, costs, chance)
        done = min(reading + work, 60.0 * workers)
        reading += work - done
        handed = done / costs.read * costs.serial
        put = min(writing + handed, 60.0)
        writing += handed - put
        used, written = used + done, written + put
        most = max(most, reading / costs.read + (writing / costs.serial if costs.serial else 0.0))
        wait = max(wait, reading / workers / 60 + writing / 60)
    whole = 60.0 * DAYS * DAY
    return Days(used / (whole * workers), written / whole, most, wait)


def _times(minute: int) -> float:
    day, of_day = divmod(minute, DAY)
    burst = BURST if day % 7 == 3 and of_day < BURST_HOURS * 60 else 1.0
    return RHYTHM[of_day // 60] * burst


def _poisson(mean: float, chance: random.Random) -> int:
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    level, product, count = math.exp(-mean), chance.random(), 0
    while product > level:
        product, count = product * chance.random(), count + 1
    return count


def _work(come: int, costs: Costs, chance: random.Random) -> float:
    """Seconds of reading so many reports, which differ in length."""
    return max(0.0, costs.read * (come + costs.spread * math.sqrt(come) * chance.gauss(0, 1))) if come else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a stream needs.

    Attributes:
        reports: a day.
        kept: share that triage keeps.
        workers: the fewest for which no report waits longer than it may; cores too, and one more for each writer.
        writers: archives that are written side by side, each by a process of its own.
        days: what the simulation gives with that many.
        memory: gigabytes.
        disk: gigabytes of archive a day.
        reconcile: core-hours to reconcile one day's claims.
        hours: core-hours a day that are used for reading and writing.
    """

    reports: float
    kept: float
    workers: int
    writers: int
    days: Days
    memory: float
    disk: float
    reconcile: float
    hours: float

    @property
    def cores(self) -> int:
        """Cores."""
        return self.workers + self.writers


def planned(reports: float, kept: float, wait: float, costs: Costs) -> Plan:
    """The fewest workers for which no report of two weeks waits longer than `wait` minutes.

    A writer that is busy more than half of its time would hold the workers up in a burst: then the inputs are parted
    over several archives.
    """
    writers = max(1, math.ceil(reports * kept * costs.serial / 86_400 / 0.5))
    low, high = 1, 1
    each = reports / writers
    while simulated(each, kept, high, costs).wait > wait:
        low, high = high + 1, 2 * high
    while low < high:
        middle = (low + high) // 2
        if simulated(each, kept, middle, costs).wait > wait:
            low = middle + 1
        else:
            high = middle
    workers, read = writers * low, reports * kept
    return Plan(
        reports, kept, workers, writers, simulated(each, kept, low, costs),
        memory=(writers * costs.base + (workers - writers) * costs.worker) / 1000, disk=read * costs.disk / 1e9,
        reconcile=read * costs.claims * costs.claim / 3600, hours=read * (costs.read + costs.serial) / 3600,
    )  # fmt: skip


def limits(costs: Costs) -> dict[str, float]:
    """Reports a day, all of them parsed, at which each part is full."""
    return {
        "one worker": 86_400 / costs.read,
        "the process that writes one archive": 86_400 / costs.serial,
        "reconciling a day's claims within a day on one core": 86_400 / (costs.claims * costs.claim),
    }


def main() -> None:
    """Print a plan."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=Path, default=Path(__file__).parents[1] / "docs" / "benchmarks.json")
    parser.add_argument("--reports", type=float, default=1e6, help="a day")
    parser.add_argument("--kept", type=float, default=1.0, help="share of them that triage keeps")
    parser.add_argument("--wait", type=float, default=60.0, help="minutes that a report may wait at most")
    args = parser.parse_args()
    costs = Costs.measured(json.loads(args.figures.read_text(encoding="utf-8")))
    plan = planned(args.reports, args.kept, args.wait, costs)
    print(f"{plan.cores} cores ({plan.workers} workers, {plan.writers} writing), {plan.memory:.1f} GB of memory, "
          f"{plan.disk:.2f} GB of archive a day")  # fmt: skip
    print(f"busy {plan.days.busy:.0%}, longest wait {plan.days.wait:.0f} minutes, "
          f"at most {plan.days.waiting:,.0f} reports waiting")  # fmt: skip
    print(f"{plan.hours:.0f} core-hours of reading and writing, {plan.reconcile:.1f} of reconciling, a day")
    for what, full in limits(costs).items():
        print(f"{what}: full at {full:,.0f} reports a day")


if __name__ == "__main__":
    main()
