"""What matching looks at of an account: days, place, people, figures, words; made once for each account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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
        place: where.
        kinds: types and modes of its events.
        doers: names of those who did it.
        victims: names of persons who came to harm.
        harm: for killed and wounded the largest figure given.
        words: words of its evidence.
        copy: id of the first report that its report is a copy of.
    """

    ident: str
    report: str
    published: date | None
    days: tuple[date, date] | None
    exact: bool
    place: Location | None
    kinds: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]
    harm: dict[Harm, Range]
    words: frozenset[str]
    copy: str


def profile(account: Account, copy: str) -> Profile:
    """The profile of an account."""
    book = account.book
    report = book.reading.report
    time = account_time([account])
    days = interval(time)
    people = {p for c in account.claims for p in c.people if p in book.actors}
    evidence = " ".join(dict.fromkeys(c.item.evidence.text for c in account.claims))
    return Profile(
        ident=min(account.keys),
        report=report.id,
        published=date.fromisoformat(report.published) if report.published else None,
        days=days,
        exact=days is not None and days[1] - days[0] <= timedelta(days=1),
        place=account_place([account]),
        kinds=frozenset(x for e in account.events for x in (e.type, e.mode, e.acled) if x),
        doers=frozenset(book.actors[d].name.lower() for c in account.claims for d in c.doers if d in book.actors),
        victims=frozenset(book.actors[p].name.lower() for p in people if book.actors[p].kind == "person"),
        harm=_harm(account),
        words=frozenset(w for w in tokens(evidence) if len(w) >= SHORT),
        copy=copy,
    )


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
