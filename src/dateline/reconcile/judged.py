"""An incident as people left it: accepted, rejected or in doubt, and with the values that they pinned."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.errors import UsageError
from dateline.reconcile.decisions import Decision
from dateline.reconcile.incident import Bounds, Count, Incident, Location, Review
from dateline.reconcile.intervals import Range
from dateline.record import HARMS

_STATUS: dict[str, Review] = {"accept": "accepted", "reject": "rejected", "unsure": "disputed"}
_TEXTS = ("type", "mode", "acled", "violence")
_DAYS = ("start", "end")
_COUNTS = tuple(h for h in HARMS if h != "casualties")
PINNED = (*_COUNTS, *_DAYS, "place", *_TEXTS)


def judged(incidents: Sequence[Incident], decisions: Sequence[Decision]) -> list[Incident]:
    """Incidents with their status and pinned values, in the order given.

    A status holds for the incident in which all its claims that are still read stand; a pin for the one with most.

    Args:
        incidents: as counting built them.
        decisions: standing decisions on incidents, in order; a later one goes before an earlier one.
    """
    home = {key: n for n, i in enumerate(incidents) for key in i.claims}
    found = list(incidents)
    for d in decisions:
        where = Counter(home[a.key] for a in d.claims if a.key in home)
        if not where:
            continue
        n = min(where, key=lambda i: (-where[i], i))
        if d.act in _STATUS and len(where) == 1:
            found[n] = _stated(found[n], d)
        elif d.act == "pin":
            found[n] = _pinned(found[n], d)
    return found


def _stated(incident: Incident, d: Decision) -> Incident:
    status = _STATUS[d.act]
    later = len(set(incident.claims) - {a.key for a in d.claims})
    since = f"; {later} claims have come since" if later > 1 else "; one claim has come since" if later else ""
    return replace(incident, status=status, explanation=(*incident.explanation, f"{status} ({d.told}){since}"))


def _pinned(incident: Incident, d: Decision) -> Incident:
    changed, steps = {}, []
    for name, value in d.value.items():
        before = getattr(incident, name)
        changed[name] = _value(name, value)
        steps.append(f"{name}: pinned to {_shown(changed[name])} ({d.told}); the machine has {_shown(before)}")
    return replace(incident, **changed, explanation=(*incident.explanation, *steps))


def checked_pin(value: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a pin, as they are to be kept: `{"killed": {"low", "best", "high"}, "start": "2031-05-04", …}`.

    Raises:
        UsageError: it names no field of an incident that can be pinned, or a value that the field cannot have.
    """
    if not value:
        raise UsageError(f"say what to pin: {', '.join(PINNED)}")
    kept = {}
    for name, each in value.items():
        if name not in PINNED:
            raise UsageError(f"{name!r} cannot be pinned; choose of {', '.join(PINNED)}")
        try:
            _value(name, each)
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(f"{name} cannot be pinned to {each!r}: {error}") from error
        kept[name] = each
    return kept


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _COUNTS:
        low, high = int(value["low"]), value.get("high")
        bounds = Range(low, None if high is None else int(high))
        best = int(value.get("best", low))
        if best < low or (bounds.high is not None and best > bounds.high):
            raise ValueError("the best is outside the bounds")
        nobody = Bounds(0, 0, 0)
        return Count(low, best, bounds.high, nobody, nobody, Bounds(low, best, bounds.high))
    if name == "place":
        return Location(**{"geonames": None, "lat": None, "lon": None, "country": None, "admin1": None,
                           "where_prec": 1, **value})  # fmt: skip
    if name in _DAYS:
        return datetime.date.fromisoformat(value).isoformat()
    return str(value)


def _shown(value: Any) -> str:
    if isinstance(value, Count):
        return f"{Range(value.low, value.high)}, best {value.best}"
    return value.name if isinstance(value, Location) else str(value) if value is not None else "nothing"
