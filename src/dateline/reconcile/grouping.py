"""Claims of one report into accounts: what the report says of one incident.

A report tells of one thing at a time. A claim joins the account that it fits best, and starts one of its own only where
something speaks against every account so far: another day, another place, a word that sets it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.reconcile.claims import Book, Claim, claims_of, denies
from dateline.reconcile.incident import Location
from dateline.reconcile.when_where import COARSE, days_apart, inside, interval, location, same_area
from dateline.reconcile.words import tokens, words
from dateline.record import Casualty, Event, Harm, Place

VETO = -100.0
REFUSED = -50.0  # only a contradiction keeps a claim out; weak doubt does not
EVENT_COUNTED = 8.0  # the figure says which event it counts
SAME_PEOPLE, SAME_DAY, SAME_PLACE, SAME_DOERS = 3.0, 2.0, 1.0, 0.5
SAME_SENTENCE, NEXT, SAME_KIND = 1.0, 0.5, 0.5
RETOLD, OTHER_SIDE = 1.5, -0.4  # figures: the same again; people of another side
DAY = 1  # days between two claims of one night


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
    accounts: list[Account] = []
    claims = claims_of(book)
    joint = [c for c in claims if isinstance(c.item, Casualty) and c.item.scope == "joint"]
    for claim in _title_last([c for c in claims if c not in joint], book):
        scored = [
            (VETO if _counted_apart(claim, a, joint) else fit(claim, a), len(a.claims), n)
            for n, a in enumerate(accounts)
        ]
        best, _, n = max(scored, default=(VETO, 0, -1))
        if best < REFUSED:
            accounts.append(Account(book, [_dated(claim, accounts)]))
        else:
            accounts[n].claims.append(claim)
    _place_joint(joint, accounts, book)
    return accounts


def _title_last(claims: list[Claim], book: Book) -> list[Claim]:
    """The title sums up what the body tells, so its claims look for their place among those of the body."""
    report = book.reading.report
    at = report.text.find(report.title) if report.title else -1
    end = at + len(report.title or "") if at >= 0 else 0
    above = [c for c in claims if c.at < end]
    return [c for c in claims if c.at >= end] + above if len(above) < len(claims) else claims


def _dated(claim: Claim, accounts: Sequence[Account]) -> Claim:
    """ "Hours later": an event without a day of its own is of the day of the one told last."""
    event = claim.item
    if claim.time is not None or not isinstance(event, Event) or not _opens(event, words().soon):
        return claim
    told = [c for a in accounts for c in a.claims if c.at < claim.at]
    last = max(told, key=lambda c: c.at, default=None)
    home = next((a for a in accounts if last in a.claims), None)
    days = [c.time for c in home.claims if c.time is not None and c.time.date_prec == 1] if home else []
    return replace(claim, time=days[0]) if days else claim


def _opens(event: Event, phrases: frozenset[str]) -> bool:
    opening = " ".join(tokens(event.evidence.text[:40]))
    return any(opening.startswith(p) for p in phrases)


def _place_joint(joint: list[Claim], accounts: list[Account], book: Book) -> None:
    """A joint figure is shared by the incidents that it counts and is added to none; where it names none, by those of
    the report that it can be about; a report that tells of no other keeps it as an incident without a count."""
    harms = {c.item.harm for c in joint if isinstance(c.item, Casualty)}
    maybe = [c for a in accounts for c in a.claims if _beside_joint(c, harms)]
    for account in accounts:
        account.claims = [c for c in account.claims if c not in maybe]
    accounts[:] = [a for a in accounts if a.claims]
    for claim in [*joint, *maybe]:
        counted = _counts(claim)
        homes = [a for a in accounts if counted & {e.id for e in a.events}]
        homes = homes if len(homes) > 1 else [a for a in accounts if a in homes or fit(claim, a) >= REFUSED]
        for home in homes:
            home.shared.append(claim)
        if not homes:
            accounts.append(Account(book, [claim], [claim]))


def _beside_joint(claim: Claim, harms: set[Harm]) -> bool:
    """A figure on a condition, of no event, beside a joint one of the same harm: nobody says whose it is."""
    figure = claim.item
    if not isinstance(figure, Casualty) or figure.events:
        return False
    return figure.certainty == "conditional" and figure.harm in harms


def _counts(claim: Claim) -> set[str]:
    return set(claim.item.events) if isinstance(claim.item, Casualty) else set()


def _counted_apart(claim: Claim, account: Account, joint: Sequence[Claim]) -> bool:
    """Whether a joint figure says that an event and one of the account's are two incidents."""
    return any(
        claim.item.id in (counted := _counts(c)) and not counted.isdisjoint(e.id for e in account.events) for c in joint
    )


def fit(claim: Claim, account: Account) -> float:
    """How well a claim fits an account; below REFUSED it is about something else."""
    if isinstance(claim.item, Casualty) and set(claim.item.events) & {e.id for e in account.events}:
        return EVENT_COUNTED
    people = bool(_persons(claim, account.book) & {p for c in account.claims for p in _persons(c, account.book)})
    score = SAME_PEOPLE if people else 0.0
    if not people and any(speaks(claim, account) for speaks in AGAINST):
        return VETO
    time, place = _time_fit(claim, account), _place_fit(claim, account)
    figure = _figure_fit(claim, account)
    if place <= VETO and time > 0 and figure >= RETOLD:
        place = 0.0  # the same day and the same number: rather one place under two names
    if min(time, place) <= VETO and not people:
        return VETO
    score += max(time, 0.0) + max(place, 0.0) + figure
    if claim.doers & {d for c in account.claims for d in c.doers}:
        score += SAME_DOERS
    last = account.claims[-1]
    if claim.sentence == last.sentence:
        score += SAME_SENTENCE
    if isinstance(claim.item, Event) and any(e.type == claim.item.type for e in account.events):
        score += SAME_KIND
    return score + NEXT / (1 + abs(claim.at - last.at) / 200)


def _persons(claim: Claim, book: Book) -> set[str]:
    """People who came to harm and are known one by one: a man shot on Monday who died on Tuesday is one victim."""
    return {p for p in claim.people if p in book.actors and book.actors[p].kind == "person"}


def _set_apart(claim: Claim, account: Account) -> bool:
    if any(c.sentence == claim.sentence for c in account.claims):
        return False
    said = tokens(claim.item.evidence.text)
    return not words().apart.isdisjoint(said[: max(8, len(said) // 2)])


def _modes(claim: Claim) -> set[str]:
    mode = claim.item.mode if isinstance(claim.item, Event) and not denies(claim.item) else None
    return {mode} if mode else set()


def _goes_on(claim: Claim, account: Account) -> bool:
    """Whether a sentence opens with words that go on to something else ("hours later"), and tells of another kind of
    deed, or of other people on both sides, than the account does."""
    event = claim.item
    if not isinstance(event, Event) or any(c.sentence == claim.sentence for c in account.claims):
        return False
    if not _opens(event, words().sequel):
        return False
    modes = {m for c in account.claims for m in _modes(c)}
    if modes and _modes(claim) and not modes & _modes(claim):
        return True
    doers = {d for c in account.claims for d in c.doers}
    return bool(claim.doers and doers and not claim.doers & doers)


def _elsewhere(claim: Claim, account: Account) -> bool:
    """Whether an event names a place that the account does not, neither around nor inside its own, and another kind of
    deed: a raid in the town and shells on a camp at its edge are two incidents of one day."""
    mine, places = claim.place, account.book.places
    if mine is None or mine.where_prec >= COARSE or any(c.sentence == claim.sentence for c in account.claims):
        return False
    modes = {m for c in account.claims for m in _modes(c)}
    if not modes or not _modes(claim) or modes & _modes(claim):
        return False
    theirs = [c.place for c in account.claims if c.place is not None and c.place.where_prec < COARSE]
    return bool(theirs) and not any(
        p.id == mine.id or p.name == mine.name or inside(p, mine, places) or inside(mine, p, places) for p in theirs
    )


def _by_hand(claim: Claim, account: Account) -> bool:
    """Whether of the event and the account one is by people on the spot ("raided") and the other by shells or aircraft,
    of others."""
    if not isinstance(claim.item, Event) or any(c.sentence == claim.sentence for c in account.claims):
        return False
    if not claim.doers.isdisjoint(d for c in account.claims for d in c.doers):
        return False
    mine, theirs = _means([claim.item]), _means([e for e in account.events if not denies(e)])
    return {mine, theirs} == {"hand", "afar"}


def _means(events: Sequence[Event]) -> str | None:
    modes = {e.mode for e in events if e.mode}
    if modes and modes <= words().remote:
        return "afar"
    hands = any(not words().ground.isdisjoint(tokens(e.trigger.text)) for e in events)
    return "hand" if hands and modes.isdisjoint(words().remote) else None


def _denies_another(claim: Claim, account: Account) -> bool:
    """Whether a denial is about another deed: by others than those who did this one, or against others."""
    if not (isinstance(claim.item, Event) and denies(claim.item)):
        return False
    told = [c for c in account.claims if not (isinstance(c.item, Event) and denies(c.item))]
    doers, people = {d for c in told for d in c.doers}, {p for c in told for p in c.people}
    if claim.doers & doers:
        return False
    return bool(claim.people and people and not claim.people & people and doers)


AGAINST = (_set_apart, _goes_on, _elsewhere, _by_hand, _denies_another)


def _figure_fit(claim: Claim, account: Account) -> float:
    """Whether a figure tells again of people that the account has, or can be neither they nor part of them."""
    mine = claim.item
    if not isinstance(mine, Casualty):
        return 0.0
    alike = [f for f in account.figures if f.harm == mine.harm]
    if any((f.low, f.high) == (mine.low, mine.high) for f in alike):
        return RETOLD if mine.low > 1 else SAME_DOERS
    sides = {f.victims.status for f in account.figures} - {"unknown", "mixed"}
    if mine.victims.status in ("unknown", "mixed") or not sides or mine.victims.status in sides:
        return 0.0
    return OTHER_SIDE


def _time_fit(claim: Claim, account: Account) -> float:
    mine = interval(claim.time)
    theirs = [i for c in account.claims if (i := interval(c.time)) is not None]
    if mine is None or not theirs:
        return 0.0
    gap = min(days_apart(mine, t) for t in theirs)
    exact = (mine[1] - mine[0]).days <= DAY and any((t[1] - t[0]).days <= DAY for t in theirs)
    if gap == 0:
        return SAME_DAY if exact else SAME_DAY / 4
    return 0.0 if gap == DAY and _same_figure(claim, account) else VETO


def _same_figure(claim: Claim, account: Account) -> bool:
    """Whether a figure of more than one person is told again: of a night between two days, most often."""
    mine = claim.item
    if not isinstance(mine, Casualty) or mine.low < 2:
        return False
    return any((f.harm, f.low, f.high) == (mine.harm, mine.low, mine.high) for f in account.figures)


def _place_fit(claim: Claim, account: Account) -> float:
    if claim.place is None:
        return 0.0
    places = account.book.places
    others: list[Place] = [c.place for c in account.claims if c.place is not None]
    if not others:
        return 0.0
    mine = location(claim.place, places)
    fits: list[float] = []
    for other in others:
        if other.id == claim.place.id:
            return SAME_PLACE
        if inside(other, claim.place, places) or inside(claim.place, other, places):
            fits.append(SAME_PLACE)
            continue
        fits.append(_VERDICT[_same(mine, location(other, places))])
    return max(fits)


_VERDICT = {True: SAME_PLACE, None: 0.0, False: VETO}


def _same(a: Location | None, b: Location | None) -> bool | None:
    return None if a is None or b is None else same_area(a, b)
