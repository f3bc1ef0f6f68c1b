"""Claims of one report into accounts: what the report says of one incident.

A report tells of one thing at a time. A claim joins the account that it fits best, and starts one of its own only where
something speaks against every account so far: another day, another place, a word that sets it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.reconcile.claims import Book, Claim, claims_of, denies
from dateline.reconcile.fitting import REFUSED
from dateline.reconcile.gist import Seen, opens, seen
from dateline.reconcile.shelf import Shelf
from dateline.reconcile.words import words
from dateline.record import Casualty, Event, Harm

SEVERAL = 2  # incidents with figures of their own, from which a joint figure is their sum


@dataclass(slots=True)
class Account:
    """What one report says of one incident: its events and figures, in text order.

    Attributes:
        book: the report.
        claims: events and figures of this incident.
        shared: joint figures, which count it together with other incidents.
    """

    book: Book
    claims: list[Claim] = field(default_factory=list)
    shared: list[Claim] = field(default_factory=list)

    @property
    def events(self) -> list[Event]:
        """The events told."""
        return [c.item for c in self.claims if isinstance(c.item, Event)]

    @property
    def figures(self) -> list[Casualty]:
        """The figures given."""
        return [c.item for c in self.claims if isinstance(c.item, Casualty)]

    @property
    def denial(self) -> bool:
        """Whether it only denies: no incident by itself."""
        return not self.figures and all(denies(e) for e in self.events)

    @property
    def keys(self) -> tuple[str, ...]:
        """Ids of the claims, unique among reports."""
        return tuple(self.book.key(c.item.id) for c in self.claims)


def accounts_of(book: Book) -> list[Account]:
    """The report's accounts, in the order in which it comes to them."""
    claims = claims_of(book)
    joint = [c for c in claims if _is_joint(c)]
    sums = {c.sentence for c in joint if not _counts(c)}
    apart = [c for c in claims if not _is_joint(c)]
    told = [c for c in apart if c.sentence not in sums or not isinstance(c.item, Event)]
    accounts = _told(told, joint, book)
    if len(told) < len(apart) and sum(1 for a in accounts if a.figures) < SEVERAL:
        accounts = _told(apart, joint, book)  # the report does not tell the incidents of the sum one by one
    _place_joint(joint, accounts, book)
    return accounts


def _told(claims: list[Claim], joint: Sequence[Claim], book: Book) -> list[Account]:
    """Accounts of claims that are no joint figures."""
    accounts: list[Account] = []
    shelf = Shelf(book)
    counting = _counting(joint)
    for claim in _title_last(claims, book):
        told = seen(claim, book, counting.get(claim.item.id, frozenset()))
        best, n = shelf.best(told)
        if best < REFUSED:
            told = _dated(told, shelf)
            n = shelf.open()
            accounts.append(Account(book))
        accounts[n].claims.append(told.claim)
        shelf.put(told, n)
    return accounts


def _is_joint(claim: Claim) -> bool:
    return isinstance(claim.item, Casualty) and claim.item.scope == "joint"


def _counting(joint: Sequence[Claim]) -> dict[str, frozenset[int]]:
    """Event -> numbers of the joint figures that count it, which say that any two of their events are two incidents."""
    found: dict[str, set[int]] = {}
    for n, claim in enumerate(joint):
        for event in _counts(claim):
            found.setdefault(event, set()).add(n)
    return {event: frozenset(numbers) for event, numbers in found.items()}


def _title_last(claims: list[Claim], book: Book) -> list[Claim]:
    """The title sums up what the body tells, so its claims look for their place among those of the body."""
    report = book.reading.report
    at = report.text.find(report.title) if report.title else -1
    end = at + len(report.title or "") if at >= 0 else 0
    above = [c for c in claims if c.at < end]
    return [c for c in claims if c.at >= end] + above if len(above) < len(claims) else claims


def _dated(told: Seen, shelf: Shelf) -> Seen:
    """ "Hours later": an event without a day of its own is of the day of the one told last."""
    claim = told.claim
    if claim.time is not None or not isinstance(claim.item, Event) or not opens(claim.item, words().soon):
        return told
    home = shelf.told_before(claim.at)
    if home is None or home.day is None:
        return told
    return seen(replace(claim, time=home.day), home.book, told.joint)


def _place_joint(joint: list[Claim], accounts: list[Account], book: Book) -> None:
    """A joint figure is shared by the incidents that it counts and is added to none; where it names none, by those of
    the report that it can be about; a report that tells of no other keeps it as an incident without a count."""
    harms = {c.item.harm for c in joint if isinstance(c.item, Casualty)}
    if not harms:
        return
    maybe: list[Claim] = []
    for account in accounts:
        maybe += [c for c in account.claims if _beside_joint(c, harms)]
        account.claims = [c for c in account.claims if not _beside_joint(c, harms)]
    accounts[:] = [a for a in accounts if a.claims]
    shelf = Shelf(book)
    for account in accounts:
        n = shelf.open()
        for claim in account.claims:
            shelf.put(seen(claim, book), n)
    alone = not accounts
    for claim in [*joint, *maybe]:
        told = seen(claim, book)
        counted = shelf.counted_by(told)
        homes = counted if len(counted) > 1 else shelf.fitting(told, counted)
        if len(homes) == 1 and not counted and _without(accounts[homes[0]], claim):
            accounts[homes[0]].claims.append(claim)  # its incidents are told as one
            shelf.put(told, homes[0])
            continue
        for n in homes:
            accounts[n].shared.append(claim)
        if not homes:
            accounts.append(Account(book, [claim], [] if alone else [claim]))
            shelf.put(told, shelf.open())


def _without(account: Account, joint: Claim) -> bool:
    """Whether an account has no figure of a joint one's harm for itself."""
    figure = joint.item
    assert isinstance(figure, Casualty)
    return all(f.harm != figure.harm or f.scope == "joint" for f in account.figures)


def _beside_joint(claim: Claim, harms: set[Harm]) -> bool:
    """A figure on a condition, of no event, beside a joint one of the same harm: nobody says whose it is."""
    figure = claim.item
    if not isinstance(figure, Casualty) or figure.events:
        return False
    return figure.certainty == "conditional" and figure.harm in harms


def _counts(claim: Claim) -> set[str]:
    return set(claim.item.events) if isinstance(claim.item, Casualty) else set()
