"""What matching looks at of an account: days, place, people, figures, words; made once for each account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Location
from dateline.reconcile.intervals import Range, total
from dateline.reconcile.summary import account_place, account_time
from dateline.reconcile.when_where import interval
from dateline.reconcile.words import tokens
from dateline.record import Harm

SHORT = 4  # letters of the shortest word that is compared


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as matching sees it.

    Attributes:
        ident: the account's first claim, unique among reports; the order of profiles.
        report: id of the report.
        published: day of publication; tells when it was news, never when it was.
        days: first and last day.
        exact: whether that is one day, or a night.
        named: days that the report names anywhere, as ordinals.
        place: where.
        toponyms: names of all places that the report names, lower case.
        kinds: types and modes of its events.
        doers: names of those who did it.
        victims: names of persons who came to harm.
        harm: for killed and wounded the largest figure given.
        words: words of its evidence, of the whole report where the report is about it.
        copy: id of the first report that its report is a copy of.
    """

    ident: str
    report: str
    published: date | None
    days: tuple[date, date] | None
    exact: bool
    named: frozenset[int]
    place: Location | None
    toponyms: frozenset[str]
    kinds: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]
    harm: dict[Harm, Range]
    words: frozenset[str]
    copy: str


def profile(account: Account, copy: str, main: bool) -> Profile:
    """The profile of an account.

    Args:
        account: the account.
        copy: id of the first report that its report is a copy of.
        main: whether it is what its report is about, so that all its words speak of it.
    """
    book = account.book
    report = book.reading.report
    time = account_time([account])
    days = interval(time)
    people = {p for c in account.claims for p in c.people if p in book.actors}
    evidence = " ".join(dict.fromkeys(c.item.evidence.text for c in account.claims))
    said = f"{report.title or ''} {report.text}" if main else evidence
    return Profile(
        ident=min(account.keys),
        report=report.id,
        published=date.fromisoformat(report.published) if report.published else None,
        days=days,
        exact=days is not None and days[1] - days[0] <= timedelta(days=1),
        named=_named(book),
        place=account_place([account]),
        toponyms=frozenset(p.name.lower() for p in book.reading.places),
        kinds=frozenset(x for e in account.events for x in (e.type, e.mode, e.acled) if x),
        doers=frozenset(book.actors[d].name.lower() for c in account.claims for d in c.doers if d in book.actors),
        victims=_victims(account, people),
        harm=_harm(account),
        words=frozenset(w for w in tokens(said) if len(w) >= SHORT),
        copy=copy,
    )


def _named(book: Book) -> frozenset[int]:
    """Days that the report names, wherever it does."""
    exact = (t.start for t in book.reading.times if t.start and t.start == t.end)
    return frozenset(date.fromisoformat(d).toordinal() for d in exact)


def _victims(account: Account, people: set[str]) -> frozenset[str]:
    """Persons known by first name and surname; a place that was taken for a person is none."""
    book = account.book
    places = {p.name.lower() for p in book.reading.places}
    found: set[str] = set()
    for actor in (book.actors[p] for p in people):
        name = actor.name.split()
        if actor.kind == "person" and len(name) > 1 and all(w[:1].isupper() for w in (name[0], name[-1])):
            found.add(actor.name.lower())
    return frozenset(found - places)


def _harm(account: Account) -> dict[Harm, Range]:
    """The largest figure of each harm: enough to tell whether two accounts can be about the same people."""
    found: dict[Harm, Range] = {}
    for figure in account.figures:
        bounds = Range(figure.low, figure.high)
        if figure.harm not in found or bounds.low > found[figure.harm].low:
            found[figure.harm] = bounds
    singles = [c for c in account.figures if c.harm == "killed" and c.low == c.high == 1]
    if len(singles) > 1 and found["killed"].low <= 1:
        found["killed"] = Range(1, total(Range(1, 1) for _ in singles).high)
    return found
