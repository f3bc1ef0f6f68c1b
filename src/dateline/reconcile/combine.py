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
from dateline.reconcile.revisions import Revision, not_superseded, revision_of
from dateline.reconcile.sides import Harmed, harmed
from dateline.reconcile.survivors import survivors
from dateline.record import Casualty, Harm

Combined = Harmed
MORE = 1.25  # a whole that is a quarter larger than a part at most is told of the same deed with all its dead


@dataclass(frozen=True, slots=True)
class _Estimate:
    origin: str
    publisher: str | None
    published: str
    report: str
    harmed: Harmed
    revision: Revision | None

    @property
    def told_by(self) -> str:
        """Publisher and day, as a reader knows the report."""
        name = self.publisher or f"report {self.report.removeprefix('b2:')[:8]}"
        return f"{name} of {self.published}" if self.published else name


def combined(accounts: Sequence[Account], harm: Harm, policy: Policy, origins: Origins) -> Combined | None:
    """The count of one harm over accounts of one incident, or `None` where none gives a figure."""
    estimates = []
    for account in accounts:
        found = harmed(_mentions(account, harm, policy), policy)
        if found is not None:
            report = account.book.reading.report
            origin = origins.of_account(account)
            revision = revision_of(account.book, [f for f in account.figures if f.harm == harm])
            estimates.append(_Estimate(origin, report.publisher, report.published or "", report.id, found, revision))
    if not estimates:
        return None
    if len(estimates) == 1:
        return estimates[0].harmed
    return _widened(*_latest(estimates), policy)


def _mentions(account: Account, harm: Harm, policy: Policy) -> list[Mention]:
    told = _of_harm(account, harm, policy)
    if harm != "wounded" or not told:
        return told
    return survivors(told, _of_harm(account, "killed", policy))


def _of_harm(account: Account, harm: Harm, policy: Policy) -> list[Mention]:
    """Mentions of one harm; "another" right after people harmed in another way adds to those, not to its own kind."""
    found: list[Mention] = []
    before: Casualty | None = None
    kept = set(map(id, not_superseded([f for f in account.figures if f.harm == harm and f.scope == "incident"])))
    for figure in account.figures:
        if id(figure) in kept:
            m = mention(figure, account.book, policy)
            beside = before is not None and before.evidence == figure.evidence and before.harm != harm
            beside = beside or (m.ordinal and any(f.harm != harm and f.low > 0 for f in account.figures))
            found.append(replace(m, adding=False) if beside and m.adding else m)
        before = figure
    return found


def _latest(estimates: Sequence[_Estimate]) -> tuple[list[_Estimate], list[tuple[_Estimate, str]]]:
    """Estimates that stand, and those that are replaced, with the reason: by a later report of the same publisher, or
    by anyone's toll that has risen."""
    standing: dict[str, _Estimate] = {}
    replaced: list[tuple[_Estimate, str]] = []
    for e in sorted(estimates, key=lambda e: (e.published, e.report)):
        who = e.publisher or e.report
        if who in standing and e.harmed.values:
            replaced.append((standing.pop(who), "by a later report of the same publisher"))
        if e.revision == "rise":
            for key, other in list(standing.items()):
                if other.harmed.best < e.harmed.best:
                    replaced.append((standing.pop(key), f"the toll rose to {e.harmed.best} ({e.told_by})"))
        standing[who if who not in standing else e.report] = e
    kept = list(standing.values())
    if any(e.harmed.values for e in kept):
        replaced += [(e, "it holds on a condition, and is never promoted") for e in kept if not e.harmed.values]
        kept = [e for e in kept if e.harmed.values]
    for e in [e for e in kept if any(_part_of(e, other) for other in kept)]:
        kept.remove(e)
        replaced.append((e, "it counts one side alone, a part of the whole"))
    return kept, replaced


def _part_of(e: _Estimate, other: _Estimate) -> bool:
    """Whether an estimate counts people of one side alone ("20 cadets") where another counts a few more, of any."""
    mine, theirs = e.harmed, other.harmed
    one_side = mine.whole.low > 0 and mine.whole in (mine.civilian, mine.combatant)
    return one_side and theirs.unknown.low > 0 and mine.best < theirs.best <= mine.best * MORE


def _best(standing: Sequence[_Estimate]) -> tuple[int, str]:
    """The best of several estimates, and why: the latest correction, else what most origins give, else the latest."""
    corrections = [e for e in standing if e.revision == "correction"]
    if corrections:
        return corrections[-1].harmed.best, f"{corrections[-1].told_by} corrects what was published before"
    votes: Counter[int] = Counter()
    for _, best in {(e.origin, e.harmed.best) for e in standing}:
        votes[best] += 1
    latest = standing[-1].harmed.best
    best = max(votes, key=lambda b: (votes[b], b == latest, b))
    if len(votes) == 1:
        return best, ""
    if votes[best] > 1:
        return best, f"{votes[best]} independent origins give {best}"
    return best, f"{best} is the latest of {len(votes)} that differ"


def _widened(standing: Sequence[_Estimate], replaced: Sequence[tuple[_Estimate, str]], policy: Policy) -> Combined:
    whole = policy.close(_hull([e.harmed.whole for e in standing]))
    best, why = _best(standing)
    steps = [f"{e.told_by}: {s}" for e in standing for s in (*e.harmed.steps, f"{e.harmed.whole} in all")]
    steps += [f"{e.told_by}: {e.harmed.whole}, replaced: {reason}" for e, reason in replaced]
    if len({e.harmed.whole for e in standing}) > 1:
        steps.append(f"reports differ: {whole} together, never averaged")
    if why:
        steps.append(why)
    return Combined(
        whole,
        min(max(best, whole.low), best if whole.high is None else whole.high),
        _hull([e.harmed.civilian for e in standing]),
        _hull([e.harmed.combatant for e in standing]),
        _hull([e.harmed.unknown for e in standing]),
        tuple(v for e in (*standing, *(r for r, _ in replaced)) for v in e.harmed.values),
        tuple(steps),
    )


def _hull(ranges: Sequence[Range]) -> Range:
    return hull(ranges) or Range(0, 0)
