"""What fitting looks at of a claim and of an account, kept up to date as claims join: a report of 1 MB holds thousands
of claims, and none is compared with each of the others."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date

from dateline.reconcile.claims import Book, Claim, denies
from dateline.reconcile.when_where import interval
from dateline.reconcile.words import tokens, words, words_of
from dateline.record import Casualty, Event, Harm, Place, Time

DAY = 1  # days between two claims of one night
OLD = 14  # days after which an incident is no news
Days = tuple[date, date]
People = tuple[Harm, int, int | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim, with what fitting asks of it.

    Attributes:
        persons: those who came to harm and are known one by one: a man shot on Monday who died on Tuesday is one.
        counts: ids of the events that a figure counts.
        apart: whether its sentence opens with a word that sets it apart.
        sequel: whether its sentence goes on to something else ("hours later").
        denial: whether it is an event that a party denies.
        modes: the mode of its deed, or nothing.
        means: of an event: by people on the spot ("hand") or by shells and aircraft ("afar").
        days: first and last day.
        joint: numbers of the joint figures that count it.
        told: harm and bounds that it gives: its own, or those of the figures that count it.
        old: whether its days lie well before the report's day.
        entry: the line of a list in which it stands.
    """

    claim: Claim
    persons: frozenset[str]
    counts: frozenset[str]
    apart: bool
    sequel: bool
    denial: bool
    modes: frozenset[str]
    means: str | None
    days: Days | None
    joint: frozenset[int]
    told: frozenset[People]
    old: bool
    entry: int | None


def seen(claim: Claim, book: Book, joint: frozenset[int] = frozenset()) -> Seen:
    """A claim as fitting sees it, beside the joint figures (by number) that count it."""
    item = claim.item
    event = item if isinstance(item, Event) else None
    denial = event is not None and denies(event)
    said = words_of(item.evidence.text)
    mode = event.mode if event is not None else None
    return Seen(
        claim,
        persons=frozenset(p for p in claim.people if p in book.actors and book.actors[p].kind == "person"),
        counts=frozenset(item.events) if isinstance(item, Casualty) else frozenset(),
        apart=not words().apart.isdisjoint(said[: max(8, len(said) // 2)]),
        sequel=opens(item, words().sequel),
        denial=denial,
        modes=frozenset([mode] if mode and not denial else []),
        means=_means({mode} if mode else set(), by_hand(event)) if event is not None else None,
        days=(days := interval(claim.time)),
        joint=joint,
        told=book.counting.get(item.id, frozenset()) if event is not None else frozenset([_people(item)]),
        old=days is not None and _old(days, book.reading.report.published),
        entry=book.entry(claim.at),
    )


def _people(item: Event | Casualty) -> People:
    assert isinstance(item, Casualty)
    return item.harm, item.low, item.high


def _old(days: Days, published: str | None) -> bool:
    """Whether days end well before a report's day."""
    return published is not None and (date.fromisoformat(published) - days[1]).days > OLD


def opens(item: Event | Casualty, phrases: frozenset[str]) -> bool:
    """Whether a claim's sentence opens with one of the phrases."""
    return " ".join(words_of(item.evidence.text[:40])).startswith(tuple(phrases))


def by_hand(event: Event) -> bool:
    """Whether its verb is one of people on the spot ("raided")."""
    return not words().ground.isdisjoint(tokens(event.trigger.text))


def _means(modes: set[str], hand: bool) -> str | None:
    if modes and modes <= words().remote:
        return "afar"
    return "hand" if hand and modes.isdisjoint(words().remote) else None


@dataclass(slots=True)
class Gist:
    """What fitting asks of an account.

    Attributes:
        book: the report.
        size: how many claims it has.
        last: the claim that joined last.
        events, types, modes: ids, types and modes of its events; modes of no denied one.
        hand: whether an event that nobody denies is one of people on the spot.
        persons, doers, sentences: of all its claims.
        accused, harmed: doers and people of the claims that are no denials.
        figures: harm and bounds of its figures.
        statuses: of those whom its figures count.
        day: the first of its times that is one day.
        days: its times, each once.
        exact: whether one of them is a day, or a night.
        places: its places, each once.
        joint: numbers of the joint figures that count its events.
        entries: the lines of a list in which its claims stand.
        where: sentence and harm -> place of the figure that is no part of another.
    """

    book: Book
    size: int = 0
    last: Claim | None = None
    events: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    hand: bool = False
    persons: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    accused: set[str] = field(default_factory=set)
    harmed: set[str] = field(default_factory=set)
    figures: set[People] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    day: Time | None = None
    days: list[Days] = field(default_factory=list)
    exact: bool = False
    places: list[Place] = field(default_factory=list)
    joint: set[int] = field(default_factory=set)
    entries: set[int] = field(default_factory=set)
    where: dict[tuple[int, Harm], Place] = field(default_factory=dict)
    _known: set[Hashable] = field(default_factory=set)
    _asked: dict[Hashable, tuple[int, float]] = field(default_factory=dict)

    @property
    def means(self) -> str | None:
        """By people on the spot, or by shells and aircraft."""
        return _means(self.modes, self.hand)

    def add(self, s: Seen) -> None:
        """Take a claim in."""
        claim, item = s.claim, s.claim.item
        self.size, self.last = self.size + 1, claim
        self.persons |= s.persons
        self.doers |= claim.doers
        self.sentences.add(claim.sentence)
        if s.entry is not None:
            self.entries.add(s.entry)
        if not s.denial:
            self.accused |= claim.doers
            self.harmed |= claim.people
        if isinstance(item, Event):
            self.events.add(item.id)
            self.types.add(item.type)
            self.modes |= s.modes
            self.hand = self.hand or (not s.denial and by_hand(item))
            self.joint |= s.joint
        else:
            self.figures.add((item.harm, item.low, item.high))
            self.statuses.add(item.victims.status)
            if claim.place is not None and item.part_of is None:
                self.where.setdefault((claim.sentence, item.harm), claim.place)
        if s.days is not None and s.days not in self._known:
            self._known.add(s.days)
            self.days.append(s.days)
            self.exact = self.exact or (s.days[1] - s.days[0]).days <= DAY
        if claim.time is not None and claim.time.date_prec == 1:
            self.day = self.day or claim.time
        if claim.place is not None and claim.place.id not in self._known:
            self._known.add(claim.place.id)
            self.places.append(claim.place)

    def least_gap(self, days: Days, gap: Callable[[Days, Days], int]) -> float:
        """Days between an interval and the nearest of the account's."""
        return -self._best(("days", days), self.days, lambda d: -gap(days, d), 0)

    def best_place(self, what: str, place: Place, fit: Callable[[Place, Place], float], most: float) -> float:
        """How well a place fits the one of the account's that it fits best.

        Args:
            what: a name of the question.
            place: the claim's.
            fit: scores it beside one of the account's.
            most: the best score there is.
        """
        return self._best((what, place.id), self.places, lambda p: fit(place, p), most)

    def _best[T](self, key: Hashable, among: list[T], score: Callable[[T], float], most: float) -> float:
        """The best score among what only grows, each of it scored once for each key."""
        n, best = self._asked.get(key, (0, float("-inf")))
        if best < most and n < len(among):
            best = max(best, *map(score, among[n:]))
            self._asked[key] = len(among), best
        return best
