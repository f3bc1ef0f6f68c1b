"""How fast the workbench answers: the same pages on a record of 1,000 incidents and on one of 100,000.

`python scripts/bench_workbench.py [--small 1000] [--large 100000] [--folder FOLDER]`: fills two records with generated
readings (kept in FOLDER and used again where they are there already; 100,000 take a while), then asks each page five
times in this process and writes the median of the server's time as a table in Markdown; with --cpu its processor time,
for a machine that does other things too. Exit status 1 where a page takes longer than 500 ms.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from dateline.workbench import Settings, create_app
from generate_record import fill

BUDGET = 500  # ms
TIMES = 5
PAGES = (
    ("Incidents, latest", "/incidents"),
    ("Incidents, most killed", "/incidents?order=killed"),
    ("Incidents of a country and year", "/incidents?country=YEM&since=2015-01-01&until=2015-12-31"),
    ("Incidents of a province, by name", "/incidents?place=Idlib"),
    ("Incidents, words in the evidence", "/incidents?q=hospital+shelled"),
    ("Incidents of an actor", "/incidents?actor=insurgents"),
    ("Incidents, by a source's name", "/incidents?source=hospital+official"),
    ("Incidents, page 500", "/incidents?page=500"),
    ("One incident", "/incidents/{incident}"),
    ("Map, the world", "/map"),
    ("Map, one country in view", "/map?bbox=42,12,54,19"),
    ("Timeline", "/timeline"),
    ("Timeline, one year by weeks", "/timeline?since=2015-01-01&until=2015-12-31"),
    ("Charts, by who did it", "/charts"),
    ("Charts, by kind of source", "/charts?split=source_kind"),
    ("Agreements", "/agreements"),
    ("One agreement", "/agreements/{agreement}"),
    ("Sources", "/sources"),
    ("One source", "/sources/hospital%20official"),
    ("Actors", "/actors"),
    ("One actor", "/actors/insurgents"),
    ("Running totals", "/tolls"),
    ("Coders", "/coders"),
)


def main() -> int:
    """Fill, ask, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cpu", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        clock = time.process_time if given.cpu else time.perf_counter
        found = [measured(folder, n, clock) for n in (given.small, given.large)]
    print(f"| Page | {given.small:,} incidents, ms | {given.large:,} incidents, ms |\n|---|---:|---:|")
    for name, _ in PAGES:
        print(f"| {name} | {found[0][name]:.0f} | {found[1][name]:.0f} |")
    slow = [name for name, ms in found[1].items() if ms > BUDGET]
    print(f"\nOver {BUDGET} ms: {', '.join(slow) or 'none'}.")
    return 1 if slow else 0


def measured(folder: Path, incidents: int, clock: Callable[[], float]) -> dict[str, float]:
    """Milliseconds of each page on a record of so many incidents."""
    file = folder / f"bench-{incidents}.db"
    url = f"sqlite:///{file}"
    if not file.exists():
        begun = time.perf_counter()
        fill(url, incidents)
        print(f"{incidents:,} incidents generated in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    with TestClient(create_app(Settings(url)), base_url="http://127.0.0.1:8600") as client:
        incident = client.get("/incidents.json?since=2015-01-01&order=date").json()["rows"][0]["id"]
        lead = client.get("/agreements.json?since=2015-01-01").json()["rows"][-1]["lead"]
        names = {"{incident}": incident, "{agreement}": f"{lead['report']}/{lead['claim']}"}
        return {name: timed(client, _filled(address, names), clock) for name, address in PAGES}


def _filled(address: str, names: dict[str, str]) -> str:
    for key, value in names.items():
        address = address.replace(key, value)
    return address


def timed(client: TestClient, address: str, clock: Callable[[], float]) -> float:
    """The median of some times, after one to warm up."""
    found = timings(client, address, clock, TIMES)
    print(f"{found[-1]:7.0f} ms  {address}", file=sys.stderr)
    return statistics.median(found)


def timings(client: TestClient, address: str, clock: Callable[[], float], times: int) -> list[float]:
    """Milliseconds of a page, so many times, after one to warm up."""
    found = []
    for _ in range(times + 1):
        begun = clock()
        answer = client.get(address)
        found.append((clock() - begun) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return found[1:]


if __name__ == "__main__":
    raise SystemExit(main())
