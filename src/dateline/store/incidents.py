"""The record's incidents: derived rows that are asked by filters, and the whole incident with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from dateline.reconcile.incident import Location

Order = Literal["date", "-date", "killed", "reports", "place"]
Step = Literal["day", "week", "month", "year"]
ORDERS: tuple[Order, ...] = get_args(Order)
STEPS: tuple[Step, ...] = get_args(Step)
Bounds = tuple[int, int, int | None]
Any_of = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents. Every field that is given must hold; a tuple means any of its values; names are compared
    without case and accents.

    Attributes:
        text: words that stand in its place, people, reports' titles or evidence, all of them.
        place: a place's whole name, that of the admin-1 that it lies in, or its country by name or ISO 3166-1 alpha-3.
        country: ISO 3166-1 alpha-3.
        since: first day, ISO 8601: what ended before it is left out, and so is what has no day.
        until: last day: what began after it is left out.
        type: PLOVER type.
        mode: PLOVER mode.
        acled: ACLED sub-event type.
        violence: `state`, `non_state`, `one_sided`, under the policy asked.
        actor: part of the name of any actor or recipient.
        source_kind: kind of a source (`medical`).
        source: part of the name of anyone who says so.
        harm: something is said of how many were `killed`, `wounded`, `captured`, `missing` or `displaced`.
        certainty: `stated`, `hedged`, `conditional`, `disputed`.
        status: `machine`, `accepted`, `rejected`, `disputed`.
        min_killed: least best number of killed under the policy asked.
        report: id of a report that tells of it, or the start of it.
        bbox: west, south, east, north, degrees; west may be greater than east (across the date line).
        ids: these incidents.
    """

    text: str | None = None
    place: Any_of = None
    country: Any_of = None
    since: str | None = None
    until: str | None = None
    type: Any_of = None
    mode: Any_of = None
    acled: Any_of = None
    violence: Any_of = None
    actor: Any_of = None
    source_kind: Any_of = None
    source: str | None = None
    harm: str | None = None
    certainty: Any_of = None
    status: Any_of = None
    min_killed: int | None = None
    report: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as a list shows it, under the policy asked.

    Attributes:
        id: `i:…`.
        type: PLOVER type.
        mode: PLOVER mode, or `None`.
        acled: ACLED sub-event type, or `None`.
        violence: UCDP's type of violence, or `None`.
        start: first day, ISO 8601, or `None`.
        end: last day.
        date_prec: UCDP's 1–5.
        place: where, or `None`.
        actors: names of those who did it.
        recipients: names of those who came to harm.
        certainty: as of the incident.
        status: `machine`, or what a person decided.
        origins: independent origins.
        reports: how many reports tell of it.
        claims: how many claims make it up.
        counts: harm -> low, best, high (`None` open above); only harms of which something is said.
    """

    id: str
    type: str
    mode: str | None
    acled: str | None
    violence: str | None
    start: str | None
    end: str | None
    date_prec: int | None
    place: Location | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    certainty: str
    status: str
    origins: int
    reports: int
    claims: int
    counts: Mapping[str, Bounds]


class IncidentPoint(NamedTuple):
    """What a map needs: WGS 84 degrees, bounds of the killed (0 where nothing is said, `high` `None` open above)."""

    id: str
    lat: float
    lon: float
    low: int
    best: int
    high: int | None
    start: str | None


class SeriesPoint(NamedTuple):
    """Sums of one day, week (named by its Monday), month or year (named by its first day); `high` `None`: one of them
    is open above. An incident of several days stands at its first."""

    start: str
    incidents: int
    low: int
    best: int
    high: int | None
