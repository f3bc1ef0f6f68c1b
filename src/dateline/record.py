"""The record of one report, `dateline/1`: frozen dataclasses and their JSON.

Names and enumerations are the contract of the record format (docs/reference/record-format.md). Every value that a
stage records carries the span that says it; a list that is empty is `()`, what the report does not give is `None`.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dateline.text import Span, canonical, text_id, whole

SCHEMA = "dateline/1"

ActorKind = Literal["state", "force", "armed_group", "organization", "person", "population", "media", "unknown"]
TimeType = Literal["date", "time", "duration", "interval"]
SourceKind = Literal[
    "media", "news_agency", "official", "military", "armed_group", "medical", "police", "witness", "victim",
    "organization", "document", "unnamed", "unknown",
]  # fmt: skip
Mode = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "believes", "intends", "demands", "denies", "judges", "asks", "withholds"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["happened", "begun", "planned", "threatened", "demanded", "hypothetical", "denied"]
Certainty = Literal["stated", "hedged", "conditional", "disputed"]
Harm = Literal["killed", "wounded", "casualties", "missing", "captured", "displaced"]
Qualifier = Literal[
    "exact", "at_least", "more_than", "at_most", "fewer_than", "about", "between", "order", "some", "none"
]
VictimStatus = Literal["civilian", "combatant", "security", "mixed", "unknown"]
Scope = Literal["incident", "joint", "period"]
AgreementKind = Literal[
    "ceasefire", "truce", "peace_plan", "amnesty", "withdrawal", "prisoner_exchange", "corridor", "other"
]
AgreementStatus = Literal["proposed", "declared", "signed", "in_force", "violated", "collapsed", "ended"]
Duty = Literal[
    "withdraw", "cease_fire", "disarm", "hand_over_control", "release", "pay", "grant_amnesty", "grant_access",
    "guarantee_security", "other",
]  # fmt: skip
Modality = Literal["must", "must_not", "may", "offers"]
Bearing = Literal["begins", "fulfils", "breaches", "contradicts"]
HARMS: tuple[Harm, ...] = get_args(Harm)


@dataclass(frozen=True, slots=True)
class Report:
    """One publication of one text.

    Attributes:
        id: algorithm-tagged hash of the canonical text.
        title: headline, or `None`.
        publisher: who put it out, or `None`.
        authors: by-line names.
        published: ISO 8601 day of publication, or `None`.
        dateline: the place as the dateline prints it (`BAGHDAD`), or `None`.
        url: where it stood, or `None`.
        language: ISO 639-1 code.
        text: canonical text; offsets count in it.
    """

    id: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: str | None
    dateline: str | None
    url: str | None
    language: str
    text: str

    @classmethod
    def of(
        cls,
        text: str,
        *,
        published: str | datetime.date | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        authors: tuple[str, ...] = (),
    ) -> Report:
        """A report of raw text: canonical form and id are made here.

        Raises:
            ValueError: `published` is not an ISO 8601 day.
        """
        body = canonical(text)
        if isinstance(published, datetime.date):
            published = published.isoformat()[:10]
        elif published is not None:
            published = datetime.date.fromisoformat(published[:10]).isoformat()
        named = [value and whole(value) for value in (title, publisher, url)]
        writers = tuple(whole(a) for a in authors)
        return cls(text_id(body), named[0], named[1], writers, published, None, named[2], "en", body)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, force, state, armed group, organization or population that the report names or describes."""

    id: str
    name: str
    kind: ActorKind
    sector: str | None
    country: str | None
    members_of: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for, with the score (0..1) that it had when the name was resolved."""

    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its mentions. `where_prec` is UCDP's: 1 exact, 2 near, 3 ADM2, 4 ADM1, 5 fuzzy, 6 country,
    7 sea or air.

    `lat`/`lon` are WGS 84 degrees, `distance_km` kilometres from `within` in the direction `relation`. `candidates` are
    the best and the next places of that name, `why` says in words what decided.
    """

    id: str
    name: str
    mentions: tuple[Span, ...]
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    where_prec: int = 1
    within: str | None = None
    relation: str | None = None
    distance_km: float | None = None
    candidates: tuple[Candidate, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression; `start` and `end` are closed ISO days, `None` open or unknown. `date_prec` is UCDP's 1–5.

    `anchor` is the ISO day (or month, or year) that it was counted from, `None` where it stands on its own; `why` says
    what that day is: the day of publication, the last narrated date, another time of the report.
    """

    id: str
    span: Span
    start: str | None
    end: str | None
    date_prec: int | None
    type: TimeType
    anchor: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to know."""

    id: str
    name: str
    actor: str | None
    kind: SourceKind
    named: bool
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: `chain` runs from the nearest speaker to whoever carried it; the publisher is implied.

    `stance` is what the content is to the speaker: a party that `judges` something (condemns an attack) does not
    say that it happened; the report does. One who `withholds` did not say, confirm or answer.
    """

    id: str
    mode: Mode
    cue: Span | None
    content: Span
    chain: tuple[str, ...]
    stance: Stance = "asserts"


@dataclass(frozen=True, slots=True)
class Size:
    """How many people an event brought together: whole people, `high` `None` is open above."""

    low: int
    high: int | None
    of: str | None
    quote: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the report says happened, began, was planned, threatened, demanded or denied (PLOVER types)."""

    id: str
    type: EventType
    mode: str | None
    acled: str | None
    trigger: Span
    evidence: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    weapons: tuple[Span, ...]
    size: Size | None
    status: Status
    certainty: Certainty
    attribution: str | None
    confidence: float
    why: tuple[str, ...] = ()  # how its time and place were found, in words


@dataclass(frozen=True, slots=True)
class Victims:
    """Who came to harm."""

    actor: str | None
    status: VictimStatus
    quote: Span | None


@dataclass(frozen=True, slots=True)
class Casualty:
    """A figure: how many people came to harm, with bounds. `high` `None` is open above."""

    id: str
    harm: Harm
    low: int
    high: int | None
    qualifier: Qualifier
    quote: Span
    evidence: Span
    victims: Victims
    perpetrators: tuple[str, ...]
    scope: Scope
    events: tuple[str, ...]
    period: str | None
    place: str | None
    time: str | None
    certainty: Certainty
    attribution: str | None
    confidence: float
    part_of: str | None = None  # the figure that this one is inside of ("12 people, among them 3 children")
    why: tuple[str, ...] = ()  # how its time and place were found, in words


@dataclass(frozen=True, slots=True)
class Conduct:
    """An event that bears on a term."""

    event: str
    bearing: Bearing
    evidence: Span


@dataclass(frozen=True, slots=True)
class Term:
    """One duty of an agreement."""

    id: str
    obligors: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    duty: Duty
    modality: Modality
    object: Span | None
    place: str | None
    deadline: str | None
    condition: Span | None
    evidence: Span
    conduct: tuple[Conduct, ...]
    article: str | None = None  # where it stands in an agreement's own text ("3(2)", "Annex A, 1")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed, by whom, through whom, and its terms."""

    id: str
    kind: AgreementKind
    name: str | None
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    place: str | None
    time: str | None
    status: AgreementStatus
    evidence: Span
    attribution: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something seen but not recorded, with the reason."""

    what: str
    why: str
    quote: Span | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one report."""

    report: Report
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    fingerprint: str | None = None  # hash(text) + stage versions + settings: which code made these claims

    def to_json(self) -> dict[str, Any]:
        """The object of the record format, ready for `json.dumps`."""
        return {"schema": SCHEMA, **plain(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """The reading that `to_json` gave.

        Raises:
            ValueError: the object is not of schema `dateline/1`.
        """
        from dateline.schema import reading_from_json

        return reading_from_json(data)

    def spans(self) -> Iterator[Span]:
        """Every span in the reading, in no stated order."""
        yield from _spans(self)


def plain(value: Any) -> Any:
    """A dataclass, tuple or scalar as JSON types (dict, list, str, int, float, bool, None)."""
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, str | int | None):
        return value
    cls: Any = type(value)
    names = _names(cls)
    return {name: plain(getattr(value, name)) for name in names} if names else value


@functools.cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    """Names of a dataclass's fields; of another class none."""
    return tuple(f.name for f in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else ()


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for f in dataclasses.fields(value):
            yield from _spans(getattr(value, f.name))
    elif isinstance(value, tuple):
        for v in value:
            yield from _spans(v)
