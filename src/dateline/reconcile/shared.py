"""Joint figures: what a report counts over several incidents together bounds their sum and is never counted twice.

An incident keeps the figure of its own. Where all but one have one, in the same report, the rest is the other's; a
policy may spread what is left over those without (ACLED). Else the joint figure stands beside them, added to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.reconcile.claims import Book, Claim
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import Bounds, Count, Incident, Shared
from dateline.reconcile.intervals import Range, total
from dateline.reconcile.policies import Policy
from dateline.reconcile.words import singular, tokens
from dateline.record import Casualty, Harm


@dataclass(frozen=True, slots=True)
class _Joint:
    """One joint figure of one report, under the policy's reading of its words, however often the report says it."""

    keys: tuple[str, ...]
    book: Book
    claim: Claim
    figure: Casualty
    bounds: Range
    homes: tuple[int, ...]
    told: frozenset[int]  # those that its own report tells of; others are only named in its sentence


def with_sums_apart(group: Sequence[Account]) -> list[Account]:
    """Accounts of one incident, those of a report that sums up several beside those that count this one: its sums, and
    what may be added to them, are shared and count for nothing where any account has a figure of that harm itself."""
    own = {f.harm for a in group for f in a.figures if f.scope == "incident" and f.certainty != "conditional"}
    return [replace(a, shared=[*a.shared, *sums]) if (sums := [*_sums(a, own)]) else a for a in group]


def _sums(account: Account, harms: set[Harm]) -> Iterator[Claim]:
    """Joint figures of these harms that an account counts as its own, and figures on a condition beside them."""
    joint = {c.harm for c in account.figures if c.scope == "joint"} & harms
    if not joint:
        return
    already = {id(c) for c in account.shared}
    for claim in account.claims:
        figure = claim.item
        if not isinstance(figure, Casualty) or figure.harm not in joint or id(claim) in already:
            continue
        if figure.scope == "joint" or (figure.certainty == "conditional" and not figure.events):
            yield claim


def with_shared(groups: Sequence[Sequence[Account]], incidents: Sequence[Incident], policy: Policy) -> list[Incident]:
    """The incidents, each with the joint figures that count it, and what of them is its own.

    Args:
        groups: accounts of each incident.
        incidents: what they were built into, in the same order.
        policy: by which they were counted.
    """
    found = list(incidents)
    for joint in _joints(groups, found, policy):
        if joint.figure.scope != "joint":
            _note(found, joint, "stands on a condition beside a joint figure,")
        elif len(joint.homes) < 2:
            _note(found, joint, "is a joint figure")
        else:
            _divide(found, joint, policy)
    return found


def _joints(groups: Sequence[Sequence[Account]], incidents: Sequence[Incident], policy: Policy) -> list[_Joint]:
    homes: dict[str, tuple[Account, Claim, set[int]]] = {}
    for n, group in enumerate(groups):
        for account in group:
            for claim in account.shared:
                homes.setdefault(account.book.key(claim.item.id), (account, claim, set()))[2].add(n)
    by_day: dict[str, list[int]] = {}
    for n, incident in enumerate(incidents) if homes else ():
        by_day.setdefault(incident.start or "", []).append(n)
    found = []
    for key, (account, claim, where) in sorted(homes.items()):
        if isinstance(figure := claim.item, Casualty):
            told = frozenset(where)
            if len(where) < 2 and figure.scope == "joint":
                where |= _named_in(account.book, claim, incidents, by_day)
            bounds = policy.range_of(figure)
            found.append(_Joint((key,), account.book, claim, figure, bounds, tuple(sorted(where)), told))
    return _once(found)


def _once(joints: Sequence[_Joint]) -> list[_Joint]:
    """Figures that one report says again (in its title, and in its text) as one, the one that counts most incidents."""
    found: list[_Joint] = []
    for j in sorted(joints, key=lambda j: (-len(j.homes), j.claim.at)):
        for n, other in enumerate(found):
            same = other.book is j.book and (other.figure.harm, other.figure.scope) == (j.figure.harm, j.figure.scope)
            if same and set(j.homes) <= set(other.homes) and (both := other.bounds.meet(j.bounds)) is not None:
                found[n] = replace(other, keys=(*other.keys, *j.keys), bounds=both)
                break
        else:
            found.append(j)
    return sorted(found, key=lambda j: j.keys)


def called(account: Account) -> Iterator[tuple[str, str]]:
    """Day and place of incidents of other reports that joint figures of an account may count: for those who look up
    which incidents must be counted together."""
    for claim in {c.item.id: c for c in (*account.shared, *account.claims)}.values():
        if not isinstance(claim.item, Casualty) or claim.item.scope != "joint":
            continue
        day, places = _calls(account.book, claim)
        if day:
            yield from ((day, place) for place in sorted(places))


def _calls(book: Book, claim: Claim) -> tuple[str | None, set[str]]:
    """The one day of a joint figure, and the places that its sentence names."""
    day = claim.time.start if claim.time is not None and claim.time.start == claim.time.end else None
    said = claim.item.evidence
    return day, {p.name for p in book.places.values() if any(said.covers(m) for m in p.mentions)}


def _named_in(book: Book, claim: Claim, incidents: Sequence[Incident], by_day: Mapping[str, Sequence[int]]) -> set[int]:
    """Incidents of other reports that the sentence of a joint figure names: of its day, at a place and of people in it
    ("in the shelling of the mosque and the shooting of demonstrators on the road to Najaf")."""
    day, places = _calls(book, claim)
    heard = {singular(w) for w in tokens(claim.item.evidence.text)}
    return {
        n
        for n in by_day.get(day or "none", ())
        if (place := incidents[n].place) is not None and place.name in places and _people(incidents[n]) & heard
    }


def _people(incident: Incident) -> set[str]:
    """Last words of the names of those harmed, singular ("demonstrator"), but for words that anyone could be."""
    return {singular(words[-1]) for r in incident.recipients if (words := tokens(r))} - {"people", "person", "crowd"}


def _note(found: list[Incident], joint: _Joint, kind: str) -> None:
    """A joint figure whose incidents the report does not tell apart, or a conditional one beside it."""
    for n in joint.homes:
        others = (
            "" if len(joint.homes) < 2 else " over this and " + ", ".join(found[i].id for i in joint.homes if i != n)
        )
        where = others or " over this incident and others that the report does not tell apart;"
        _add(found, n, f"{_said(joint)} {kind}{where} it is added to none")


def _divide(found: list[Incident], joint: _Joint, policy: Policy) -> None:
    harm: Harm = joint.figure.harm
    counts: dict[int, Count | None] = {n: getattr(found[n], harm) for n in joint.homes}
    own = {n: Range(c.low, c.high) for n, c in counts.items() if c is not None}
    rest = [n for n in joint.homes if n not in own and n in joint.told]
    come = total(own.values())
    left = joint.bounds.without(come)
    given: dict[int, Range] = {}
    told_together = len(joint.told) == len(joint.homes) and all(_same_report(found[n], joint) for n in own)
    if rest and told_together and policy.joint == "spread":
        given = _spread(left.low, rest)
    elif len(rest) == 1 and told_together:
        given = {rest[0]: policy.close(left)}
    for n in joint.homes:
        others = ", ".join(found[i].id for i in joint.homes if i != n)
        step = f"{_said(joint)} is a joint figure over this and {others}: it bounds their sum{_sum(come, left, own)}"
        if n in given:
            mine = given[n]
            how = f"spread over {len(rest)} without a figure" if policy.joint == "spread" else "the others' taken out"
            found[n] = replace(found[n], **{harm: _count(mine)})  # type: ignore[arg-type]
            step += f"; {mine} of it here, {how}"
        else:
            step += ", and is added to none of them"
        _add(found, n, step)
    shared = Shared(harm, joint.bounds.low, joint.bounds.high, joint.keys, tuple(found[i].id for i in joint.homes))
    for n in joint.homes:
        found[n] = replace(found[n], shared=(*found[n].shared, shared))


def _spread(people: int, over: Sequence[int]) -> dict[int, Range]:
    """Whole people in equal parts, what is left over to the first (ACLED, fatality methodology)."""
    each, more = divmod(people, len(over))
    return {n: Range(each + (i < more), each + (i < more)) for i, n in enumerate(over)}


def _same_report(incident: Incident, joint: _Joint) -> bool:
    """Whether the incident's figures come from the report of the joint figure alone, so that one may be taken out of
    the other."""
    return incident.reports == (joint.book.reading.report.id,)


def _sum(come: Range, left: Range, own: Mapping[int, Range]) -> str:
    if not own:
        return ""
    return f", which comes to {come}" + (f" ({left} of it are in none of them)" if left.low else "")


def _said(joint: _Joint) -> str:
    local = ", ".join(k.rsplit("#", 1)[-1] for k in joint.keys)
    return f"{joint.figure.harm}: “{joint.figure.quote.text}” ({local}) = {joint.bounds}"


def _add(found: list[Incident], n: int, step: str) -> None:
    found[n] = replace(found[n], explanation=(*found[n].explanation, step))


def _count(bounds: Range) -> Count:
    nobody = Bounds(0, 0, 0)
    return Count(bounds.low, bounds.low, bounds.high, nobody, nobody, Bounds(bounds.low, bounds.low, bounds.high))


def sum_of(incidents: Iterable[Incident], harm: Harm) -> Range:
    """How many people incidents come to, each once; those that a person rejected are left out.

    Args:
        incidents: each given once.
        harm: killed, wounded, …
    """
    kept = [i for i in incidents if i.status != "rejected"]
    counts = {i.id: Range(c.low, c.high) if (c := getattr(i, harm)) is not None else None for i in kept}
    return together(counts, (s for i in kept for s in i.shared if s.harm == harm))


def together(counts: Mapping[str, Range | None], shared: Iterable[Shared]) -> Range:
    """The sum of incidents, raised to a joint figure over them where all that it counts are there, each person once.

    Args:
        counts: incident -> its own figure, or `None`.
        shared: joint figures of the harm that is summed.
    """
    sums = total(c for c in counts.values() if c is not None)
    raised: dict[frozenset[str], Range] = {}
    for s in {s.claims: s for s in shared}.values():
        over = frozenset(s.incidents)
        if over <= counts.keys():
            bounds = _raised(Range(s.low, s.high), [counts[n] for n in s.incidents])
            raised[over] = raised[over].hull(bounds) if over in raised else bounds
    taken: set[str] = set()
    for over, bounds in sorted(raised.items(), key=lambda x: (-len(x[0]), sorted(x[0]))):
        if taken.isdisjoint(over):
            mine = total(c for n in over if (c := counts[n]) is not None)
            open_above = None in (sums.high, bounds.high, mine.high)
            high = None if open_above else (sums.high or 0) - (mine.high or 0) + (bounds.high or 0)
            sums, taken = Range(sums.low - mine.low + bounds.low, high), taken | over
    return sums


def _raised(joint: Range, own: Sequence[Range | None]) -> Range:
    """What incidents come to with a joint figure over them: it raises the highest, and the least too where one of them
    has no figure of its own; where all have, the two are words against each other."""
    mine = total(c for c in own if c is not None)
    low = max(mine.low, joint.low) if None in own else mine.low
    return Range(low, None if None in (mine.high, joint.high) else max(mine.high or 0, joint.high or 0, low))
