"""What matching looks at of an account: days, place, people, figures, words; made once for each account.

A profile depends on its own report alone. It can be written down and read back, so that a record keeps it.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.reconcile.claims import Book
from dateline.reconcile.copies import Sketch, sketch_of
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Location
from dateline.reconcile.intervals import Range, total
from dateline.reconcile.naming import month_days, rare_names
from dateline.reconcile.rarity import word_codes
from dateline.reconcile.summary import account_place, account_time
from dateline.reconcile.when_where import interval
from dateline.reconcile.words import tokens
from dateline.record import Harm

Days = tuple[int, int]  # first and last day, proleptic Gregorian ordinals


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as matching sees it.

    Attributes:
        keys: its claims (`<report id>#c1`); the first is unique among reports and gives profiles their order.
        report: id of the report.
        main: whether it is what its report is about, so that all the report's words speak of it.
        published: day of publication, an ordinal; tells when it was news, never when it was.
        days: first and last day.
        named: days that the report names anywhere.
        yearless: days that the report names without their year, as month × 100 + day.
        place: where.
        toponyms: names of all places that the report names, lower case.
        names: keys of rare proper names, of the report where it is main, else of its evidence.
        kinds: types and modes of its events.
        doers: names of those who did it.
        victims: names of persons who came to harm.
        harm: the largest figure given of each harm.
        words: packed codes of the words of its evidence, of the whole report where it is main.
        sketch: of the report's text, for near-copies; empty where it is not main.
        joint: joint figures that count it together with other incidents of its report.
    """

    keys: tuple[str, ...]
    report: str
    main: bool
    published: int | None
    days: Days | None
    named: frozenset[int]
    yearless: frozenset[int]
    place: Location | None
    toponyms: frozenset[str]
    names: frozenset[str]
    kinds: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]
    harm: dict[Harm, Range]
    words: bytes
    sketch: Sketch
    joint: frozenset[str]

    @property
    def ident(self) -> str:
        """Its first claim."""
        return self.keys[0]

    @property
    def exact(self) -> bool:
        """Whether it is dated to one day, or a night."""
        return self.days is not None and self.days[1] - self.days[0] <= 1

    def dump(self) -> str:
        """The profile as JSON; equal profiles give equal bytes."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in Profile.__slots__}
        for name in _SETS:
            plain[name] = sorted(plain[name])
        plain["words"] = b64encode(self.words).decode()
        plain["sketch"] = b64encode(self.sketch).decode()
        plain["harm"] = {h: [r.low, r.high] for h, r in sorted(self.harm.items())}
        plain["place"] = [getattr(self.place, name) for name in Location.__slots__] if self.place else None
        return json.dumps(list(plain.values()), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Profile:
        """The profile that `dump` wrote."""
        values = dict(zip(cls.__slots__, json.loads(text), strict=True))
        for name in _SETS:
            values[name] = frozenset(values[name])
        values["keys"] = tuple(values["keys"])
        values["days"] = tuple(values["days"]) if values["days"] else None
        values["words"] = b64decode(values["words"])
        values["sketch"] = b64decode(values["sketch"])
        values["harm"] = {h: Range(low, high) for h, (low, high) in values["harm"].items()}
        values["place"] = Location(*values["place"]) if values["place"] else None
        return cls(**values)


_SETS = ("named", "yearless", "toponyms", "names", "kinds", "doers", "victims", "joint")


def profiles_of(accounts: Iterable[Account]) -> list[Profile]:
    """Profiles of all accounts of one report, in the order of their first claims."""
    accounts = list(accounts)
    if not accounts:
        return []
    named = _named(accounts[0].book)
    main = max(accounts, key=_weight)
    return sorted((_profile(a, named, _of_all(a) if a is main else _of_part(a)) for a in accounts), key=_ident)


def _weight(account: Account) -> tuple[int, int, int]:
    """What a report is about: the account with most figures, then most claims, then the one told first."""
    return len(account.figures), len(account.claims), -min(c.at for c in account.claims)


def _ident(profile: Profile) -> str:
    return profile.ident


@dataclass(frozen=True, slots=True)
class _Wording:
    """What a profile keeps of the words that speak of its account."""

    main: bool
    names: frozenset[str]
    words: bytes
    sketch: Sketch


def _of_all(account: Account) -> _Wording:
    """All words of the report: of the account that it is about."""
    report = account.book.reading.report
    title, text = tokens(report.title or ""), tokens(report.text)
    names = rare_names(f"{report.title or ''} {report.text}")
    return _Wording(True, names, word_codes([*title, *text]), sketch_of(text))


def _of_part(account: Account) -> _Wording:
    """Words of its evidence."""
    evidence = " ".join(dict.fromkeys(c.item.evidence.text for c in account.claims))
    return _Wording(False, rare_names(evidence), word_codes(tokens(evidence)), b"")


def _profile(account: Account, named: _Named, said: _Wording) -> Profile:
    book = account.book
    report = book.reading.report
    days = interval(account_time([account]))
    people = {p for c in account.claims for p in c.people if p in book.actors}
    return Profile(
        keys=tuple(sorted(account.keys)),
        report=report.id,
        main=said.main,
        published=date.fromisoformat(report.published).toordinal() if report.published else None,
        days=(days[0].toordinal(), days[1].toordinal()) if days else None,
        named=named.days,
        yearless=named.yearless,
        place=account_place([account]),
        toponyms=named.toponyms,
        names=said.names,
        kinds=frozenset(x for e in account.events for x in (e.type, e.mode, e.acled) if x),
        doers=frozenset(book.actors[d].name.lower() for c in account.claims for d in c.doers if d in book.actors),
        victims=_victims(book, people) - named.toponyms,
        harm=_harm(account),
        words=said.words,
        sketch=said.sketch,
        joint=frozenset(book.key(c.item.id) for c in account.shared),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """Days and places that a report names, wherever it does: the same for each of its accounts."""

    days: frozenset[int]
    yearless: frozenset[int]
    toponyms: frozenset[str]


def _named(book: Book) -> _Named:
    reading = book.reading
    exact = (t.start for t in reading.times if t.start and t.start == t.end)
    return _Named(
        frozenset(date.fromisoformat(d).toordinal() for d in exact),
        month_days(t.span.text for t in reading.times if t.start is None and t.end is None),
        frozenset(p.name.lower() for p in reading.places),
    )


def _victims(book: Book, people: set[str]) -> frozenset[str]:
    """Persons known by first name and surname; a place that was taken for a person is none, and is left out after."""
    found: set[str] = set()
    for actor in (book.actors[p] for p in people):
        name = actor.name.split()
        if actor.kind == "person" and len(name) > 1 and all(w[:1].isupper() for w in (name[0], name[-1])):
            found.add(actor.name.lower())
    return frozenset(found)


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
