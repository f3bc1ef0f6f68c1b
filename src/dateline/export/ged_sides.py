"""UCDP's two sides of an event, and whose the dead are.

Source: UCDP GED Codebook 23.1: in state-based conflict side A is always a government; in one-sided violence side A is
the perpetrator and side B is `Civilians`; a government is named `Government of COUNTRY`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.export.cases import Case, Party
from dateline.export.codes import state

CIVILIANS = "Civilians"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides: who is on them, and the names that GED's columns give them (`None`: not known)."""

    a: tuple[Party, ...]
    b: tuple[Party, ...]
    name_a: str | None
    name_b: str | None


def sides_of(case: Case) -> Sides:
    """The two sides of a case. An unnamed side is `None`; a party that is in doubt is named as the reports name it."""
    doers = [p for p in case.doers if p.side != "civilian"]
    armed = [p for p in case.sufferers if p.side in ("state", "group")]
    violence = case.incident.violence
    if violence == "one_sided":
        return Sides(tuple(doers), (), _names(doers), CIVILIANS)
    if violence == "state" and not _government(doers) and _government(armed):
        doers, armed = armed, doers
    civilian = violence is None and not armed and _all_civilian(case.sufferers)
    return Sides(tuple(doers), tuple(armed), _names(doers), CIVILIANS if civilian else _names(armed))


def _government(parties: Iterable[Party]) -> bool:
    return any(p.side == "state" for p in parties)


def _all_civilian(parties: Sequence[Party]) -> bool:
    return bool(parties) and all(p.side == "civilian" for p in parties)


def _names(parties: Iterable[Party]) -> str | None:
    return ", ".join(dict.fromkeys(map(_name, parties))) or None


def _name(party: Party) -> str:
    country = state(party.country) if party.side == "state" else None
    return f"Government of {country.ucdp}" if country else party.name


def deaths(case: Case, sides: Sides) -> tuple[int, int, int, int]:
    """Deaths of side A, of side B, of civilians, and of unknown status; together they are always the best estimate.

    Armed dead go to the side that the reports' figures name; where figures do not say, to the unknown.
    """
    killed = case.incident.killed
    if killed is None:
        return 0, 0, 0, 0
    civilians = min(killed.civilian.best, killed.best)
    armed = min(killed.combatant.best, killed.best - civilians)
    of_a, of_b = _fallen(case, sides.a), _fallen(case, sides.b)
    if of_a and not of_b:
        a, b = armed, 0
    elif of_b and not of_a:
        a, b = 0, armed
    else:
        a = min(of_a, armed)
        b = min(of_b, armed - a)
    return a, b, civilians, killed.best - civilians - a - b


def _fallen(case: Case, side: Sequence[Party]) -> int:
    names = {p.name for p in side}
    return sum(n for name, n in (case.fallen or {}).items() if name in names)
