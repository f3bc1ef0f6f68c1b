"""The incident, `dateline.incident/1`: what claims of many reports are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dateline.record import Certainty, Harm, SourceKind, plain

SCHEMA = "dateline.incident/1"
COUNTED: tuple[Harm, ...] = (
    "killed",
    "wounded",
    "captured",
    "missing",
    "displaced",
)  # the harms that an incident counts, each a field of it
Review = Literal["machine", "accepted", "rejected", "disputed"]
Violence = Literal["state", "non_state", "one_sided"]
Grade = Literal["provisional", "confirmed", "fair", "weak", "contested", "discounted"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whole people: `low <= best <= high`; `high` `None` is open above."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """People harmed in one way, in all and by status."""

    low: int
    best: int
    high: int | None
    civilian: Bounds
    combatant: Bounds
    unknown: Bounds


@dataclass(frozen=True, slots=True)
class Location:
    """Where an incident took place."""

    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    where_prec: int


@dataclass(frozen=True, slots=True)
class IncidentSource:
    """Who says so, and the origin that it goes back to."""

    name: str
    kind: SourceKind
    origin: str


@dataclass(frozen=True, slots=True)
class Value:
    """One of several values that reports give."""

    low: int
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which claims differ, every value kept, and why the policy chose what it chose."""

    field: str
    values: tuple[Value, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A joint figure that counts the incident with others: it bounds their sum, and is added to none.

    Attributes:
        harm: killed, wounded, …
        low, high: people, over all of them.
        claims: who says so.
        incidents: ids of all the incidents that it counts and the record tells apart, this one among them.
    """

    harm: Harm
    low: int
    high: int | None
    claims: tuple[str, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing at one place and time, as the claims of one or many reports tell it, counted by a policy."""

    id: str
    policy: str
    type: str
    mode: str | None
    acled: str | None
    violence: Violence | None
    start: str | None
    end: str | None
    date_prec: int | None
    place: Location | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    killed: Count | None
    wounded: Count | None
    captured: Count | None
    missing: Count | None
    displaced: Count | None
    sources: tuple[IncidentSource, ...]
    origins: int
    certainty: Certainty
    disagreements: tuple[Disagreement, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    status: Review
    explanation: tuple[str, ...]
    grading: Grade | None = None  # where the policy grades incidents
    shared: tuple[Shared, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object of the record format, ready for `json.dumps`."""
        return {"schema": SCHEMA, **plain(self)}
