"""How well a claim of a report fits one of its accounts, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable

from dateline.reconcile.gist import DAY, Gist, Seen
from dateline.reconcile.incident import Location
from dateline.reconcile.when_where import COARSE, days_apart, inside, location, same_area
from dateline.record import Casualty, Event, Place

VETO = -100.0
REFUSED = -50.0  # only a contradiction keeps a claim out; weak doubt does not
EVENT_COUNTED = 8.0  # the figure says which event it counts
SAME_PEOPLE, SAME_DAY, SAME_PLACE, SAME_DOERS = 3.0, 2.0, 1.0, 0.5
SAME_SENTENCE, NEXT, SAME_KIND = 1.0, 0.5, 0.5
RETOLD, OTHER_SIDE = 1.5, -0.4  # figures: the same again; people of another side


def fit(s: Seen, account: Gist) -> float:
    """How well a claim fits an account; below REFUSED it is about something else."""
    claim = s.claim
    if _another_line(s, account) or _place_of_its_own(s, account):
        return VETO
    if not s.counts.isdisjoint(account.events):
        return EVENT_COUNTED
    people = not s.persons.isdisjoint(account.persons)
    score = SAME_PEOPLE if people else 0.0
    if not people and any(speaks(s, account) for speaks in AGAINST):
        return VETO
    time, place = _time_fit(s, account), _place_fit(claim.place, account)
    figure = _figure_fit(s, account)
    if place <= VETO and time > 0 and figure >= RETOLD:
        place = 0.0  # the same day and the same number: rather one place under two names
    if min(time, place) <= VETO and not people:
        return VETO
    score += max(time, 0.0) + max(place, 0.0) + figure
    if not claim.doers.isdisjoint(account.doers):
        score += SAME_DOERS
    last = account.last
    assert last is not None
    if claim.sentence == last.sentence:
        score += SAME_SENTENCE
    if isinstance(claim.item, Event) and claim.item.type in account.types:
        score += SAME_KIND
    return score + NEXT / (1 + abs(claim.at - last.at) / 200)


def _another_line(s: Seen, account: Gist) -> bool:
    """Whether a claim stands in another line of a list of incidents than the account's claims."""
    return s.entry is not None and bool(account.entries) and s.entry not in account.entries


def _place_of_its_own(s: Seen, account: Gist) -> bool:
    """Whether its sentence gives people harmed elsewhere in the same way: "three in Homs and eight in Idlib"."""
    mine, place = s.claim.item, s.claim.place
    if not isinstance(mine, Casualty) or mine.part_of is not None or place is None or mine.events:
        return False
    other = account.where.get((s.claim.sentence, mine.harm))
    if other is None or other.id == place.id or other.name == place.name:
        return False
    places = account.book.places
    return not (inside(other, place, places) or inside(place, other, places))


def _recalled(s: Seen, account: Gist) -> bool:
    """Whether a claim of long ago gives people of its own, and the account is news without a day."""
    if not s.old or account.days or not s.told or s.claim.sentence in account.sentences:
        return False
    return bool(account.figures) and s.told.isdisjoint(account.figures)


def _set_apart(s: Seen, account: Gist) -> bool:
    return s.apart and s.claim.sentence not in account.sentences


def _goes_on(s: Seen, account: Gist) -> bool:
    """Whether a sentence opens with words that go on to something else ("hours later"), and tells of another kind of
    deed, or of other people on both sides, than the account does."""
    if not s.sequel or s.claim.sentence in account.sentences:
        return False
    if account.modes and s.modes and account.modes.isdisjoint(s.modes):
        return True
    event = isinstance(s.claim.item, Event)
    if event and s.claim.doers and account.doers and account.doers.isdisjoint(s.claim.doers):
        return True
    return bool(s.told) and s.told.isdisjoint(account.figures) and _names_another_place(s, account)


def _names_another_place(s: Seen, account: Gist) -> bool:
    """Whether a claim names a town or a street, and the account others, neither around nor inside it."""
    mine = s.claim.place
    if mine is None or not _spot(mine) or not account.places:
        return False
    return account.best_place("elsewhere", mine, _verdict_on(account), HERE) == AWAY


def _spot(place: Place) -> bool:
    """Whether it is a town, or a street or quarter that no gazetteer has."""
    return place.where_prec < COARSE or place.lat is None


def _verdict_on(account: Gist) -> Callable[[Place, Place], float]:
    places = account.book.places

    def verdict(one: Place, p: Place) -> float:
        if not _spot(p):
            return NOWHERE
        same = p.name == one.name or p.id == one.id
        return HERE if same or inside(p, one, places) or inside(one, p, places) else AWAY

    return verdict


def _elsewhere(s: Seen, account: Gist) -> bool:
    """Whether an event names a place that the account does not, neither around nor inside its own, and another kind of
    deed: a raid in the town and shells on a camp at its edge are two incidents of one day."""
    place = s.claim.place
    if place is None or place.where_prec >= COARSE or s.claim.sentence in account.sentences:
        return False
    if not account.modes or not s.modes:
        return False
    return account.modes.isdisjoint(s.modes) and _names_another_place(s, account)


NOWHERE, AWAY, HERE = 0.0, 1.0, 2.0  # a place that is no town; another town; this one


def _by_hand(s: Seen, account: Gist) -> bool:
    """Whether of the event and the account one is by people on the spot ("raided") and the other by shells or aircraft,
    of others."""
    if s.means is None or s.claim.sentence in account.sentences or not s.claim.doers.isdisjoint(account.doers):
        return False
    return {s.means, account.means} == {"hand", "afar"}


def _denies_another(s: Seen, account: Gist) -> bool:
    """Whether a denial is about another deed: by others than those who did this one, or against others."""
    if not s.denial or not s.claim.doers.isdisjoint(account.accused):
        return False
    apart = s.claim.people and account.harmed and account.harmed.isdisjoint(s.claim.people)
    return bool(apart and account.accused)


AGAINST = (_recalled, _set_apart, _goes_on, _elsewhere, _by_hand, _denies_another)


def _figure_fit(s: Seen, account: Gist) -> float:
    """Whether a figure tells again of people that the account has, or can be neither they nor part of them."""
    mine = s.claim.item
    if not isinstance(mine, Casualty):
        return 0.0
    if (mine.harm, mine.low, mine.high) in account.figures:
        return RETOLD if mine.low > 1 else SAME_DOERS
    sides = account.statuses - {"unknown", "mixed"}
    if mine.victims.status in ("unknown", "mixed") or not sides or mine.victims.status in sides:
        return 0.0
    return OTHER_SIDE


def _time_fit(s: Seen, account: Gist) -> float:
    if s.days is None or not account.days:
        return 0.0
    gap = account.least_gap(s.days, days_apart)
    if gap == 0:
        exact = (s.days[1] - s.days[0]).days <= DAY and account.exact
        return SAME_DAY if exact else SAME_DAY / 4
    return 0.0 if gap == DAY and _same_figure(s, account) else VETO


def _same_figure(s: Seen, account: Gist) -> bool:
    """Whether a figure of more than one person is told again: of a night between two days, most often."""
    mine = s.claim.item
    return isinstance(mine, Casualty) and mine.low > 1 and (mine.harm, mine.low, mine.high) in account.figures


def _place_fit(place: Place | None, account: Gist) -> float:
    if place is None or not account.places:
        return 0.0
    places = account.book.places

    def verdict(one: Place, other: Place) -> float:
        if other.id == one.id or inside(other, one, places) or inside(one, other, places):
            return SAME_PLACE
        return _VERDICT[_same(location(one, places), location(other, places))]

    return account.best_place("fit", place, verdict, SAME_PLACE)


_VERDICT = {True: SAME_PLACE, None: 0.0, False: VETO}


def _same(a: Location | None, b: Location | None) -> bool | None:
    return None if a is None or b is None else same_area(a, b)
