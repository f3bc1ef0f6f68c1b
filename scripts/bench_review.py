"""How fast a report of 1 MB with 5,000 claims opens for review, and one claim of it, beside a report of 100 claims.

`python scripts/bench_review.py [--cpu]`: makes both reports in a record of its own and asks each page some times in
this process; the median of the server's time as a table in Markdown, with --cpu its processor time. Exit status 1 where
the long report takes longer than 300 ms.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable

from starlette.testclient import TestClient

from bench_workbench import timings
from dateline.record import Attribution, Casualty, Event, Place, Reading, Report, Source, Victims
from dateline.store import Record
from dateline.text import Span
from dateline.workbench import Settings, create_app

BUDGET = 300  # ms
TIMES = 7
SENTENCE = (
    "Officials in Town {town} said that {dead} people were killed and many more fled when shells struck the market "
    "near the old bridge on the evening of the fair, number {n}, and residents told of a scene of utter confusion, "
    "while ambulances came late because roads were cut and fuel was short across the district for a third week; later "
    "the same night the shelling went on, and nobody could say who had fired."
)


def long_report(claims: int) -> Reading:
    """A reading with so many claims, half of them figures and half events, each said by somebody."""
    parts, events, figures, said, at = [], [], [], [], 0
    for n in range(claims // 2):
        sentence = SENTENCE.format(town=n % 50, dead=n + 2, n=n)

        def span(words: str, sentence: str = sentence, at: int = at) -> Span:
            start = at + sentence.index(words)
            return Span(start, start + len(words), words)

        whole, quote = span(sentence), span(f"{n + 2} people")
        content = span(sentence[sentence.index(f"{n + 2} people") : -1])
        said.append(Attribution(f"q{n}", "indirect", span("said"), content, ("s1",)))
        events.append(
            Event(f"e{n}", "ASSAULT", None, None, span("struck"), whole, (), (), f"p{n % 50}", None, (), None,
                  "happened", "stated", f"q{n}", 0.7)
        )  # fmt: skip
        figures.append(
            Casualty(f"c{n}", "killed", n + 2, n + 2, "exact", quote, whole, Victims(None, "unknown", quote), (),
                     "incident", (f"e{n}",), None, f"p{n % 50}", None, "stated", f"q{n}", 0.8)
        )  # fmt: skip
        parts.append(sentence + ("\n\n" if n % 3 == 2 else " "))
        at += len(parts[-1])
    return Reading(
        Report.of("".join(parts), title=f"A report with {claims:,} claims"),
        places=tuple(Place(f"p{n}", f"Town {n}", ()) for n in range(50)),
        sources=(Source("s1", "Officials", None, "official", False, ()),),
        attributions=tuple(said), events=tuple(events), casualties=tuple(figures), fingerprint="bench",
    )  # fmt: skip


def main() -> int:
    """Make both reports, ask, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu", action="store_true")
    clock = time.process_time if parser.parse_args().cpu else time.perf_counter
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    short, long = long_report(100), long_report(5000)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        with Record.open(url) as record:
            record.add_many([short, long])
        with TestClient(create_app(Settings(url)), base_url="http://127.0.0.1:8600") as client:
            found = [[timed(client, f"/reports/{r.report.id}{p}", clock) for r in (short, long)] for p in PAGES]
    few_kb, many_kb = (len(r.report.text) >> 10 for r in (short, long))
    print(f"| Page | 100 claims, {few_kb} KB, ms | 5,000 claims, {many_kb} KB, ms |")
    print("|---|---:|---:|")
    for name, (few, many) in zip(PAGES.values(), found, strict=True):
        print(f"| {name} | {few:.0f} | {many:.0f} |")
    return 1 if found[0][1] > BUDGET else 0


PAGES = {"": "The report", "/claims/c7": "One claim of it", ".json": "Its JSON twin"}


def timed(client: TestClient, address: str, clock: Callable[[], float]) -> float:
    """The median of some times, after one to warm up, in milliseconds."""
    return statistics.median(timings(client, address, clock, TIMES))


if __name__ == "__main__":
    raise SystemExit(main())
