"""What templates need beside data: the values of a filter; numbers, days and names as people write them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jinja2 import Environment

from dateline.reconcile.policies import policies
from dateline.view.words import figure

HOUSES = {"ibc": "Iraq Body Count", "ucdp": "UCDP", "airwars": "Airwars", "acled": "ACLED"}
LABELS = {"one_sided": "one-sided violence", "state": "state-based", "non_state": "non-state", "machine": "not decided",
          "accept": "accepted", "reject": "rejected", "change": "changed", "add": "added"}  # fmt: skip


def install(env: Environment, own: Iterable[str] = ()) -> None:
    """Give an environment our filters, and the names of the policies that there are, users' own among them."""
    said = (people, days, label, what, where, names, count, span, track, heat)
    env.filters |= {f.__name__: f for f in said}
    env.globals |= {"policies": sorted([*policies(), *own]), "policy_name": policy_name}


def policy_name(label: str) -> str:
    """A counting policy in words, by its name or its label (`ibc/1`)."""
    name = label.partition("/")[0]
    return f"the rules of {HOUSES[name]}" if name in HOUSES else f"the policy {name}"


def people(bounds: Mapping[str, Any] | Sequence[Any] | None) -> str:
    """Bounds as low–high with the best between where it is neither: `12`, `12–15`, `12–14–20`, `at least 12`."""
    if bounds is None:
        return "–"
    low, best, high = (bounds[k] for k in ("low", "best", "high")) if isinstance(bounds, Mapping) else bounds
    if high is None or best in (low, high):
        return figure(low, high)
    return f"{low:,}–{best:,}–{high:,}"


def span(bounds: Mapping[str, Any] | None, most: int = 1000) -> dict[str, float | bool]:
    """Where bounds stand on a scale of 0..100: `low`, `best`, `high`, and whether they are `open` above. The scale is
    logarithmic and ends at `most`, so that 3 and 300 dead can be told apart in one column."""
    top = math.log1p(max(most, 10))
    at = {k: min(100.0, round(100 * math.log1p(max(0, v)) / top, 1)) for k in ("low", "best", "high")
          if (v := (bounds or {}).get(k)) is not None}  # fmt: skip
    return {"low": at.get("low", 0), "best": at.get("best", at.get("low", 0)), "high": at.get("high", 100.0),
            "open": "high" not in at}  # fmt: skip


def track(item: Mapping[str, Any], window: Mapping[str, str], width: int = 400) -> dict[str, float]:
    """Where the days of something stand on a window of days: `x` and `width`, at least 3 wide to be seen."""
    first, last = date.fromisoformat(window["start"]), date.fromisoformat(window["end"])
    whole = max(1, (last - first).days + 1)
    start = date.fromisoformat(item["start"])
    end = date.fromisoformat(item["end"] or item["start"])
    wide = max(3.0, width * ((end - start).days + 1) / whole)
    return {"x": round(min(width - wide, width * (start - first).days / whole), 1), "width": round(wide, 1)}


def heat(number: int, most: int) -> int:
    """How full a cell is, 1 to 5, by the logarithm of its number."""
    return 1 + min(4, int(5 * math.log1p(number) / math.log1p(max(most, 1)) - 0.001))


def days(item: Mapping[str, Any]) -> str:
    """`start` and `end` of something as one day or a range."""
    start, end = item["start"], item["end"]
    if start is None and end is None:
        return "no date"
    return str(start) if start == end else f"{start or '…'} – {end or '…'}"


def where(place: Mapping[str, Any] | None) -> str:
    """Name, first-level unit and country of a place, without repeating one."""
    if place is None:
        return "no place"
    return ", ".join(dict.fromkeys(str(p) for k in ("name", "admin1", "country") if (p := place[k])))


def label(code: str | None) -> str:
    """A code in words: `one_sided` is one-sided violence, `hand_over_control` is hand over control."""
    return LABELS.get(code or "", (code or "–").replace("_", " "))


def what(item: Mapping[str, Any]) -> str:
    """What an incident or event is: its ACLED type, else its mode or PLOVER type, in words."""
    return label(item["acled"]) if item["acled"] else label(item["mode"] or item["type"]).lower().capitalize()


def names(found: Iterable[str]) -> str:
    """Names with commas; a dash where there is none."""
    return ", ".join(found) or "–"


def count(number: int, one: str, many: str = "") -> str:
    """`1 report`, `2,300 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
