"""The figures of a benchmark run as pages: two templates filled in. No measured figure stands in a template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import capacity

HERE = Path(__file__).resolve().parent
STAGES = {"dateparser": "times", "HeidelTime": "times", "textacy": "attributions"}  # ours for what the peer finds
LEAST = 0.0005  # a smaller share is said to be less than a tenth of a per cent
WAIT = 60  # minutes that a report may wait, in the plans


def page(told: Mapping[str, Any]) -> str:
    """The page.

    Args:
        told: by part, its `run` (machine, date, seconds) and what it `found`; as `bench.py` keeps it.
    """
    parts = {name: told.get(name) for name in _PARTS}
    runs = [p["run"] for p in parts.values() if p]
    peers = _beside(parts["peers"]["found"]) if parts["peers"] else []
    engines = _scaled(parts["archive"]["found"]["runs"]) if parts["archive"] else []
    return _templates().get_template("benchmarks.md.j2").render(**parts, runs=runs, beside=peers, engines=engines)


def plan_page(told: Mapping[str, Any]) -> str | None:
    """The page of plans, or `None` where engines or reconciling were not measured."""
    try:
        costs = capacity.Costs.measured(told)
    except KeyError:
        return None
    plans = [capacity.planned(r, kept, WAIT, costs) for r in (1e4, 1e5, 1e6) for kept in (1.0, 0.2)]
    return _templates().get_template("capacity.md.j2").render(
        costs=costs, plans=plans, limits=capacity.limits(costs), wait=WAIT, when=told["archive"]["run"]["date"],
        low=min(capacity.RHYTHM), high=max(capacity.RHYTHM), burst=capacity.BURST, burst_hours=capacity.BURST_HOURS,
        two=2 * 86_400 / costs.read, whole=next(p for p in plans if p.reports == 1e6 and p.kept == 1),
    )  # fmt: skip


def _templates() -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    env.filters["n"] = lambda value, digits=0: f"{value:,.{digits}f}"
    env.filters["share"] = lambda value: f"{100 * value:.1f} %" if value >= LEAST or not value else "< 0.1 %"
    return env


_PARTS = ("reading", "triage", "peers", "archive", "reconcile")


def _beside(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each peer with the part of dateline that does the same, over the same tokens."""
    own = found["own"]
    parse = own["tokens"] / own["parse"]  # seconds
    rows = []
    for name, peer in found["others"].items():
        if "why" in peer:
            rows.append({"name": name, "why": peer["why"]})
            continue
        stage = STAGES.get(name)
        ours = own["tokens"] / own["read"] if stage is None else own["stages"][stage] * parse
        rows.append({
            "name": name, "version": peer["version"], "found": peer["found"], "of": peer["of"], "stage": stage,
            "peer": own["tokens"] / peer["seconds"], "ours": own["tokens"] / ours, "ratio": peer["seconds"] / ours,
            "each": peer.get("each"),
        })  # fmt: skip
    return rows


def _scaled(runs: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each engine's run, and beside the run of one worker of the same engine."""
    single = {r["engine"]: r for r in runs if r["workers"] == 1 and "why" not in r}
    rows = []
    for r in runs:
        base = single.get(r["engine"])
        more: dict[str, Any] = {}
        if "why" not in r and base is not None and r is not base:
            more = {
                "times": r["rate"] / base["rate"], "cpu_more": r["cpu"] - base["cpu"],
                "start_more": r["start"] - base["start"], "memory_more": r["peak"] - base["peak"],
            }  # fmt: skip
        rows.append({**r, "beside": more})
    return rows
