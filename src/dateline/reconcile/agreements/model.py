"""What comes out: an agreement with its clauses, and each clause with its conduct and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dateline.record import AgreementKind, AgreementStatus, Bearing, Certainty, Duty, Modality, plain

SCHEMA = "dateline.agreement/1"
Verdict = Literal["alleged", "corroborated", "confirmed_by_monitor", "outside_scope", "cannot_tell"]
Review = Literal["machine", "confirmed", "rejected"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a report: `text[start:end] == quote` of the report with that id."""

    report: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's word for a deed.

    Attributes:
        claim: the event, `<report id>#e1`.
        publisher: who put the report out.
        chain: names of who says so, nearest speaker first; empty is the report's own voice.
        origin: what the word goes back to; tellings of one origin are one word.
        monitor: the body in the chain that watches over agreements, or `None`.
        certainty: how sure the report is.
        words: the sentence.
    """

    claim: str
    publisher: str | None
    chain: tuple[str, ...]
    origin: str
    monitor: str | None
    certainty: Certainty
    words: Quoted


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done that bears on a clause.

    Attributes:
        id: named after the first report that tells of it, so that it stays when later ones join (`k:…`).
        bearing: what it is to the clause.
        what: the word that names it.
        start: first day, ISO 8601, or `None`.
        place: where, by name.
        by: names of who did it.
        verdict: how far it stands, by rule.
        why: the rule's reasons, in words.
        origins: independent origins that say so.
        tellings: each report's word for it.
        review: what a person decided; the machine only proposes.
    """

    id: str
    bearing: Bearing
    what: str
    start: str | None
    place: str | None
    by: tuple[str, ...]
    verdict: Verdict
    why: str
    origins: int
    tellings: tuple[Telling, ...]
    review: Review = "machine"


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty, as one or several reports (or the agreement's own text) give it."""

    id: str
    article: str | None
    obligors: tuple[str, ...]
    duty: Duty
    modality: Modality
    object: str | None
    place: str | None
    deadline: str | None
    condition: str | None
    words: Quoted
    claims: tuple[str, ...]
    conduct: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Pact:
    """One agreement across reports; `start` is its day, `end` its last where told, `claims` the agreements of the
    reports that it joins."""

    id: str
    kind: AgreementKind
    name: str | None
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    place: str | None
    country: str | None
    start: str | None
    status: AgreementStatus
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    terms: tuple[Clause, ...]
    end: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The object, ready for `json.dumps`."""
        return {"schema": SCHEMA, **plain(self)}
