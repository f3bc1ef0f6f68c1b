"""One harm of one incident over all its accounts: one estimate an origin, ranges that widen and never average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.reconcile.claims import Book
from dateline.reconcile.estimates import Estimate, best_of, standing_of
from dateline.reconcile.grouping import Account
from dateline.reconcile.incident import COUNTED
from dateline.reconcile.intervals import NOBODY, Range, hull
from dateline.reconcile.mentions import Mention, mention
from dateline.reconcile.origins import Origins
from dateline.reconcile.policies import Policy
from dateline.reconcile.revisions import not_superseded, revision_of
from dateline.reconcile.sides import Harmed, harmed
from dateline.reconcile.survivors import survivors
from dateline.record import Casualty, Harm

Combined = Harmed


def combined(accounts: Sequence[Account], policy: Policy, origins: Origins) -> dict[Harm, Combined]:
    """The count of each harm over accounts of one incident; of a harm of which none gives a figure there is none."""
    estimates: dict[Harm, list[Estimate]] = {}
    for account in accounts:
        report = account.book.reading.report
        origin, figures = origins.of_account(account), account.figures
        for harm, mentions in _mentions(account, figures, policy).items():
            if (found := harmed(mentions, policy)) is not None:
                revision = revision_of(account.book, [f for f in figures if f.harm == harm])
                told = Estimate(origin, report.publisher, report.published or "", report.id, found, revision)
                estimates.setdefault(harm, []).append(told)
    return {h: _together(estimates[h], policy) for h in COUNTED if h in estimates}


def _together(estimates: Sequence[Estimate], policy: Policy) -> Combined:
    return estimates[0].harmed if len(estimates) == 1 else _widened(*standing_of(estimates, policy), policy)


def _mentions(account: Account, figures: Sequence[Casualty], policy: Policy) -> dict[Harm, list[Mention]]:
    """Mentions of each harm, where there are any; of the wounded, those of people who lived."""
    shared = {id(c.item) for c in account.shared}
    own: dict[Harm, list[Casualty]] = {}
    for f in figures:
        if f.harm in COUNTED and id(f) not in shared:
            own.setdefault(f.harm, []).append(f)
    told = {h: _of_harm(account.book, not_superseded(some), figures, policy) for h, some in own.items()}
    if "wounded" in told:
        told["wounded"] = survivors(told["wounded"], told.get("killed", ()))
    return told


def _of_harm(book: Book, kept: Sequence[Casualty], figures: Sequence[Casualty], policy: Policy) -> list[Mention]:
    """Mentions of one harm; "another" right after people harmed in another way adds to those, not to its own kind.

    Args:
        book: the report.
        kept: figures of that harm, at least one.
        figures: all figures of the account.
    """
    harm, wanted = kept[0].harm, set(map(id, kept))
    found: list[Mention] = []
    before: Casualty | None = None
    for figure in figures:
        if id(figure) in wanted:
            m = mention(figure, book, policy)
            beside = before is not None and before.evidence == figure.evidence and before.harm != harm
            beside = beside or (m.ordinal and any(f.harm != harm and f.low > 0 for f in figures))
            found.append(replace(m, adding=False) if beside and m.adding else m)
        before = figure
    return found


def _widened(standing: Sequence[Estimate], replaced: Sequence[tuple[Estimate, str]], policy: Policy) -> Combined:
    whole = policy.close(_hull([e.harmed.whole for e in standing]))
    best, why = best_of(standing, policy)
    steps = [f"{e.told_by}: {s}" for e in standing for s in (*e.harmed.steps, f"{e.harmed.whole} in all")]
    steps += [f"{e.told_by}: {e.harmed.whole}, {reason}" for e, reason in replaced]
    if len({e.harmed.whole for e in standing}) > 1:
        steps.append(f"reports differ: {_hull([e.harmed.whole for e in standing])} together, never averaged")
    if why and policy.range != "lowest":
        steps.append(why)
    best = min(max(best, whole.low), best if whole.high is None else whole.high)
    values = tuple(v for e in (*standing, *(r for r, _ in replaced)) for v in e.harmed.values)
    counts = [e.harmed for e in standing]
    civilian, combatant, unknown, contested = _sides(counts, whole, policy)
    steps += ["whether they were civilians or combatants is contested"] if contested else []
    return Combined(whole, best, civilian, combatant, unknown, values, tuple(steps))


def _sides(counts: Sequence[Harmed], whole: Range, policy: Policy) -> tuple[Range, Range, Range, bool]:
    """Civilians, combatants and others over estimates that say who they were, and whether these contradict."""
    sided = [h for h in counts if h.sided] or list(counts)
    civilian, combatant = _hull([h.civilian for h in sided]), _hull([h.combatant for h in sided])
    contested = any(h.civilian.low and not h.combatant.high for h in sided) and any(
        h.combatant.low and not h.civilian.high for h in sided
    )
    if contested and policy.contested == "zero":
        return civilian, combatant, NOBODY, True
    if contested:
        civilian, combatant = Range(civilian.low, civilian.low), Range(combatant.low, combatant.low)
    known = _capped(civilian + combatant, whole)
    return _capped(civilian, whole), _capped(combatant, whole), whole.without(known), contested


def _capped(part: Range, whole: Range) -> Range:
    if whole.high is None:
        return part
    return Range(min(part.low, whole.high), whole.high if part.high is None else min(part.high, whole.high))


def _hull(ranges: Sequence[Range]) -> Range:
    return hull(ranges) or Range(0, 0)
