"""ACLED's words for dates and actors: precision, general actor names, inter and interaction codes.

Source: ACLED Codebook, "Time precision codes", "Actor Names, Types, and 'Inter' Codes", "Interaction codes".
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.export.cases import Case, Party
from dateline.export.codes import AcledType, state

INTERS = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
_STATE, _REBEL, _MILITIA, _, _RIOTERS, _PROTESTERS, _CIVILIANS, _EXTERNAL = INTERS
_DAY, _WEEK, _MONTH = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event in ACLED's columns: the main actor, its type, and others beside it."""

    name: str | None = None
    inter: str | None = None
    others: tuple[str, ...] = ()


def when(start: str | None, end: str | None, date_prec: int | None) -> tuple[str | None, int | None]:
    """Event date and time precision.

    A day has precision 1; a part of a week 2, dated at its middle; a part of a month 3, dated at its middle. ACLED
    records nothing that is less precise: a longer time has neither date nor precision.
    """
    if start is None or end is None:
        return start or end, _DAY if (start or end) and date_prec == 1 else None
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    days = (last - first).days
    if days <= 0:
        return start, _DAY
    if days > 31:
        return None, None
    middle = first + datetime.timedelta(days=days // 2)
    return middle.isoformat(), _WEEK if days <= 7 else _MONTH


def actors(case: Case, kind: AcledType | None) -> tuple[Side, Side]:
    """Both sides. A demonstration is its demonstrators', whoever harmed them stands second."""
    place = case.incident.place
    country = place.country if place else None
    doers = [(p, _inter(p, country)) for p in case.doers]
    sufferers = [(p, _inter(p, country)) for p in case.sufferers]
    crowd = {"Protests": _PROTESTERS, "Riots": _RIOTERS}.get(kind.event_type if kind else "")
    if crowd is None:
        return _side(doers, country), _side(sufferers, country)
    harmed = [(p, crowd if i in (None, _CIVILIANS) else i) for p, i in sufferers]
    if kind is not None and kind.disorder_type != "Demonstrations" and crowd == _PROTESTERS:
        return _side(doers, country), _side(harmed, country)
    return _side(harmed or [(p, crowd) for p, i in doers if i in (None, _CIVILIANS)], country), _side(
        [(p, i) for p, i in doers if i not in (None, _CIVILIANS)], country
    )


def _inter(party: Party, country: str | None) -> str | None:
    """The type of an actor, `None` where what is known of it does not say."""
    if party.side == "civilian":
        return _CIVILIANS
    if party.side == "state":
        foreign = party.country is not None and country is not None and party.country != country
        return _EXTERNAL if foreign else _STATE if party.country else None
    if party.sector in ("PRM", "UAF"):
        return _MILITIA
    return _REBEL if party.sector in ("REB", "INS", "SEP") else None


def _side(parties: Sequence[tuple[Party, str | None]], country: str | None) -> Side:
    """The main actor is the first of whom it is known that they bear arms, then the first whose type is known; the
    rest stand beside it."""
    if not parties:
        return Side()
    ranked = sorted(parties, key=lambda p: (p[1] is None, p[1] == _CIVILIANS))
    party, inter = ranked[0]
    general = _general(party, inter, country)
    named = [party.name] if general != party.name else []
    others = dict.fromkeys([*named, *(p.name for p, _ in ranked[1:])])
    return Side(general, inter, tuple(others))


def _general(party: Party, inter: str | None, country: str | None) -> str:
    """ACLED's general names (`Civilians (Iraq)`, `Unidentified Armed Group (Iraq)`); others by their own."""
    known = state(country)
    if known is None:
        return party.name
    if inter in (_CIVILIANS, _PROTESTERS, _RIOTERS):
        return f"{inter} ({known.acled})"
    if inter == _MILITIA and party.sector == "UAF":
        return f"Unidentified Armed Group ({known.acled})"
    return party.name


def interaction(first: str | None, second: str | None, *, alone: bool) -> str | None:
    """The joined code, in ACLED's order whoever stands first; of one actor `… only`; `None` where a type is unknown."""
    if first is None:
        return None
    if alone:
        return f"{first} only"
    if second is None:
        return None
    one, other = sorted((first, second), key=INTERS.index)
    if (one, other) == (_CIVILIANS, _EXTERNAL):
        one, other = other, one  # so in ACLED's table: 78, External/Other forces-Civilians
    return f"{one}-{other}"
