"""What templates need beside data: the values of a filter; numbers, days and names as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from jinja2 import Environment

from dateline.reconcile.incident import Review, Violence
from dateline.reconcile.policies import policies
from dateline.record import Certainty, EventType, SourceKind
from dateline.store.incident_tables import HARM_COLUMNS
from dateline.view.words import figure

LABELS = {"one_sided": "one-sided violence", "state": "state-based", "non_state": "non-state", "machine": "not decided"}
CHOICES: Mapping[str, Sequence[str]] = {
    "type": get_args(EventType),
    "violence": get_args(Violence),
    "certainty": get_args(Certainty),
    "status": get_args(Review),
    "harm": HARM_COLUMNS,
    "source": get_args(SourceKind),
    "policy": sorted(policies()),
}


def install(env: Environment) -> None:
    """Give an environment our filters and the choices."""
    env.filters |= {"people": people, "days": days, "label": label, "where": where, "names": names, "count": count}
    env.globals |= {"choices": CHOICES}


def people(bounds: Mapping[str, Any] | Sequence[Any] | None) -> str:
    """Bounds as low–high with the best between where it is neither: `12`, `12–15`, `12–14–20`, `at least 12`."""
    if bounds is None:
        return "–"
    low, best, high = (bounds[k] for k in ("low", "best", "high")) if isinstance(bounds, Mapping) else bounds
    if high is None or best in (low, high):
        return figure(low, high)
    return f"{low:,}–{best:,}–{high:,}"


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


def names(found: Iterable[str]) -> str:
    """Names with commas; a dash where there is none."""
    return ", ".join(found) or "–"


def count(number: int, one: str, many: str = "") -> str:
    """`1 report`, `2,300 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
