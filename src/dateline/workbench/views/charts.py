"""Charts: deaths over time as ranges under the chosen policy, in all, by side, and by kind of source."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, get_args

from dateline.store.incident_query import stepped
from dateline.store.incidents import Step
from dateline.store.overview import Overview, Part, Split
from dateline.workbench.page import Ask, Page
from dateline.workbench.views.asked import incidents_asked, step_for
from dateline.workbench.views.timeline import bucket

SHOWN = 5  # sides that are drawn by name; the rest are together
REST = "all others"
COARSER: dict[Step, Step] = {"day": "month", "week": "month", "month": "month", "year": "year"}


def shown(ask: Ask) -> Page:
    """The series in all and by one split, each ready to be drawn and to be read as a table."""
    query, record = ask.query, ask.bench.record
    wanted = incidents_asked(query)
    over = Overview(record, query.policy)
    days = record.incident_series(wanted, query.policy)
    step = step_for(query, days)
    split: Split = query.split if query.split in get_args(Split) else "actor"  # type: ignore[assignment]
    rows = [bucket(p, step) for p in stepped(days, step)]
    parts = _folded(over.parts(wanted, COARSER[step], split))
    data = {
        "policy": query.policy,
        "by": step,
        "series": rows,
        "split": split,
        "split_by": COARSER[step],
        "parts": parts,
    }
    return Page("charts.html", "Charts", data)


def _folded(parts: list[Part]) -> dict[str, Any]:
    """The names with most dead, each with its series; the rest summed under one name."""
    weight: dict[str, int] = defaultdict(int)
    for part in parts:
        weight[part.name] += part.killed.best
    by_weight = sorted(weight, key=lambda n: (-weight[n], n))
    named = by_weight if len(by_weight) <= SHOWN + 1 else by_weight[:SHOWN]
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for part in parts:
        name = part.name if part.name in named else REST
        start = (
            part.start if len(part.start) > 7 else f"{part.start}-01" if len(part.start) == 7 else f"{part.start}-01-01"
        )
        low, best, high = part.killed
        into = rows.setdefault(
            (start, name), {"start": start, "name": name, "incidents": 0, "low": 0, "best": 0, "high": 0}
        )
        into["incidents"] += part.incidents
        into["low"] += low
        into["best"] += best
        into["high"] = None if high is None or into["high"] is None else into["high"] + high
    names = [*named, *([REST] if len(named) < len(by_weight) else [])]
    return {"names": names, "rows": [rows[k] for k in sorted(rows, key=lambda k: (k[0], names.index(k[1])))]}
