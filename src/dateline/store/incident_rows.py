"""An incident as rows of the derived tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.knowledge.gazetteer.fold import fold
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import COUNTED, Incident
from dateline.record import Casualty
from dateline.store.facets import barred, lines
from dateline.store.incident_tables import OWN_VOICE

WORDS = 4000  # characters of evidence that are searched


def incident_row(incident: Incident, evidence: Iterable[str]) -> dict[str, Any]:
    """The row of what does not depend on a policy.

    Args:
        incident: under any policy.
        evidence: titles of its reports and the sentences of its claims, which a search looks in.
    """
    place = incident.place
    people = [*incident.actors, *incident.recipients]
    where = [place.name, place.admin1, place.country] if place else []
    said = " ".join(dict.fromkeys(" ".join(t.split()) for t in evidence if t))[:WORDS]
    return {
        "id": incident.id,
        "type": incident.type,
        "mode": incident.mode,
        "acled": incident.acled,
        "date_start": incident.start,
        "date_end": incident.end,
        "date_prec": incident.date_prec,
        "place": place.name if place else None,
        "geonames": place.geonames if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "where_prec": place.where_prec if place else None,
        "actors": lines(incident.actors),
        "recipients": lines(incident.recipients),
        "certainty": incident.certainty,
        "status": incident.status,
        "origins": incident.origins,
        "reports": len(incident.reports),
        "claims": len(incident.claims),
        "who": barred(people),
        "places": barred(where),
        "source_kinds": f"|{'|'.join(sorted({s.kind for s in incident.sources}))}|",
        "words": fold(" ".join([*filter(None, where), *people, said])),
    }


def count_row(incident: Incident) -> dict[str, Any]:
    """The row of its counts under its policy."""
    row: dict[str, Any] = {"policy": incident.policy, "incident": incident.id, "violence": incident.violence}
    for harm in COUNTED:
        count = getattr(incident, harm)
        row |= {f"{harm}_{b}": getattr(count, b) if count else None for b in ("low", "best", "high")}
    return row


def voice_rows(ident: str, accounts: Sequence[Account]) -> list[dict[str, Any]]:
    """A row for each kind of source that says how many were killed."""
    said: dict[str, list[Casualty]] = defaultdict(list)
    for account in accounts:
        for figure in account.figures:
            if figure.harm == "killed":
                said[_speaker(account.book, figure)].append(figure)
    return [
        {
            "incident": ident, "kind": kind, "low": min(f.low for f in some), "best": max(f.low for f in some),
            "high": max(f.low if f.high is None else f.high for f in some),
            "unbounded": sum(f.high is None for f in some),
        }
        for kind, some in sorted(said.items())
    ]  # fmt: skip


def _speaker(book: Book, figure: Casualty) -> str:
    """The kind of the nearest speaker."""
    said = book.attributions.get(figure.attribution or "")
    known = (book.sources[s].kind for s in (said.chain if said else ()) if s in book.sources)
    return next(known, OWN_VOICE)


def member_rows(incident: Incident, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """A row for each of its claims.

    Args:
        incident: the incident.
        numbers: the number of each report in the record.
    """
    split = (key.rpartition("#") for key in incident.claims)
    return [{"report": numbers[report], "claim": local, "incident": incident.id} for report, _, local in split]
