"""The pages of benchmarks hold what was measured and nothing else, and plans follow from it."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
RUN = {
    "date": "2031-05-01 10:00 UTC", "cpu": "a processor", "cores": 2, "memory_gb": 8, "system": "Linux", "python": "3.12",
    "versions": {"dateline": "9"}, "commit": "abc", "load": 0.1, "seconds": 60.0, "size": "usual",
}  # fmt: skip
SHAPE = {"name": "made up", "texts": 10, "tokens": 5000, "parse": 8000.0, "read": 6400.0, "ratio": 1.25,
         "stages": {"times": 0.05, "attributions": 0.04}}  # fmt: skip


def of_engine(engine: str, workers: int, rate: float, peak: float) -> dict[str, Any]:
    return {
        "engine": engine, "workers": workers, "read": 256, "failed": 0, "whole": 256 / rate + 3, "rate": rate,
        "start": 3.0, "serial": 0.004, "claims": 1024, "cpu": 30.0, "peak": peak, "largest": 500.0, "same": True,
        "bytes": 1_024_000,
    }  # fmt: skip


def told() -> dict[str, Any]:
    engines = [of_engine("processes", 1, 10.0, 800.0), of_engine("processes", 2, 19.0, 1300.0),
               {"engine": "ray", "workers": 1, "why": "not installed"}]  # fmt: skip
    others = {
        "dateparser": {"version": "1.5", "seconds": 2.0, "found": 9, "of": "times"},
        "HeidelTime": {"version": "1.0", "seconds": 4.0, "found": 8, "of": "times", "each": 3.5},
        "textacy": {"why": "it is not there"},
    }
    rows = [
        {"claims": n, "found": n // 4, "seconds": n / 4000, "cpu": n / 2500, "peak": 600.0, "largest": 400.0,
         "archive": 3.0, "disk": 9.0, "steps": {"finding pairs": 1.0, "counting": 2.0}} for n in (10_000, 100_000)
    ]  # fmt: skip
    found: dict[str, Any] = {
        "reading": {
            "shapes": [SHAPE], "peak": 500.0, "peak_long": 600.0,
            "growth": [{"characters": 10, "parse": 1.0, "read": 1.5}, {"characters": 100, "parse": 10.0, "read": 15.0}],
            "start": {"import": 0.02, "help": 0.3, "first": 3.0},
        },
        "triage": {"threshold": -1.0, "rows": [
            {"name": "texts", "texts": 9, "times": 250.0, "whole": 1, "characters": 0.1, "claims": 400, "lost": 1}]},
        "peers": {"own": SHAPE, "others": others},
        "archive": {"count": 256, "input": 2000.0, "input_mb": 0.5, "runs": engines},
        "reconcile": {"rows": rows, "power": [[10_000, 100_000, 1.0]], "memory": "1GB", "workers": 2},
    }  # fmt: skip
    return {name: {"run": RUN, "found": part} for name, part in found.items()}


@pytest.fixture(scope="module")
def pages() -> Iterator[Any]:
    sys.path.insert(0, str(SCRIPTS))
    yield importlib.import_module("bench_page")
    sys.path.remove(str(SCRIPTS))


@pytest.fixture(scope="module")
def costs(pages: Any) -> Any:
    return pages.capacity.Costs.measured(told())


def test_the_page_says_what_was_measured(pages: Any) -> None:
    page = pages.page(told())
    for said in ("**1.25**", "| dateparser 1.5 | 9 times | 2,500 |", "takes 3.5 s", "textacy did not run here: it is not",
                 "**1.90 times** the rate", "costs 500 MB", "**1.00**th power", "400 | 1 (0.2 %) |", "abc"):  # fmt: skip
        assert said in page, said
    times = SHAPE["tokens"] / SHAPE["parse"] * SHAPE["stages"]["times"]  # type: ignore[operator, index]
    assert f"| {2.0 / times:.2f} |" in page


def test_tables_are_tables(pages: Any) -> None:
    for page in (pages.page(told()), pages.plan_page(told())):
        blocks = [b.splitlines() for b in page.split("\n\n") if b.startswith("|")]
        assert blocks
        for block in blocks:
            assert len({line.count("|") for line in block if line.startswith("|")}) == 1, block


@pytest.mark.parametrize("missing", ["reading", "triage", "peers", "archive", "reconcile"])
def test_a_part_that_was_not_run_is_left_out(pages: Any, missing: str) -> None:
    some = {k: v for k, v in told().items() if k != missing}
    assert "# Benchmarks" in pages.page(some)
    assert (pages.plan_page(some) is None) == (missing in ("archive", "reconcile"))


def test_the_page_in_the_repository_was_made_from_its_figures(pages: Any) -> None:
    docs = SCRIPTS.parent / "docs"
    figures = json.loads((docs / "benchmarks.json").read_text(encoding="utf-8"))
    assert (docs / "benchmarks.md").read_text(encoding="utf-8") == pages.page(figures)
    assert (docs / "explanation" / "capacity.md").read_text(encoding="utf-8") == pages.plan_page(figures)


def test_more_workers_never_make_reports_wait_longer(pages: Any, costs: Any) -> None:
    waits = [pages.capacity.simulated(1e6, 1.0, workers, costs).wait for workers in (1, 2, 4, 8)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 60 * 24
    assert waits[-1] <= 60


def test_workers_are_as_busy_as_the_work_asks(pages: Any, costs: Any) -> None:
    days = pages.capacity.simulated(100_000, 1.0, 4, costs)
    mean = 1 + (pages.capacity.BURST - 1) * sum(pages.capacity.RHYTHM[:6]) / 24 / 7
    assert days.busy == pytest.approx(100_000 * mean * costs.read / 86_400 / 4, rel=0.02)


def test_a_plan_is_the_smallest_that_holds(pages: Any, costs: Any) -> None:
    plan = pages.capacity.planned(1e6, 1.0, 60, costs)
    assert plan.days.wait <= 60
    fewer = pages.capacity.simulated(1e6 / plan.writers, 1.0, plan.workers // plan.writers - 1, costs)
    assert fewer.wait > 60
    assert plan.cores == plan.workers + plan.writers
    assert pages.capacity.planned(1e6, 0.2, 60, costs).workers < plan.workers


def test_a_full_writer_is_parted(pages: Any, costs: Any) -> None:
    slow = dataclasses.replace(costs, serial=0.1)
    plan = pages.capacity.planned(1e6, 1.0, 60, slow)
    assert plan.writers >= 2
    assert plan.days.writing < 1
    assert pages.capacity.limits(slow)["the process that writes one archive"] == pytest.approx(864_000)
