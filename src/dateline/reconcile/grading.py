"""How far an incident stands by its sources, as houses grade it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reconcile.claims import Book, Claim, denies
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Count, Grade
from dateline.reconcile.policies import Grading
from dateline.record import Event


def grade(accounts: Sequence[Account], counts: Sequence[Count | None], origins: int, rule: Grading) -> Grade | None:
    """The grade of an incident, or `None` where the policy gives none, or it has no figure to grade.

    `provisional`: what one origin alone says is provisional (Iraq Body Count, announcement of December 2007).
    `civilian_harm` (Airwars, Methodology, grading): discounted where all harmed were combatants; confirmed where a
    party that did it says so; contested where several parties are said to have done it; fair with two independent
    sources or more; weak with one.

    Args:
        accounts: accounts of the incident.
        counts: its killed, wounded and others harmed.
        origins: independent origins.
        rule: the policy's.
    """
    given = [c for c in counts if c is not None]
    if rule == "none" or not given:
        return None
    if rule == "provisional":
        return "provisional" if origins < 2 else None
    if all(c.low > 0 and c.civilian.high == 0 and c.unknown.high == 0 for c in given):
        return "discounted"
    if any(_admits(c, a.book) for a in accounts for c in a.claims):
        return "confirmed"
    if _blamed(accounts) > 1:
        return "contested"
    return "fair" if origins > 1 else "weak"


def _admits(claim: Claim, book: Book) -> bool:
    """Whether who did it says so: the speaker is one of the doers, or their own body."""
    said = book.attributions.get(claim.item.attribution or "")
    if said is None or said.stance != "asserts" or (isinstance(claim.item, Event) and denies(claim.item)):
        return False
    speakers = {s.actor for i in said.chain[:1] if (s := book.sources.get(i)) is not None and s.actor}
    return bool(claim.doers) and any(_one_body(s, d, book) for s in speakers for d in claim.doers)


def _one_body(one: str, other: str, book: Book) -> bool:
    """One actor, or one a member of the other ("an army spokesman")."""
    if one == other:
        return True
    actors = book.actors
    up = {*(actors[one].members_of if one in actors else ()), one}
    return other in up or (other in actors and one in actors[other].members_of)


def _blamed(accounts: Sequence[Account]) -> int:
    """How many parties, none a part of another, are said to have done it."""
    names: set[str] = set()
    for account in accounts:
        book = account.book
        doers = {d for c in account.claims if not (isinstance(c.item, Event) and denies(c.item)) for d in c.doers}
        armed = {d for d in doers if d in book.actors and book.actors[d].kind in ("state", "force", "armed_group")}
        apart = {d for d in armed if not any(o != d and o in book.actors[d].members_of for o in armed)}
        names |= {book.actors[d].name.lower() for d in apart}
    return len(names)
