"""Accounts of one incident, of one or many reports, into the incident that a policy publishes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from dateline.reconcile.claims import denies
from dateline.reconcile.combine import Combined, combined
from dateline.reconcile.grading import grade
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import COUNTED, Bounds, Count, Disagreement, Incident, IncidentSource, Value
from dateline.reconcile.intervals import Range
from dateline.reconcile.origins import Origins
from dateline.reconcile.policies import Policy
from dateline.reconcile.summary import account_place, account_time
from dateline.reconcile.violence import violence_of
from dateline.record import Actor, Casualty, Certainty, Event, Harm

CERTAINTY: tuple[Certainty, ...] = ("stated", "hedged", "conditional", "disputed")


def build(accounts: Sequence[Account], policy: Policy, origins: Origins) -> Incident:
    """The incident that accounts (at least one, in a stable order) tell of."""
    keys = tuple(sorted(k for a in accounts for k in a.keys))
    counts = combined(accounts, policy, origins)
    time = account_time(accounts)
    doers, sufferers = _people(accounts)
    kind = _kind(accounts)
    sources = _sources(accounts, origins)
    published: dict[str, Any] = {h: _count(counts.get(h)) for h in COUNTED}
    origins_of = len({s.origin for s in sources})
    killed = counts.get("killed")
    civilians = killed is not None and killed.whole.low > 0 and killed.civilian.low == killed.whole.low
    return Incident(
        id=_ident(accounts),
        policy=policy.label,
        type=kind.type if kind else "ASSAULT",
        mode=kind.mode if kind else None,
        acled=kind.acled if kind else None,
        violence=violence_of(doers, sufferers, civilians),
        start=time.start if time else None,
        end=(time.end or time.start) if time else None,
        date_prec=time.date_prec if time else None,
        place=account_place(accounts),
        actors=_names(doers),
        recipients=_names([a for a in sufferers if a not in doers]),
        **published,
        sources=sources,
        origins=origins_of,
        certainty=_certainty(accounts),
        disagreements=tuple(d for h, c in counts.items() if (d := _disagreement(h, c, policy))),
        claims=keys,
        reports=tuple(sorted({a.book.reading.report.id for a in accounts})),
        status="machine",
        explanation=(*_explanation(counts, policy, accounts), *origins.steps(accounts)),
        grading=grade(accounts, list(published.values()), origins_of, policy.grading),
    )


def _ident(accounts: Sequence[Account]) -> str:
    """Named after its first claim, so that it stays when later reports join: that of the report published first."""
    days = {k: (a.book.reading.report.published or "9999", k) for a in accounts for k in a.keys}
    return "i:" + hashlib.blake2b(min(days, key=days.__getitem__).encode(), digest_size=10).hexdigest()


def _people(accounts: Sequence[Account]) -> tuple[list[Actor], list[Actor]]:
    """Who did it and who came to harm, each once by name, in text order."""
    doers: dict[str, Actor] = {}
    sufferers: dict[str, Actor] = {}
    deed = any(e.type == "ASSAULT" and not denies(e) for a in accounts for e in a.events)
    for account in accounts:
        actors = account.book.actors
        for claim in account.claims:
            if isinstance(claim.item, Event) and (denies(claim.item) or (deed and claim.item.type != "ASSAULT")):
                continue  # who denies it, or arrests someone for it, has not done it by that
            held = deed and isinstance(claim.item, Casualty) and claim.item.harm == "captured"
            for ids, into in ((frozenset() if held else claim.doers, doers), (claim.people, sufferers)):
                for actor in sorted((actors[i] for i in ids if i in actors), key=lambda a: a.id):
                    into.setdefault(actor.name, actor)
    return list(doers.values()), list(sufferers.values())


def _names(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(a.name for a in actors)


def _kind(accounts: Sequence[Account]) -> Event | None:
    """The event that gives the incident its type: an assault before others, one that is not of things alone where
    people came to harm, the one with a mode, the one that killed or hurt them, the one told first."""
    found = []
    hurt = any(f.harm in ("killed", "wounded") for a in accounts for f in a.figures)
    for account in accounts:
        bodily = {e for f in account.figures if f.harm in ("killed", "wounded") for e in f.events}
        for e in account.events:
            things = hurt and e.mode == "destroy" and e.id not in bodily
            order = (e.type != "ASSAULT", e.type != "COERCE", things, e.mode is None, e.id not in bodily, not e.acled)
            found.append((order, e))
    return min(found, key=lambda f: f[0])[1] if found else None


def _certainty(accounts: Sequence[Account]) -> Certainty:
    """The best certainty that any claim has, unless one disputes the rest."""
    found = {c.item.certainty for a in accounts for c in a.claims}
    if "disputed" in found or any(denies(e) for a in accounts for e in a.events):
        return "disputed"
    return min(found, key=CERTAINTY.index, default="stated")


def _sources(accounts: Sequence[Account], origins: Origins) -> tuple[IncidentSource, ...]:
    found: dict[tuple[str, str], IncidentSource] = {}
    for account in accounts:
        book = account.book
        own = origins.of_account(account)
        for claim in account.claims:
            said = book.attributions.get(claim.item.attribution or "")
            origin = (origins.carrier(book, said) if said else None) or own
            for ident in said.chain if said else ():
                if (source := book.sources.get(ident)) is not None:
                    found.setdefault((source.name, origin), IncidentSource(source.name, source.kind, origin))
            publisher = book.reading.report.publisher
            if publisher:
                found.setdefault((publisher, origin), IncidentSource(publisher, "media", origin))
            elif said is None:
                name = book.reading.report.url or book.reading.report.id
                found.setdefault((name, origin), IncidentSource(name, "unknown", origin))
    return _numbered(sorted(found.values(), key=lambda s: (s.origin, s.name)))


def _numbered(sources: Sequence[IncidentSource]) -> tuple[IncidentSource, ...]:
    names = {origin: f"o{n}" for n, origin in enumerate(dict.fromkeys(s.origin for s in sources), 1)}
    return tuple(IncidentSource(s.name, s.kind, names[s.origin]) for s in sources)


def _count(c: Combined | None) -> Count | None:
    if c is None:
        return None
    return Count(
        c.whole.low, c.best, c.whole.high,
        *(_bounds(part, c.whole, c.best) for part in (c.civilian, c.combatant, c.unknown)),
    )  # fmt: skip


def _bounds(part: Range, whole: Range, best: int) -> Bounds:
    """A part's bounds; its best is as far up in its range as the whole's is, never by averaging reports."""
    raised = part.low + max(0, best - whole.low) if part.high != part.low else part.low
    return Bounds(part.low, raised if part.high is None else min(part.high, raised), part.high)


def _disagreement(harm: Harm, c: Combined, policy: Policy) -> Disagreement | None:
    if len({(r.low, r.high) for r, _ in c.values}) < 2:
        return None
    values = tuple(Value(r.low, r.high, keys) for r, keys in c.values)
    return Disagreement(harm, values, f"{policy.label}: every value kept, published as {c.whole} (best {c.best})")


def _explanation(counts: dict[Harm, Combined], policy: Policy, accounts: Sequence[Account]) -> tuple[str, ...]:
    steps = [f"{h}: {s}" for h, c in counts.items() for s in c.steps]
    steps += [f"{h}: {c.whole}, best {c.best} by {policy.label}" for h, c in counts.items()]
    reports = len({a.book.reading.report.id for a in accounts})
    denied = [a.book.key(e.id) for a in accounts for e in a.events if denies(e)]
    if denied:
        steps.append(f"disputed: denied by {', '.join(denied)}")
    if reports > 1:
        steps.append(f"{reports} reports tell of it")
    return tuple(steps)
