"""The duty that an agreement is: who agreed to a ceasefire owes to cease fire, who agreed to an exchange to release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.agreements.mentions import Mention
from dateline.reading.agreements.roles import Roles
from dateline.record import AgreementKind, AgreementStatus, Duty, Term
from dateline.text import Span, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    return roles.term(_words(named.noun, roles), named.parties, (), duty, "must")


def _words(noun: Token, roles: Roles) -> Span:
    """The words that name it, without a clause that says what it lays down."""
    clause = next((c for c in noun.children if c.dep_ == "relcl"), None)
    whole = roles.phrase(noun)
    if clause is None or clause.left_edge.i <= noun.i:
        return whole
    return span_of(roles.layers.text, whole.start, clause.left_edge.idx)
