"""State-based, non-state or one-sided violence, after UCDP's definitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from dateline.reconcile.incident import Violence
from dateline.record import Actor

Side = Literal["state", "group", "civilian"]
_STATE = frozenset({"MIL", "GOV", "COP", "SPY", "JUD", "LEG"})
_GROUP = frozenset({"REB", "UAF", "PRM", "INS", "SEP"})


def side_of(actor: Actor) -> Side | None:
    """Whether an actor is a state's, an organised group's, or civilians; `None` where that is not known."""
    if actor.kind in ("state", "force") or actor.sector in _STATE:
        return "state"
    if actor.kind == "armed_group" or actor.sector in _GROUP:
        return "group"
    return "civilian" if actor.kind == "population" or actor.sector in ("CVL", "JRN", "MED", "EDU", "LAB") else None


def violence_of(doers: Iterable[Actor], sufferers: Iterable[Actor], civilians_alone: bool) -> Violence | None:
    """UCDP's type of violence, or `None` where a side is not known.

    Source: UCDP GED Codebook 23.1, types of violence: 1 state-based (a government and another organised actor),
    2 non-state (two organised groups, no government), 3 one-sided (an organised actor against civilians).
    """
    one = {s for a in doers if (s := side_of(a)) in ("state", "group")}
    other = {s for a in sufferers if (s := side_of(a)) is not None}
    if not one:
        return None
    armed = other & {"state", "group"}
    if not armed and (civilians_alone or "civilian" in other):
        return "one_sided"
    if not armed:
        return None
    return "state" if "state" in one | armed else "non_state"
