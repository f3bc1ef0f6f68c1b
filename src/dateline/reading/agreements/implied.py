"""The duty that an agreement is: who agreed to a ceasefire owes to cease fire, who agreed to an exchange to release."""

from __future__ import annotations

from dateline.reading.agreements.mentions import Mention
from dateline.reading.agreements.roles import Roles
from dateline.record import AgreementKind, AgreementStatus, Duty, Term

IS: dict[AgreementKind, Duty] = {"ceasefire": "cease_fire", "truce": "cease_fire", "prisoner_exchange": "release"}
_MADE: tuple[AgreementStatus | None, ...] = ("declared", "signed", "in_force", "violated")


def implied(kind: AgreementKind, mentions: list[Mention], terms: list[Term], roles: Roles) -> Term | None:
    """The term that the agreement's own kind is, in the words that name it, or `None`: nobody is said to have agreed,
    or a term says so already."""
    duty = IS.get(kind)
    if duty is None or any(t.duty == duty for t in terms):
        return None
    named = next((m for m in mentions if m.parties and (m.status in _MADE or m.between)), None)
    if named is None or named.asked:
        return None
    return roles.term(roles.phrase(named.noun), named.parties, (), duty, "must")
