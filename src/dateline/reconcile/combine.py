"""One harm of one incident over all its accounts: one estimate an origin, ranges that widen and never average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.reconcile.grouping import Account
from dateline.reconcile.intervals import Range, hull
from dateline.reconcile.mentions import Mention, mention
from dateline.reconcile.origins import Origins
from dateline.reconcile.policies import Policy
from dateline.reconcile.sides import Harmed, harmed
from dateline.reconcile.survivors import survivors
from dateline.record import Casualty, Harm

Combined = Harmed


@dataclass(frozen=True, slots=True)
class _Estimate:
    origin: str
    publisher: str | None
    published: str
    report: str
    harmed: Harmed


def combined(accounts: Sequence[Account], harm: Harm, policy: Policy, origins: Origins) -> Combined | None:
    """The count of one harm over accounts of one incident, or `None` where none gives a figure."""
    estimates = []
    for account in accounts:
        found = harmed(_mentions(account, harm, policy), policy)
        if found is not None:
            report = account.book.reading.report
            origin = origins.of_account(account)
            estimates.append(_Estimate(origin, report.publisher, report.published or "", report.id, found))
    if not estimates:
        return None
    if len(estimates) == 1:
        return estimates[0].harmed
    standing, replaced = _latest(estimates)
    return _widened(standing, replaced, policy)


def _mentions(account: Account, harm: Harm, policy: Policy) -> list[Mention]:
    told = _of_harm(account, harm, policy)
    if harm != "wounded" or not told:
        return told
    return survivors(told, _of_harm(account, "killed", policy))


def _of_harm(account: Account, harm: Harm, policy: Policy) -> list[Mention]:
    """Mentions of one harm; "another" right after people harmed in another way adds to those, not to its own kind."""
    found: list[Mention] = []
    before: Casualty | None = None
    for figure in account.figures:
        if figure.harm == harm:
            m = mention(figure, account.book, policy)
            beside = before is not None and before.evidence == figure.evidence and before.harm != harm
            beside = beside or (m.ordinal and any(f.harm != harm and f.low > 0 for f in account.figures))
            found.append(replace(m, adding=False) if beside and m.adding else m)
        before = figure
    return found


def _latest(estimates: Sequence[_Estimate]) -> tuple[list[_Estimate], list[_Estimate]]:
    """Estimates that stand, and those that a later report of the same publisher replaces."""
    standing: dict[str, _Estimate] = {}
    replaced: list[_Estimate] = []
    for e in sorted(estimates, key=lambda e: (e.published, e.report)):
        who = e.publisher or e.report
        if who in standing:
            replaced.append(standing[who])
        standing[who] = e
    return list(standing.values()), replaced


def _widened(standing: Sequence[_Estimate], replaced: Sequence[_Estimate], policy: Policy) -> Combined:
    whole = policy.close(_hull([e.harmed.whole for e in standing]))
    votes: Counter[int] = Counter()
    for _, best in {(e.origin, e.harmed.best) for e in standing}:
        votes[best] += 1
    latest = standing[-1].harmed.best
    best = max(votes, key=lambda b: (votes[b], b == latest, b))
    steps = [f"{e.publisher or e.report}: {s}" for e in standing for s in (*e.harmed.steps, f"{e.harmed.whole} in all")]
    steps += [f"{e.publisher}: {e.harmed.whole} replaced by its later report" for e in replaced]
    if len({e.harmed.whole for e in standing}) > 1:
        steps.append(f"reports differ: {whole} together")
    return Combined(
        whole,
        min(max(best, whole.low), best if whole.high is None else whole.high),
        _hull([e.harmed.civilian for e in standing]),
        _hull([e.harmed.combatant for e in standing]),
        _hull([e.harmed.unknown for e in standing]),
        tuple(v for e in (*standing, *replaced) for v in e.harmed.values),
        tuple(steps),
    )


def _hull(ranges: Sequence[Range]) -> Range:
    return hull(ranges) or Range(0, 0)
