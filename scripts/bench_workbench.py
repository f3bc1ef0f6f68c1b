"""How fast the workbench answers: every view under every filter, on a record of 1,000 incidents and one of 100,000.

`python scripts/bench_workbench.py [--small 1000] [--large 100000] [--folder FOLDER] [--only WORDS]`: fills two records
with generated readings (kept in FOLDER and used again where they are there already; 100,000 take an hour), then asks
each page some times in this process and writes the median of the server's time as tables in Markdown; with --cpu its
processor time, for a machine that does other things too. --only asks the addresses that hold these words alone. Exit
status 1 where a page takes longer than 500 ms.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from dateline.store import Record
from dateline.workbench import Settings, create_app
from generate_record import fill

BUDGET = 500  # ms
TIMES = 3
VIEWS = (
    "/reports", "/queue", "/queue/next.json", "/decide/bulk", "/export", "/incidents", "/incidents?order=killed",
    "/map", "/timeline", "/charts", "/charts?split=recipient", "/charts?split=source_kind", "/agreements", "/sources",
    "/actors", "/tolls",
)  # fmt: skip
FILTERS = {
    "none": "", "country": "country=YEM", "province": "place=Idlib", "village": "place=Goma+Village+3",
    "one year": "since=2015-01-01&until=2015-12-31", "type": "type=ASSAULT", "another type": "type=AGREE",
    "ACLED": "acled=Armed+clash", "violence": "violence=one_sided", "killed": "min_killed=1",
    "100 killed": "min_killed=100", "box": "bbox=42,12,54,19", "small box": "bbox=44,13.5,44.1,13.7",
    "half the world": "bbox=-180,-60,60,80", "actor": "actor=insurgents", "kind of source": "source=medical",
    "source": "source=hospital+official", "harm": "harm=killed", "certainty": "certainty=stated",
    "accepted": "status=accepted", "machine": "status=machine", "changed": "status=changed", "added": "status=added",
    "disputed": "status=disputed", "words": "q=shelled", "more words": "q=insurgents+raided+Maiduguri",
    "report": "report={report}", "country, year, box": "country=NGA&since=2015-01-01&until=2015-12-31&bbox=0,0,20,20",
    "province, type, harm": "place=Idlib&type=ASSAULT&harm=killed", "actor, killed": "actor=insurgents&min_killed=5",
}  # fmt: skip
OTHERS = {
    "Reports, page 500": "/reports?page=500", "Queue, page 500": "/queue?page=500",
    "Queue of a type, page 500": "/queue?type=ASSAULT&page=500", "Queue of figures": "/queue?kind=casualty",
    "Queue of terms": "/queue?kind=term", "Queue of a run": "/queue?run=1",
    "Queue, decided": "/queue?status=decided", "Queue, signed off": "/queue?status=signed",
    "Queue, not signed off": "/queue?status=unsigned", "Queue, unsure": "/queue?status=unsure",
    "Queue, rejected": "/queue?status=rejected",
    "Next in the queue, after a claim": "/queue/next.json?type=ASSAULT&after={claim}",
    "Next but backwards": "/queue/next.json?min_killed=100&back=1&after={claim}",
    "Incidents, page 1,000": "/incidents?page=1000", "Incidents by reports": "/incidents?order=reports",
    "Incidents by place": "/incidents?order=place", "Incidents by UCDP": "/incidents?policy=ucdp&order=killed",
    "One incident": "/incidents/{incident}", "A claim's incident": "/incident-of?claim={claim}",
    "One report": "/reports/{report}", "One report under a filter": "/reports/{report}?type=ASSAULT&status=machine",
    "One claim": "/reports/{report}/claims/c1", "Beside one claim": "/reports/{report}/claims/c1/beside",
    "What to merge with": "/reports/{report}/claims/e1/merge", "What to split off": "/reports/{report}/claims/e1/split",
    "Where a claim stands": "/decide?target={claim}", "Timeline, page 500": "/timeline?page=500",
    "Timeline by days": "/timeline?by=day", "Charts by years": "/charts?by=year",
    "One agreement": "/agreements/{agreement}", "Sources, page 20": "/sources?page=20",
    "The source that says most": "/sources/{source}", "A source that says little": "/sources/{rare}",
    "An agency": "/sources/Lake%20Agency", "Actors, page 10": "/actors?page=10",
    "One actor": "/actors/insurgents",
    "One running total": "/tolls/{toll}", "Running totals, page 50": "/tolls?page=50",
    "Coders": "/coders", "Audit log": "/audit", "Audit log, page 1,000": "/audit?page=1000",
    "Audit log of a person": "/audit?who=ana", "Audit log of judgements": "/audit?action=judge",
    "Audit log of a report": "/audit?target={report}", "Audit log of a day": "/audit?since=2020-01-01&until=2020-01-02",
    "Search, one word": "/search?q=shelled", "Search, a rare name": "/search?q=%22Goma+Village+7%22",
    "Search, three words": "/search?q=insurgents+raided+Maiduguri", "Search, page 100": "/search?q=shelled&page=100",
    "Search in a year": "/search?q=shelled&since=2015-01-01&until=2015-12-31", "Search, beginning": "/search?q=villag*",
    "Search, without": "/search?q=shelled+-civilians", "Who is here": "/presence?report={report}",
    "Sensitive reports": "/sensitive.json?report={report}", "Add": "/add", "Me": "/me.json",
}  # fmt: skip
Clock = Callable[[], float]


def main() -> int:
    """Fill, ask, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--cpu", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    clock = time.process_time if given.cpu else time.perf_counter
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        found = [measured(folder, n, clock, given.times, given.only) for n in (given.small, given.large)]
    _tables(given.small, given.large, *found)
    slow = sorted((ms, address) for address, ms in found[1].items() if ms > BUDGET)
    print(f"\n{len(found[1])} pages; over {BUDGET} ms: {', '.join(f'{a} ({ms:.0f})' for ms, a in slow) or 'none'}.")
    return 1 if slow else 0


def addresses() -> Iterator[str]:
    """Every page that is asked."""
    yield from (_with(view, said) for view in VIEWS for said in FILTERS.values())
    yield from OTHERS.values()


def _with(view: str, said: str) -> str:
    return f"{view}{'&' if '?' in view else '?'}{said}" if said else view


def _tables(small: int, large: int, few: Mapping[str, float], many: Mapping[str, float]) -> None:
    """Every view under every filter, the small record's time before the large one's; then the pages of one thing."""
    heads = [v.removeprefix("/").replace("?", " ") for v in VIEWS]
    print(f"Milliseconds on {small:,} / on {large:,} incidents.\n\n| Filter | {' | '.join(heads)} |")
    print("|---|" + "---:|" * len(heads))
    for name, said in FILTERS.items():
        row = [f"{few[a]:.0f} / {many[a]:.0f}" if (a := _with(v, said)) in few else "" for v in VIEWS]
        if any(row):
            print(f"| {name} | {' | '.join(row)} |")
    print(f"\n| Page | {small:,} incidents, ms | {large:,} incidents, ms |\n|---|---:|---:|")
    for name, address in OTHERS.items():
        if address in few:
            print(f"| {name} | {few[address]:.0f} | {many[address]:.0f} |")


def measured(folder: Path, incidents: int, clock: Clock, times: int, only: str) -> dict[str, float]:
    """Milliseconds of each page on a record of so many incidents, by its address."""
    file = folder / f"bench-{incidents}.db"
    url = f"sqlite:///{file}"
    if not file.exists():
        begun = time.perf_counter()
        fill(url, incidents)
        print(f"{incidents:,} incidents generated in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    with Record.open(url) as record:
        record.refresh_incidents()
    with TestClient(create_app(Settings(url)), base_url="http://127.0.0.1:8600") as client:
        names = named(client)
        return {
            a: statistics.median(timings(client, _filled(a, names), clock, times)) for a in addresses() if only in a
        }


def named(client: TestClient) -> dict[str, str]:
    """What stands in addresses: an incident of the middle years with its report and claim, an agreement, sources."""
    row = client.get("/incidents.json?since=2015-01-01&order=date").json()["rows"][0]
    incident = client.get(f"/incidents/{row['id']}.json").json()
    report = incident["incident"]["reports"][0]
    pact = client.get("/agreements.json?since=2015-01-01").json()["rows"][-1]["lead"]
    toll = client.get("/tolls.json?since=2015-01-01").json()["rows"][-1]
    said = client.get("/sources.json").json()["rows"]
    return {
        "{incident}": row["id"], "{report}": report, "{claim}": quote(f"{report}#c1"),
        "{agreement}": f"{pact['report']}/{pact['claim']}", "{toll}": f"{toll['report']}/{toll['claim']}",
        "{source}": quote(said[0]["name"]), "{rare}": quote(said[-1]["name"]),
    }  # fmt: skip


def _filled(address: str, names: Mapping[str, str]) -> str:
    for key, value in names.items():
        address = address.replace(key, value)
    return address


def timings(client: TestClient, address: str, clock: Clock, times: int) -> list[float]:
    """Milliseconds of a page, so many times, after one to warm up."""
    found = []
    for _ in range(times + 1):
        begun = clock()
        answer = client.get(address, follow_redirects=False)
        found.append((clock() - begun) * 1000)
        if answer.status_code not in (200, 303):
            raise SystemExit(f"{address}: {answer.status_code}")
    print(f"{found[-1]:7.0f} ms  {address}", file=sys.stderr)
    return found[1:]


if __name__ == "__main__":
    raise SystemExit(main())
