"""Running totals beside the incidents that fall in their period, place and group.

A toll is never added to an incident: it is compared with the sum of those inside it, each step in words and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.reconcile.claims import Book
from dateline.reconcile.decisions import NONE, Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.incident import Incident, Location, Shared
from dateline.reconcile.intervals import Range, total
from dateline.reconcile.policies import Policy, policy_named
from dateline.reconcile.shared import together
from dateline.reconcile.when_where import COARSE, interval, location, same_area
from dateline.reconcile.words import singular, tokens, words
from dateline.record import Casualty, Harm, Reading, Time, plain

SCHEMA = "dateline.toll/1"
Verdict = Literal["within", "more", "fewer", "no_incidents"]
COUNTRY = 6  # where_prec of a country
LOOK_BACK = 60  # characters before a time in which "since" belongs to it


@dataclass(frozen=True, slots=True)
class Part:
    """An incident that falls in a toll."""

    incident: str
    start: str | None
    place: str | None
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a comparison needs of an incident: its days, place, people who came to harm, and the bounds of one harm."""

    id: str
    start: str | None
    end: str | None
    place: Location | None
    recipients: tuple[str, ...]
    low: int
    high: int | None
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class TollAccount:
    """A running total and the incidents inside it.

    Attributes:
        claim: `<report id>#c1`.
        low, high: the toll's bounds, people.
        start, end: its period, ISO days; `None` where the report does not give it.
        place: where it runs, or `None`.
        group: the people that it counts, as the report names them, or `None` for anyone.
        parts: incidents inside it.
        sum_low, sum_high: what they come to.
        verdict: whether the sum is inside the toll, more, fewer, or there is none.
        steps: each step of the comparison.
    """

    claim: str
    harm: Harm
    low: int
    high: int | None
    quote: str
    start: str | None
    end: str | None
    place: str | None
    group: str | None
    parts: tuple[Part, ...]
    sum_low: int
    sum_high: int | None
    verdict: Verdict
    steps: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The object, ready for `json.dumps`."""
        return {"schema": SCHEMA, **plain(self)}


def tolls(readings: Iterable[Reading], policy: str | Policy, decisions: Decisions = NONE) -> list[TollAccount]:
    """Every running total of the readings, compared with their incidents under a policy, in order of report and claim.

    Args:
        readings: readings of one or many reports.
        policy: by which incidents are counted.
        decisions: what people decided; what they rejected is in no sum.

    Raises:
        UsageError: there is no such policy.
    """
    from dateline.reconcile import reconcile

    rule = policy_named(policy)
    kept = {r.report.id: r for r in readings}
    found = [i for i in reconcile(kept.values(), rule, decisions) if i.status != "rejected"]
    decisions = decisions.found_in(kept)
    books = [Book(effective(kept[ident], decisions)) for ident in sorted(kept)]
    sums = [(book, c) for book in books for c in book.reading.casualties if c.scope == "period"]
    return [compared(book, c, counted(found, c.harm)) for book, c in sums]


def counted(incidents: Iterable[Incident], harm: Harm) -> list[Counted]:
    """The incidents of which a harm is told, as a comparison needs them."""
    known = ((i, getattr(i, harm, None)) for i in incidents)
    return [
        Counted(i.id, i.start, i.end, i.place, i.recipients, c.low, c.high, i.shared) for i, c in known if c is not None
    ]


def reach(book: Book, toll: Casualty) -> tuple[tuple[str | None, str | None], Location | None]:
    """First and last day, and place, that a running total runs over; `None` where the report does not give it."""
    return _period(book, toll), location(book.places.get(toll.place or ""), book.places)


def compared(book: Book, toll: Casualty, incidents: Sequence[Counted]) -> TollAccount:
    """A running total beside the incidents inside it.

    Args:
        book: the toll's reading.
        toll: a figure with scope `period`.
        incidents: all that could be inside, with the toll's harm counted; others are left out with a reason.
    """
    period, where = reach(book, toll)
    group = _group(book, toll)
    parts: list[Part] = []
    shared: list[Shared] = []
    steps = [_first(toll, period, where, group)]
    for i in incidents if period[0] is not None else ():
        reasons = _outside(i, period, where, group)
        label = f"{i.start or 'no date'} {i.place.name if i.place else 'no place'}, {Range(i.low, i.high)}"
        if not reasons:
            parts.append(Part(i.id, i.start, i.place.name if i.place else None, i.low, i.high))
            shared += [s for s in i.shared if s.harm == toll.harm]
            steps.append(f"+ {label}: inside")
        elif len(reasons) == 1:  # what fails on two counts is nobody's near miss
            steps.append(f"  {label}: left out, {reasons[0]}")
    own = total(Range(p.low, p.high) for p in parts)
    come = together({p.incident: Range(p.low, p.high) for p in parts}, shared)
    if come != own:
        steps.append(f"= {own} by figures of their own; a joint figure over them makes it {come}")
    verdict = _verdict(Range(toll.low, toll.high), come, bool(parts))
    steps.append(_last(Range(toll.low, toll.high), come, verdict, period[0] is not None))
    return TollAccount(
        book.key(toll.id), toll.harm, toll.low, toll.high, toll.quote.text, *period, where.name if where else None,
        group, tuple(parts), come.low, come.high, verdict, tuple(steps),
    )  # fmt: skip


def _period(book: Book, toll: Casualty) -> tuple[str | None, str | None]:
    """First and last day: the time it runs over; one that only begins ("since 10 May") ends when it was published."""
    text, report = book.reading.report.text, book.reading.report
    here = [t for t in book.times.values() if toll.evidence.start <= t.span.start < toll.evidence.end]
    begins = [t for t in here if t.start and _begins(text, t)]
    said = book.times.get(toll.period or "")
    time = said if said is not None and interval(said) and not begins else next(iter(begins), said)
    if time is None or interval(time) is None:
        return None, None
    start, end = time.start or time.end, time.end
    return start, report.published if _begins(text, time) or end is None else end


def _begins(text: str, time: Time) -> bool:
    before = tokens(text[max(0, time.span.start - LOOK_BACK) : time.span.start])
    return "since" in before or tokens(time.span.text)[:1] == ["since"]


def _group(book: Book, toll: Casualty) -> str | None:
    """The people that it counts, by name, or `None` for anyone."""
    name = " ".join(book.names((toll.victims.actor,))) if toll.victims.actor else ""
    last = singular(tokens(name)[-1]) if tokens(name) else ""
    return None if not last or last in words().everyone else name


def _outside(i: Counted, period: tuple[str | None, str | None], where: Location | None, group: str | None) -> list[str]:
    """Why an incident is not inside; nothing where it is."""
    start, end = period
    found = []
    if i.start is None:
        found.append("it has no date")
    elif i.start < (start or "") or (end is not None and (i.end or i.start) > end):
        found.append("outside the period")
    if where is not None and not _inside(i.place, where):
        found.append("another place" if i.place else "it has no place")
    if group is not None and set(tokens(group)).isdisjoint(t for r in i.recipients for t in tokens(r)):
        found.append(f"not said to be {group}")
    return found


def _inside(place: Location | None, where: Location) -> bool:
    if place is None:
        return False
    if where.where_prec >= COUNTRY:
        return place.country == where.country
    if where.where_prec >= COARSE:
        return where.name in (place.name, place.admin1) or (where.admin1 or "") == place.admin1
    return same_area(place, where) is True


def _verdict(toll: Range, come: Range, any_parts: bool) -> Verdict:
    if not any_parts:
        return "no_incidents"
    if come.high is not None and come.high < toll.low:
        return "fewer"
    return "more" if toll.high is not None and come.low > toll.high else "within"


def _first(toll: Casualty, period: tuple[str | None, str | None], where: Location | None, group: str | None) -> str:
    over = f"{period[0]} to {period[1] or '…'}" if period[0] else "no period given"
    who = f", {group}" if group else ""
    place = where.name if where else "no place given"
    return f"“{toll.quote.text}”: {Range(toll.low, toll.high)} {toll.harm}{who}, {over}, {place}"


def _last(toll: Range, come: Range, verdict: Verdict, dated: bool) -> str:
    if not dated:
        return "the report gives the total no period: nothing to compare it with"
    if verdict == "no_incidents":
        return "no incident in the record falls inside"
    if verdict == "more":
        return f"= {come}: more than the total; an incident is outside it, or the total is older than the reports"
    if verdict == "fewer":
        gap = Range(max(0, toll.low - (come.high or 0)), None if toll.high is None else max(0, toll.high - come.low))
        return f"= {come} of {toll}: {gap} in no incident of the record"
    return f"= {come}: the total of {toll} can be that"
